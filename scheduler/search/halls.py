"""A main hall for each session of a buyer.

A buyer of several sessions meets in one hall only in each of them: ways between halls
fall into the breaks between sessions. Where halls are further apart than rounds, hardly
any two meetings on end could be in two of them, so that else rounds are not free.
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
"""Pairs above which main halls are dealt out: smaller fairs are put in order exactly."""


def are_dealt(instance: Instance) -> bool:
    """Tell whether a buyer has a main hall in each of its sessions.

    That is where it may attend as many as there are halls, and walks further to another.
    """
    fair, walk = instance.problem.fair, instance.problem.fair.walk
    halls = len({supplier.hall for supplier in instance.problem.suppliers})
    return (
        instance.n_pairs > MANY_PAIRS
        and fair.meet_at is MeetAt.SUPPLIER_BOOTH
        and 1 < halls <= fair.sessions_per_buyer
        and walk.between_halls_min > (0 if walk.booths else walk.same_hall_min)
    )


def are_apart(instance: Instance) -> bool:
    """Tell whether main halls are dealt out that are further apart than rounds."""
    far = instance.problem.fair.walk.between_halls_min
    return are_dealt(instance) and far > _pause(instance)


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
