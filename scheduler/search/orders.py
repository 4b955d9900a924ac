"""Each buyer's own best order of meetings, the others' meetings staying where they are.

A buyer's meetings of one session are tried in every order on every run of rounds
without a hole, wherever the suppliers have a table free; the shortest walk wins. What
a buyer would walk if nobody else were at the fair is a bound for all orders.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise, permutations, takewhile
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.interpreting import Duties

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

MOST_MEETINGS = 6
"""Meetings of one buyer and session whose orders are all tried: 720 of them."""

PASSES = 3
"""Times each buyer is looked at: one buyer's move frees rounds for another."""


@cache
def all_orders(meetings: int) -> NDArray[np.int64]:
    """Return every order of `meetings` things, [meetings!, meetings]."""
    return np.array(list(permutations(range(meetings))), np.int64)


def walk_matrix(walks: Walks, pairs: list[int]) -> NDArray[np.int64]:
    """Return [m, m]: whole minutes from each pair's place to each other's."""
    return np.array(
        [[walks.whole_minutes(p, q) for q in pairs] for p in pairs], np.int64
    )


def order_walks(matrix: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [m!]: the minutes walked in each of `all_orders(m)`."""
    orders = all_orders(len(matrix))
    return np.asarray(matrix[orders[:, :-1], orders[:, 1:]].sum(axis=1))


def shortest_walk(walks: Walks, pairs: list[int]) -> int:
    """Return the least minutes that any order of `pairs` walks; 0 for too many to try."""
    if len(pairs) < 2 or len(pairs) > MOST_MEETINGS:
        return 0
    return int(order_walks(walk_matrix(walks, pairs)).min())


def order_meetings(
    instance: Instance,
    walks: Walks,
    slot_of: Mapping[int, int],
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return the placement with every buyer's meetings in its best order in turn.

    Looked at are buyers of one team who walk, in sessions without a lock of theirs;
    where walks can forbid a meeting, only those with a single session.
    """
    if not walks.buyers_walk or walks.suppliers_walk or walks.overlapping:
        return dict(slot_of)
    work = _Orders(instance, walks, dict(slot_of))
    for _ in range(PASSES):
        groups = takewhile(lambda _: go_on(), work.groups)
        moved = [work.improve(pairs) for pairs in groups]
        if not any(moved):
            break
    return work.slot_of


class _Orders:
    """The placement while orders change, and who is at each table."""

    def __init__(
        self, instance: Instance, walks: Walks, slot_of: dict[int, int]
    ) -> None:
        self.instance = instance
        self.walks = walks
        self.slot_of = slot_of
        self.matrix: dict[int, NDArray[np.int64]] = {}
        self.at_table = Counter(
            (int(instance.pair_supplier[pair]), t) for pair, t in slot_of.items()
        )
        self.duties = Duties(instance, slot_of)
        groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for pair in sorted(slot_of):
            session = int(instance.slot_session[slot_of[pair]])
            groups[int(instance.pair_buyer[pair]), session].append(pair)
        sessions = Counter(buyer for buyer, _ in groups)
        self.groups = [
            group
            for (buyer, _), group in sorted(groups.items())
            if self._movable(group) and not (walks.binding and sessions[buyer] > 1)
        ]

    def _movable(self, pairs: list[int]) -> bool:
        buyer = self.instance.pair_buyer[pairs[0]]
        return (
            1 < len(pairs) <= MOST_MEETINGS
            and self.instance.buyer_teams[buyer] == 1
            and not any(pair in self.instance.locked for pair in pairs)
        )

    def improve(self, pairs: list[int]) -> bool:
        """Put `pairs` of one buyer and session into their best order."""
        matrix = self.matrix.get(pairs[0])
        if matrix is None:
            matrix = self.matrix[pairs[0]] = walk_matrix(self.walks, pairs)
        minutes = order_walks(matrix)
        slots = sorted(self.slot_of[pair] for pair in pairs)
        now = sum(int(matrix[i, j]) for i, j in pairwise(self._order(pairs)))
        compact = slots[-1] - slots[0] == len(slots) - 1
        if compact and now == minutes.min():
            return False
        best = self._best(pairs, matrix, minutes)
        if best is None or (compact and best[0] >= now):
            return False
        self._move(pairs, best[1])
        return True

    def _order(self, pairs: list[int]) -> list[int]:
        """Return the places in `pairs` in order of time."""
        return sorted(range(len(pairs)), key=lambda i: self.slot_of[pairs[i]])

    def _best(
        self, pairs: list[int], matrix: NDArray[np.int64], minutes: NDArray[np.int64]
    ) -> tuple[int, list[int]] | None:
        """Return the least minutes and the slot of each pair; None where none fits."""
        session = int(self.instance.slot_session[self.slot_of[pairs[0]]])
        slots = self.instance.session_slots[session]
        free = self._free(pairs, slots)
        orders, m = all_orders(len(pairs)), len(pairs)
        best: tuple[int, list[int]] | None = None
        for first in range(len(slots) - m + 1):
            places = np.arange(first, first + m)
            fits = free[orders, places].all(axis=1)
            fits &= self._in_time(orders, matrix, slots[places])
            if fits.any():
                i = int(np.where(fits, minutes, np.iinfo(np.int64).max).argmin())
                if best is None or minutes[i] < best[0]:
                    order = orders[i].tolist()
                    at = {pair: int(slots[first + k]) for k, pair in enumerate(order)}
                    best = (int(minutes[i]), [at[k] for k in range(m)])
        return best

    def _free(self, pairs: list[int], slots: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return [m, rounds]: both sides are there and the supplier has a table free, and an interpreter is."""
        inst = self.instance
        free = np.zeros((len(pairs), len(slots)), np.bool_)
        for pair in pairs:
            self.duties.take(pair, self.slot_of[pair])
        for i, pair in enumerate(pairs):
            b, s = int(inst.pair_buyer[pair]), int(inst.pair_supplier[pair])
            for k, slot in enumerate(slots.tolist()):
                others = self.at_table[s, slot] - (self.slot_of[pair] == slot)
                free[i, k] = (
                    inst.buyer_open[b, slot]
                    and inst.supplier_open[s, slot]
                    and others < inst.supplier_tables[s]
                    and self.duties.has_room(pair, slot)
                )
        for pair in pairs:
            self.duties.put(pair, self.slot_of[pair])
        return free

    def _in_time(
        self,
        orders: NDArray[np.int64],
        matrix: NDArray[np.int64],
        slots: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Return which orders leave the time for every walk, rounded up or not at all."""
        start, end = self.instance.slot_start, self.instance.slot_end
        gap = start[slots[1:]] - end[slots[:-1]]
        legs = matrix[orders[:, :-1], orders[:, 1:]]
        return np.asarray((legs <= gap).all(axis=1))

    def _move(self, pairs: list[int], slots: list[int]) -> None:
        for pair in pairs:
            self.duties.take(pair, self.slot_of[pair])
            self.at_table[
                int(self.instance.pair_supplier[pair]), self.slot_of[pair]
            ] -= 1
        for pair, slot in zip(pairs, slots, strict=True):
            self.slot_of[pair] = slot
            self.duties.put(pair, slot)
            self.at_table[int(self.instance.pair_supplier[pair]), slot] += 1
