"""Which two hours: a window of sessions for each buyer, and one session for each pair.

Buyers who compete for the same suppliers are spread first; then those who would gain
are moved, a batch at a time, and every batch is judged by the flow of `pairs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.pairs import choose_pairs
from scheduler.search.worth import (
    SHORTFALL,
    minimum_steps,
    minimum_worth,
    pair_worth,
    total_worth,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

BATCHES = 40
"""Batches of moves tried at most; each costs one flow."""

DEAR_MOVES = 12
"""Single moves tried for buyers who miss a must or their minimum."""

PATIENCE = 6
"""Batches without gain before the search ends."""


@dataclass(frozen=True)
class SessionPlan:
    """The session each pair would meet in, [n] (-1: cannot), and the pairs chosen, [n]."""

    session_of: NDArray[np.int64]
    chosen: NDArray[np.bool_]
    worth: int


def plan_sessions(
    instance: Instance,
    ideal: NDArray[np.bool_],
    bound: int,
    go_on: Callable[[], bool],
) -> SessionPlan:
    """Return the best plan found; it ends early where `bound` is reached.

    `ideal` are the pairs chosen when sessions were no matter, `bound` their worth.
    """
    windows = spread_buyers(instance, ideal)
    best = _judge(instance, windows, ideal)
    size, idle = max(1, instance.n_buyers // 20), 0
    windows, best = _move_dear(instance, windows, best, ideal)
    for batch in range(BATCHES):
        if best.worth >= bound or idle >= PATIENCE or not go_on():
            break
        moved = _move_losers(instance, windows, best, size, batch)
        if moved is None:
            break
        plan = _judge(instance, moved, ideal)
        if plan.worth > best.worth:
            windows, best, idle = moved, plan, 0
        else:
            size, idle = max(1, size // 2), idle + 1
    return best


def _move_dear(
    instance: Instance,
    windows: NDArray[np.bool_],
    plan: SessionPlan,
    ideal: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], SessionPlan]:
    """Move the few buyers who miss a must or their minimum, one after another."""
    for _ in range(DEAR_MOVES):
        moved = _move_losers(instance, windows, plan, 1, 0, least=SHORTFALL)
        if moved is None:
            break
        judged = _judge(instance, moved, ideal)
        if judged.worth <= plan.worth:
            break
        windows, plan = moved, judged
    return windows, plan


def spread_buyers(instance: Instance, ideal: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return [B, P]: each buyer's window, its ideal suppliers crowded as little as may be.

    Buyers with the least choice of sessions come first, then those whose suppliers
    are most in demand.
    """
    windows = np.zeros((instance.n_buyers, instance.n_sessions), np.bool_)
    load = np.zeros(instance.supplier_capacity.shape, np.int64)
    for pair, slot in instance.locked.items():
        session = instance.slot_session[slot]
        windows[instance.pair_buyer[pair], session] = True
        load[instance.pair_supplier[pair], session] += 1
    present = windows.sum(axis=0)
    free = ideal.copy()
    free[list(instance.locked)] = False
    pairs_of = _by_buyer(instance, free)
    worth = pair_worth(instance)
    for b in _scarcest_first(instance, pairs_of):
        wish = _Wish(
            b, instance.pair_supplier[pairs_of[b]], worth[pairs_of[b]].astype(float)
        )
        _open_window(instance, wish, windows, load, present)
    return windows


@dataclass(frozen=True)
class _Wish:
    """A buyer, the suppliers it would like to meet, and what each is worth."""

    buyer: int
    suppliers: NDArray[np.int64]
    worth: NDArray[np.float64]


def _by_buyer(instance: Instance, chosen: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    rows = np.flatnonzero(chosen)
    cuts = np.searchsorted(instance.pair_buyer[rows], np.arange(1, instance.n_buyers))
    return np.split(rows, cuts)


def _scarcest_first(instance: Instance, pairs_of: list[NDArray[np.int64]]) -> list[int]:
    wanted = np.bincount(
        instance.pair_supplier[np.concatenate([*pairs_of, np.zeros(0, np.int64)])],
        minlength=instance.n_suppliers,
    )
    crowd = wanted / np.maximum(1, instance.supplier_capacity.sum(axis=1))
    contention = np.array(
        [crowd[instance.pair_supplier[rows]].sum() for rows in pairs_of]
    )
    must = np.array([instance.pair_must[rows].any() for rows in pairs_of])
    choice = (instance.buyer_capacity > 0).sum(axis=1)
    order = np.lexsort((-contention.round(9), choice, ~must))
    return [int(b) for b in order]


def _open_window(
    instance: Instance,
    wish: _Wish,
    windows: NDArray[np.bool_],
    load: NDArray[np.int64],
    present: NDArray[np.int64],
) -> None:
    """Open sessions for a buyer until its window is full; count its meetings there."""
    b, suppliers = wish.buyer, wish.suppliers
    room = instance.supplier_capacity[suppliers]
    left = np.ones(len(suppliers), np.bool_)
    for p in np.flatnonzero(windows[b]).tolist():
        left &= ~_take(instance, wish, p, left, load)
    allowed = instance.problem.fair.sessions_per_buyer
    for _ in range(allowed - int(windows[b].sum())):
        can = (instance.buyer_capacity[b] > 0) & ~windows[b]
        if not can.any():
            break
        free = (load[suppliers] < room) & left[:, None]
        served = (free * wish.worth[:, None]).sum(axis=0).round(6)
        crowd = (load[suppliers] / np.maximum(1, room)).sum(axis=0).round(9)
        p = np.lexsort((present, crowd, -served, ~can)).tolist()[0]
        windows[b, p] = True
        present[p] += 1
        left &= ~_take(instance, wish, p, left, load)


def _take(
    instance: Instance,
    wish: _Wish,
    p: int,
    left: NDArray[np.bool_],
    load: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Count the buyer's meetings in session `p`; return a mask of the suppliers used."""
    room = instance.supplier_capacity[wish.suppliers, p]
    free = left & (load[wish.suppliers, p] < room)
    taken = np.flatnonzero(free)[: instance.buyer_capacity[wish.buyer, p]]
    load[wish.suppliers[taken], p] += 1
    mask = np.zeros(len(free), np.bool_)
    mask[taken] = True
    return mask


def designate(
    instance: Instance, windows: NDArray[np.bool_], ideal: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return [n]: the session each pair would meet in, -1 where its window has none.

    With one session a window there is nothing to choose. With more, pairs are dealt
    over the window in turn, likely ones first, so that no session fills up alone.
    """
    open_for = instance.pair_sessions & windows[instance.pair_buyer]
    counts = open_for.sum(axis=1)
    session_of = np.where(counts > 0, open_for.argmax(axis=1), -1).astype(np.int64)
    choice = np.flatnonzero(counts > 1)
    if len(choice):
        _deal(instance, open_for, choice, ideal, session_of)
    for pair, slot in instance.locked.items():
        session_of[pair] = instance.slot_session[slot]
    return session_of


def _deal(
    instance: Instance,
    open_for: NDArray[np.bool_],
    choice: NDArray[np.int64],
    ideal: NDArray[np.bool_],
    session_of: NDArray[np.int64],
) -> None:
    buyer_load = np.zeros(instance.buyer_capacity.shape)
    supplier_load = np.zeros(instance.supplier_capacity.shape)
    weight = np.where(ideal, 1.0, 0.05)
    first = np.lexsort((-pair_worth(instance)[choice], ~ideal[choice]))
    for i in choice[first]:
        b, s = instance.pair_buyer[i], instance.pair_supplier[i]
        crowd = np.maximum(
            buyer_load[b] / np.maximum(1, instance.buyer_capacity[b]),
            supplier_load[s] / np.maximum(1, instance.supplier_capacity[s]),
        )
        p = int(np.argmin(np.where(open_for[i], crowd, np.inf)))
        session_of[i] = p
        buyer_load[b, p] += weight[i]
        supplier_load[s, p] += weight[i]


def _judge(
    instance: Instance, windows: NDArray[np.bool_], ideal: NDArray[np.bool_]
) -> SessionPlan:
    session_of = designate(instance, windows, ideal)
    chosen = choose_pairs(instance, session_of, instance.locked)
    chosen[list(instance.locked)] = True
    return SessionPlan(session_of, chosen, total_worth(instance, chosen))


def _move_losers(
    instance: Instance,
    windows: NDArray[np.bool_],
    plan: SessionPlan,
    size: int,
    batch: int,
    least: int = 1,
) -> NDArray[np.bool_] | None:
    """Return windows with up to `size` buyers moved where they would gain most.

    The gain is an estimate: a table that is taken costs the least fit it serves now.
    None when nobody would gain.
    """
    price = _table_prices(instance, plan)
    value = _session_values(instance, price)
    value[windows] = -np.inf
    now = _buyer_values(instance, plan)
    locked = instance.pair_buyer[list(instance.locked)]
    movable = np.setdiff1d(np.arange(instance.n_buyers), locked)
    gain = value[movable].max(axis=1) - now[movable]
    winners = movable[gain >= least]
    if not len(winners):
        return None
    order = np.lexsort((winners, -gain[gain >= least]))
    start = 0 if batch % 2 == 0 else min(size, max(0, len(winners) - size))
    moved = windows.copy()
    for b in winners[order][start : start + size]:
        leave = _least_useful(instance, plan, int(b), moved)
        moved[b, leave] = False
        moved[b, int(value[b].argmax())] = True
    return moved


def _table_prices(instance: Instance, plan: SessionPlan) -> NDArray[np.int64]:
    """Return [S, P]: what a table costs; 0 where one is free."""
    rows = np.flatnonzero(plan.chosen)
    s, p = instance.pair_supplier[rows], plan.session_of[rows]
    load = np.zeros(instance.supplier_capacity.shape, np.int64)
    np.add.at(load, (s, p), 1)
    least = np.full(load.shape, np.iinfo(np.int64).max)
    np.minimum.at(least, (s, p), pair_worth(instance)[rows])
    full = load >= instance.supplier_capacity
    return np.where(full, np.where(load > 0, least, SHORTFALL * 100), 0)


def _session_values(
    instance: Instance, price: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return [B, P]: what each buyer's best meetings in a session would add up to."""
    fair = instance.problem.fair
    values = np.full((instance.n_buyers, instance.n_sessions), -np.inf)
    worth = pair_worth(instance)
    pay = np.array([*minimum_steps(fair.min_meetings), 0], np.int64)
    for p in range(instance.n_sessions):
        net = worth - price[instance.pair_supplier, p]
        usable = np.flatnonzero(instance.pair_sessions[:, p] & (net > 0))
        order = usable[np.lexsort((-net[usable], instance.pair_buyer[usable]))]
        b = instance.pair_buyer[order]
        rank = np.arange(len(b)) - np.searchsorted(b, b)
        limit = np.minimum(instance.buyer_capacity[:, p], fair.max_meetings)
        keep = rank < limit[b]
        gain = net[order] + pay[np.minimum(rank, fair.min_meetings)]
        values[:, p] = np.bincount(
            b[keep], weights=gain[keep], minlength=instance.n_buyers
        )
    values[instance.buyer_capacity == 0] = -np.inf
    return values


def _buyer_values(instance: Instance, plan: SessionPlan) -> NDArray[np.float64]:
    rows = np.flatnonzero(plan.chosen)
    b = instance.pair_buyer[rows]
    value = np.bincount(
        b, weights=pair_worth(instance)[rows], minlength=instance.n_buyers
    )
    degree = np.bincount(b, minlength=instance.n_buyers)
    steps = minimum_steps(instance.problem.fair.min_meetings)
    return np.asarray(value + minimum_worth(degree, steps), np.float64)


def _least_useful(
    instance: Instance, plan: SessionPlan, b: int, windows: NDArray[np.bool_]
) -> int:
    """Return the session of buyer `b`'s window in which its meetings add up to least."""
    first, last = instance.buyer_pairs[b], instance.buyer_pairs[b + 1]
    rows = first + np.flatnonzero(plan.chosen[first:last])
    worth = np.bincount(
        plan.session_of[rows],
        weights=pair_worth(instance)[rows],
        minlength=instance.n_sessions,
    )
    return int(np.where(windows[b], worth, np.inf).argmin())
