"""Who could step in: for a freed slot, or any, the best few who are free and fit.

Nobody else is touched by a standby: the two who meet are free as things stand, keep
every rule, and all other meetings stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explaining.blockers import Blockers
from scheduler.fair import Slot
from scheduler.problem import Strength
from scheduler.repair.changes import Party, Side
from scheduler.repair.detour import detour_min

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scheduler.candidates import Candidates
    from scheduler.problem import BuyerId, Problem, SupplierId
    from scheduler.schedule import Schedule


MUST = 0
RANKS = {
    Strength.MUST: MUST,
    Strength.PREFER: 1,
    None: 2,
    Strength.AVOID: 3,
    Strength.NEVER: 4,
}
"""What comes first among pairs that are equal otherwise."""


@dataclass(frozen=True, slots=True)
class Standby:
    """A pair that could meet as things stand, and what that would bring.

    `slots` are all in which it could, in order of time, and `walk_min` the minutes more
    that whoever walks would walk in each. `lacks` is how many meetings the buyer is
    below the minimum now: above 0, the meeting lifts it. `wish` is what a sales rep
    said of the pair, None where nobody did. The meeting changes two papers, those of
    the pair.
    """

    buyer: BuyerId
    supplier: SupplierId
    slots: tuple[Slot, ...]
    fit: int
    lacks: int
    wish: Strength | None = None
    walk_min: tuple[float, ...] = ()


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
    that has `begun`. Musts come first, then buyers below the minimum, then what sales
    reps prefer, then the better fit, then ids; what they would rather avoid comes last.
    Raises KeyError for an unknown party.
    """
    blockers = Blockers(problem, candidates, schedule)
    slots = problem.fair.slots if slot is None else (slot,)
    past = set(begun)
    asked = blockers.diary.where(
        one in slots and one not in past for one in problem.fair.slots
    )
    found: list[Standby] = []
    for one in _ranked(problem, candidates, schedule, party):
        if len(found) >= limit:
            break
        buyer = problem.buyer_by_id[one.buyer]
        supplier = problem.supplier_by_id[one.supplier]
        blocked = blockers.of(buyer, supplier)
        free = 0 if blocked.codes else blocked.open & asked
        if free:
            where = tuple(t for i, t in enumerate(problem.fair.slots) if free >> i & 1)
            walk = tuple(
                detour_min(problem, schedule, buyer, supplier, t) for t in where
            )
            found.append(replace(one, slots=where, walk_min=walk))
    return tuple(found)


def _ranked(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    party: Party | None,
) -> Iterator[Standby]:
    """Yield the pairs not met, best first, whatever their slots."""
    met = {(meeting.buyer, meeting.supplier) for meeting in schedule.meetings}
    least = problem.fair.min_meetings
    lacks = [
        max(0, least - len(schedule.by_buyer.get(buyer.id, ())))
        for buyer in problem.buyers
    ]
    rows = _rows(problem, candidates, party)
    wishes = {(w.buyer, w.supplier): w.strength for w in problem.suggestions}
    pairs = []
    for b, s, fit in zip(
        candidates.buyer[rows].tolist(),
        candidates.supplier[rows].tolist(),
        candidates.fit[rows].tolist(),
        strict=True,
    ):
        pair = problem.buyers[b].id, problem.suppliers[s].id
        if pair not in met:
            rank = RANKS[wishes.get(pair)]
            order = (rank != MUST, not lacks[b], rank, -lacks[b], -fit, pair)
            pairs.append((order, lacks[b], fit))
    pairs.sort()
    return (
        Standby(*order[-1], (), fit, lack, wishes.get(order[-1]))
        for order, lack, fit in pairs
    )


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
