"""The sessions each buyer attends, and one session for each pair.

Buyers who compete for the same suppliers are spread over the sessions; then each pair
is given one of the sessions of its buyer in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.crowds import crowds_of
from scheduler.search.halls import are_apart, are_dealt, in_main_halls
from scheduler.search.interpreting import interpreter_pools, pool_of
from scheduler.search.room import free_room
from scheduler.search.spread import Claims, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.search.halls import are_apart, are_dealt, in_main_halls
    from scheduler.search.instance import Instance
    from scheduler.search.relaxed_choice import Relaxed
from scheduler.search.room import Room


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
    others go where both sides have most room then. Where main halls are dealt out a pair
    meets in sessions of its hall; where its buyer has none, in any, or in none (-1) if
    halls are far apart.
    """
    if instance.problem.fair.sessions_per_buyer == 1:
        return _only_session(instance, windows)
    open_for = instance.pair_sessions & windows[instance.pair_buyer]
    if are_dealt(instance):
        room = free_room(instance, instance.locked)
        inside = open_for & in_main_halls(instance, room, windows, relaxed.chosen)
        bound = np.asarray(inside.any(axis=1)) | are_apart(instance)
        open_for = np.where(bound[:, None], inside, open_for)
    counts = open_for.sum(axis=1)
    session_of = np.where(counts > 0, open_for.argmax(axis=1), -1).astype(np.int64)
    for pair, slot in instance.locked.items():
        session_of[pair] = instance.slot_session[slot]
        counts[pair] = 1
    if (counts > 1).any():
        _deal(instance, open_for, counts, relaxed, session_of, go_on)
    return session_of


def _only_session(instance: Instance, windows: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return [n]: the one session of each pair's buyer, -1 where it cannot meet there."""
    attended = windows.argmax(axis=1)[instance.pair_buyer]
    can = instance.pair_sessions[np.arange(instance.n_pairs), attended]
    comes = (windows.sum(axis=1) > 0)[instance.pair_buyer]
    session_of = np.where(can & comes, attended, -1).astype(np.int64)
    locked = instance.locked
    session_of[list(locked)] = instance.slot_session[list(locked.values())]
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
    buyer, supplier = instance.pair_buyer[rest], instance.pair_supplier[rest]
    least = np.full(len(rest), np.inf)
    for p, level in enumerate(full.T):
        crowd = np.maximum(level[supplier], level[suppliers + buyer])
        emptier = open_for[rest, p] & (crowd < least)
        least[emptier] = crowd[emptier]
        session_of[rest[emptier]] = p
