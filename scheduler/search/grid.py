"""The meetings of all sessions as cells of a grid: seats by rounds.

A **stay** is one party in one session; a **seat** one of its teams or tables there, a
row of rounds of which each holds a meeting or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.turns import turns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

MOST_ROUNDS = 62
"""Rounds of a session that fit into the bits of one number."""


@dataclass(frozen=True)
class Grid:
    """m meetings, R stays, N seats, K rounds (the most of any session).

    Buyers' stays and seats come before suppliers'; seats of one stay lie side by side,
    from `first_seat` [R + 1] on.
    """

    instance: Instance
    pair: NDArray[np.int64]
    round_at: NDArray[np.int64]
    session: NDArray[np.int64]
    stay_party: NDArray[np.int64]
    stay_session: NDArray[np.int64]
    buyer_stays: int
    seat_stay: NDArray[np.int64]
    first_seat: NDArray[np.int64]
    buyer_seat: NDArray[np.int64]
    supplier_seat: NDArray[np.int64]

    @property
    def rounds(self) -> int:
        """Return K."""
        return max((len(slots) for slots in self.instance.session_slots), default=0)

    @property
    def buyer_seats(self) -> int:
        """Return how many seats are buyers'."""
        return int(self.first_seat[self.buyer_stays])

    def cells(self) -> NDArray[np.int64]:
        """Return [N, K]: the meeting of each seat and round, -1 for none."""
        cells = np.full((len(self.seat_stay), self.rounds), -1, np.int64)
        meetings = np.arange(len(self.pair))
        cells[self.buyer_seat, self.round_at] = meetings
        cells[self.supplier_seat, self.round_at] = meetings
        return cells

    def is_open(self) -> NDArray[np.bool_]:
        """Return [R, K]: the party is there in that round of the session."""
        inst, buyers = self.instance, self.buyer_stays
        slots = self.slots()[self.stay_session]
        party = self.stay_party
        there = np.concatenate(
            [
                inst.buyer_open[party[:buyers, None], slots[:buyers]],
                inst.supplier_open[party[buyers:, None], slots[buyers:]],
            ]
        )
        return np.asarray(there & (slots >= 0))

    def slots(self) -> NDArray[np.int64]:
        """Return [P, K]: the slot of each session's rounds, -1 beyond its last."""
        table = np.full((self.instance.n_sessions, self.rounds), -1, np.int64)
        for session, slots in enumerate(self.instance.session_slots):
            table[session, : len(slots)] = slots
        return table

    def slot_of(self, cells: NDArray[np.int64]) -> dict[int, int]:
        """Return pair -> slot when the meetings lie as in `cells`."""
        seat, round_at = np.nonzero(cells[: self.buyer_seats] >= 0)
        meeting = cells[seat, round_at]
        slot = self.slots()[self.session[meeting], round_at]
        return dict(zip(self.pair[meeting].tolist(), slot.tolist(), strict=True))


def build_grid(instance: Instance, slot_of: Mapping[int, int]) -> Grid:
    """Return the grid of a placement; a party's meetings at once get seats in turn."""
    pair = np.array(sorted(slot_of), np.int64)
    slot = np.array([slot_of[p] for p in pair.tolist()], np.int64)
    first_slot = np.searchsorted(
        instance.slot_session, np.arange(instance.n_sessions)
    ).astype(np.int64)
    session = instance.slot_session[slot]
    round_at = slot - first_slot[session]
    sides = [
        _Side.build(party[pair], session, round_at, instance)
        for party in (instance.pair_buyer, instance.pair_supplier)
    ]
    buyers, suppliers = sides
    seat_stay = np.concatenate([buyers.seat_stay, suppliers.seat_stay + buyers.stays])
    stays = buyers.stays + suppliers.stays
    return Grid(
        instance=instance,
        pair=pair,
        round_at=round_at,
        session=session,
        stay_party=np.concatenate([side.party for side in sides]),
        stay_session=np.concatenate([side.session for side in sides]),
        buyer_stays=buyers.stays,
        seat_stay=seat_stay,
        first_seat=np.searchsorted(seat_stay, np.arange(stays + 1)).astype(np.int64),
        buyer_seat=buyers.seat,
        supplier_seat=suppliers.seat + len(buyers.seat_stay),
    )


@dataclass(frozen=True)
class _Side:
    """One side's stays and seats, both numbered from 0, and the seat of each meeting."""

    party: NDArray[np.int64]
    session: NDArray[np.int64]
    seat_stay: NDArray[np.int64]
    seat: NDArray[np.int64]

    @property
    def stays(self) -> int:
        return len(self.party)

    @classmethod
    def build(
        cls,
        party: NDArray[np.int64],
        session: NDArray[np.int64],
        round_at: NDArray[np.int64],
        instance: Instance,
    ) -> _Side:
        keys, stay = np.unique(
            party * instance.n_sessions + session, return_inverse=True
        )
        turn = turns(stay * instance.n_slots + round_at)
        width = int(turn.max(initial=0)) + 1
        seats, seat = np.unique(stay * width + turn, return_inverse=True)
        return cls(
            party=keys // instance.n_sessions,
            session=keys % instance.n_sessions,
            seat_stay=seats // width,
            seat=seat.astype(np.int64),
        )
