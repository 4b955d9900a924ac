"""A main hall for each session of a buyer, where halls are too far apart between rounds.

Then hardly any two meetings on end can be in two halls. A buyer of several sessions
meets in one hall only in each of them: ways between halls fall into the breaks between
sessions, and rounds are free again inside one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.fair import MeetAt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.room import Room

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


MANY_PAIRS = 20_000
"""Pairs above which main halls are dealt out: smaller fairs are mended exactly."""


def are_apart(instance: Instance) -> bool:
    """Tell whether buyers of several sessions walk between halls for longer than a pause.

    False at small fairs, where that is no matter.
    """
    fair = instance.problem.fair
    if instance.n_pairs <= MANY_PAIRS:
        return False
    several = len({supplier.hall for supplier in instance.problem.suppliers}) > 1
    walk = fair.meet_at is MeetAt.SUPPLIER_BOOTH and fair.sessions_per_buyer > 1
    return several and walk and fair.walk.between_halls_min > _pause(instance)


def _pause(instance: Instance) -> float:
    """Return the shortest time between two rounds of a session, in minutes."""
    return min(
        (
            float(
                (instance.slot_start[slots[1:]] - instance.slot_end[slots[:-1]]).min()
            )
            for slots in instance.session_slots
            if len(slots) > 1
        ),
        default=np.inf,
    )


def in_main_halls(
    instance: Instance, room: Room, windows: Flags, chosen: Flags
) -> Flags:
    """Return [n, P]: which pairs are of the main hall that their buyers have in a session.

    `windows` [B, P] are the sessions of buyers; main halls are dealt out for the pairs
    `chosen`, [n].
    """
    names = sorted({supplier.hall for supplier in instance.problem.suppliers})
    number = {hall: h for h, hall in enumerate(names)}
    suppliers = [instance.problem.suppliers[i] for i in instance.supplier_of]
    hall = np.array([number[supplier.hall] for supplier in suppliers], np.int64)
    wanted = np.zeros((instance.n_buyers, len(names)), np.int64)
    at = hall[instance.pair_supplier]
    np.add.at(wanted, (instance.pair_buyer[chosen], at[chosen]), 1)
    seats = np.where(windows, room.buyer_session, 0)
    tables = np.zeros((len(names), instance.n_sessions), np.int64)
    np.add.at(tables, hall, room.supplier_session)
    main = _deal(wanted, seats, tables)
    return np.asarray(main[instance.pair_buyer] == at[:, None])


def _deal(wanted: Ints, seats: Ints, tables: Ints) -> Ints:
    """Return [B, P]: the main hall of each session of a buyer, -1 where it needs none.

    `wanted` [B, H] are the meetings of a buyer in each hall, `seats` [B, P] those that
    it can hold in a session, `tables` [H, P] those that a hall can. Those who want most
    come first; each time the hall that lacks most gets the session in which it is the
    least crowded.
    """
    main, load = np.full(seats.shape, -1), np.zeros(tables.shape)
    room = np.maximum(1, tables)
    for buyer in np.argsort(-wanted.sum(axis=1), kind="stable").tolist():
        left, free = wanted[buyer].copy(), seats[buyer] > 0
        while free.any() and left.any():
            hall = int(left.argmax())
            taken = np.minimum(seats[buyer], left[hall])
            crowd = np.where(free, (load[hall] + taken) / room[hall], np.inf)
            session = int(crowd.argmin())
            main[buyer, session], free[session] = hall, False
            load[hall, session] += taken[session]
            left[hall] -= taken[session]
    return main
