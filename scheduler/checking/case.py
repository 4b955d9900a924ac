"""What the checker looks at: a schedule beside the facts, looked up once."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from scheduler.phrases import pair_wording
from scheduler.problem import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.candidates import Candidates
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
    from scheduler.schedule import Meeting, Schedule
    from scheduler.wording import Wording


class Booked(NamedTuple):
    """A meeting of known parties in a known slot; times are seconds of the epoch.

    The times are the round's, whatever the meeting itself says.
    """

    start: int
    end: int
    slot: Slot
    meeting: Meeting
    buyer: Buyer
    supplier: Supplier


@dataclass(frozen=True)
class Case:
    """A schedule to judge, with the facts it has to agree with."""

    problem: Problem
    candidates: Candidates
    schedule: Schedule

    @cached_property
    def span_by_slot(self) -> dict[Slot, tuple[int, int]]:
        """Return the start and end of each slot of the fair."""
        return {
            Slot(session.id, index): (
                int(round_.start.timestamp()),
                int(round_.end.timestamp()),
            )
            for session in self.problem.fair.sessions
            for index, round_ in enumerate(session.rounds)
        }

    @cached_property
    def booked(self) -> list[Booked]:
        """Return the meetings whose parties and slot are known, in order of time."""
        buyers, suppliers = self.problem.buyer_by_id, self.problem.supplier_by_id
        spans = {slot: (*span, slot) for slot, span in self.span_by_slot.items()}
        found = []
        for meeting in self.schedule.meetings:
            buyer, supplier = buyers.get(meeting.buyer), suppliers.get(meeting.supplier)
            span = spans.get(meeting.slot)
            if buyer and supplier and span:
                found.append(Booked(*span, meeting, buyer, supplier))
        return sorted(found, key=attrgetter("start"))

    @cached_property
    def by_buyer(self) -> dict[BuyerId, list[Booked]]:
        """Return each buyer's known meetings in order of time."""
        groups: defaultdict[BuyerId, list[Booked]] = defaultdict(list)
        for entry in self.booked:
            groups[entry.buyer.id].append(entry)
        return groups

    @cached_property
    def by_supplier(self) -> dict[SupplierId, list[Booked]]:
        """Return each supplier's known meetings in order of time."""
        groups: defaultdict[SupplierId, list[Booked]] = defaultdict(list)
        for entry in self.booked:
            groups[entry.supplier.id].append(entry)
        return groups

    def pair(self, meeting: Meeting) -> Wording:
        """Return the names of the two who meet."""
        return pair_wording(self.problem, meeting.buyer, meeting.supplier)


def crowded(entries: Sequence[Booked], capacity: int) -> Iterator[tuple[Booked, int]]:
    """Yield each start at which more than `capacity` of the sorted entries are on.

    The entry is the first that starts then; the count is of those on at that time.
    """
    if len(entries) <= capacity:
        return
    ends: list[int] = []
    for start, group in groupby(entries, key=attrgetter("start")):
        while ends and ends[0] <= start:
            heapq.heappop(ends)
        starting = list(group)
        for entry in starting:
            heapq.heappush(ends, entry.end)
        if len(ends) > capacity:
            yield starting[0], len(ends)
