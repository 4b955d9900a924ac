"""The shortest way through the places of a party's meetings, for many parties at once.

Up to `MOST_TRIED` meetings every order is looked at, up to `MOST_EXACT` the shortest
is found by dynamic programming over sets (Held and Karp 1962). Beyond that the weight
of a least spanning tree stands for it: every order is a spanning tree, so none is
shorter.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.walks import Walks

MOST_TRIED = 5
"""Places whose orders are all tried: 120 of them."""

MOST_EXACT = 10
"""Places whose shortest order is found: a table of 1,024 sets."""

AT_ONCE = 1 << 21
"""Numbers in one table while many parties are looked at together."""

FAR = 1 << 40
"""More minutes than any way takes."""


@cache
def all_orders(places: int) -> NDArray[np.int64]:
    """Return every order of `places` things, [places!, places]."""
    return np.array(list(permutations(range(places))), np.int64)


def leg_table(walks: Walks, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [g, m, m]: whole minutes between the places of each row of `pairs` [g, m]."""
    size = pairs.shape[1]
    here = np.repeat(pairs, size, axis=1).ravel()
    there = np.tile(pairs, (1, size)).ravel()
    return walks.legs(here, there).reshape(-1, size, size)


def order_minutes(legs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [g, m!]: the minutes walked in each of `all_orders(m)`, legs [g, m, m]."""
    orders = all_orders(legs.shape[1])
    total = np.zeros((len(legs), len(orders)), np.int64)
    for here, there in zip(orders.T[:-1], orders.T[1:], strict=True):
        total += legs[:, here, there]
    return total


def shortest_minutes(legs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [g]: minutes that no order of each row's places walks less.

    `legs` [g, m, m] are the ways from place to place. What is returned is the least of
    all orders for up to `MOST_EXACT` places.
    """
    size = legs.shape[1]
    if size < 2:
        return np.zeros(len(legs), np.int64)
    width = max(size * size, 120 if size <= MOST_TRIED else size << min(size, 11))
    rows = max(1, AT_ONCE // width)
    parts = [_shortest(legs[i : i + rows]) for i in range(0, len(legs), rows)]
    return np.concatenate([np.zeros(0, np.int64), *parts])


def _shortest(legs: NDArray[np.int64]) -> NDArray[np.int64]:
    if legs.shape[1] <= MOST_TRIED:
        return np.asarray(order_minutes(legs).min(axis=1))
    return _by_sets(legs) if legs.shape[1] <= MOST_EXACT else _spanning_tree(legs)


def _by_sets(legs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the shortest ways, growing sets of places by their last one."""
    size = legs.shape[1]
    least = np.full((1 << size, len(legs), size), FAR, np.int64)
    for last in range(size):
        least[1 << last, :, last] = 0
    for places in range(1, 1 << size):
        for last in range(size):
            before = places & ~(1 << last)
            if before and before != places:
                ways = least[before] + legs[:, :, last]
                least[places, :, last] = ways.min(axis=1)
    return np.asarray(least[-1].min(axis=1))


def _spanning_tree(legs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the weights of least spanning trees (Prim 1957)."""
    rows = np.arange(len(legs))
    total = np.zeros(len(legs), np.int64)
    away = legs[:, 0].copy()
    away[:, 0] = FAR
    for _ in range(legs.shape[1] - 1):
        nearest = away.argmin(axis=1)
        total += away[rows, nearest]
        joined = away == FAR
        joined[rows, nearest] = True
        away = np.where(joined, FAR, np.minimum(away, legs[rows, nearest]))
    return total
