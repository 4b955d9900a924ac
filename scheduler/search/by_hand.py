"""Meetings that a finished schedule still has room for: musts, and those of the short.

Between the organiser's tables, and for walkers of several persons, the search judges
ways safely, so it may leave out what is possible. What explains a schedule knows each
person's way: where nothing forbids a meeting that is wanted, it is added, as somebody
would by hand. That never takes anything from another, so each pair is looked at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explaining.blockers import Blockers
from scheduler.explaining.diary_walks import table_in_reach
from scheduler.repair.seats import seat
from scheduler.schedule import Schedule, meeting_order
from scheduler.search.extract import extract_meetings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scheduler.candidates import Candidates
    from scheduler.schedule import Meeting
    from scheduler.search.instance import Instance

MOST_LOOKS = 3_000
"""Pairs that are looked at, at most."""


def add_by_hand(
    instance: Instance,
    candidates: Candidates,
    slot_of: Mapping[int, int],
    meetings: tuple[Meeting, ...],
    go_on: Callable[[], bool],
) -> tuple[dict[int, int], tuple[Meeting, ...]]:
    """Return the placement and its `meetings` with those that could be added.

    Musts come first, then what each buyer below the minimum lacks, the best fit first.
    """
    work = _Additions(instance, candidates, slot_of, meetings)
    for pair in np.flatnonzero(instance.pair_must).tolist():
        if go_on():
            work.add(pair)
    met = np.bincount(
        instance.pair_buyer[list(work.slot_of)], minlength=instance.n_buyers
    )
    minimum = instance.problem.fair.min_meetings
    for buyer in np.flatnonzero(met < minimum).tolist():
        pairs = np.arange(*instance.buyer_pairs[buyer : buyer + 2])
        lacking = minimum - int(met[buyer])
        best = pairs[np.argsort(-instance.pair_fit[pairs], kind="stable")]
        for pair in best.tolist():
            if lacking and go_on():
                lacking -= work.add(pair)
    return work.slot_of, work.meetings


class _Additions:
    """The placement and its meetings, of which there come to be more."""

    def __init__(
        self,
        instance: Instance,
        candidates: Candidates,
        slot_of: Mapping[int, int],
        meetings: tuple[Meeting, ...],
    ) -> None:
        self.instance, self.candidates = instance, candidates
        self.slot_of, self.meetings = dict(slot_of), meetings
        self.blockers = self._look()
        self.looks = 0

    def add(self, pair: int) -> bool:
        """Add the first meeting of `pair` that nothing forbids; return whether there is one."""
        instance, problem = self.instance, self.instance.problem
        if pair in self.slot_of or self.looks >= MOST_LOOKS:
            return False
        self.looks += 1
        buyer = problem.buyers[instance.buyer_of[instance.pair_buyer[pair]]]
        supplier = problem.suppliers[instance.supplier_of[instance.pair_supplier[pair]]]
        blocked = self.blockers.of(buyer, supplier)
        if blocked.codes:
            return False
        slot = (blocked.open & -blocked.open).bit_length() - 1
        table = table_in_reach(self.blockers.diary, buyer, supplier, slot)
        (new,) = extract_meetings(instance, {pair: slot})
        new = replace(new, table=table)
        seated = seat(problem.fair.meet_at, [new], self.meetings)
        self.slot_of[pair] = slot
        self.meetings = tuple(sorted([*self.meetings, *seated], key=meeting_order))
        self.blockers = self._look()
        return True

    def _look(self) -> Blockers:
        schedule = Schedule(self.meetings)
        return Blockers(self.instance.problem, self.candidates, schedule)
