"""The frozen facts a schedule is made from; each checks itself, `Problem` the whole.

Times are aware datetimes. Rounds are counted from 0 inside their session. A collection
that is empty means "nothing of the kind", never "unknown"; None means "not limited"
or "not given" and each field says which.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, NewType

from scheduler.errors import ProblemError
from scheduler.fit.settings import FitSettings
from scheduler.wording import Wording

BuyerId = NewType("BuyerId", str)
SupplierId = NewType("SupplierId", str)
SessionId = NewType("SessionId", str)


class Slot(NamedTuple):
    """One round of one session; `round_index` counts from 0."""

    session: SessionId
    round_index: int


class Place(NamedTuple):
    """Where a party stands. Either part may be empty when it is not known."""

    hall: str
    booth: str


class MeetAt(StrEnum):
    """Where meetings are held, which also says who walks."""

    SUPPLIER_BOOTH = "supplier booth"
    BUYER_BOOTH = "buyer booth"
    TABLES = "tables"


class Strength(StrEnum):
    """How strongly a sales rep puts a pair forward."""

    MUST = "must"
    PREFER = "prefer"
    AVOID = "avoid"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Round:
    """A meeting time, half open: [start, end)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A block of hours, [start, end), cut into rounds in order of time."""

    id: SessionId
    start: datetime
    end: datetime
    rounds: tuple[Round, ...]

    def __post_init__(self) -> None:
        """Refuse rounds that overlap, are out of order or leave the session."""
        edges = [self.start]
        for round_ in self.rounds:
            edges += [round_.start, round_.end]
        edges.append(self.end)
        if edges != sorted(edges) or any(r.start >= r.end for r in self.rounds):
            raise ProblemError(
                "rounds-outside-session",
                Wording(
                    en=f"The rounds of session {self.id} do not fit into it.",
                    zh=f"场次 {self.id} 的轮次排不进该场次的时间。",
                ),
                Wording(
                    en="Use fewer or shorter rounds, or a longer session.",
                    zh="请减少轮次、缩短每轮时间，或延长场次。",
                ),
            )


@dataclass(frozen=True)
class Walk:
    """Minutes a walk between two places takes.

    `booths` gives coordinates in metres where known; two booths of one hall with
    coordinates are walked in a straight line at `metres_per_min`, but in no less than
    nothing and no more than it takes; all else falls back on the two flat figures.
    """

    same_hall_min: float = 0.0
    between_halls_min: float = 0.0
    booths: Mapping[Place, tuple[float, float]] = field(default_factory=dict)
    metres_per_min: float = 60.0

    def minutes(self, origin: Place, goal: Place) -> float:
        """Return the walk from `origin` to `goal` in minutes; 0 within one booth."""
        if origin == goal:
            return 0.0
        if origin.hall != goal.hall:
            return self.between_halls_min
        here, there = self.booths.get(origin), self.booths.get(goal)
        if here is None or there is None:
            return self.same_hall_min
        return math.dist(here, there) / self.metres_per_min


@dataclass(frozen=True, slots=True)
class Interpreter:
    """`count` interpreters alike; each serves one meeting at a time.

    They speak all of `languages` (codes such as "zh"). `sessions` are those in which
    they are there; None means all. `hall` is the one they work in, "" any.
    """

    languages: tuple[str, ...]
    count: int = 1
    sessions: tuple[SessionId, ...] | None = None
    hall: str = ""

    def speaks_for(self, buyer: Buyer, supplier: Supplier) -> bool:
        """Tell whether they speak a language of each side."""
        return not (
            set(self.languages).isdisjoint(buyer.languages)
            or set(self.languages).isdisjoint(supplier.languages)
        )

    def is_there(self, session: SessionId, hall: str) -> bool:
        """Tell whether they serve meetings in `hall`, "" where it has no name."""
        in_session = self.sessions is None or session in self.sessions
        return in_session and (not self.hall or hall in ("", self.hall))


@dataclass(frozen=True)
class Fair:
    """The event: its limits, sessions and ways.

    `tables` is the number of the organiser's tables (only for `MeetAt.TABLES`, where
    it limits the meetings of any one round); `ratio_target` is buyers per supplier
    present in a session, None where the organiser states none. Where `interpreters`
    are listed, two who share no language need one of them; none listed: languages
    are no matter.
    """

    name: Wording
    timezone: str
    sessions: tuple[Session, ...]
    min_meetings: int = 3
    max_meetings: int = 5
    sessions_per_buyer: int = 1
    min_fit: int = 40
    meet_at: MeetAt = MeetAt.SUPPLIER_BOOTH
    walk: Walk = field(default_factory=Walk)
    tables: int | None = None
    ratio_target: float | None = None
    interpreters: tuple[Interpreter, ...] = ()

    @cached_property
    def session_by_id(self) -> dict[SessionId, Session]:
        """Return the sessions by their id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Return every slot of the fair in order of time."""
        return tuple(
            Slot(session.id, index)
            for session in self.sessions
            for index in range(len(session.rounds))
        )

    def round_at(self, slot: Slot) -> Round:
        """Return the times of `slot`; KeyError or IndexError where there is none."""
        return self.session_by_id[slot.session].rounds[slot.round_index]

    def needs_interpreter(self, buyer: Buyer, supplier: Supplier) -> bool:
        """Tell whether the two, both of known languages, have none in common."""
        return bool(
            self.interpreters and buyer.languages and supplier.languages
        ) and set(buyer.languages).isdisjoint(supplier.languages)


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
    pair is weighed; `synonyms` are groups of words that mean the same product.

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
