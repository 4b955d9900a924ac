"""Which two meetings of a walker leave too little time for the way between them.

A walker is the party that moves: the buyer between supplier booths, the supplier
between buyer booths, both between the organiser's tables.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fair import MeetAt, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

    Meetings = tuple[NDArray[np.int64], NDArray[np.int64]]
    """Pairs, and the slot of each."""

ROUNDING_MIN = 1e-9
"""Minutes that a walk may exceed a whole number by: the error of a division."""

Walker = tuple[bool, int]
"""(is a supplier, number of the party)."""


@dataclass(frozen=True)
class Walks:
    """The walking rules of an instance."""

    instance: Instance

    @property
    def buyers_walk(self) -> bool:
        """Tell whether buyers move between meetings."""
        return self.instance.problem.fair.meet_at is not MeetAt.BUYER_BOOTH

    @property
    def suppliers_walk(self) -> bool:
        """Tell whether suppliers move between meetings."""
        return self.instance.problem.fair.meet_at is not MeetAt.SUPPLIER_BOOTH

    def walkers(self, pair: int) -> list[Walker]:
        """Return who could be late for a meeting of `pair`.

        That is who walks; and both sides where sessions overlap in time, since then
        two slots can claim one person.
        """
        parties = self.instance.pair_buyer, self.instance.pair_supplier
        return [(suppliers, int(parties[suppliers][pair])) for suppliers in self.sides]

    @cached_property
    def sides(self) -> tuple[bool, ...]:
        """Return whose members could be late: buyers (False), suppliers (True)."""
        walk = (self.buyers_walk, self.suppliers_walk)
        return tuple(side for side in (False, True) if walk[side] or self.overlapping)

    def moves(self, walker: Walker) -> bool:
        """Tell whether the walker's side moves between meetings at all."""
        return self.suppliers_walk if walker[0] else self.buyers_walk

    def size(self, walker: Walker) -> int:
        """Return how many meetings the walker can hold at once."""
        is_supplier, party = walker
        sizes = (
            self.instance.supplier_tables if is_supplier else self.instance.buyer_teams
        )
        return int(sizes[party])

    @cached_property
    def longest(self) -> float:
        """Return minutes that no way of the fair exceeds."""
        fair = self.instance.problem.fair
        if fair.meet_at is MeetAt.TABLES:
            return self.between_tables
        flat = max(fair.walk.same_hall_min, fair.walk.between_halls_min)
        corners = np.array(list(fair.walk.booths.values())).reshape(-1, 2)
        if not len(corners):
            return flat
        width, depth = corners.max(axis=0) - corners.min(axis=0)
        return max(flat, float(np.hypot(width, depth)) / fair.walk.metres_per_min)

    @cached_property
    def between_tables(self) -> float:
        """Return minutes from one of the organiser's tables to another: of one table, 0."""
        fair = self.instance.problem.fair
        return 0.0 if fair.tables == 1 else float(fair.walk.same_hall_min)

    @cached_property
    def near(self) -> list[tuple[int, int]]:
        """Return slots (earlier, later) between which some way could be too long."""
        start, end = self.instance.slot_start, self.instance.slot_end
        slots = range(self.instance.n_slots)
        return [
            (t, u)
            for t in slots
            for u in slots
            if t != u and start[t] <= start[u] and start[u] - end[t] < self.longest
        ]

    @cached_property
    def beside(self) -> list[NDArray[np.bool_]]:
        """Return for each slot t, by slot u: a meeting in u can come too near to one in
        t, or to one that does."""
        near = np.eye(self.instance.n_slots, dtype=np.int64)
        for t, u in self.near:
            near[t, u] = near[u, t] = 1
        return list(near @ near > 0)

    @cached_property
    def reaching(self) -> list[list[int]]:
        """Return for each slot those whose meeting and longest way reach its start."""
        start, end = self.instance.slot_start, self.instance.slot_end
        return [
            np.flatnonzero(
                (start <= start[t]) & (start[t] < end + max(0.0, self.longest))
            ).tolist()
            for t in range(self.instance.n_slots)
        ]

    @cached_property
    def overlapping(self) -> bool:
        """Tell whether two slots of the fair overlap in time."""
        return any(len(slots) > 1 for slots in self.instance.clashing)

    @cached_property
    def binding(self) -> bool:
        """Tell whether walks can forbid anything that one slot a meeting does not."""
        return bool(self.near)

    @cached_property
    def is_sharp(self) -> bool:
        """Tell whether all that is ruled out by walks is indeed impossible.

        For parties of several it is judged safely, and so is it between the
        organiser's tables, where somebody may stay at one.
        """
        fair, inst = self.instance.problem.fair, self.instance
        if not self.binding:
            return True
        if fair.meet_at is MeetAt.TABLES and self.between_tables > 0:
            return False
        walking = [
            sizes
            for sizes, walks in (
                (inst.buyer_teams, self.buyers_walk),
                (inst.supplier_tables, self.suppliers_walk),
            )
            if walks or self.overlapping
        ]
        return all(bool((sizes <= 1).all()) for sizes in walking)

    @cached_property
    def _places(self) -> list[Place] | None:
        return self.instance.walk_places()

    def place(self, pair: int) -> Place | None:
        """Return where `pair` would meet, None at shared tables."""
        if self._places is None:
            return None
        at_supplier = self.instance.problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH
        party = self.instance.pair_supplier if at_supplier else self.instance.pair_buyer
        return self._places[int(party[pair])]

    def minutes(self, pair: int, other: int) -> float:
        """Return the way between the places of two pairs, in minutes.

        At shared tables no table is given yet, so it is the way between two tables.
        """
        here, there = self.place(pair), self.place(other)
        if here is None or there is None:
            return self.between_tables
        return self.instance.problem.fair.walk.minutes(here, there)

    def whole_minutes(self, pair: int, other: int) -> int:
        """Return the way between the places of two pairs in minutes, rounded up."""
        return math.ceil(self.minutes(pair, other) - ROUNDING_MIN)

    def legs(
        self, pairs: NDArray[np.int64], others: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return `whole_minutes` of each of `pairs` and the one of `others` beside it."""
        ways = self._ways(pairs, others)
        return np.ceil(ways - ROUNDING_MIN).astype(np.int64)

    def _ways(
        self, pairs: NDArray[np.int64], others: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return `minutes` of each of `pairs` and the one of `others` beside it."""
        walk = self.instance.problem.fair.walk
        if self._spots is None:
            return np.full(len(pairs), self.between_tables)
        at_supplier = self.instance.problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH
        party = self.instance.pair_supplier if at_supplier else self.instance.pair_buyer
        here, there = self._spots[:, party[pairs]], self._spots[:, party[others]]
        metres = np.hypot(here[2] - there[2], here[3] - there[3])
        minutes = np.where(
            np.isnan(metres), walk.same_hall_min, metres / walk.metres_per_min
        )
        minutes = np.where(here[1] == there[1], minutes, walk.between_halls_min)
        return np.where(here[0] == there[0], 0.0, minutes)

    @cached_property
    def _spots(self) -> NDArray[np.float64] | None:
        """Return [4, parties]: number of the place and of its hall, metres (or nan)."""
        if self._places is None:
            return None
        number: dict[Place, int] = {}
        hall: dict[str, int] = {}
        unknown = (math.nan, math.nan)
        metres = self.instance.problem.fair.walk.booths
        spots = [
            (
                number.setdefault(place, len(number)),
                hall.setdefault(place.hall, len(hall)),
                *metres.get(place, unknown),
            )
            for place in self._places
        ]
        return np.array(spots, np.float64).reshape(-1, 4).T

    def too_near(
        self, walker: Walker, first: tuple[int, int], second: tuple[int, int]
    ) -> bool:
        """Tell whether two meetings (pair, slot) leave the walker too little time."""
        start, end = self.instance.slot_start, self.instance.slot_end
        if start[first[1]] > start[second[1]]:
            first, second = second, first
        gap = float(start[second[1]] - end[first[1]])
        way = self.minutes(first[0], second[0]) if self.moves(walker) else 0.0
        return gap < way

    def are_too_near(
        self, first: Meetings, second: Meetings, *, suppliers: bool
    ) -> NDArray[np.bool_]:
        """Tell of each two meetings side by side what `too_near` tells of one such two.

        Their walkers are the `suppliers`, or the buyers.
        """
        start, end = self.instance.slot_start, self.instance.slot_end
        ahead = start[first[1]] <= start[second[1]]
        gap = np.where(
            ahead,
            start[second[1]] - end[first[1]],
            start[first[1]] - end[second[1]],
        )
        walk = self.suppliers_walk if suppliers else self.buyers_walk
        return np.asarray(gap < (self._ways(first[0], second[0]) if walk else 0.0))

    def conflicts(self, slot_of: Mapping[int, int]) -> set[int]:
        """Return the pairs of walkers who cannot hold all their meetings in time.

        For a walker of several teams the test is safe rather than sharp: at no moment
        more meetings, each with its longest way after it, than teams.
        """
        if not self.binding or not slot_of:
            return set()
        pairs = np.array(sorted(slot_of), np.int64)
        slots = np.array([slot_of[pair] for pair in pairs.tolist()], np.int64)
        bad = np.zeros(len(pairs), np.bool_)
        for suppliers in self.sides:
            bad |= self._late(pairs, slots, suppliers=suppliers)
        return set(pairs[bad].tolist())

    def _late(
        self, pairs: NDArray[np.int64], slots: NDArray[np.int64], *, suppliers: bool
    ) -> NDArray[np.bool_]:
        """Tell of all meetings of one side what `late_pairs` tells of one walker's."""
        inst, start = self.instance, self.instance.slot_start[slots]
        party = (inst.pair_supplier if suppliers else inst.pair_buyer)[pairs]
        size = (inst.supplier_tables if suppliers else inst.buyer_teams)[party]
        order = np.lexsort((start, party))
        one, two = self._couples(party[order], slots[order])
        one, two = order[one], order[two]
        late = self.are_too_near(
            (pairs[one], slots[one]), (pairs[two], slots[two]), suppliers=suppliers
        )
        one, two = one[late], two[late]
        both = start[one] == start[two]  # each of these comes after the other
        one, two = np.append(one, two[both]), np.append(two, one[both])
        bad = np.bincount(one, minlength=len(pairs)) >= size
        bad[two[bad[one]]] = True
        return np.asarray(bad)

    def _couples(
        self, party: NDArray[np.int64], slots: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return two by two the meetings of a party between which a way could be long.

        `party` ascends, and the meetings of each are in order of time.
        """
        start, end = self.instance.slot_start[slots], self.instance.slot_end[slots]
        here, ones, twos = np.arange(len(party)), [], []
        for step in range(1, len(party) + 1):
            here = here[here + step < len(party)]
            near = party[here] == party[here + step]
            near &= start[here + step] < end[here] + self.longest
            here = here[near]
            if not len(here):
                break
            ones.append(here)
            twos.append(here + step)
        nobody = np.zeros(0, np.int64)
        return np.concatenate([nobody, *ones]), np.concatenate([nobody, *twos])

    def late_pairs(
        self, walker: Walker, pairs: list[int], slot_of: Mapping[int, int]
    ) -> set[int]:
        """Return those of the walker's `pairs` that it cannot hold all in time."""
        bad: set[int] = set()
        start = self.instance.slot_start
        for pair in pairs:
            here = (pair, slot_of[pair])
            late = [
                other
                for other in pairs
                if other != pair
                and start[slot_of[pair]] <= start[slot_of[other]]
                and self.too_near(walker, here, (other, slot_of[other]))
            ]
            if len(late) >= self.size(walker):
                bad |= {pair, *late}
        return bad
