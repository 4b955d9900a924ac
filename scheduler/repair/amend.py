"""The problem as the changes leave it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from scheduler.candidates import Candidates
from scheduler.errors import ProblemError
from scheduler.fair import Slot
from scheduler.phrases import slot_wording
from scheduler.problem import Buyer, BuyerId, Strength, Suggestion, Supplier, SupplierId
from scheduler.repair.changes import (
    Absent,
    AddedSession,
    Agreed,
    BoothMoved,
    Change,
    Late,
    NoShow,
    Party,
    Side,
    WalkIn,
    Withdrawn,
)
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from scheduler.fair import Fair, Place, Session
    from scheduler.problem import Lock, Problem

AnyParty = TypeVar("AnyParty", Buyer, Supplier)


@dataclass(frozen=True)
class Amended:
    """The facts after the changes.

    `unlocked` are the locks that no longer can be kept, taken out of the problem.
    `begun` are the slots that have begun. `changed` are the parties whose facts are
    others now, `arrived` the walk-ins, `agreed` the suggestions approved just now.
    """

    problem: Problem
    candidates: Candidates
    unlocked: tuple[Lock, ...]
    begun: frozenset[Slot]
    changed: frozenset[Party]
    arrived: frozenset[BuyerId]
    agreed: tuple[Suggestion, ...] = ()

    @cached_property
    def buyer_at(self) -> dict[BuyerId, int]:
        """Return the place of each buyer in the problem."""
        return {buyer.id: i for i, buyer in enumerate(self.problem.buyers)}

    @cached_property
    def supplier_at(self) -> dict[SupplierId, int]:
        """Return the place of each supplier in the problem."""
        return {supplier.id: i for i, supplier in enumerate(self.problem.suppliers)}

    @property
    def to_place(self) -> tuple[Suggestion, ...]:
        """Return the suggestions approved just now that want a meeting."""
        wants = (Strength.MUST, Strength.PREFER)
        return tuple(one for one in self.agreed if one.strength in wants)

    def fit(self, buyer: BuyerId, supplier: SupplierId) -> int:
        """Return the fit of a candidate pair."""
        row = self.candidates.find_row(self.buyer_at[buyer], self.supplier_at[supplier])
        assert row is not None  # noqa: S101  # only candidates are chosen
        return int(self.candidates.fit[row])

    def buyer(self, party: Party) -> Buyer:
        """Return the buyer that `party` is."""
        return self.problem.buyer_by_id[BuyerId(party.id)]

    def supplier(self, party: Party) -> Supplier:
        """Return the supplier that `party` is."""
        return self.problem.supplier_by_id[SupplierId(party.id)]


def amend(
    problem: Problem,
    candidates: Candidates,
    changes: Sequence[Change],
    now: datetime | Slot | None,
) -> Amended:
    """Apply `changes`, in any order.

    Raises ProblemError for an unknown party or slot, or an id that is taken.
    """
    fair = with_sessions(problem.fair, changes)
    begun = _begun(fair, now)
    gone = _gone(fair, changes, begun)
    places = {c.party: c.place for c in changes if isinstance(c, BoothMoved)}
    agreed = [change for change in changes if isinstance(change, Agreed)]
    named = {party for change in agreed for party in pair_of(change.suggestion)}
    _refuse_unknown(problem, {*gone, *places, *named})
    walk_ins = [change for change in changes if isinstance(change, WalkIn)]
    buyers = tuple(_amended(b, Side.BUYER, gone, places) for b in problem.buyers)
    suppliers = tuple(
        _amended(s, Side.SUPPLIER, gone, places) for s in problem.suppliers
    )
    buyers += tuple(change.buyer for change in walk_ins)
    amended = replace(
        problem,
        fair=fair,
        buyers=buyers,
        suppliers=suppliers,
        suggestions=_with_agreed(problem.suggestions, agreed),
    )
    unlocked = tuple(lock for lock in problem.locks if not _possible(amended, lock))
    if unlocked:
        kept = tuple(lock for lock in problem.locks if lock not in unlocked)
        amended = replace(amended, locks=kept)
    return Amended(
        amended,
        _judged_anew(amended, _with_walk_ins(amended, candidates, walk_ins), agreed),
        unlocked,
        begun,
        frozenset({*gone, *places}),
        frozenset(change.buyer.id for change in walk_ins),
        tuple(change.suggestion for change in agreed),
    )


def pair_of(suggestion: Suggestion) -> tuple[Party, Party]:
    """Return the two parties of a suggestion."""
    return Party(Side.BUYER, suggestion.buyer), Party(
        Side.SUPPLIER, suggestion.supplier
    )


def with_sessions(fair: Fair, changes: Sequence[Change]) -> Fair:
    """Return the fair with the sessions that `changes` add."""
    added = [change.session for change in changes if isinstance(change, AddedSession)]
    if not added:
        return fair
    sessions = sorted((*fair.sessions, *added), key=_in_time)
    return replace(fair, sessions=tuple(sessions))


def _in_time(session: Session) -> tuple[datetime, datetime]:
    return session.start, session.end


def _begun(fair: Fair, now: datetime | Slot | None) -> frozenset[Slot]:
    if now is None:
        return frozenset()
    if isinstance(now, Slot):
        _refuse_unknown_slots(fair, [now])
        now = fair.round_at(now).start
    return frozenset(slot for slot in fair.slots if fair.round_at(slot).start <= now)


def _gone(
    fair: Fair, changes: Sequence[Change], begun: frozenset[Slot]
) -> dict[Party, set[Slot]]:
    """Return the slots each party misses."""
    gone: defaultdict[Party, set[Slot]] = defaultdict(set)
    for change in changes:
        match change:
            case NoShow() | Late() | Absent():
                gone[change.party] |= _missed(fair, change)
            case Withdrawn(party):
                gone[party] |= set(fair.slots) - begun
            case _:
                pass
    return dict(gone)


def _missed(fair: Fair, change: NoShow | Late | Absent) -> set[Slot]:
    if isinstance(change, Absent):
        _refuse_unknown_slots(fair, change.slots)
        return set(change.slots)
    if change.session is None:
        return set(fair.slots)
    first = Slot(change.session, change.round_index or 0)
    _refuse_unknown_slots(fair, [first])
    rounds = range(len(fair.session_by_id[change.session].rounds))
    if isinstance(change, Late):
        rounds = range(change.round_index)
    elif change.round_index is not None:
        return {first}
    return {Slot(change.session, index) for index in rounds}


def _refuse_unknown_slots(fair: Fair, slots: Iterable[Slot]) -> None:
    known = set(fair.slots)
    for slot in sorted(slots):
        if slot not in known:
            what = slot_wording(slot)
            raise ProblemError(
                "unknown-slot",
                Wording(
                    en=f"The fair has no {what.en}.", zh=f"本届展会没有{what.zh}。"
                ),
                Wording(
                    en="Use a session and a round of this fair.",
                    zh="请使用本届展会的场次和轮次。",
                ),
            )


def _refuse_unknown(problem: Problem, parties: Iterable[Party]) -> None:
    for party in sorted(parties):
        known = (
            BuyerId(party.id) in problem.buyer_by_id
            if party.side is Side.BUYER
            else SupplierId(party.id) in problem.supplier_by_id
        )
        if not known:
            raise ProblemError(
                "unknown-party",
                Wording(
                    en=f"There is no {party.side} {party.id}.",
                    zh=f"找不到编号为 {party.id} 的单位（{party.side}）。",
                ),
                Wording(
                    en="Use an id of the schedule that is repaired.",
                    zh="请使用待修复排期中的编号。",
                ),
            )


def _amended(
    party: AnyParty,
    side: Side,
    gone: dict[Party, set[Slot]],
    places: dict[Party, Place],
) -> AnyParty:
    key = Party(side, party.id)
    if key in gone:
        party = replace(party, absent=party.absent | gone[key])
    if key in places:
        place = places[key]
        party = replace(party, hall=place.hall or party.hall, booth=place.booth)
    return party


def _possible(problem: Problem, lock: Lock) -> bool:
    if (lock.buyer, lock.supplier) in problem.pairs(Strength.NEVER):
        return False
    buyer = problem.buyer_by_id[lock.buyer]
    supplier = problem.supplier_by_id[lock.supplier]
    return buyer.can_attend(lock.slot) and supplier.can_attend(lock.slot)


def _with_agreed(
    suggestions: tuple[Suggestion, ...], agreed: list[Agreed]
) -> tuple[Suggestion, ...]:
    if not agreed:
        return suggestions
    now = [change.suggestion for change in agreed]
    of_pair = {(one.buyer, one.supplier): one for one in (*suggestions, *now)}
    return tuple(of_pair[pair] for pair in sorted(of_pair))


def _judged_anew(
    problem: Problem, candidates: Candidates, agreed: list[Agreed]
) -> Candidates:
    """Return the candidates without the nevers agreed on, with all the musts."""
    buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
    supplier_at = {supplier.id: i for i, supplier in enumerate(problem.suppliers)}
    for change in agreed:
        wish = change.suggestion
        at = buyer_at[wish.buyer], supplier_at[wish.supplier]
        row = candidates.find_row(*at)
        if row is not None and wish.strength is Strength.NEVER:
            candidates = candidates.without(row)
        elif row is None and wish.strength is Strength.MUST:
            candidates = candidates.with_pair(*at, change.fit, change.lines)
    return candidates


def _with_walk_ins(
    problem: Problem, candidates: Candidates, walk_ins: list[WalkIn]
) -> Candidates:
    if not walk_ins:
        return candidates
    pairs = [
        (change.buyer.id, supplier, fit, lines)
        for change in walk_ins
        for supplier, fit, lines in change.fits
    ]
    more = Candidates.build(problem, pairs)  # whose buyers stand behind all others
    return Candidates(
        buyer=np.concatenate([candidates.buyer, more.buyer]),
        supplier=np.concatenate([candidates.supplier, more.supplier]),
        fit=np.concatenate([candidates.fit, more.fit]),
        lines=np.concatenate([candidates.lines, more.lines]),
    )
