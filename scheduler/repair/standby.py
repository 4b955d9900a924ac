"""Who could step in: for a freed slot, or any, the best few who are free and fit.

Nobody else is touched by a standby: the two who meet are free as things stand, keep
every rule, and all other meetings stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explaining.blockers import Blockers
from scheduler.problem import Slot
from scheduler.repair.changes import Party, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.candidates import Candidates
    from scheduler.problem import BuyerId, Problem, SupplierId
    from scheduler.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Standby:
    """A pair that could meet as things stand, and what that would bring.

    `slots` are all in which it could, in order of time. `lacks` is how many meetings
    the buyer is below the minimum now: above 0, the meeting lifts it. The meeting
    changes two papers, those of the pair.
    """

    buyer: BuyerId
    supplier: SupplierId
    slots: tuple[Slot, ...]
    fit: int
    lacks: int


def standbys(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    *,
    party: Party | None = None,
    slot: Slot | None = None,
    begun: Iterable[Slot] = (),
    limit: int = 5,
) -> tuple[Standby, ...]:
    """Return the best pairs that could meet besides `schedule`, at most `limit`.

    Of `party` alone where one is given, in `slot` alone where one is given, in no slot
    that has `begun`. Buyers below the minimum come first, then the better fit, then
    ids. Raises KeyError for an unknown party.
    """
    blockers = Blockers(problem, candidates, schedule)
    slots = problem.fair.slots if slot is None else (slot,)
    past = set(begun)
    asked = blockers.diary.where(
        one in slots and one not in past for one in problem.fair.slots
    )
    found: list[Standby] = []
    for lacks, fit, buyer_id, supplier_id in _ranked(
        problem, candidates, schedule, party
    ):
        if len(found) >= limit:
            break
        buyer = problem.buyer_by_id[buyer_id]
        supplier = problem.supplier_by_id[supplier_id]
        blocked = blockers.of(buyer, supplier)
        free = 0 if blocked.codes else blocked.open & asked
        if free:
            where = tuple(
                one for i, one in enumerate(problem.fair.slots) if free >> i & 1
            )
            found.append(Standby(buyer_id, supplier_id, where, fit, lacks))
    return tuple(found)


def _ranked(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    party: Party | None,
) -> Iterator[tuple[int, int, BuyerId, SupplierId]]:
    """Yield (meetings lacking, fit, buyer, supplier) of pairs not met, best first."""
    met = {(meeting.buyer, meeting.supplier) for meeting in schedule.meetings}
    least = problem.fair.min_meetings
    lacks = [
        max(0, least - len(schedule.by_buyer.get(buyer.id, ())))
        for buyer in problem.buyers
    ]
    rows = _rows(problem, candidates, party)
    pairs = [
        (lacks[b], fit, problem.buyers[b].id, problem.suppliers[s].id)
        for b, s, fit in zip(
            candidates.buyer[rows].tolist(),
            candidates.supplier[rows].tolist(),
            candidates.fit[rows].tolist(),
            strict=True,
        )
    ]
    pairs.sort(key=lambda one: (-one[0], -one[1], one[2], one[3]))
    return (one for one in pairs if (one[2], one[3]) not in met)


def _rows(
    problem: Problem, candidates: Candidates, party: Party | None
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the candidate rows of `party`, all where it is None."""
    if party is None:
        return np.arange(len(candidates))
    if party.side is Side.BUYER:
        ids: list[str] = [buyer.id for buyer in problem.buyers]
        column = candidates.buyer
    else:
        ids = [supplier.id for supplier in problem.suppliers]
        column = candidates.supplier
    if party.id not in ids:
        raise KeyError(party.id)
    return np.flatnonzero(column == ids.index(party.id))
