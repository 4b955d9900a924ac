"""What no schedule can beat, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.problem import Strength
from scheduler.search.at_prices import GRANTS, AtPrices
from scheduler.search.best_of import best_few
from scheduler.search.crowds import crowds_of
from scheduler.search.order_cost import Ways, least_idle
from scheduler.search.priced import allowance
from scheduler.search.relaxed import Extras, choose_relaxed
from scheduler.search.relaxed_choice import Relaxed
from scheduler.search.served import (
    OpenLines,
    counted_twice,
    locked_lines,
    main_lines,
)
from scheduler.search.worth import (
    MODEST,
    STEEP,
    Prices,
    Standing,
    ceiling,
    is_shared_one_way,
    minimum_steps,
    pair_worth,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduler.search.grid import Grid
    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks


LOAD_UNITS = 4
"""Units of squared load that a fit point is worth where loads are weighed against it."""


WEIGHED_PAIRS = 50_000
"""Above so many pairs the bounds of lines and loads take no flow."""


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
    most = choose_relaxed(instance, instance.pair_must.astype(np.int64), []).total
    return max(hopeless, musts - most)


def shortfall_bound(instance: Instance, value: int) -> int:
    """Return meetings below the minimum that no schedule can avoid, or fewer.

    A buyer meets nobody beyond its candidates and the rounds of its best sessions. Where that does not explain the `value`
    reached, the relaxed flow that counts nothing but meetings up to each buyer's
    minimum counts at least as many as any schedule has.
    """
    minimum = instance.problem.fair.min_meetings
    wanted = instance.n_buyers * minimum
    hopeless = wanted - ceiling(instance).met
    if value == hopeless:
        return hopeless
    nothing = np.zeros(instance.n_pairs, np.int64)
    most = choose_relaxed(instance, nothing, [1] * minimum).total
    return max(hopeless, wanted - most)


def suggestions_bound(instance: Instance, value: int) -> int:
    """Return the most that preferred pairs met less avoided pairs met can be, or more.

    No more preferred pairs meet than share a slot. Where the `value` reached is less,
    the relaxed flow counts; avoided pairs can be left out there, so they add nothing.
    """
    most = ceiling(instance).suggestions
    if value == most:
        return most
    wish = instance.pair_wish
    met = choose_relaxed(instance, np.maximum(wish, 0), []).total
    return min(most, met - sum(1 for pair in instance.locked if wish[pair] < 0))


def fit_bound(instance: Instance, ideal: Ideal, above: Mapping[str, int]) -> int:
    """Return a bound on the fit of schedules that equal `above` in the tiers above fit.

    Every schedule is a choice of the relaxed flow, so what it is worth in the tiers
    (however its shortfall is dealt out among buyers) is no more than the flow's best.
    What `above` says of the higher tiers is worth a known amount; the rest is all that
    fit can be. Where a shortfall can be shared out in one way only, that flow is the
    ideal one: what sharing out pays is known as well. The flow
    that counts fit alone is a bound too, the better one where a higher tier was missed;
    it cannot be below the fit of the ideal choice by more than a flow may miss.
    """
    reached = _reached(instance, above)._replace(fit=0)
    if is_shared_one_way(instance, reached):
        most = ideal.relaxed.total - reached.worth(ideal.prices)
    else:
        flat = replace(STEEP, shared=0)
        most = _ideal_at(instance, flat).relaxed.total - reached.worth(flat)
    least = int(instance.pair_fit[ideal.relaxed.chosen].sum())
    if most <= least + allowance(instance):
        return most
    return min(most, choose_relaxed(instance, instance.pair_fit, []).total)


def _reached(instance: Instance, value: Mapping[str, int]) -> Standing:
    """Return the standing of a schedule of those tier values.

    It is shared out as a shortfall is that can be shared out in one way only.
    """
    minimum = instance.problem.fair.min_meetings
    return Standing(
        musts=len(instance.problem.pairs(Strength.MUST)) - value["musts"],
        met=instance.n_buyers * minimum - value["shortfall"],
        shared=ceiling(instance).shared,
        suggestions=value["suggestions"],
        fit=value["fit"],
    )


def _greatest_with(
    instance: Instance, prices: Prices, units: int, extras: Extras
) -> int:
    """Return `units` times what no schedule is worth more than, `extras` counted.

    Any lines granted make it a bound: a line granted is paid once, as it is at most in
    truth. Those that a flow counts twice or more are granted next, which costs nothing
    where they are served anyhow; the least bound counts.
    """
    steps = [
        units * s for s in minimum_steps(instance.problem.fair.min_meetings, prices)
    ]
    worth = units * pair_worth(instance, prices)
    granted, totals = locked_lines(instance), []
    for _ in range(1 + GRANTS):
        found = choose_relaxed(instance, worth, steps, replace(extras, granted=granted))
        totals.append(found.total)
        open_lines = OpenLines(granted, main_lines(instance, granted))
        more = counted_twice(instance, found.chosen, open_lines)
        if not more.any():
            break
        granted = granted | more
    return min(totals)


@dataclass(frozen=True)
class Reached:
    """What a schedule reached in the tiers above coverage and in coverage itself."""

    above: Standing
    lines: int


def however_shared(asked: AtPrices) -> AtPrices:
    """Return `asked` at prices that pay nothing for how a shortfall is shared out.

    No tier counts that: of two schedules that miss as many meetings the one that shares
    them out worse can have more fit, and be as good.
    """
    flat = replace(asked.ideal.prices, shared=0)
    return replace(asked, ideal=replace(asked.ideal, prices=flat))


def coverage_bound(asked: AtPrices, reached: Reached) -> int:
    """Return lines that no schedule serves more of that is as good as `reached` above.

    A buyer is served no more lines than its candidates serve together, and no more
    than its `max_meetings` candidates of most lines serve when nothing overlaps. And
    in a relaxed flow that pays for lines as well, no choice is worth more than the
    best one: what the tiers above are worth is known, lines can only be worth the rest
    (Everett 1963, as in `worth`). All schedules with no less worth above are meant.
    At large fairs the flow's dual is bounded instead, by what buyers take when `asked`
    at prices.
    """
    instance, ideal, line_worth = asked.instance, asked.ideal, asked.line_worth
    apart = lines_apart(instance)
    if apart == reached.lines or not line_worth:
        return apart
    if instance.n_pairs > WEIGHED_PAIRS:
        total = asked.found.total
    else:
        total = _greatest_with(instance, ideal.prices, 1, Extras(line=line_worth))
    return min(apart, (total - reached.above.worth(ideal.prices)) // line_worth)


def lines_apart(instance: Instance) -> int:
    """Return the lines served if every buyer were alone at the fair, or more."""
    limit = instance.problem.fair.max_meetings
    union = np.zeros(instance.n_buyers, np.uint64)
    np.bitwise_or.at(union, instance.pair_buyer, instance.pair_lines)
    lines = np.bitwise_count(instance.pair_lines).astype(np.int64)
    first = best_few(limit, lines, instance.pair_buyer)
    best = np.zeros(instance.n_buyers, np.int64)
    np.add.at(best, instance.pair_buyer[first], lines[first])
    return int(np.minimum(np.bitwise_count(union), best).sum())


def balance_bound(asked: AtPrices, reached: Reached, meetings: int) -> int:
    """Return a sum of squared loads that no schedule as good as `reached` goes below.

    As many `meetings` can be dealt out no evener than suppliers have candidates and
    tables for. And in a relaxed flow in which loads cost, by the argument of
    `coverage_bound`; a unit costs a quarter of a fit point.
    """
    instance, prices, line_worth = asked.instance, asked.ideal.prices, asked.line_worth
    room = np.minimum(instance.supplier_max, instance.supplier_capacity.sum(axis=1))
    partners = np.bincount(instance.pair_supplier, minlength=instance.n_suppliers)
    least = even_bound(meetings, np.minimum(room, partners))
    if instance.n_pairs > WEIGHED_PAIRS:
        return least
    extras = Extras(line=LOAD_UNITS * line_worth, load=1)
    total = _greatest_with(instance, prices, LOAD_UNITS, extras)
    known = reached.above.worth(prices) + line_worth * reached.lines
    return max(least, LOAD_UNITS * known - total)


def even_bound(count: int, limits: NDArray[np.int64]) -> int:
    """Return the least sum of squares of whole numbers up to `limits` that sum to `count`.

    It is reached by filling all alike, each up to its limit (the square is convex);
    where the limits do not hold `count`, they alone are counted.
    """
    low, high = 0, int(limits.max(initial=0))
    while low < high:
        level = (low + high + 1) // 2
        low, high = (
            (level, high)
            if int(np.minimum(limits, level).sum()) <= count
            else (low, level - 1)
        )
    filled = np.minimum(limits, low)
    rest = min(count - int(filled.sum()), int(np.count_nonzero(limits > low)))
    return int((filled.astype(np.int64) ** 2).sum()) + rest * (2 * low + 1)


def sessions_bound(instance: Instance, present: int) -> int:
    """Return what the crowds of sessions cost at least when they hold `present` buyers.

    No more buyers attend a session than have a candidate they can meet there; and no
    way to deal them out within these limits costs less than `Crowds.evenest`.
    """
    can_meet = instance.pair_sessions.copy()
    locked = list(instance.locked)
    can_meet[locked, instance.slot_session[list(instance.locked.values())]] = True
    first = np.flatnonzero(np.diff(instance.pair_buyer, prepend=-1))
    comes = np.logical_or.reduceat(can_meet, first) if len(first) else can_meet
    crowds = crowds_of(instance)
    return crowds.total(crowds.evenest(present, comes.sum(axis=0).tolist()))


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
