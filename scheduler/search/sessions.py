"""Which two hours: a window of sessions for each buyer, and one session for each pair.

Buyers who compete for the same suppliers are spread first; then those who would gain
at the prices of the tables are moved, a batch at a time, and every batch is judged by
the flow of `pairs`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.crowds import crowds_of
from scheduler.search.interpreting import interpreter_pools, pool_of
from scheduler.search.pairs import (
    Choice,
    Room,
    choose_pairs,
    free_room,
    likely_of,
    likely_pairs,
)
from scheduler.search.spread import Claims, spread
from scheduler.search.worth import (
    STEEP,
    Prices,
    Standing,
    minimum_steps,
    minimum_worth,
    pair_worth,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.executor.protocol import Executor
    from scheduler.search.bounds import Ideal
    from scheduler.search.instance import Instance
    from scheduler.search.relaxed_choice import Relaxed

BATCHES = 12
"""Batches of moves tried at most; each costs one flow ..."""

BATCH_EFFORT = 24_000_000
"""... and so many that their flows look at no more pairs together, one at least."""

FIRST_SHARE = 0.1
"""The share of the buyers who would gain that the first batch moves; less after a loss."""

PATIENCE = 2
"""Batches without gain before the search ends."""


@dataclass(frozen=True)
class SessionPlan:
    """The session each pair would meet in, [n] (-1: cannot), and the pairs chosen, [n]."""

    session_of: NDArray[np.int64]
    chosen: NDArray[np.bool_]


@dataclass(frozen=True)
class _Judged:
    """A plan with its windows [B, P], the prices of tables [S, P], and how good it is.

    Where nothing could be better the prices are 0: nobody is to be moved for them.
    """

    plan: SessionPlan
    windows: NDArray[np.bool_]
    price: NDArray[np.int64]
    standing: Standing


def plan_sessions(
    instance: Instance,
    ideal: Ideal,
    gap_target: float,
    go_on: Callable[[], bool],
    executor: Executor | None = None,
) -> SessionPlan:
    """Return the best plan found; `ideal` is the best choice without sessions.

    It ends early where nothing is lost against that choice but `gap_target` of its fit.
    `executor` solves flows of sessions, here where it is None.
    """

    def judge(windows: NDArray[np.bool_]) -> _Judged:
        return _judge(instance, windows, ideal, go_on, executor)

    relaxed, prices = ideal.relaxed, ideal.prices
    goal = standing(instance, relaxed.chosen)
    windows = open_windows(instance, relaxed, go_on)
    best = judge(windows)
    if best.standing[:-1] < goal[:-1] and prices != STEEP:
        ideal = replace(ideal, prices=STEEP)
        best = judge(windows)
    share, idle = FIRST_SHARE, 0
    for _ in range(min(BATCHES, 1 + BATCH_EFFORT // max(1, instance.n_pairs))):
        content = best.standing.is_near(goal, gap_target)
        if content or idle >= PATIENCE or not go_on():
            break
        moved = _move_gainers(instance, best, ideal, share)
        if moved is None:
            break
        tried = judge(moved)
        if tried.standing > best.standing:
            best, idle = tried, 0
        else:
            share, idle = share / 4, idle + 1
    return best.plan


def open_windows(
    instance: Instance, relaxed: Relaxed, go_on: Callable[[], bool]
) -> NDArray[np.bool_]:
    """Return [B, P]: the sessions each buyer attends, its best suppliers little crowded."""
    windows = np.zeros((instance.n_buyers, instance.n_sessions), np.bool_)
    for pair, slot in instance.locked.items():
        windows[instance.pair_buyer[pair], instance.slot_session[slot]] = True
    limit = instance.problem.fair.sessions_per_buyer
    can = instance.buyer_capacity > 0
    all_fit = can.sum(axis=1) <= limit
    windows[all_fit] |= can[all_fit]
    while True:
        seeking = (windows.sum(axis=1) < limit) & (can & ~windows).any(axis=1)
        if not seeking.any():
            return windows
        session = _next_session(instance, relaxed, windows, seeking, go_on)
        found = np.flatnonzero(session >= 0)
        windows[found, session[found]] = True


def _next_session(
    instance: Instance,
    relaxed: Relaxed,
    windows: NDArray[np.bool_],
    seeking: NDArray[np.bool_],
    go_on: Callable[[], bool],
) -> NDArray[np.int64]:
    """Return [B]: one more session for each of the `seeking`, -1 for the others.

    Everybody claims its best pairs: the settled in the sessions they have, as evenly
    as these hold them, and the seeking those that their sessions do not hold yet.
    """
    room = free_room(instance, instance.locked)
    rows = np.flatnonzero(relaxed.chosen)
    rows = rows[~np.isin(rows, list(instance.locked))]
    buyers = instance.pair_buyer[rows]
    rank = np.arange(len(rows)) - np.searchsorted(buyers, buyers)
    held = (room.buyer_session * windows).sum(axis=1)
    limit = instance.problem.fair.sessions_per_buyer
    open_after = windows.sum(axis=1) + 1
    new = seeking[buyers] & ((rank >= held[buyers]) | (open_after < limit)[buyers])
    taken = _taken(instance, windows, rows[~new], room)
    session = np.full(instance.n_buyers, -1)
    must = new & instance.pair_must[rows]
    bound = np.bincount(buyers[must], minlength=instance.n_buyers) > 0
    for who, which in ((bound, must), (seeking, new)):  # musts among themselves first
        own = np.where(who[:, None] & ~windows, room.buyer_session, 0)
        claims = _buyer_claims(instance, room, rows[which], taken, own, session)
        session = spread(claims, go_on)
    return session


def _taken(
    instance: Instance,
    windows: NDArray[np.bool_],
    rows: NDArray[np.int64],
    room: Room,
) -> NDArray[np.int64]:
    """Return [S, P]: seats of those who keep their windows, dealt over these in turn."""
    taken = np.zeros(room.supplier_session.shape, np.int64)
    buyers = instance.pair_buyer[rows]
    count = windows.sum(axis=1)[buyers]
    rows, buyers, count = rows[count > 0], buyers[count > 0], count[count > 0]
    turn = (np.arange(len(rows)) - np.searchsorted(buyers, buyers)) % np.maximum(
        1, count
    )
    order = np.argsort(~windows, axis=1, kind="stable")  # a buyer's sessions first
    np.add.at(taken, (instance.pair_supplier[rows], order[buyers, turn]), 1)
    return taken


def _buyer_claims(
    instance: Instance,
    room: Room,
    rows: NDArray[np.int64],
    taken: NDArray[np.int64],
    own: NDArray[np.int64],
    session: NDArray[np.int64],
) -> Claims:
    """Return the claims of buyers on the suppliers of `rows`, all in one session.

    Who has a `session` [B] already claims there and stays.
    """
    buyers = instance.pair_buyer[rows]
    rank = np.arange(len(rows)) - np.searchsorted(buyers, buyers)
    pools = interpreter_pools(instance)
    seats = [instance.pair_supplier[rows]]
    if len(pools):  # a claim on the supplier, and one on whoever interprets
        seats.append(instance.n_suppliers + pool_of(instance)[rows])
    width = int(rank.max(initial=0)) + 1
    last = instance.n_suppliers + len(pools)
    table = np.full((instance.n_buyers, width * len(seats)), last)
    usable = np.ones((*table.shape, instance.n_sessions), np.bool_)
    for turn, seat in enumerate(seats):
        table[buyers, turn * width + rank] = seat
        usable[buyers, turn * width + rank] = instance.pair_sessions[rows]
    nobody = np.full((1, instance.n_sessions), len(rows) + 1)
    return Claims(
        table=table,
        usable=usable,
        own=own,
        capacity=np.vstack([room.supplier_session, pools, nobody]),
        taken=np.vstack([taken, np.zeros_like(pools), np.zeros_like(nobody)]),
        session=session,
        share=crowds_of(instance).shares(),
        pools=instance.n_suppliers,
    )


def designate(
    instance: Instance,
    windows: NDArray[np.bool_],
    relaxed: Relaxed,
    go_on: Callable[[], bool],
) -> NDArray[np.int64]:
    """Return [n]: the session each pair would meet in, -1 where its window has none.

    With one session a window there is nothing to choose. With more, the best pairs are
    spread over the windows of their buyers so that no session fills up alone, and the
    others go where both sides have most room then.
    """
    open_for = instance.pair_sessions & windows[instance.pair_buyer]
    counts = open_for.sum(axis=1)
    session_of = np.where(counts > 0, open_for.argmax(axis=1), -1).astype(np.int64)
    for pair, slot in instance.locked.items():
        session_of[pair] = instance.slot_session[slot]
        counts[pair] = 1
    if (counts > 1).any():
        _deal(instance, open_for, counts, relaxed, session_of, go_on)
    return session_of


def _deal(
    instance: Instance,
    open_for: NDArray[np.bool_],
    counts: NDArray[np.int64],
    relaxed: Relaxed,
    session_of: NDArray[np.int64],
    go_on: Callable[[], bool],
) -> None:
    """Fill in the session of every pair that has a choice."""
    room = free_room(instance, instance.locked)
    suppliers = instance.n_suppliers
    capacity = np.vstack([room.supplier_session, room.buyer_session])
    rows = np.flatnonzero(relaxed.chosen & (counts > 0) & (session_of >= 0))
    rows = rows[~np.isin(rows, list(instance.locked))]
    table = np.stack(
        [instance.pair_supplier[rows], suppliers + instance.pair_buyer[rows]], axis=1
    )
    nobody = np.full((1, instance.n_sessions), len(rows) + 1)
    claims = Claims(
        table=table,
        usable=np.ones((len(rows), 2, 1), np.bool_),
        own=open_for[rows] * 2,
        capacity=np.vstack([capacity, nobody]),
        taken=np.zeros((len(capacity) + 1, instance.n_sessions), np.int64),
        session=np.full(len(rows), -1),
        share=np.full(instance.n_sessions, 1 / instance.n_sessions),
        pools=len(capacity),
    )
    session_of[rows] = spread(claims, go_on)
    load = np.zeros(capacity.shape, np.int64)
    np.add.at(load, (table, session_of[rows][:, None]), 1)
    full = load / np.maximum(capacity, 1e-3)
    rest = np.flatnonzero((counts > 1) & ~relaxed.chosen)
    crowd = np.maximum(
        full[instance.pair_supplier[rest]], full[suppliers + instance.pair_buyer[rest]]
    )
    session_of[rest] = np.where(open_for[rest], crowd, np.inf).argmin(axis=1)


def _judge(
    instance: Instance,
    windows: NDArray[np.bool_],
    ideal: Ideal,
    go_on: Callable[[], bool],
    executor: Executor | None,
) -> _Judged:
    session_of = designate(instance, windows, ideal.relaxed, go_on)
    if _have_room(instance, session_of, ideal.relaxed.chosen):  # no choice is better
        choice = Choice(ideal.relaxed.chosen, np.zeros_like(instance.supplier_capacity))
    else:
        choice = choose_pairs(
            instance,
            session_of,
            instance.locked,
            ideal.relaxed.price,
            ideal.prices,
            executor=executor,
        )
        choice.chosen[list(instance.locked)] = True
    plan = SessionPlan(session_of, choice.chosen)
    return _Judged(plan, windows, choice.price, standing(instance, choice.chosen))


def _have_room(
    instance: Instance, session_of: NDArray[np.int64], chosen: NDArray[np.bool_]
) -> bool:
    """Tell whether all of `chosen` [n] can meet in their sessions, counting seats."""
    room = free_room(instance, instance.locked)
    rows = np.flatnonzero(chosen)
    rows = rows[~np.isin(rows, list(instance.locked))]
    session = session_of[rows]
    if (session < 0).any():
        return False
    for party, seats in (
        (instance.pair_buyer, room.buyer_session),
        (instance.pair_supplier, room.supplier_session),
    ):
        left = seats.copy()
        np.subtract.at(left, (party[rows], session), 1)
        if (left < 0).any():
            return False
    return True


def _move_gainers(
    instance: Instance, now: _Judged, ideal: Ideal, share: float
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
    instance: Instance, now: _Judged, prices: Prices, b: int, session: int
) -> NDArray[np.int64]:
    """Return the suppliers that buyer `b` would come for."""
    rows = np.arange(instance.buyer_pairs[b], instance.buyer_pairs[b + 1])
    rows = rows[instance.pair_sessions[rows, session]]
    suppliers = instance.pair_supplier[rows]
    net = pair_worth(instance, prices)[rows] - now.price[suppliers, session]
    best = np.argsort(-net, kind="stable")[: instance.problem.fair.max_meetings]
    return np.asarray(suppliers[best[net[best] > 0]])


def _session_values(
    instance: Instance, now: _Judged, ideal: Ideal
) -> NDArray[np.int64]:
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


UNWANTED = 1 << 52
"""Less than nothing: what a meeting that cannot be is worth."""


def _least_useful(
    instance: Instance, now: _Judged, prices: Prices
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
