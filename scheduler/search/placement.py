"""A placement that changes meeting by meeting, and what limits every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.interpreting import Duties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walker, Walks


class Placement:
    """`slot` [n] is where each pair meets, or -1.

    `load` [S] are a supplier's meetings; `taken` [S, T] those that clash with a slot.
    """

    def __init__(
        self, instance: Instance, walks: Walks, slot_of: Mapping[int, int]
    ) -> None:
        self.instance = instance
        self.walks = walks
        self.slot = np.full(instance.n_pairs, -1, np.int64)
        self.slot[list(slot_of)] = list(slot_of.values())
        self.duties = Duties(instance, slot_of)
        placed = np.flatnonzero(self.slot >= 0)
        supplier = instance.pair_supplier[placed]
        count = instance.n_suppliers
        self.load = np.bincount(supplier, minlength=count).astype(np.int64)
        self.taken = clashes(instance, supplier, self.slot[placed], count)

    def slot_of(self) -> dict[int, int]:
        """Return pair -> slot."""
        placed = np.flatnonzero(self.slot >= 0)
        return dict(zip(placed.tolist(), self.slot[placed].tolist(), strict=True))

    def put(self, pair: int, slot: int) -> None:
        """Let `pair` meet in `slot`."""
        self.duties.put(pair, slot)
        self.slot[pair] = slot
        self._count(pair, slot, 1)

    def take(self, pair: int) -> int:
        """Take `pair` out of its slot, and return that."""
        slot = int(self.slot[pair])
        self.duties.take(pair, slot)
        self.slot[pair] = -1
        self._count(pair, slot, -1)
        return slot

    def _count(self, pair: int, slot: int, change: int) -> None:
        supplier = self.instance.pair_supplier[pair]
        self.taken[supplier, self.instance.clashing[slot]] += change
        self.load[supplier] += change

    def is_served(self, pair: int, slot: int) -> bool:
        """Tell whether an interpreter, if one is needed, is there and free."""
        inst = self.instance
        there = inst.interpreting.open[inst.pair_kind[pair], inst.slot_session[slot]]
        return bool(there) and self.duties.has_room(pair, slot)

    def in_time(self, pair: int, slot: int) -> bool:
        """Tell whether whoever walks can hold `pair` in `slot` beside the others."""
        if not self.walks.binding:
            return True
        for walker in self.walks.walkers(pair):
            met = [*self._met(walker, slot), pair]
            slots = {p: int(self.slot[p]) for p in met} | {pair: slot}
            if self.walks.late_pairs(walker, met, slots):
                return False
        return True

    def _met(self, walker: Walker, slot: int) -> list[int]:
        """Return the pairs that the walker meets so near to `slot` that they matter."""
        inst, (is_supplier, party) = self.instance, walker
        if is_supplier:
            order, begin = inst.supplier_pairs
            pairs = order[begin[party] : begin[party + 1]]
        else:
            pairs = np.arange(inst.buyer_pairs[party], inst.buyer_pairs[party + 1])
        pairs = pairs[self.slot[pairs] >= 0]
        met: list[int] = pairs[self.walks.beside[slot][self.slot[pairs]]].tolist()
        return met


def clashes(
    instance: Instance, party: NDArray[np.int64], slot: NDArray[np.int64], parties: int
) -> NDArray[np.int32]:
    """Return [parties, T]: how many meetings (`party`, `slot`) [m] clash with a slot."""
    met = np.zeros((parties, instance.n_slots), np.int32)
    np.add.at(met, (party, slot), 1)
    clash = np.zeros((instance.n_slots, instance.n_slots), np.int32)
    for t, slots in enumerate(instance.clashing):
        clash[t, slots] = 1
    return met @ clash
