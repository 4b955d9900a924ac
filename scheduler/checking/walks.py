"""The rule that whoever walks has the time for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scheduler.checking.case import Booked, Case, crowded
from scheduler.checking.chains import least_chains
from scheduler.columns import Names
from scheduler.fair import MeetAt
from scheduler.phrases import party_text, slot_wording
from scheduler.rules import Rule, Violation
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scheduler.fair import Fair, Slot, Walk

    Minutes = Callable[[Booked, Booked], float]

ROUNDING_MIN = 1e-9
"""Minutes by which a walk may exceed the time for it: the error of a division."""


def check_walks(case: Case) -> Iterator[Violation]:
    """Yield parties that cannot walk from meeting to meeting in time.

    A party of one is told each walk that is too long; of a larger one it can only be
    said that its people are too few, so there is one violation for all its meetings.
    """
    fair, columns = case.problem.fair, case.columns
    minutes = walk_minutes(fair)
    if fair.meet_at is not MeetAt.BUYER_BOOTH:
        owner = columns.buyer[columns.known]
        for entries in case.groups(owner, _hurried(case, owner)):
            buyer = entries[0].buyer
            for slot, wording in _faults(
                entries, buyer.teams, party_text(buyer), minutes
            ):
                yield Violation(Rule.WALK, wording, buyer=buyer.id, slot=slot)
    if fair.meet_at is not MeetAt.SUPPLIER_BOOTH:
        owner = columns.supplier[columns.known]
        for entries in case.groups(owner, _hurried(case, owner)):
            supplier = entries[0].supplier
            for slot, wording in _faults(
                entries, supplier.tables, party_text(supplier), minutes
            ):
                yield Violation(Rule.WALK, wording, supplier=supplier.id, slot=slot)


def _hurried(case: Case, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the owners with a walk that is longer than the time between two meetings.

    Nobody else can be late: whoever can do every walk in time needs no more people
    than there are meetings at once. `owner` belongs to the known meetings.
    """
    slot = case.columns.slot[case.columns.known]
    start, end = case.slot_start[slot], case.slot_end[slot]
    minutes = _walk_columns(case)
    order = np.lexsort((start, owner))
    late: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    before = np.arange(len(order))
    step = 0
    while len(before):
        step += 1
        before = before[before + step < len(order)]
        one, other = order[before], order[before + step]
        gap_min = (start[other] - end[one]) / 60
        near = (owner[one] == owner[other]) & (gap_min < minutes.longest)
        before, one, other, gap_min = (a[near] for a in (before, one, other, gap_min))
        in_turn = gap_min >= 0
        walk_min = minutes.between(one, other)
        late.append(owner[one[in_turn & (walk_min > gap_min)]])
    return np.unique(np.concatenate(late))


@dataclass(frozen=True)
class _WalkColumns:
    """The ways between the known meetings: place, hall and metres of each, [m].

    Metres are not a number where they are not known. `longest` is no less than any way.
    """

    place: NDArray[np.int64]
    hall: NDArray[np.int64]
    metres: NDArray[np.float64]
    walk: Walk
    longest: float

    def between(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the minutes from each of `one` to each of `other`."""
        metres = np.hypot(*(self.metres[one] - self.metres[other]).T)
        same_hall = np.where(
            np.isnan(metres), self.walk.same_hall_min, metres / self.walk.metres_per_min
        )
        far = self.hall[one] != self.hall[other]
        minutes = np.where(far, self.walk.between_halls_min, same_hall)
        return np.where(self.place[one] == self.place[other], 0.0, minutes)


def _walk_columns(case: Case) -> _WalkColumns:
    """Return the ways of whoever walks at this fair."""
    problem, columns, rows = case.problem, case.columns, case.columns.known
    walk = problem.fair.walk
    if problem.fair.meet_at is MeetAt.TABLES:
        one_hall = np.zeros(len(rows), np.int64)
        nowhere = np.full((len(rows), 2), np.nan)
        longest = max(0.0, walk.same_hall_min)
        return _WalkColumns(columns.table[rows], one_hall, nowhere, walk, longest)
    at_supplier = problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH
    parties = problem.suppliers if at_supplier else problem.buyers
    party = (columns.supplier if at_supplier else columns.buyer)[rows]
    places = [party.place for party in parties]
    number = {place: i for i, place in enumerate(dict.fromkeys(places))}
    halls = Names().numbers([place.hall for place in places])
    unknown = (np.nan, np.nan)
    metres = np.array([walk.booths.get(place, unknown) for place in places])
    metres = metres.reshape(-1, 2)
    corners = metres[~np.isnan(metres).any(axis=1)]
    across = float(np.hypot(*np.ptp(corners, axis=0))) if len(corners) else 0.0
    flat = max(0.0, walk.same_hall_min, walk.between_halls_min)
    return _WalkColumns(
        np.array([number[place] for place in places], np.int64)[party],
        halls[party],
        metres[party],
        walk,
        max(flat, across / walk.metres_per_min),
    )


def walk_minutes(fair: Fair) -> Minutes:
    """Return what tells the minutes from one meeting's place to another's."""
    walk = fair.walk
    if fair.meet_at is MeetAt.TABLES:
        return lambda one, other: (
            0.0 if one.meeting.table == other.meeting.table else walk.same_hall_min
        )
    if fair.meet_at is MeetAt.BUYER_BOOTH:
        return lambda one, other: walk.minutes(one.buyer.place, other.buyer.place)
    return lambda one, other: walk.minutes(one.supplier.place, other.supplier.place)


def _faults(
    entries: list[Booked], people: int, who: str, minutes: Minutes
) -> Iterator[tuple[Slot | None, Wording]]:
    if len(entries) <= people:
        return
    at_once = max((count for _, count in crowded(entries, people)), default=people)
    if at_once == 1:
        for before, after in pairwise(entries):
            gap_min = (after.start - before.end) / 60
            walk_min = minutes(before, after)
            if walk_min > gap_min + ROUNDING_MIN:
                yield after.slot, _too_long(who, after, walk_min, gap_min)
        return
    needed = _people_needed(entries, at_once, minutes)
    if needed > at_once:
        yield None, _too_few(who, needed, people)


def _people_needed(entries: list[Booked], people: int, minutes: Minutes) -> int:
    """Return how many people it takes to hold all entries, `people` at least."""

    def can_follow(one: Booked, other: Booked) -> bool:
        gap_min = (other.start - one.end) / 60
        return gap_min >= 0 and minutes(one, other) <= gap_min + ROUNDING_MIN

    if _first_come(entries, can_follow) <= people:
        return people
    return least_chains(len(entries), lambda i, j: can_follow(entries[i], entries[j]))


def _first_come(
    entries: list[Booked], can_follow: Callable[[Booked, Booked], bool]
) -> int:
    """Return the people used when each meeting takes whoever came free last.

    Never fewer than needed, mostly just as many, and quick.
    """
    last: list[Booked] = []
    for entry in entries:
        free = [i for i, before in enumerate(last) if can_follow(before, entry)]
        if free:
            last[max(free, key=lambda i: last[i].end)] = entry
        else:
            last.append(entry)
    return len(last)


def _too_long(who: str, after: Booked, walk_min: float, gap_min: float) -> Wording:
    when = slot_wording(after.slot)
    return Wording(
        en=f"{who} walks {walk_min:g} min to its meeting in {when.en} and has {gap_min:g} min.",
        zh=f"{who}前往{when.zh}的洽谈需步行 {walk_min:g} 分钟，只有 {gap_min:g} 分钟。",
    )


def _too_few(who: str, needed: int, people: int) -> Wording:
    return Wording(
        en=f"{who} needs {needed} teams to walk between its meetings in time and has {people}.",
        zh=f"{who}要按时走完各场洽谈需 {needed} 个小组，只有 {people} 个。",
    )
