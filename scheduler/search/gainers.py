"""Who would gain in another session, at the prices of its tables, and moves there."""

from __future__ import annotations

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

UNWANTED = 1 << 52
"""Less than nothing: what a meeting that cannot be is worth."""


def move_gainers(
    instance: Instance, now: Judged, ideal: Ideal, share: float
) -> NDArray[np.bool_] | None:
    """Return windows with a `share` of the buyers moved who would gain at these prices.

    Of those who would come for the same seats the one who gains most is moved. None
    when nobody would gain.
    """
    values = _session_values(instance, now, ideal)
    leave, kept = _least_useful(instance, now, ideal.prices)
    values[now.windows] = -1
    goal = values.argmax(axis=1)
    gain = values.max(axis=1) - kept
    gain[instance.pair_buyer[list(instance.locked)]] = 0
    gain[now.windows.sum(axis=1) == 0] = 0
    winners = np.flatnonzero(gain > 0)
    if not len(winners):
        return None
    winners = winners[np.lexsort((winners, -gain[winners]))]
    dear = int((gain >= ideal.prices.met).sum())
    winners = winners[: dear or max(1, int(share * len(winners)))]
    moved = now.windows.copy()
    crowded = np.zeros(now.price.shape, np.bool_)
    for b in winners.tolist():
        seats = _best_seats(instance, now, ideal.prices, b, int(goal[b]))
        if crowded[seats, goal[b]].any():
            continue
        crowded[seats, goal[b]] = True
        moved[b, leave[b]] = False
        moved[b, goal[b]] = True
    return moved


def _best_seats(
    instance: Instance, now: Judged, prices: Prices, b: int, session: int
) -> NDArray[np.int64]:
    """Return the suppliers that buyer `b` would come for."""
    rows = np.arange(instance.buyer_pairs[b], instance.buyer_pairs[b + 1])
    rows = rows[instance.pair_sessions[rows, session]]
    suppliers = instance.pair_supplier[rows]
    net = pair_worth(instance, prices)[rows] - now.price[suppliers, session]
    best = np.argsort(-net, kind="stable")[: instance.problem.fair.max_meetings]
    return np.asarray(suppliers[best[net[best] > 0]])


def _session_values(instance: Instance, now: Judged, ideal: Ideal) -> NDArray[np.int64]:
    """Return [B, P]: what each buyer's best meetings in a session would add up to,
    less the prices of their tables."""
    worth, fair = pair_worth(instance, ideal.prices), instance.problem.fair
    hope = worth - ideal.relaxed.price[instance.pair_supplier]
    likely = likely_pairs(likely_of(instance), instance.pair_buyer, hope)
    likely |= now.plan.chosen
    rows = np.flatnonzero(likely)
    buyers = instance.pair_buyer[rows]
    rank = np.arange(len(rows)) - np.searchsorted(buyers, buyers)
    table = np.full((instance.n_buyers, int(rank.max(initial=0)) + 1), -1)
    table[buyers, rank] = np.arange(len(rows))
    most = min(fair.max_meetings, table.shape[1])
    pay = np.array([*minimum_steps(fair.min_meetings, ideal.prices), *[0] * most])[
        :most
    ]
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
    instance: Instance, now: Judged, prices: Prices
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return [B]: the session of each window that is worth least, and what it is worth.

    The minimum of meetings counts for the whole window.
    """
    rows = np.flatnonzero(now.plan.chosen)
    b, p = instance.pair_buyer[rows], now.plan.session_of[rows]
    net = (
        pair_worth(instance, prices)[rows] - now.price[instance.pair_supplier[rows], p]
    )
    net = np.where(np.abs(net) > UNWANTED / 4, 0, net)  # a lock may have no price
    kept = np.zeros(now.windows.shape, np.int64)
    np.add.at(kept, (b, p), net)
    degree = np.bincount(b, minlength=instance.n_buyers)
    steps = minimum_steps(instance.problem.fair.min_meetings, prices)
    kept += minimum_worth(degree, steps)[:, None]
    kept[~now.windows] = UNWANTED
    return kept.argmin(axis=1), kept.min(axis=1)
