"""How many more meetings fit beside those that are fixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.instance import UNLIMITED

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
    pairs, slots = np.array(list(fixed.items()), np.int64).reshape(-1, 2).T
    b, s = instance.pair_buyer[pairs], instance.pair_supplier[pairs]
    p = instance.slot_session[slots]
    met = np.bincount(b, minlength=instance.n_buyers)
    np.subtract.at(buyer_session, (b, p), 1)
    np.subtract.at(supplier_session, (s, p), 1)
    taken = np.bincount(s, minlength=instance.n_suppliers)
    rooms = (buyer - met, buyer_session, supplier_session, supplier - taken, met)
    return Room(*(np.maximum(room, 0) for room in rooms))


def best_window(instance: Instance, room: Room) -> NDArray[np.int64]:
    """Return [B]: the rounds of the sessions that hold most, as many as are allowed."""
    allowed = instance.problem.fair.sessions_per_buyer
    best = np.sort(room.buyer_session, axis=1)[:, ::-1][:, :allowed]
    return np.asarray(best.sum(axis=1), np.int64)


def most_meetings(instance: Instance) -> NDArray[np.int64]:
    """Return [B]: the meetings each buyer can hold beside its locks and with them.

    They lie in its best sessions, as many as are allowed, whoever else is at the fair.
    """
    room = free_room(instance, instance.locked)
    return np.minimum(room.buyer, best_window(instance, room)) + room.met
