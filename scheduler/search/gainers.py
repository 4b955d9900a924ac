"""Who would gain in another session, at the prices of its tables, and moves there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.priced import likely_of, likely_pairs
from scheduler.search.worth import minimum_steps, minimum_worth, pair_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.bounds import Ideal
    from scheduler.search.instance import Instance
    from scheduler.search.session_plan import Judged
    from scheduler.search.worth import Prices

    Ints = NDArray[np.int64]

UNWANTED = 1 << 52
"""Less than nothing: what a meeting that cannot be is worth."""


def move_gainers(
    instance: Instance, now: Judged, ideal: Ideal, share: float
) -> NDArray[np.bool_] | None:
    """Return windows with a `share` of the buyers moved who would gain at these prices.

    Where somebody would gain more than fit, a must or a preferred pair, only they are.
    Of those who would come for the same seats the one who gains most is moved. None
    when nobody would gain.
    """
    worth = pair_worth(instance, ideal.prices)
    rows = _hopeful(instance, now, ideal, worth)
    values = _session_values(instance, now, ideal.prices, worth, rows)
    leave, kept = _least_useful(instance, now, ideal.prices, worth, rows)
    values[now.windows] = -1
    goal = values.argmax(axis=1)
    gain = values.max(axis=1) - kept
    gain[instance.pair_buyer[list(instance.locked)]] = 0
    gain[now.windows.sum(axis=1) == 0] = 0
    winners = np.flatnonzero(gain > 0)
    winners = winners[np.lexsort((winners, -gain[winners]))]
    dear = int((gain >= min(ideal.prices.met, ideal.prices.prefer) // 2).sum())
    winners = winners[: dear or math.ceil(share * len(winners))]
    if not len(winners):
        return None
    moved = now.windows.copy()
    crowded = np.zeros(now.price.shape, np.bool_)
    for b in winners.tolist():
        seats = _best_seats(instance, now, worth, b, int(goal[b]))
        if crowded[seats, goal[b]].any():
            continue
        crowded[seats, goal[b]] = True
        moved[b, leave[b]] = False
        moved[b, goal[b]] = True
    return moved


def _best_seats(
    instance: Instance, now: Judged, worth: Ints, b: int, session: int
) -> Ints:
    """Return the suppliers that buyer `b` would come for."""
    rows = np.arange(instance.buyer_pairs[b], instance.buyer_pairs[b + 1])
    rows = rows[instance.pair_sessions[rows, session]]
    suppliers = instance.pair_supplier[rows]
    net = worth[rows] - now.price[suppliers, session]
    best = np.argsort(-net, kind="stable")[: instance.problem.fair.max_meetings]
    return np.asarray(suppliers[best[net[best] > 0]])


def _hopeful(instance: Instance, now: Judged, ideal: Ideal, worth: Ints) -> Ints:
    """Return the pairs looked at: each buyer's most hopeful ones, and those chosen."""
    hope = worth - ideal.relaxed.price[instance.pair_supplier]
    likely = likely_pairs(likely_of(instance), instance.pair_buyer, hope)
    return np.flatnonzero(likely | now.plan.chosen)


def _session_values(
    instance: Instance, now: Judged, prices: Prices, worth: Ints, rows: Ints
) -> Ints:
    """Return [B, P]: what each buyer's best meetings in a session would add up to,
    less the prices of their tables."""
    fair = instance.problem.fair
    buyers = instance.pair_buyer[rows]
    rank = np.arange(len(rows)) - np.searchsorted(buyers, buyers)
    table = np.full((instance.n_buyers, int(rank.max(initial=0)) + 1), -1)
    table[buyers, rank] = np.arange(len(rows))
    most = min(fair.max_meetings, table.shape[1])
    pay = np.array([*minimum_steps(fair.min_meetings, prices), *[0] * most])[:most]
    values = np.zeros((instance.n_buyers, instance.n_sessions), np.int64)
    for p in range(instance.n_sessions):
        net = worth[rows] - now.price[instance.pair_supplier[rows], p]
        net[~instance.pair_sessions[rows, p]] = -UNWANTED
        best = np.append(net, -UNWANTED)[table]
        best = -np.partition(-best, most - 1, axis=1)[:, :most]
        best = -np.sort(-best, axis=1)
        room = np.arange(most) < instance.buyer_capacity[:, p, None]
        values[:, p] = (np.maximum(best + pay, 0) * room).sum(axis=1)
    return values


def _least_useful(
    instance: Instance, now: Judged, prices: Prices, worth: Ints, rows: Ints
) -> tuple[Ints, Ints]:
    """Return [B]: the session of each window that is worth least, and what it is worth.

    That is what its meetings are worth less what their seats are to others; the minimum
    of meetings counts for the whole window.
    """
    steps = minimum_steps(instance.problem.fair.min_meetings, prices)
    seat = _seat_worth(instance, now, steps, worth, rows)
    held = np.flatnonzero(now.plan.chosen)
    b, p = instance.pair_buyer[held], now.plan.session_of[held]
    kept = np.zeros(now.windows.shape, np.int64)
    np.add.at(kept, (b, p), worth[held] - seat[instance.pair_supplier[held], p])
    degree = np.bincount(b, minlength=instance.n_buyers)
    kept += minimum_worth(degree, steps)[:, None]
    kept[~now.windows] = UNWANTED
    return kept.argmin(axis=1), kept.min(axis=1)


def _seat_worth(
    instance: Instance, now: Judged, steps: list[int], worth: Ints, rows: Ints
) -> Ints:
    """Return [S, P]: what the pairs `rows` that do not meet would give for a seat.

    A pair would give what it is worth beyond the least net worth that its buyer has to
    leave for it, and no more than the price; so little that a seat is no dearer than
    its price even where who holds it would pay much more than anybody else.
    """
    leaves = _leaves(instance, now, steps, worth)
    asking = rows[~now.plan.chosen[rows] & (now.plan.session_of[rows] >= 0)]
    buyer, session = instance.pair_buyer[asking], now.plan.session_of[asking]
    seat = np.zeros(now.price.shape, np.int64)
    at = (instance.pair_supplier[asking], session)
    np.maximum.at(seat, at, worth[asking] - leaves[buyer, session])
    return np.minimum(seat, now.price)


def _leaves(instance: Instance, now: Judged, steps: list[int], worth: Ints) -> Ints:
    """Return [B, P]: the least net worth that a buyer leaves for one meeting more in a
    session; less than nothing where that is one up to the minimum, `steps` paid."""
    held = np.flatnonzero(now.plan.chosen)
    buyer, session = instance.pair_buyer[held], now.plan.session_of[held]
    count = np.zeros(now.windows.shape, np.int64)
    np.add.at(count, (buyer, session), 1)
    net = worth[held] - now.price[instance.pair_supplier[held], session]
    net[np.isin(held, list(instance.locked))] = UNWANTED  # stays whatever comes
    least = np.full(now.windows.shape, UNWANTED)
    np.minimum.at(least, (buyer, session), net)
    degree = count.sum(axis=1, keepdims=True)
    pay = np.array([*steps, 0])[np.minimum(degree, len(steps))]
    here = np.where(count < instance.buyer_capacity, -pay, least)
    full = degree >= instance.problem.fair.max_meetings
    return np.where(full, least.min(axis=1, keepdims=True), here)
