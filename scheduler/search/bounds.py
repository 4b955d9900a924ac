"""What no schedule can beat, tier by tier."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from scheduler.problem import Strength
from scheduler.search.orders import shortest_walk
from scheduler.search.pairs import choose_relaxed
from scheduler.search.worth import (
    MUST,
    PREFER,
    SHORTFALL,
    minimum_steps,
    pair_worth,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks


def musts_bound(instance: Instance) -> int:
    """Return musts that no schedule can place.

    The relaxed flow that counts nothing but musts places at least as many as any
    schedule does, since every schedule is one of its choices.
    """
    musts = len(instance.problem.pairs(Strength.MUST))
    if not instance.pair_must.any():
        return musts
    _, most = choose_relaxed(instance, instance.pair_must.astype(np.int64), [])
    return musts - most


def shortfall_bound(instance: Instance) -> int:
    """Return meetings below the minimum that no schedule can avoid.

    The relaxed flow that counts nothing but meetings up to each buyer's minimum
    counts at least as many as any schedule has.
    """
    minimum = instance.problem.fair.min_meetings
    nothing = np.zeros(instance.n_pairs, np.int64)
    _, most = choose_relaxed(instance, nothing, [1] * minimum)
    return instance.n_buyers * minimum - most


def suggestions_bound(instance: Instance) -> int:
    """Return the most that preferred pairs met less avoided pairs met can be.

    Avoided pairs can be left out in the relaxed flow, so they add nothing to it.
    """
    wish = instance.pair_wish
    _, most = choose_relaxed(instance, np.maximum(wish, 0), [])
    return most - sum(1 for pair in instance.locked if wish[pair] < 0)


def fit_bound(instance: Instance, above: Mapping[str, int]) -> int:
    """Return a bound on the fit of schedules that equal `above` in the tiers above fit.

    Every schedule is a choice of the relaxed flow, so what it is worth in the tiers
    (however its shortfall is dealt out among buyers) is no more than the flow's best.
    What `above` says of the higher tiers is worth a known amount; the rest is all that
    fit can be. The flow that counts fit alone is a bound as well; the smaller counts.
    """
    minimum = instance.problem.fair.min_meetings
    _, total = choose_relaxed(instance, pair_worth(instance), [SHORTFALL] * minimum)
    placed = len(instance.problem.pairs(Strength.MUST)) - above["musts"]
    met = instance.n_buyers * minimum - above["shortfall"]
    known = MUST * placed + SHORTFALL * met + PREFER * above["suggestions"]
    _, alone = choose_relaxed(instance, instance.pair_fit, [])
    return min(alone, total - known)


def coverage_bound(instance: Instance) -> int:
    """Return the most demand lines that can be served.

    A buyer is served no more lines than its candidates serve together, and no more
    than its `max_meetings` candidates of most lines serve when nothing overlaps.
    """
    limit = instance.problem.fair.max_meetings
    total = 0
    for b in range(instance.n_buyers):
        first, last = instance.buyer_pairs[b], instance.buyer_pairs[b + 1]
        lines = instance.pair_lines[first:last]
        union = int(np.bitwise_count(np.bitwise_or.reduce(lines))) if len(lines) else 0
        best = np.sort(np.bitwise_count(lines).astype(np.int64))[::-1][:limit].sum()
        total += min(union, int(best))
    return total


def even_bound(count: int, parts: int) -> int:
    """Return the least sum of squares of `parts` whole numbers that add up to `count`.

    It is reached when they differ by one at most (the square is convex).
    """
    if parts == 0:
        return 0
    each, rest = divmod(count, parts)
    return rest * (each + 1) ** 2 + (parts - rest) * each**2


def walks_bound(instance: Instance, walks: Walks, slot_of: Mapping[int, int]) -> int:
    """Return minutes that no order of the same meetings in the same sessions walks less.

    Each buyer's shortest order is taken as if nobody else were at the fair. Nothing
    is claimed of buyers of several teams, of walking suppliers and of tables.
    """
    if not walks.buyers_walk or walks.suppliers_walk:
        return 0
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for pair, slot in slot_of.items():
        buyer = int(instance.pair_buyer[pair])
        if instance.buyer_teams[buyer] == 1:
            groups[buyer, int(instance.slot_session[slot])].append(pair)
    return sum(shortest_walk(walks, sorted(pairs)) for pairs in groups.values())


def greatest_worth(instance: Instance) -> tuple[NDArray[np.bool_], int]:
    """Return the relaxed choice of greatest worth, [n], and that worth."""
    steps = minimum_steps(instance.problem.fair.min_meetings)
    return choose_relaxed(instance, pair_worth(instance), steps)
