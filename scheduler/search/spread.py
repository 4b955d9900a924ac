"""Spread claims over sessions so that few of them meet a full table.

A claim is a wish for one seat in a session. A buyer with one session to attend claims
a seat at each supplier it would like to meet, all in the same session; where it
attends several, each of its pairs claims a seat at the supplier and one of the buyer's
rounds. Everyone in turn moves to the session in which the fewest of its claims meet a
full table: the number of claims too many falls with every move, so this ends. A little
noise then carries it past the first point where nobody wants to move alone.

All who move at once are looked at together, as arrays; of those who would claim the
same seat the one who gains most moves first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

CROWD = 0.1
"""Claims that a full day of crowding at every table weighs."""

PRESENT = 0.05
"""Claims that a session with twice its share of movers weighs."""

NOISE = 0.3
"""Claims that somebody may misjudge a session by while the search is noisy."""

CALM_PASSES = 8
NOISY_PASSES = 60
PATIENCE = 12
"""Idle noisy passes before the search ends; one that gains next to nothing is idle."""

NEXT_TO_NOTHING = 5e-4
"""A share of all claims that is not worth a pass, rounded down ..."""

SHORT_PATIENCE = 4
"""... and where that is a claim or more, this many idle ones end the search."""

WAVES = 16
"""Parts of everybody that move one after another in a pass."""

FIRST_WAVES = 64
"""The same while nobody has a session yet and early crowding would mislead."""

FAR = 1e9


@dataclass(frozen=True)
class Claims:
    """Who claims what. m movers with up to k claims each, N tables, P sessions.

    `table` [m, k] is the table claimed, N for none; `usable` [m, k, P] says in which
    sessions the claim makes sense; `own` [m, P] is how many claims the mover can hold
    in a session, 0 where it cannot come. `capacity` [N + 1, P] and `taken` [N + 1, P]
    count seats; the last row is nobody's. `session` [m] is where a mover is and stays,
    -1 for those to be given one. `share` [P] is the part of all movers that each session
    should have. Tables from `pools` on are pools of seats, of which a
    mover may claim several: interpreters.
    """

    table: NDArray[np.int64]
    usable: NDArray[np.bool_]
    own: NDArray[np.int64]
    capacity: NDArray[np.int64]
    taken: NDArray[np.int64]
    session: NDArray[np.int64]
    share: NDArray[np.float64]
    pools: int


def spread(claims: Claims, go_on: Callable[[], bool]) -> NDArray[np.int64]:
    """Return [m]: the session of each mover, -1 for those who can come to none.

    Those with the least choice of sessions come first.
    """
    work = _Spread(claims)
    choice = (claims.own > 0).sum(axis=1)
    movers = np.flatnonzero((claims.session < 0) & (choice > 0))
    least_choice_first = movers[np.argsort(choice[movers], kind="stable")]
    for wave in np.array_split(least_choice_first, FIRST_WAVES):
        work.settle(wave)
    for _ in range(CALM_PASSES):
        if not go_on() or not work.move_all(movers, noise=0.0):
            break
    return _stir(work, movers, go_on)


def _stir(
    work: _Spread, movers: NDArray[np.int64], go_on: Callable[[], bool]
) -> NDArray[np.int64]:
    """Move on with noise; return the best state seen."""
    little = int(NEXT_TO_NOTHING * work.sizes[movers].sum())
    patience = SHORT_PATIENCE if little else PATIENCE
    least, best, idle = work.too_many(), work.session.copy(), 0
    for _ in range(NOISY_PASSES):
        if not least or idle >= patience or not go_on():
            break
        work.move_all(movers, NOISE)
        gain = least - work.too_many()
        idle = 0 if gain > little else idle + 1
        if gain > 0:
            least, best = least - gain, work.session.copy()
    return best


class _Spread:
    """The state of a search: the session of each mover, and the load of each table."""

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.random = np.random.default_rng(0)
        self.session = claims.session.copy()
        self.load = claims.taken.copy()
        self.sizes = (claims.table < claims.pools).sum(axis=1)
        self.before, self.same = _repeats(claims)
        self.present = np.zeros(claims.own.shape[1], np.int64)
        settled = np.flatnonzero(self.session >= 0)
        self._add(settled, self.session[settled], 1)

    def too_many(self) -> int:
        """Return the claims beyond what tables hold."""
        over = self.load[:-1] - self.claims.capacity[:-1]
        return int(np.maximum(over, 0).sum())

    def settle(self, wave: NDArray[np.int64]) -> None:
        """Give each of `wave` its first session."""
        cost = self._costs(wave)
        best = (cost + NOISE * self.random.random(cost.shape)).argmin(axis=1)
        self._add(wave, best, 1)
        self.session[wave] = best

    def move_all(self, movers: NDArray[np.int64], noise: float) -> bool:
        """Let everybody move once, in waves of random order; return whether any did."""
        order = self.random.permutation(movers)
        moved = [self._move(wave, noise) for wave in np.array_split(order, WAVES)]
        return any(moved)

    def _move(self, wave: NDArray[np.int64], noise: float) -> int:
        cost = self._costs(wave)
        if noise:
            cost += noise * self.random.random(cost.shape)
        place, now = np.arange(len(wave)), self.session[wave]
        goal = cost.argmin(axis=1)
        gain = cost[place, now] - cost[place, goal]
        wish = np.flatnonzero(gain > 1e-9)
        wish = wish[np.argsort(-gain[wish], kind="stable")]
        wish = wish[self._first_come(wave[wish], goal[wish])]
        moving = wave[wish]
        self._add(moving, now[wish], -1)
        self._add(moving, goal[wish], 1)
        self.session[moving] = goal[wish]
        return len(moving)

    def _costs(self, wave: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return [w, P]: the weight of the claims that meet a full table, and crowding."""
        claims, table = self.claims, self.claims.table[wave]
        load, room = self.load[table], claims.capacity[table]
        now = self.session[wave]
        settled = np.flatnonzero(now >= 0)
        load[settled, :, now[settled]] -= self.same[wave[settled]]
        lacking = (load + self.before[wave, :, None] >= room) | ~claims.usable[wave]
        unheld = self.sizes[wave, None] - claims.own[wave]
        crowd = (load / np.maximum(room, 1)).sum(axis=1)
        even = np.maximum(1.0, self.present.sum() * claims.share)
        cost = np.maximum(lacking.sum(axis=1), unheld) + CROWD * crowd
        cost += PRESENT * self.present / even
        return np.where(claims.own[wave] > 0, cost, FAR)

    def _first_come(
        self, movers: NDArray[np.int64], goal: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Return which movers claim no seat that one before them claims."""
        table = self.claims.table[movers]
        if not table.size:
            return np.zeros(len(movers), np.bool_)
        cells = table * self.claims.own.shape[1] + goal[:, None]
        apart = -1 - np.arange(table.size).reshape(table.shape)
        cells = np.where(table >= self.claims.pools, apart, cells).ravel()
        _, first, same = np.unique(cells, return_index=True, return_inverse=True)
        owner = (first[same] // table.shape[1]).reshape(table.shape)
        return np.asarray((owner == np.arange(len(movers))[:, None]).all(axis=1))

    def _add(
        self, movers: NDArray[np.int64], session: NDArray[np.int64], count: int
    ) -> None:
        cells = (self.claims.table[movers], session[:, None])
        np.add.at(self.load, cells, count)
        self.load[-1] = 0
        np.add.at(self.present, session, count)


def _repeats(claims: Claims) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return [m, k] twice: a mover's claims on the same table before this one, and all.

    Only in pools does a mover claim more than one seat.
    """
    table = claims.table
    before, same = np.zeros_like(table), np.ones_like(table)
    if claims.pools == len(claims.capacity) - 1:
        return before, same
    for column in range(table.shape[1]):
        equal = (table == table[:, [column]]) & (table >= claims.pools)
        before[:, column] = equal[:, :column].sum(axis=1)
        same[:, column] = np.maximum(1, equal.sum(axis=1))
    return before, same
