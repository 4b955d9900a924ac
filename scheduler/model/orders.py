"""The order of one session's meetings, exactly: a column for each order of a buyer.

Each buyer takes one of its orders, each supplier of several meetings one of its sets of
rounds, and both sides agree on who meets when: set partitioning, of which the linear
programme is nearly always whole (a buyer's five meetings have 120 orders). An answer
weighs idle rounds of buyers above all minutes, and these above all idle rounds of
suppliers, so the least weight is the best order tier by tier.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from scheduler.search.order_cost import idle_rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SCALE = 1 << 20
"""Prices of rows are rounded to this part of a unit before they prove anything."""

STEPS = 50_000
"""Steps of the simplex method at most."""

NODES = 40
"""Branches that the search for whole orders looks at at most."""

WHOLE = 1e-6
"""By how much a column may miss the whole number that is meant ..."""

ROUNDING = 0.01
"""... and a bound of what is counted in whole numbers."""


@dataclass(frozen=True)
class Stay:
    """A buyer's meetings in the session, [d]; `legs` [d, d] are minutes between them."""

    meetings: Ints
    legs: Ints


class Cost(NamedTuple):
    """Idle rounds of buyers, minutes walked, idle rounds of suppliers."""

    idle: int
    minutes: int
    holes: int


@dataclass(frozen=True)
class Order:
    """The round of each meeting [m], its cost, and a cost that no order goes below.

    That is compared tier by tier: each number bounds orders that are as good as can be
    in those before it.
    """

    round_at: Ints
    cost: Cost
    least: Cost


def find_order(
    stays: Sequence[Stay], supplier: Ints, is_open: NDArray[np.bool_]
) -> Order | None:
    """Return the best order of a session's meetings, None where none was found.

    `supplier` [m] is whom each meeting is with, `is_open` [m, K] in which rounds it can
    be. No party holds two meetings at once.
    """
    table = _Table(stays, supplier, is_open)
    found = linprog(  # type: ignore[call-overload]  # its stub knows no sparse rows
        table.cost.astype(np.float64),
        A_eq=table.rows,
        b_eq=table.sums,
        bounds=(0, 1),
        method="highs-ds",
        options={"maxiter": STEPS, "presolve": False},
    )
    if found.x is None or found.status:
        return None
    least, beyond = table.proven(found.eqlin.marginals)
    taken = np.rint(found.x) > 0
    if np.abs(found.x - taken).max() > WHOLE:
        least, chosen = table.whole(least, beyond)
        if chosen is None:
            return None
        taken = chosen
    return table.order(taken, least)


@dataclass(frozen=True)
class _Taken:
    """The orders of one buyer: rounds [o, d], idle rounds [o] and minutes [o]."""

    rounds: Ints
    idle: Ints
    minutes: Ints


class _Table:
    """Columns: the orders of all buyers, then the sets of rounds of suppliers who have
    several meetings; at least cost, each row being its sum."""

    def __init__(
        self, stays: Sequence[Stay], supplier: Ints, is_open: NDArray[np.bool_]
    ) -> None:
        self.stays, self.width = stays, is_open.shape[1]
        self.taken = [_orders(stay, is_open) for stay in stays]
        self.owner = np.repeat(np.arange(len(stays)), [len(t.idle) for t in self.taken])
        self.host, load = np.unique(supplier, return_inverse=True, return_counts=True)[
            1:
        ]
        self.place = np.where(load > 1, np.cumsum(load > 1) - 1, -1)
        sets = [_sets(self.width, n) for n in load[load > 1].tolist()]
        self.holder = np.repeat(np.arange(len(sets)), [len(bits) for bits in sets])
        self.busy = np.concatenate([*sets, np.zeros(0, np.int64)])
        self.minute = 1 + int(np.maximum(self.width - load, 0).sum())
        most = sum(int(taken.minutes.max(initial=0)) for taken in self.taken)
        self.round = self.minute * (1 + most)
        self.cost = np.concatenate(
            [self.round * t.idle + self.minute * t.minutes for t in self.taken]
            + [idle_rounds(self.busy)]
        )
        self.rows, self.sums = self._rows(len(sets))

    def _rows(self, hosts: int) -> tuple[csr_array, Ints]:
        """One order a buyer, one set a supplier; both agree on every round."""
        orders, width, buyers = len(self.owner), len(self.cost), len(self.stays)
        agreed = buyers + hosts
        one = np.concatenate([self.owner, buyers + self.holder])
        cells = [(one, np.arange(width), 1)]
        first = 0
        for stay, taken in zip(self.stays, self.taken, strict=True):
            place = self.place[self.host[stay.meetings]]
            row = agreed + (place * self.width + taken.rounds)[:, place >= 0]
            column = np.repeat(np.arange(len(row)) + first, row.shape[1])
            cells.append((row.ravel(), column, 1))
            first += len(row)
        for k in range(self.width):
            there = np.flatnonzero(self.busy >> k & 1)
            row = agreed + self.holder[there] * self.width + k
            cells.append((row, orders + there, -1))
        row, column = (np.concatenate([cell[i] for cell in cells]) for i in (0, 1))
        sign = np.repeat([cell[2] for cell in cells], [len(cell[0]) for cell in cells])
        sums = np.zeros(agreed + hosts * self.width, np.int64)
        sums[:agreed] = 1
        shape = (len(sums), width)
        return csr_array((sign, (row, column)), shape=shape), sums

    def proven(self, price: NDArray[np.float64]) -> tuple[int, Ints]:
        """Return a cost that no order goes below, and what each column costs beyond.

        At any prices of rows, no order costs less than the sums at these prices and, of
        each column that costs less than its rows, what it saves (weak duality). All of
        it is summed in whole numbers, so no rounding of a solver is trusted.
        """
        whole = np.rint(price * SCALE).astype(np.int64)
        beyond = self.cost * SCALE - self.rows.T @ whole
        total = int(whole @ self.sums + np.minimum(beyond, 0).sum())
        return -(-total // SCALE), beyond

    def whole(self, least: int, beyond: Ints) -> tuple[int, NDArray[np.bool_] | None]:
        """Return what no order goes below, and the columns of the best whole orders.

        Any order with a column that costs so much beyond its rows costs as much more
        than `least`. So first all columns are left out that cost one more, the least
        there is; then those that cost a minute more.
        """
        for margin in (1, self.minute, None):
            at = np.arange(len(beyond))
            if margin is not None:
                at = np.flatnonzero(beyond < margin * SCALE)
            found = milp(
                self.cost[at].astype(np.float64),
                constraints=LinearConstraint(self.rows[:, at], self.sums, self.sums),
                bounds=Bounds(0, 1),
                integrality=(at < len(self.owner)).astype(np.int64),
                options={"node_limit": NODES, "mip_rel_gap": 0.0},
            )
            if found.x is None or found.mip_dual_bound is None:
                continue
            bound = math.ceil(found.mip_dual_bound - ROUNDING)
            bound = bound if margin is None else min(bound, least + margin)
            taken = np.zeros(len(beyond), np.bool_)
            taken[at] = np.rint(found.x) > 0
            if margin == 1 and int(self.cost[taken].sum()) > max(least, bound):
                continue
            return max(least, bound), taken
        return least, None

    def order(self, taken: NDArray[np.bool_], least: int) -> Order:
        """Return the order whose columns are `taken`."""
        round_at = np.zeros(len(self.host), np.int64)
        idle = minutes = first = 0
        for stay, orders in zip(self.stays, self.taken, strict=True):
            last = first + len(orders.idle)
            (one,) = np.flatnonzero(taken[first:last])
            round_at[stay.meetings] = orders.rounds[one]
            idle += int(orders.idle[one])
            minutes += int(orders.minutes[one])
            first = last
        busy = np.zeros(len(self.place), np.int64)
        np.bitwise_or.at(busy, self.host, 1 << round_at)
        cost = Cost(idle, minutes, int(idle_rounds(busy).sum()))
        tiers = least // self.round, least % self.round // self.minute
        return Order(round_at, cost, Cost(*tiers, least % self.minute))


def _orders(stay: Stay, is_open: NDArray[np.bool_]) -> _Taken:
    """Return all ways in which a buyer's meetings can take open rounds."""
    meetings, width = stay.meetings, is_open.shape[1]
    rounds = all_places(width, len(meetings))
    rounds = rounds[is_open[meetings, rounds].all(axis=1)]
    turn = np.argsort(rounds, axis=1)
    minutes = stay.legs[turn[:, :-1], turn[:, 1:]].sum(axis=1)
    return _Taken(rounds, idle_rounds((1 << rounds).sum(axis=1)), minutes)


@cache
def all_places(rounds: int, meetings: int) -> Ints:
    """Return [o, meetings]: all ways to give meetings different rounds."""
    return np.array(list(permutations(range(rounds), meetings)), np.int64)


@cache
def _sets(rounds: int, count: int) -> Ints:
    """Return all sets of so many rounds, as bits."""
    sets = combinations(range(rounds), count)
    return np.array([sum(1 << k for k in some) for some in sets], np.int64)
