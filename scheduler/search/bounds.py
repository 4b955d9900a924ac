"""What no schedule can beat, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.problem import Strength
from scheduler.search.order_cost import Ways, least_idle
from scheduler.search.pairs import Relaxed, choose_relaxed
from scheduler.search.worth import (
    MODEST,
    STEEP,
    Prices,
    Standing,
    ceiling,
    minimum_steps,
    pair_worth,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.search.grid import Grid
    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks


@dataclass(frozen=True)
class Ideal:
    """The best choice without sessions, and the prices of the tiers it was made at."""

    relaxed: Relaxed
    prices: Prices


def find_ideal(instance: Instance) -> Ideal:
    """Return the relaxed choice that is best tier by tier.

    At modest prices where it then reaches what the higher tiers can be at most (see
    `worth`), at steep ones otherwise.
    """
    ideal = _ideal_at(instance, MODEST)
    reached = standing(instance, ideal.relaxed.chosen)
    if reached[:-1] == ceiling(instance)[:-1]:
        return ideal
    return _ideal_at(instance, STEEP)


def _ideal_at(instance: Instance, prices: Prices) -> Ideal:
    steps = minimum_steps(instance.problem.fair.min_meetings, prices)
    return Ideal(choose_relaxed(instance, pair_worth(instance, prices), steps), prices)


def musts_bound(instance: Instance, value: int) -> int:
    """Return musts that no schedule can place, or fewer; `value` were not placed.

    Those that share no slot are. Where that does not explain `value`, the relaxed flow
    that counts nothing but musts places at least as many as any schedule does, since
    every schedule is one of its choices.
    """
    musts = len(instance.problem.pairs(Strength.MUST))
    hopeless = musts - ceiling(instance).musts
    if value == hopeless:
        return hopeless
    return (
        musts - choose_relaxed(instance, instance.pair_must.astype(np.int64), []).total
    )


def shortfall_bound(instance: Instance, value: int) -> int:
    """Return meetings below the minimum that no schedule can avoid, or fewer.

    A buyer meets nobody beyond its candidates. Where that does not explain the `value`
    reached, the relaxed flow that counts nothing but meetings up to each buyer's
    minimum counts at least as many as any schedule has.
    """
    minimum = instance.problem.fair.min_meetings
    wanted = instance.n_buyers * minimum
    hopeless = wanted - ceiling(instance).met
    if value == hopeless:
        return hopeless
    nothing = np.zeros(instance.n_pairs, np.int64)
    return wanted - choose_relaxed(instance, nothing, [1] * minimum).total


def suggestions_bound(instance: Instance, value: int) -> int:
    """Return the most that preferred pairs met less avoided pairs met can be, or more.

    No more preferred pairs meet than share a slot. Where the `value` reached is less,
    the relaxed flow counts; avoided pairs can be left out there, so they add nothing.
    """
    most = ceiling(instance).suggestions
    if value == most:
        return most
    wish = instance.pair_wish
    most = choose_relaxed(instance, np.maximum(wish, 0), []).total
    return most - sum(1 for pair in instance.locked if wish[pair] < 0)


def fit_bound(instance: Instance, ideal: Ideal, above: Mapping[str, int]) -> int:
    """Return a bound on the fit of schedules that equal `above` in the tiers above fit.

    Every schedule is a choice of the relaxed flow, so what it is worth in the tiers
    (however its shortfall is dealt out among buyers) is no more than the flow's best.
    What `above` says of the higher tiers is worth a known amount; the rest is all that
    fit can be. Without shortfall that flow is the ideal one: then all meetings up to
    the minimum are there, and what sharing them out pays is known as well. The flow
    that counts fit alone is a bound too, the better one where a higher tier was missed.
    """
    minimum = instance.problem.fair.min_meetings
    reached = Standing(
        musts=len(instance.problem.pairs(Strength.MUST)) - above["musts"],
        met=instance.n_buyers * minimum - above["shortfall"],
        shared=instance.n_buyers * sum(range(minimum)),
        suggestions=above["suggestions"],
        fit=0,
    )
    if above["shortfall"]:
        flat = replace(STEEP, shared=0)
        most = _ideal_at(instance, flat).relaxed.total - reached.worth(flat)
    else:
        most = ideal.relaxed.total - reached.worth(ideal.prices)
    if most <= int(instance.pair_fit[ideal.relaxed.chosen].sum()):
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


def walks_bound(grid: Grid, walks: Walks) -> int:
    """Return minutes that no order of the same meetings in the same sessions walks less.

    Each walker's shortest order is taken as if nobody else were at the fair. Nothing
    is claimed of parties of several teams or tables, nor where both sides walk.
    """
    if walks.buyers_walk and walks.suppliers_walk:
        return 0
    return int(Ways.build(grid, walks).least.sum())


def idle_bounds(grid: Grid) -> tuple[int, int]:
    """Return idle rounds of buyers, and of suppliers, that no order has fewer.

    Each party's rounds are chosen as if nobody else were at the fair, for the same
    number of meetings in the same sessions; where none is closed they need no break.
    """
    least = least_idle(grid)
    return int(least[: grid.buyer_stays].sum()), int(least[grid.buyer_stays :].sum())
