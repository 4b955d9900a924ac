"""The frozen facts a schedule is made from: parties, their lines, what is wished.

Each checks itself, `Problem` the whole. A collection that is empty means "nothing of
the kind", never "unknown"; None means "not limited" or "not given" and each field
says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NewType

from scheduler.errors import ProblemError
from scheduler.fair import Fair, Place, SessionId, Slot
from scheduler.fit.settings import FitSettings
from scheduler.wording import Wording

BuyerId = NewType("BuyerId", str)
SupplierId = NewType("SupplierId", str)


class Strength(StrEnum):
    """How strongly a sales rep puts a pair forward."""

    MUST = "must"
    PREFER = "prefer"
    AVOID = "avoid"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class DemandLine:
    """One product a buyer wants. `id` is the sheet's own line id, "" without one.

    `budget` is for the whole line: for its `quantity`, or for one where none is given.
    `certificates` are those the buyer demands.
    """

    product: str
    categories: tuple[str, ...] = ()
    specification: str = ""
    quantity: float | None = None
    unit: str = ""
    budget: float | None = None
    currency: str = ""
    needed_by: date | None = None
    id: str = ""
    certificates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One product a supplier sells; prices are per unit in `currency`.

    `capacity` is as written, `capacity_quantity` the figure in it, None without one.
    """

    product: str
    categories: tuple[str, ...] = ()
    capacity: str = ""
    minimum_order: float | None = None
    price_low: float | None = None
    price_high: float | None = None
    currency: str = ""
    certificates: tuple[str, ...] = ()
    id: str = ""
    minimum_unit: str = ""
    capacity_quantity: float | None = None
    capacity_unit: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """The visiting side.

    `sessions` are those it can attend; None means all. `absent` are single slots it
    cannot. `teams` people can meet at the same time. `hall` and `booth` matter only
    where meetings are held at buyer booths. `languages` are codes, best first; none
    means not known.
    """

    id: BuyerId
    name: str
    lines: tuple[DemandLine, ...] = ()
    sessions: tuple[SessionId, ...] | None = None
    absent: frozenset[Slot] = frozenset()
    teams: int = 1
    hall: str = ""
    booth: str = ""
    region: str = ""
    languages: tuple[str, ...] = ()
    tier: str = ""
    wants: tuple[str, ...] = ()
    avoids: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Return where the buyer stands."""
        return Place(self.hall, self.booth)

    def can_attend(self, slot: Slot) -> bool:
        """Tell whether the buyer is there in `slot`."""
        in_session = self.sessions is None or slot.session in self.sessions
        return in_session and slot not in self.absent


@dataclass(frozen=True, slots=True)
class Supplier:
    """The offering side, at one booth with `tables` tables.

    `max_meetings` is its own limit, None without one. `absent` are slots in which the
    booth is closed. `other_places` are further booths of the same company: meetings
    are held at `hall`, `booth` alone. `languages` as for buyers.
    """

    id: SupplierId
    name: str
    hall: str = ""
    booth: str = ""
    tables: int = 1
    max_meetings: int | None = None
    absent: frozenset[Slot] = frozenset()
    lines: tuple[OfferLine, ...] = ()
    other_places: tuple[Place, ...] = ()
    region: str = ""
    languages: tuple[str, ...] = ()
    sales_rep: str = ""

    @property
    def place(self) -> Place:
        """Return where the supplier stands."""
        return Place(self.hall, self.booth)

    def can_attend(self, slot: Slot) -> bool:
        """Tell whether the booth is open in `slot`."""
        return slot not in self.absent


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An approved pair of a sales rep (or of a buyer's own sheet)."""

    buyer: BuyerId
    supplier: SupplierId
    strength: Strength
    reason: str = ""
    sales_rep: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A meeting that must stay in its slot."""

    buyer: BuyerId
    supplier: SupplierId
    slot: Slot


class Outcome(StrEnum):
    """How a former dealing of two parties went."""

    DEAL = "deal"
    INTEREST = "interest"
    MET = "met"
    NO_SHOW = "no-show"
    POOR = "poor"


@dataclass(frozen=True, slots=True)
class Dealing:
    """Something a buyer and a supplier have had to do with each other before."""

    buyer: BuyerId
    supplier: SupplierId
    outcome: Outcome


@dataclass(frozen=True)
class Categories:
    """Where the categories of the sheets lie in a tree; all empty without a tree.

    `placed` gives the paths (codes, the root first) of a category by its normalised
    text: several are alternatives. `names` are those of the codes that occur.
    """

    placed: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    names: Mapping[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """Everything a schedule is made from but the candidates and their fit.

    `history` is what the parties had to do with each other before; `fit` says how a
    pair is weighed; `synonyms` are groups of words that mean the same product,
    `glossary` the English meanings of words in the lines, by language.

    Raises ProblemError where the facts contradict each other.
    """

    fair: Fair
    buyers: tuple[Buyer, ...]
    suppliers: tuple[Supplier, ...]
    suggestions: tuple[Suggestion, ...] = ()
    locks: tuple[Lock, ...] = ()
    history: tuple[Dealing, ...] = ()
    fit: FitSettings = field(default_factory=FitSettings)
    categories: Categories = field(default_factory=Categories)
    synonyms: tuple[tuple[str, ...], ...] = ()
    glossary: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse ids used twice and references that lead nowhere."""
        _check_unique("buyer", [buyer.id for buyer in self.buyers])
        _check_unique("supplier", [supplier.id for supplier in self.suppliers])
        _check_unique("session", [session.id for session in self.fair.sessions])
        wishes: tuple[Suggestion | Lock | Dealing, ...] = (
            *self.suggestions,
            *self.locks,
            *self.history,
        )
        for wish in wishes:
            _check_known("buyer", wish.buyer, self.buyer_by_id)
            _check_known("supplier", wish.supplier, self.supplier_by_id)
        for lock in self.locks:
            _check_slot(lock.slot, self.fair)

    @cached_property
    def buyer_by_id(self) -> dict[BuyerId, Buyer]:
        """Return the buyers by their id."""
        return {buyer.id: buyer for buyer in self.buyers}

    @cached_property
    def supplier_by_id(self) -> dict[SupplierId, Supplier]:
        """Return the suppliers by their id."""
        return {supplier.id: supplier for supplier in self.suppliers}

    def pairs(self, strength: Strength) -> frozenset[tuple[BuyerId, SupplierId]]:
        """Return the pairs suggested with `strength`."""
        return frozenset(
            (wish.buyer, wish.supplier)
            for wish in self.suggestions
            if wish.strength is strength
        )


def _check_unique(kind: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            raise ProblemError(
                "id-used-twice",
                Wording(
                    en=f"The {kind} id {id_} is used twice.",
                    zh=f"编号 {id_} 重复使用（{kind}）。",
                ),
                Wording(en="Give each its own id.", zh="请为每一项使用不同的编号。"),
            )
        seen.add(id_)


def _check_known(
    kind: str, id_: str, known: Mapping[BuyerId, Buyer] | Mapping[SupplierId, Supplier]
) -> None:
    if id_ not in known:
        raise ProblemError(
            "unknown-party",
            Wording(
                en=f"There is no {kind} {id_}.",
                zh=f"找不到编号为 {id_} 的单位（{kind}）。",
            ),
            Wording(
                en="Correct the id or add the party to its sheet.",
                zh="请更正编号，或在名单中补上该单位。",
            ),
        )


def _check_slot(slot: Slot, fair: Fair) -> None:
    session = fair.session_by_id.get(slot.session)
    if session is None or not 0 <= slot.round_index < len(session.rounds):
        raise ProblemError(
            "unknown-slot",
            Wording(
                en=f"There is no round {slot.round_index + 1} in session {slot.session}.",
                zh=f"场次 {slot.session} 没有第 {slot.round_index + 1} 轮。",
            ),
            Wording(
                en="Use a session and a round of fair.toml.",
                zh="请使用 fair.toml 中的场次和轮次。",
            ),
        )
