"""Who meets whom: a min-cost flow from buyers through sessions to suppliers.

    source -> buyer -> (buyer, session) -> (supplier, session) -> supplier -> sink

An arc from a buyer's to a supplier's session is a candidate pair with capacity one.
Because every arc has integer capacity the best flow is integral, so it is a choice of
pairs (Ahuja, Magnanti and Orlin, Network Flows, 1993, theorem 9.10).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.instance import UNLIMITED
from scheduler.search.network import Network
from scheduler.search.worth import minimum_steps, minimum_worth, pair_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance


@dataclass(frozen=True)
class Room:
    """How many more meetings fit: by buyer [B], buyer and session [B, P], supplier
    and session [S, P], supplier [S]; and how many each buyer has, [B]."""

    buyer: NDArray[np.int64]
    buyer_session: NDArray[np.int64]
    supplier_session: NDArray[np.int64]
    supplier: NDArray[np.int64]
    met: NDArray[np.int64]


def free_room(instance: Instance, fixed: dict[int, int]) -> Room:
    """Return the room left beside the `fixed` pairs (pair -> slot)."""
    fair = instance.problem.fair
    buyer = np.full(instance.n_buyers, fair.max_meetings)
    buyer_session = instance.buyer_capacity.copy()
    supplier_session = instance.supplier_capacity.copy()
    supplier = np.minimum(instance.supplier_max, UNLIMITED)
    met = np.zeros(instance.n_buyers, np.int64)
    for pair, slot in fixed.items():
        b, s = instance.pair_buyer[pair], instance.pair_supplier[pair]
        p = instance.slot_session[slot]
        buyer[b] -= 1
        met[b] += 1
        buyer_session[b, p] -= 1
        supplier_session[s, p] -= 1
        supplier[s] -= 1
    rooms = (buyer, buyer_session, supplier_session, supplier, met)
    return Room(*(np.maximum(room, 0) for room in rooms))


def choose_pairs(
    instance: Instance, session_of: NDArray[np.int64], fixed: dict[int, int]
) -> NDArray[np.bool_]:
    """Return [n]: the pairs of greatest total worth, given each pair's only session.

    `session_of` [n] is the session a pair would meet in, -1 for never; pairs in
    `fixed` take room but are not chosen again. Exact for these sessions; rounds,
    walks and hall tables are not looked at.
    """
    room = free_room(instance, fixed)
    free = session_of >= 0
    free[list(fixed)] = False
    rows = np.flatnonzero(free)
    b, s, p = instance.pair_buyer[rows], instance.pair_supplier[rows], session_of[rows]
    sessions = instance.n_sessions
    buyer_keys, buyer_node = np.unique(b * sessions + p, return_inverse=True)
    supplier_keys, supplier_node = np.unique(s * sessions + p, return_inverse=True)

    network = Network()
    first_buyer = network.add_nodes(instance.n_buyers)
    first_window = network.add_nodes(len(buyer_keys))
    first_table = network.add_nodes(len(supplier_keys))
    first_supplier = network.add_nodes(instance.n_suppliers)
    network.add_arcs(
        first_window + buyer_node,
        first_table + supplier_node,
        1,
        -pair_worth(instance)[rows],
    )
    steps = minimum_steps(instance.problem.fair.min_meetings)
    buyers = first_buyer + np.arange(instance.n_buyers)
    add_buyer_arcs(network, buyers, room.met, room.buyer, steps)
    network.add_arcs(
        first_buyer + buyer_keys // sessions,
        first_window + np.arange(len(buyer_keys)),
        room.buyer_session.ravel()[buyer_keys],
        0,
    )
    network.add_arcs(
        first_table + np.arange(len(supplier_keys)),
        first_supplier + supplier_keys // sessions,
        room.supplier_session.ravel()[supplier_keys],
        0,
    )
    network.add_arcs(
        first_supplier + np.arange(instance.n_suppliers), 1, room.supplier, 0
    )
    flows = network.solve(int(room.buyer.sum()))
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[rows] = flows[: len(rows)] > 0
    return chosen


def choose_relaxed(
    instance: Instance, worth: NDArray[np.int64], steps: list[int]
) -> tuple[NDArray[np.bool_], int]:
    """Return the best pairs [n] when sessions are no matter, and their total worth.

    Kept are only limits that every schedule obeys: a buyer's maximum and the rounds of
    its best `sessions_per_buyer` sessions, a supplier's maximum and open tables, the
    hall's tables over the whole fair, locks, and that a pair shares a slot at all.
    Every schedule therefore is one of the choices weighed here, so that the total,
    with `steps` paid for each buyer's meetings up to the minimum, is a bound from above.
    """
    fixed = instance.locked
    room = free_room(instance, fixed)
    free: NDArray[np.bool_] = np.any(instance.pair_sessions, axis=1)
    free[list(fixed)] = False
    rows = np.flatnonzero(free)
    network = Network()
    first_buyer = network.add_nodes(instance.n_buyers)
    first_window = network.add_nodes(instance.n_buyers)
    first_supplier = network.add_nodes(instance.n_suppliers)
    network.add_arcs(
        first_window + instance.pair_buyer[rows],
        first_supplier + instance.pair_supplier[rows],
        1,
        -worth[rows],
    )
    buyers = first_buyer + np.arange(instance.n_buyers)
    add_buyer_arcs(network, buyers, room.met, room.buyer, steps)
    network.add_arcs(
        first_buyer + np.arange(instance.n_buyers),
        first_window + np.arange(instance.n_buyers),
        _best_window(instance, room),
        0,
    )
    hall = network.add_nodes(1)
    network.add_arcs(
        first_supplier + np.arange(instance.n_suppliers),
        hall,
        np.minimum(room.supplier, room.supplier_session.sum(axis=1)),
        0,
    )
    network.add_arcs(hall, 1, _hall_room(instance), 0)
    flows = network.solve(int(room.buyer.sum()))
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[rows] = flows[: len(rows)] > 0
    chosen[list(fixed)] = True
    degree = np.bincount(instance.pair_buyer[chosen], minlength=instance.n_buyers)
    return chosen, int(worth[chosen].sum() + minimum_worth(degree, steps).sum())


def add_buyer_arcs(
    network: Network,
    nodes: NDArray[np.int64],
    met: NDArray[np.int64],
    room: NDArray[np.int64],
    steps: list[int],
) -> None:
    """Let each buyer's node take `room` more meetings beside `met` it has.

    `steps` are paid for its first, second, ... meeting in all; they must not rise, so
    that the flow takes them in order.
    """
    for k, pay in enumerate(steps):
        due = (met <= k) & (k - met < room)
        network.add_arcs(0, nodes, due.astype(np.int64), -pay)
    paid = np.clip(len(steps) - met, 0, room)
    network.add_arcs(0, nodes, room - paid, 0)


def _best_window(instance: Instance, room: Room) -> NDArray[np.int64]:
    """Return [B]: the rounds of the sessions that hold most, as many as are allowed."""
    allowed = instance.problem.fair.sessions_per_buyer
    best = np.sort(room.buyer_session, axis=1)[:, ::-1][:, :allowed]
    return np.asarray(best.sum(axis=1), np.int64)


def _hall_room(instance: Instance) -> int:
    tables = instance.problem.fair.tables
    if tables is None:
        return int(instance.n_pairs)
    return max(0, tables * instance.n_slots - len(instance.locked))
