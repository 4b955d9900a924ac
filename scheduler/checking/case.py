"""What the checker looks at: a schedule beside the facts, looked up once."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.columns import Columns, group_sizes
from scheduler.phrases import pair_wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scheduler.candidates import Candidates
    from scheduler.fair import Slot
    from scheduler.problem import Buyer, Problem, Supplier
    from scheduler.schedule import Meeting, Schedule
    from scheduler.wording import Wording

MICROSECONDS = 1_000_000
"""In a second."""


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
    """A schedule to judge, with the facts it has to agree with.

    The checks look for faults in `columns`, all meetings at once and exactly, and read
    only those meetings one by one that have one.
    """

    problem: Problem
    candidates: Candidates
    schedule: Schedule

    @cached_property
    def columns(self) -> Columns:
        """Return the meetings as columns."""
        return Columns(self.problem, self.schedule)

    @cached_property
    def slot_start(self) -> NDArray[np.int64]:
        """Return the start of each slot of the fair in seconds of the epoch."""
        return np.asarray(self.columns.slots.start // MICROSECONDS)

    @cached_property
    def slot_end(self) -> NDArray[np.int64]:
        """Return the end of each slot of the fair in seconds of the epoch."""
        return np.asarray(self.columns.slots.end // MICROSECONDS)

    @cached_property
    def booked(self) -> list[Booked]:
        """Return the meetings whose parties and slot are known, in order of time."""
        return self.entries(self.columns.known)

    def entries(self, rows: NDArray[np.int64]) -> list[Booked]:
        """Return the known meetings `rows` in order of time."""
        columns, problem = self.columns, self.problem
        slot = columns.slot[rows]
        order = np.lexsort((rows, self.slot_start[slot]))
        slots, meetings = problem.fair.slots, self.schedule.meetings
        return [
            Booked(
                start,
                end,
                slots[t],
                meetings[row],
                problem.buyers[b],
                problem.suppliers[s],
            )
            for start, end, t, row, b, s in zip(
                self.slot_start[slot[order]].tolist(),
                self.slot_end[slot[order]].tolist(),
                slot[order].tolist(),
                rows[order].tolist(),
                columns.buyer[rows[order]].tolist(),
                columns.supplier[rows[order]].tolist(),
                strict=True,
            )
        ]

    def groups(
        self, owner: NDArray[np.int64], wanted: NDArray[np.int64]
    ) -> Iterator[list[Booked]]:
        """Yield the known meetings of each of the `wanted`, in order of time.

        `owner` belongs to the known meetings, in the order of `columns.known`.
        """
        inside = np.flatnonzero(np.isin(owner, wanted))
        order = inside[np.argsort(owner[inside], kind="stable")]
        cuts = np.flatnonzero(np.diff(owner[order])) + 1
        for places in np.split(order, cuts) if len(order) else ():
            yield self.entries(self.columns.known[places])

    def crowds(
        self, owner: NDArray[np.int64], capacity: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the owners with more meetings on at once than `capacity` [owners].

        `owner` belongs to the known meetings. The most are on when one of them starts,
        so it is enough to count at the starts.
        """
        slot = self.columns.slot[self.columns.known]
        starts = np.unique(self.slot_start)
        first = np.searchsorted(starts, self.slot_start)
        spans = np.searchsorted(starts, self.slot_end) - first
        times = spans[slot]
        step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        moment = np.repeat(first[slot], times) + step
        keys, counts = group_sizes(np.repeat(owner, times) * len(starts) + moment)
        crowded_owner = keys // max(1, len(starts))
        return np.unique(crowded_owner[counts > capacity[crowded_owner]])

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
