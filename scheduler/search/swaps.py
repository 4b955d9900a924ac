"""Swap a meeting, in its slot, for one with another supplier: for lines, then for loads.

A demand line that nobody serves yet is worth meeting a supplier for before another
line gets its second; and of two suppliers that fit alike, the one with fewer meetings
is to be met. Such swaps cost fit, within the prices and tolerances of `SolveSettings`.
A swap keeps the buyer's slot, so every rule that held before still holds. All swaps of
many buyers are weighed as arrays; each buyer's best is then taken or refused in turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from scheduler.ranges import ranges
from scheduler.search.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks
    from scheduler.settings import SolveSettings

    Ints = NDArray[np.int64]

AT_ONCE = 60_000
"""Swaps weighed together; the loads are those before the first of them is made."""

Number = TypeVar("Number", float, "NDArray[np.float64]")


def swap_for_lines(
    instance: Instance,
    walks: Walks,
    slot_of: dict[int, int],
    settings: SolveSettings,
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return the placement after swaps that serve more lines; `go_on` may end them."""
    swaps = _Swaps(Placement(instance, walks, slot_of))
    swaps.run(_Lines(settings.line_worth), settings.fit_tolerance, go_on)
    return swaps.now.slot_of()


def swap_for_loads(
    instance: Instance,
    walks: Walks,
    slot_of: dict[int, int],
    settings: SolveSettings,
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return the placement after swaps that make suppliers' loads more even."""
    swaps = _Swaps(Placement(instance, walks, slot_of))
    swaps.run(_Loads(settings.load_worth), settings.balance_tolerance, go_on)
    return swaps.now.slot_of()


@dataclass(frozen=True)
class _Lines:
    """Gain fit points for each demand line more, less the fit lost."""

    worth: float

    def gain(self, cost: Number, lines: Number, evener: Number) -> Number:
        """Return what a swap gains, 0 or less for nothing."""
        gain: Number = (lines * self.worth - cost) * (lines > 0)
        return gain


@dataclass(frozen=True)
class _Loads:
    """Gain fit points for evener loads, less the fit lost, where no line is lost."""

    worth: float

    def gain(self, cost: Number, lines: Number, evener: Number) -> Number:
        """Return what a swap gains, 0 or less for nothing."""
        gain: Number = (evener * self.worth - cost) * ((evener > 0) & (lines >= 0))
        return gain


@dataclass(frozen=True)
class _Swap:
    """Pair `new` in the slot of pair `out`: fit points lost, demand lines added."""

    out: int
    new: int
    cost: int
    lines: int


class _Swaps:
    """The placement being changed, and what a change may cost."""

    def __init__(self, placement: Placement) -> None:
        self.now = placement
        self.instance = placement.instance
        self.budget = 0.0
        self.may_leave = ~self.instance.pair_must & (self.instance.pair_wish <= 0)
        self.may_leave[list(self.instance.locked)] = False
        self.refused: set[tuple[int, int]] = set()

    def run(
        self, aim: _Lines | _Loads, tolerance: float, go_on: Callable[[], bool]
    ) -> None:
        """Swap what gains."""
        self.budget = float(
            self.instance.pair_fit[self.now.slot >= 0].sum() * tolerance
        )
        for buyers in self._parts():
            while len(buyers) and go_on():
                swaps = self._propose(buyers, aim)
                for swap in swaps:
                    self._try(swap, aim)
                outs = np.array([swap.out for swap in swaps], np.int64)
                buyers = self.instance.pair_buyer[outs]

    def _parts(self) -> Iterator[Ints]:
        """Yield buyers who meet somebody, so many that their swaps can be weighed at once."""
        inst = self.instance
        met = np.bincount(inst.pair_buyer[self.now.slot >= 0], minlength=inst.n_buyers)
        buyers = np.flatnonzero(met)
        size = np.cumsum((met * np.diff(inst.buyer_pairs))[buyers]) // AT_ONCE
        yield from np.split(buyers, np.flatnonzero(np.diff(size)) + 1)

    def _propose(self, buyers: Ints, aim: _Lines | _Loads) -> list[_Swap]:
        """Return the swap of greatest gain of each buyer that has any."""
        inst = self.instance
        out, new, beside = self._choices(buyers)
        cost = inst.pair_fit[out] - inst.pair_fit[new]
        served = np.bitwise_count(inst.pair_lines[new] | beside).astype(np.int64)
        lines = served - np.bitwise_count(inst.pair_lines[out] | beside)
        leaves, comes = inst.pair_supplier[out], inst.pair_supplier[new]
        evener = self.now.load[leaves] - self.now.load[comes] - 1
        gain = aim.gain(cost, lines, evener)
        some = np.flatnonzero((gain > 0) & (cost <= self.budget))
        some = some[self._is_free(new[some], self.now.slot[out[some]])]
        some = some[
            [pair not in self.refused for pair in _couples(out[some], new[some])]
        ]
        order = some[np.argsort(-gain[some], kind="stable")]
        _, first = np.unique(inst.pair_buyer[out[order]], return_index=True)
        best = order[first]
        columns = (out[best], new[best], cost[best], lines[best])
        return [
            _Swap(*row)
            for row in zip(*(column.tolist() for column in columns), strict=True)
        ]

    def _choices(self, buyers: Ints) -> tuple[Ints, Ints, NDArray[np.uint64]]:
        """Return what could go, what could come, and the lines served beside it.

        One entry a swap, by buyer, then by the pair that goes.
        """
        inst = self.instance
        candidates = np.diff(inst.buyer_pairs)[buyers]
        pairs = ranges(inst.buyer_pairs[buyers], candidates)
        row = np.repeat(np.arange(len(buyers)), candidates)
        is_met = self.now.slot[pairs] >= 0
        held, held_row = pairs[is_met], row[is_met]
        beside = _others(inst.pair_lines[held], held_row, len(buyers))
        is_new = ~is_met & (inst.pair_wish[pairs] >= 0)
        new, count = pairs[is_new], np.bincount(row[is_new], minlength=len(buyers))
        end = np.cumsum(count)
        leaves = self.may_leave[held]
        out, at = held[leaves], held_row[leaves]
        times = count[at]
        comes = new[ranges(end[at] - times, times)]
        return np.repeat(out, times), comes, np.repeat(beside[leaves], times)

    def _is_free(self, pairs: Ints, slots: Ints) -> NDArray[np.bool_]:
        """Tell which suppliers are there, have a table free and want one meeting more."""
        inst = self.instance
        s = inst.pair_supplier[pairs]
        free = inst.supplier_open[s, slots] & (self.now.load[s] < inst.supplier_max[s])
        return np.asarray(free & (self.now.taken[s, slots] < inst.supplier_tables[s]))

    def _try(self, swap: _Swap, aim: _Lines | _Loads) -> None:
        """Make the swap if it still gains and breaks no rule."""
        inst, now = self.instance, self.now
        out, new, slot = swap.out, swap.new, int(now.slot[swap.out])
        leaves, comes = int(inst.pair_supplier[out]), int(inst.pair_supplier[new])
        evener = int(now.load[leaves] - now.load[comes] - 1)
        if (
            swap.cost > self.budget
            or aim.gain(swap.cost, swap.lines, evener) <= 0
            or now.taken[comes, slot] >= inst.supplier_tables[comes]
            or now.load[comes] >= inst.supplier_max[comes]
            or not self._exchange(out, new)
        ):
            self.refused.add((out, new))
        else:
            self.budget -= max(0, swap.cost)

    def _exchange(self, out: int, new: int) -> bool:
        """Let `new` meet instead of `out` where interpreters and ways allow it."""
        slot = self.now.take(out)
        allowed = self.now.is_served(new, slot) and self.now.in_time(new, slot)
        self.now.put(new if allowed else out, slot)
        return allowed


def _couples(one: Ints, other: Ints) -> Iterator[tuple[int, int]]:
    return zip(one.tolist(), other.tolist(), strict=True)


def _others(lines: NDArray[np.uint64], row: Ints, rows: int) -> NDArray[np.uint64]:
    """Return for each entry the bits that the other entries of its row set together."""
    place = np.arange(len(row)) - np.searchsorted(row, row)
    table = np.zeros((rows, int(place.max(initial=0)) + 3), np.uint64)
    table[row, place + 1] = lines
    before = np.bitwise_or.accumulate(table, axis=1)
    after = np.bitwise_or.accumulate(table[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(before[row, place] | after[row, place + 2])
