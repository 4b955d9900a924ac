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

    from scheduler.search.instance import Instance
    from scheduler.search.pairs import Relaxed
    from scheduler.search.walks import Walks


def musts_bound(instance: Instance, value: int) -> int:
    """Return musts that no schedule can place, or fewer; `value` were not placed.

    At least those are missing that share no free slot. Where that does not explain
    `value`, the relaxed flow that counts nothing but musts places at least as many as
    any schedule does, since every schedule is one of its choices.
    """
    musts = len(instance.problem.pairs(Strength.MUST))
    can = instance.pair_must & instance.pair_meetable
    can[list(instance.locked)] |= instance.pair_must[list(instance.locked)]
    hopeless = musts - int(np.count_nonzero(can))
    if value == hopeless:
        return hopeless
    return musts - choose_relaxed(instance, can.astype(np.int64), []).total


def shortfall_bound(instance: Instance, value: int) -> int:
    """Return meetings below the minimum that no schedule can avoid, or fewer.

    A buyer meets nobody beyond its candidates. Where that does not explain the `value`
    reached, the relaxed flow that counts nothing but meetings up to each buyer's
    minimum counts at least as many as any schedule has.
    """
    minimum = instance.problem.fair.min_meetings
    partners = np.bincount(
        instance.pair_buyer[instance.pair_meetable], minlength=instance.n_buyers
    )
    locks = instance.pair_buyer[list(instance.locked)]
    partners += np.bincount(locks, minlength=instance.n_buyers)
    few = int(np.maximum(0, minimum - partners).sum())
    if value == few:
        return few
    nothing = np.zeros(instance.n_pairs, np.int64)
    most = choose_relaxed(instance, nothing, [1] * minimum).total
    return instance.n_buyers * minimum - most


def suggestions_bound(instance: Instance, value: int) -> int:
    """Return the most that preferred pairs met less avoided pairs met can be, or more.

    No more preferred pairs meet than share a slot. Where the `value` reached is less,
    the relaxed flow counts; avoided pairs can be left out there, so they add nothing.
    """
    wish = instance.pair_wish
    locked = list(instance.locked)
    most = int(wish[locked].sum())
    open_to = instance.pair_meetable & (wish > 0)
    open_to[locked] = False
    most += int(np.count_nonzero(open_to))
    if value == most:
        return most
    most = choose_relaxed(instance, np.maximum(wish, 0), []).total
    return most - sum(1 for pair in locked if wish[pair] < 0)


def fit_bound(instance: Instance, relaxed: Relaxed, above: Mapping[str, int]) -> int:
    """Return a bound on the fit of schedules that equal `above` in the tiers above fit.

    Every schedule is a choice of the relaxed flow, so what it is worth in the tiers
    (however its shortfall is dealt out among buyers) is no more than the flow's best.
    What `above` says of the higher tiers is worth a known amount; the rest is all that
    fit can be. Without shortfall that flow is `relaxed`: then all meetings up to the
    minimum are there, and what they pay is known as well. The flow that counts fit
    alone is a bound too, the better one where a higher tier was missed.
    """
    minimum = instance.problem.fair.min_meetings
    met = instance.n_buyers * minimum - above["shortfall"]
    if above["shortfall"]:
        steps = [SHORTFALL] * minimum
        total = choose_relaxed(instance, pair_worth(instance), steps).total
        paid = SHORTFALL * met
    else:
        total = relaxed.total
        paid = instance.n_buyers * sum(minimum_steps(minimum))
    placed = len(instance.problem.pairs(Strength.MUST)) - above["musts"]
    most = total - paid - MUST * placed - PREFER * above["suggestions"]
    if most <= int(instance.pair_fit[relaxed.chosen].sum()):
        return most
    return min(most, choose_relaxed(instance, instance.pair_fit, []).total)


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


def greatest_worth(instance: Instance) -> Relaxed:
    """Return the relaxed choice of greatest worth."""
    steps = minimum_steps(instance.problem.fair.min_meetings)
    return choose_relaxed(instance, pair_worth(instance), steps)
