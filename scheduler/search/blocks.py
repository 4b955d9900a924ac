"""Blocks of pairs to be put into rounds by themselves: a session, or the whole fair.

Meetings that stay close the cells they are in; what is left is plain arrays, so that
each block can be coloured anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.colouring import Block
from scheduler.search.turns import turns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


def build_block(
    instance: Instance, slots: Ints, pairs: Ints, slot: Ints
) -> tuple[Ints, Block]:
    """Return those of `pairs` that have a team and a table, and the block they make.

    `slot` [n] are the slots of the pairs that are placed already, -1 for others; they
    close what clashes with them.
    """
    buyer, buyer_open = _seats(
        instance.buyer_open,
        instance.buyer_teams,
        slots,
        instance.pair_buyer[pairs],
        _held(instance, slots, slot, instance.pair_buyer),
    )
    supplier, supplier_open = _seats(
        instance.supplier_open,
        instance.supplier_tables,
        slots,
        instance.pair_supplier[pairs],
        _held(instance, slots, slot, instance.pair_supplier),
    )
    seated = (buyer >= 0) & (supplier >= 0)
    block = Block(
        buyer[seated],
        supplier[seated],
        buyer_open,
        supplier_open,
        _hall_room(instance, slots, slot),
    )
    return pairs[seated], block


def _held(
    instance: Instance, slots: Ints, slot: Ints, party: Ints
) -> tuple[Ints, Ints]:
    """Return (party, column of `slots`) of what the placed pairs take."""
    placed = np.flatnonzero(slot >= 0)
    columns = [np.isin(slot[placed], instance.clashing[t]) for t in slots.tolist()]
    rows = [placed[here] for here in columns]
    column = np.repeat(np.arange(len(slots)), [len(found) for found in rows])
    return party[np.concatenate(rows)], column


def _seats(
    is_open: Flags, copies: Ints, slots: Ints, party: Ints, held: tuple[Ints, Ints]
) -> tuple[Ints, Flags]:
    """Return the seat (team or table) of each pair, -1 without one, and [seats, K] open.

    Seats are those of the parties with a pair. The meetings `held` take the first
    seats; the pairs are dealt evenly over all seats of their party, no seat more than
    it has open rounds.
    """
    parties, party = np.unique(party, return_inverse=True)
    seat_open = np.repeat(is_open[parties][:, slots], copies[parties], axis=0)
    _take_seats(seat_open, parties, copies[parties], held)
    owner = np.repeat(np.arange(len(parties)), copies[parties])
    rounds = seat_open.sum(axis=1)
    place = np.repeat(np.arange(len(rounds)), rounds)
    lap = np.arange(len(place)) - np.repeat(np.cumsum(rounds) - rounds, rounds)
    place = place[np.lexsort((place, lap, owner[place]))]
    room = np.bincount(owner[place], minlength=len(parties))
    begins = np.cumsum(room) - room
    turn = turns(party)
    seated = turn < room[party]
    seat = np.full(len(party), -1, np.int64)
    seat[seated] = place[begins[party[seated]] + turn[seated]]
    return seat, seat_open


def _take_seats(
    seat_open: Flags, parties: Ints, copies: Ints, held: tuple[Ints, Ints]
) -> None:
    """Close the rounds of the first seats of `parties` that the meetings `held` take."""
    inside = np.isin(held[0], parties)
    owner, column = np.searchsorted(parties, held[0][inside]), held[1][inside]
    nth = turns(owner * seat_open.shape[1] + column)
    fits = nth < copies[owner]
    first = np.cumsum(copies) - copies
    seat_open[first[owner[fits]] + nth[fits], column[fits]] = False


def _hall_room(instance: Instance, slots: Ints, slot: Ints) -> Ints | None:
    tables = instance.problem.fair.tables
    if tables is None:
        return None
    used = np.bincount(slot[slot >= 0], minlength=instance.n_slots)
    taken = [int(used[instance.clashing[t]].sum()) for t in slots.tolist()]
    return np.maximum(0, tables - np.array(taken, np.int64))
