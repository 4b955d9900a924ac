"""Which slots a walk rules out for a pair, given what both already have."""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import count
from typing import TYPE_CHECKING

from scheduler.checking.chains import least_chains
from scheduler.explaining.diary import Entry
from scheduler.fair import MeetAt, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from scheduler.explaining.diary import Diary
    from scheduler.fair import Fair
    from scheduler.problem import Buyer, Supplier

ROUNDING_MIN = 1e-9
"""Minutes by which a walk may exceed the time for it: the error of a division."""


class Walker:
    """Somebody who walks: its entries in order of time, and how many people it is."""

    def __init__(self, fair: Fair, entries: list[Entry], people: int) -> None:
        self._fair = fair
        self.entries = entries
        self._people = people

    def can_take(self, new: Entry) -> bool:
        """Tell whether its people can walk to all entries and to `new` as well."""
        place = bisect_left(self.entries, new)
        around = self.entries[max(0, place - 1) : place + 1]
        if self._people == 1:
            return all(self._can_follow(*sorted((entry, new))) for entry in around)
        if len(self.entries) < self._people:
            return True
        way = [*self.entries[:place], new, *self.entries[place:]]
        chains = least_chains(len(way), lambda i, j: self._can_follow(way[i], way[j]))
        return chains <= self._people

    def _can_follow(self, one: Entry, other: Entry) -> bool:
        gap_min = (other.start - one.end) / 60
        return gap_min >= 0 and self._minutes(one, other) <= gap_min + ROUNDING_MIN

    def _minutes(self, one: Entry, other: Entry) -> float:
        if self._fair.meet_at is MeetAt.TABLES:
            return 0.0 if one.table == other.table else self._fair.walk.same_hall_min
        return self._fair.walk.minutes(one.place, other.place)


def slots_out_of_reach(diary: Diary, buyer: Buyer, supplier: Supplier) -> int:
    """Return the slots to or from which a walk of either side takes too long.

    A walker that has nobody free in a slot does not count there: the walk is not what
    is in its way.
    """
    fair = diary.fair
    if diary.reach_s is None:
        diary.reach_s = math.ceil(longest_min(fair) * 60)
    reach_s = diary.reach_s
    if reach_s <= diary.least_gap_s:
        return 0  # there is time for every walk; who is in two meetings at once is busy
    walkers = _walkers(diary, buyer, supplier)
    entries = [entry for walker, _ in walkers for entry in walker.entries]
    blocked, place = 0, _place(fair, buyer, supplier)
    for slot in _near(diary, entries, reach_s):
        if not any(_ways_of(diary, slot, place, walkers)):
            blocked |= 1 << slot
    return blocked


def table_in_reach(diary: Diary, buyer: Buyer, supplier: Supplier, slot: int) -> int:
    """Return the table at which the two can meet in a slot that is not out of reach.

    At a booth it is no matter which: 0.
    """
    place = _place(diary.fair, buyer, supplier)
    ways = _ways_of(diary, slot, place, _walkers(diary, buyer, supplier))
    return next(ways).table


def _place(fair: Fair, buyer: Buyer, supplier: Supplier) -> Place:
    """Return where the two meet, except at the organiser's tables."""
    return (supplier if fair.meet_at is MeetAt.SUPPLIER_BOOTH else buyer).place


def _walkers(
    diary: Diary, buyer: Buyer, supplier: Supplier
) -> list[tuple[Walker, int]]:
    """Return who walks to a meeting of the two, with the slots in which nobody is free."""
    fair, walkers = diary.fair, []
    if fair.meet_at is not MeetAt.BUYER_BOOTH:
        walker = Walker(fair, diary.of_buyer(buyer), buyer.teams)
        walkers.append((walker, diary.busy_buyer(buyer)))
    if fair.meet_at is not MeetAt.SUPPLIER_BOOTH:
        walker = Walker(fair, diary.of_supplier(supplier), supplier.tables)
        walkers.append((walker, diary.full_supplier(supplier)))
    return walkers


def _ways_of(
    diary: Diary, slot: int, place: Place, walkers: Sequence[tuple[Walker, int]]
) -> Iterator[Entry]:
    """Yield the meeting as it could be held in `slot` by those who are free then."""
    entries = [entry for walker, _ in walkers for entry in walker.entries]
    free = [walker for walker, busy in walkers if not busy >> slot & 1]
    for new in _ways_in(diary, slot, place, entries):
        if all(walker.can_take(new) for walker in free):
            yield new


def longest_min(fair: Fair) -> float:
    """Return minutes that no walk of the fair exceeds."""
    walk = fair.walk
    if fair.meet_at is MeetAt.TABLES:
        return walk.same_hall_min
    across, along = zip(*walk.booths.values(), strict=True) if walk.booths else ((), ())
    widest = math.hypot(_width(across), _width(along)) / walk.metres_per_min
    return max(walk.same_hall_min, walk.between_halls_min, widest)


def _width(values: Collection[float]) -> float:
    return max(values) - min(values) if values else 0.0


def _near(diary: Diary, entries: list[Entry], reach_s: int) -> list[int]:
    """Return the slots close enough to an entry for some walk to matter."""
    near: set[int] = set()
    for slot in {entry.slot for entry in entries}:
        near |= diary.close_to(slot, reach_s)
    return sorted(near)


def _ways_in(
    diary: Diary, slot: int, place: Place, entries: list[Entry]
) -> Iterator[Entry]:
    """Yield the meeting as it could be held in `slot`.

    At the organiser's tables that is each free table that one of the entries is held
    at, and one other; where all tables are in use, one that is not there.
    """
    span = diary.spans[slot]
    if diary.fair.meet_at is not MeetAt.TABLES:
        yield Entry(*span, slot, place, 0)
        return
    used, last = diary.tables_used[slot], diary.fair.tables or math.inf
    known = {entry.table for entry in entries}
    other = next(i for i in count(1) if i not in used and i not in known)
    tables = {table for table in known - used if table <= last}
    if other <= last or not tables:
        tables.add(other)
    for table in sorted(tables):
        yield Entry(*span, slot, Place("", ""), table)
