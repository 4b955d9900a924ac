"""Which slots a finished schedule leaves open, party by party, for explanations.

Sets of slots are whole numbers: bit i stands for slot i of `Fair.slots`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from scheduler.fair import MeetAt, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scheduler.fair import SessionId
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
    from scheduler.schedule import Meeting, Schedule


class Entry(NamedTuple):
    """A meeting in a diary, or one thought of; times are seconds of the epoch."""

    start: int
    end: int
    slot: int
    place: Place
    table: int


class Diary:
    """The slots of a fair and what a schedule has put into them.

    The schedule's meetings are of known parties in known slots. `reach_s` are seconds
    that no walk exceeds, None until somebody has asked.
    """

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.fair = problem.fair
        self.schedule = schedule
        self.slots = problem.fair.slots
        self.all = (1 << len(self.slots)) - 1
        rounds = [self.fair.round_at(slot) for slot in self.slots]
        self.spans = [
            (int(r.start.timestamp()), int(r.end.timestamp())) for r in rounds
        ]
        self._at = {slot: i for i, slot in enumerate(self.slots)}
        self._of_buyer: dict[BuyerId, list[Entry]] = {}
        self._of_supplier: dict[SupplierId, list[Entry]] = {}
        self._busy: dict[BuyerId, int] = {}
        self._full: dict[SupplierId, int] = {}
        self._absent: dict[SupplierId, int] = {}
        self._away: dict[BuyerId, int] = {}
        self._outside: dict[BuyerId, int] = {}
        self._close: dict[tuple[int, int], frozenset[int]] = {}
        self.reach_s: int | None = None

    def where(self, flags: Iterable[bool]) -> int:
        """Return the slots whose flag, in order, is set."""
        return sum(1 << i for i, flag in enumerate(flags) if flag)

    @cached_property
    def sessions(self) -> list[tuple[SessionId, int, int]]:
        """Return each session with its first slot and how many it has."""
        sizes = [len(session.rounds) for session in self.fair.sessions]
        firsts = accumulate(sizes, initial=0)
        ids = (session.id for session in self.fair.sessions)
        return list(zip(ids, firsts, sizes, strict=False))

    def in_sessions(self, sessions: Iterable[SessionId]) -> int:
        """Return the slots of the sessions."""
        wanted = set(sessions)
        return sum(
            ((1 << rounds) - 1) << first
            for session, first, rounds in self.sessions
            if session in wanted
        )

    def of_buyer(self, buyer: Buyer) -> list[Entry]:
        """Return the buyer's entries in order of time."""
        known = self._of_buyer.get(buyer.id)
        if known is None:
            known = self._in_order(self.schedule.by_buyer.get(buyer.id, ()))
            self._of_buyer[buyer.id] = known
        return known

    def of_supplier(self, supplier: Supplier) -> list[Entry]:
        """Return the supplier's entries in order of time."""
        known = self._of_supplier.get(supplier.id)
        if known is None:
            known = self._in_order(self.schedule.by_supplier.get(supplier.id, ()))
            self._of_supplier[supplier.id] = known
        return known

    def absent_buyer(self, buyer: Buyer) -> int:
        """Return the slots the buyer cannot attend."""
        known = self._away.get(buyer.id)
        if known is None:
            known = self.where(not buyer.can_attend(slot) for slot in self.slots)
            self._away[buyer.id] = known
        return known

    def absent_supplier(self, supplier: Supplier) -> int:
        """Return the slots the supplier's booth is closed in."""
        known = self._absent.get(supplier.id)
        if known is None:
            known = self.where(slot in supplier.absent for slot in self.slots)
            self._absent[supplier.id] = known
        return known

    def outside_window(self, buyer: Buyer) -> int:
        """Return the slots in further sessions once the buyer has all it may have."""
        known = self._outside.get(buyer.id)
        if known is None:
            used = {m.session for m in self.schedule.by_buyer.get(buyer.id, ())}
            known = 0
            if len(used) >= self.fair.sessions_per_buyer:
                known = self.where(slot.session not in used for slot in self.slots)
            self._outside[buyer.id] = known
        return known

    def busy_buyer(self, buyer: Buyer) -> int:
        """Return the slots in which all of the buyer's teams are in meetings."""
        known = self._busy.get(buyer.id)
        if known is None:
            by_table = self.fair.meet_at is MeetAt.BUYER_BOOTH
            meetings = self.schedule.by_buyer.get(buyer.id, ())
            known = self._taken(meetings, buyer.teams, by_table=by_table)
            self._busy[buyer.id] = known
        return known

    def full_supplier(self, supplier: Supplier) -> int:
        """Return the slots in which all of the supplier's tables are in use."""
        known = self._full.get(supplier.id)
        if known is None:
            by_table = self.fair.meet_at is MeetAt.SUPPLIER_BOOTH
            meetings = self.schedule.by_supplier.get(supplier.id, ())
            known = self._taken(meetings, supplier.tables, by_table=by_table)
            self._full[supplier.id] = known
        return known

    @cached_property
    def full_tables(self) -> int:
        """Return the slots in which all of the organiser's tables are in use."""
        tables = self.fair.tables
        if self.fair.meet_at is not MeetAt.TABLES or tables is None:
            return 0
        return self.where(len(used) >= tables for used in self.tables_used)

    @cached_property
    def tables_used(self) -> list[set[int]]:
        """Return the organiser's tables in use in each slot."""
        at_slot: defaultdict[int, set[int]] = defaultdict(set)
        for meeting in self.schedule.meetings:
            at_slot[self._at[meeting.slot]].add(meeting.table)
        return [
            set().union(*(at_slot[i] for i in together)) for together in self.overlaps
        ]

    @cached_property
    def least_gap_s(self) -> int:
        """Return the least time from the end of a slot to the start of a later one."""
        starts = sorted(start for start, _ in self.spans)
        gaps = []
        for _, end in self.spans:
            place = bisect_left(starts, end)
            gaps += [start - end for start in starts[place : place + 1]]
        return min(gaps, default=0)

    @cached_property
    def overlaps(self) -> list[list[int]]:
        """Return for each slot those that run at the same time, itself among them."""
        order = sorted(range(len(self.spans)), key=self.spans.__getitem__)
        together = [[i] for i in range(len(self.spans))]
        for place, one in enumerate(order):
            for other in order[place + 1 :]:
                if self.spans[other][0] >= self.spans[one][1]:
                    break
                together[one].append(other)
                together[other].append(one)
        return together

    @cached_property
    def _around(self) -> list[int]:
        """Return for each slot those that run at the same time, itself among them."""
        return [sum(1 << slot for slot in slots) for slots in self.overlaps]

    def close_to(self, slot: int, reach_s: int) -> frozenset[int]:
        """Return the slots less than `reach_s` seconds before or after `slot`, or at it."""
        known = self._close.get((slot, reach_s))
        if known is None:
            begin, over = self.spans[slot]
            known = self._close[slot, reach_s] = frozenset(
                other
                for other, (start, end) in enumerate(self.spans)
                if start - reach_s < over and begin < end + reach_s
            )
        return known

    def _in_order(self, meetings: Iterable[Meeting]) -> list[Entry]:
        found = []
        for meeting in meetings:
            slot = self._at[meeting.slot]
            place = Place(meeting.hall, meeting.booth)
            found.append(Entry(*self.spans[slot], slot, place, meeting.table))
        return sorted(found)

    def _taken(
        self, meetings: Sequence[Meeting], capacity: int, *, by_table: bool
    ) -> int:
        """Return the slots in which one more meeting is one too many.

        Counted by table numbers where the party stays at its own tables, otherwise
        by meetings at once.
        """
        if capacity < 1:
            return self.all
        if capacity == 1:
            return reduce(or_, (self._around[self._at[m.slot]] for m in meetings), 0)
        at_slot: defaultdict[int, list[Entry]] = defaultdict(list)
        for entry in self._in_order(meetings):
            for slot in self.overlaps[entry.slot]:
                at_slot[slot].append(entry)
        count = _tables if by_table else _at_once
        return sum(
            1 << slot
            for slot, near in at_slot.items()
            if len(near) >= capacity and count(near, self.spans[slot][0]) >= capacity
        )


def _tables(near: Sequence[Entry], _start: int) -> int:
    return len({entry.table for entry in near})


def _at_once(near: Sequence[Entry], start: int) -> int:
    """Return the most of `near` that are on at any time from `start`.

    All of them overlap a slot that begins at `start`, so the most are on when that
    begins or when one of them does.
    """
    times = {max(start, entry.start) for entry in near}
    return max(sum(e.start <= time < e.end for e in near) for time in times)
