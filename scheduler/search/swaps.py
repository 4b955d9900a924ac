"""Swap a meeting, in its slot, for one with another supplier: for lines, then for loads.

A demand line that nobody serves yet is worth meeting a supplier for before another
line gets its second; and of two suppliers that fit alike, the one with fewer meetings
is to be met. Such swaps cost fit, within the prices and tolerances of `SolveSettings`.
A swap keeps the buyer's slot, so every rule that held before still holds. All swaps of
many buyers that can gain are weighed as arrays; the best of each meeting are then taken
or refused in turn.
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
    Flags = NDArray[np.bool_]

AT_ONCE = 60_000
"""Swaps weighed together; the loads are those before the first of them is made."""

Number = TypeVar("Number", float, "NDArray[np.float64]")
Key = TypeVar("Key", int, "NDArray[np.int64]")


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
class _Sides:
    """Pairs that could go (`out`) and pairs that could come (`new`) of some buyers, with
    the place of each one's buyer among these; `beside` are the lines served without the
    one that goes."""

    out: Ints
    out_row: Ints
    beside: NDArray[np.uint64]
    new: Ints
    new_row: Ints

    @property
    def rows(self) -> int:
        """Return how many buyers are looked at, those behind the last pair left out."""
        return 1 + int(max(self.out_row.max(initial=-1), self.new_row.max(initial=-1)))

    def among(self, leaves: Flags, comes: Flags) -> _Sides:
        """Return those that are marked."""
        return _Sides(
            self.out[leaves],
            self.out_row[leaves],
            self.beside[leaves],
            self.new[comes],
            self.new_row[comes],
        )

    def swaps(self) -> tuple[Ints, Ints, NDArray[np.uint64]]:
        """Return every swap: who goes, who comes, the lines served beside it."""
        count = np.bincount(self.new_row, minlength=self.rows)
        end, times = np.cumsum(count), count[self.out_row]
        comes = self.new[ranges(end[self.out_row] - times, times)]
        return np.repeat(self.out, times), comes, np.repeat(self.beside, times)


@dataclass(frozen=True)
class _Lines:
    """Gain fit points for each demand line more, less the fit lost."""

    worth: float

    def gain(self, cost: Number, lines: Number, evener: Number) -> Number:
        """Return what a swap gains, 0 or less for nothing."""
        gain: Number = (lines * self.worth - cost) * (lines > 0)
        return gain

    def hopeful(self, now: Placement, sides: _Sides) -> _Sides:
        """Return `sides` without those who come and serve no line that is not served."""
        lines = now.instance.pair_lines
        served = np.zeros(sides.rows, np.uint64)
        np.bitwise_or.at(served, sides.out_row, sides.beside | lines[sides.out])
        comes = (lines[sides.new] & ~served[sides.new_row]) > 0
        return sides.among(np.ones(len(sides.out), np.bool_), comes)


@dataclass(frozen=True)
class _Loads:
    """Gain fit points for evener loads, less the fit lost, where no line is lost."""

    worth: float

    def gain(self, cost: Number, lines: Number, evener: Number) -> Number:
        """Return what a swap gains, 0 or less for nothing."""
        gain: Number = (evener * self.worth - cost) * ((evener > 0) & (lines >= 0))
        return gain

    def hopeful(self, now: Placement, sides: _Sides) -> _Sides:
        """Return `sides` without those who gain with nobody of the other side.

        A swap gains no more than the difference of two weights: loads against fit.
        """
        inst = now.instance
        weight = [
            self.worth * now.load[inst.pair_supplier[pairs]] - inst.pair_fit[pairs]
            for pairs in (sides.out, sides.new)
        ]
        most, least = np.full(sides.rows, -np.inf), np.full(sides.rows, np.inf)
        np.maximum.at(most, sides.out_row, weight[0])
        np.minimum.at(least, sides.new_row, weight[1])
        return sides.among(
            weight[0] - least[sides.out_row] > self.worth,
            most[sides.new_row] - weight[1] > self.worth,
        )


@dataclass(frozen=True)
class _Swap:
    """Pair `new` in the slot of pair `out` of `buyer`: fit points lost, lines added."""

    buyer: int
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
        self.refused: set[int] = set()

    def run(
        self, aim: _Lines | _Loads, tolerance: float, go_on: Callable[[], bool]
    ) -> None:
        """Swap what gains."""
        self.budget = float(
            self.instance.pair_fit[self.now.slot >= 0].sum() * tolerance
        )
        for buyers in self._parts():
            while len(buyers) and go_on():
                swaps, changed = self._propose(buyers, aim), set[int]()
                for swap in swaps:
                    if self._try(swap, aim, is_fresh=swap.buyer not in changed):
                        changed.add(swap.buyer)
                buyers = np.unique(np.array([swap.buyer for swap in swaps], np.int64))

    def _parts(self) -> Iterator[Ints]:
        """Yield buyers who meet somebody, so many that their swaps can be weighed at once."""
        inst = self.instance
        met = np.bincount(inst.pair_buyer[self.now.slot >= 0], minlength=inst.n_buyers)
        buyers = np.flatnonzero(met)
        size = np.cumsum((met * np.diff(inst.buyer_pairs))[buyers]) // AT_ONCE
        yield from np.split(buyers, np.flatnonzero(np.diff(size)) + 1)

    def _propose(self, buyers: Ints, aim: _Lines | _Loads) -> list[_Swap]:
        """Return swaps that gain, the best first, no pair in two of them."""
        inst = self.instance
        out, new, beside = aim.hopeful(self.now, self._look(buyers)).swaps()
        cost = inst.pair_fit[out] - inst.pair_fit[new]
        served = np.bitwise_count(inst.pair_lines[new] | beside).astype(np.int64)
        lines = served - np.bitwise_count(inst.pair_lines[out] | beside)
        leaves, comes = inst.pair_supplier[out], inst.pair_supplier[new]
        evener = self.now.load[leaves] - self.now.load[comes] - 1
        gain = aim.gain(cost, lines, evener)
        some = np.flatnonzero((gain > 0) & (cost <= self.budget))
        some = some[self._is_free(new[some], self.now.slot[out[some]])]
        some = some[~np.isin(self._key(out[some], new[some]), list(self.refused))]
        best = some[np.argsort(-gain[some], kind="stable")]
        for pairs in (out, new):
            best = best[np.sort(np.unique(pairs[best], return_index=True)[1])]
        columns = (inst.pair_buyer[out], out, new, cost, lines)
        return [
            _Swap(*row)
            for row in zip(*(column[best].tolist() for column in columns), strict=True)
        ]

    def _key(self, out: Key, new: Key) -> Key:
        """Return a number of its own for each swap."""
        key: Key = out * self.instance.n_pairs + new
        return key

    def _look(self, buyers: Ints) -> _Sides:
        """Return all that could go and come of the buyers."""
        inst = self.instance
        candidates = np.diff(inst.buyer_pairs)[buyers]
        pairs = ranges(inst.buyer_pairs[buyers], candidates)
        row = np.repeat(np.arange(len(buyers)), candidates)
        is_met = self.now.slot[pairs] >= 0
        held, held_row = pairs[is_met], row[is_met]
        beside = _others(inst.pair_lines[held], held_row, len(buyers))
        is_new = ~is_met & (inst.pair_wish[pairs] >= 0)
        everybody = _Sides(held, held_row, beside, pairs[is_new], row[is_new])
        return everybody.among(
            self.may_leave[held], np.ones(len(everybody.new), np.bool_)
        )

    def _is_free(self, pairs: Ints, slots: Ints) -> Flags:
        """Tell which suppliers are there, have a table free and want one meeting more."""
        inst = self.instance
        s = inst.pair_supplier[pairs]
        free = inst.supplier_open[s, slots] & (self.now.load[s] < inst.supplier_max[s])
        return np.asarray(free & (self.now.taken[s, slots] < inst.supplier_tables[s]))

    def _try(self, swap: _Swap, aim: _Lines | _Loads, *, is_fresh: bool) -> bool:
        """Make the swap if it still gains and breaks no rule; return whether it did.

        `is_fresh` tells that the buyer meets whom it met when the swap was proposed.
        """
        inst, now = self.instance, self.now
        out, new, slot = swap.out, swap.new, int(now.slot[swap.out])
        leaves, comes = int(inst.pair_supplier[out]), int(inst.pair_supplier[new])
        evener = int(now.load[leaves] - now.load[comes] - 1)
        lines = swap.lines if is_fresh else self._added(swap)
        if (
            swap.cost > self.budget
            or aim.gain(swap.cost, lines, evener) <= 0
            or now.taken[comes, slot] >= inst.supplier_tables[comes]
            or now.load[comes] >= inst.supplier_max[comes]
        ):
            return False
        if not self._exchange(out, new):
            self.refused.add(self._key(out, new))
            return False
        self.budget -= max(0, swap.cost)
        return True

    def _added(self, swap: _Swap) -> int:
        """Return how many more lines the swap would serve now."""
        inst, first = self.instance, int(self.instance.buyer_pairs[swap.buyer])
        met = self.now.slot[first : inst.buyer_pairs[swap.buyer + 1]] >= 0
        met[swap.out - first] = False
        beside = np.bitwise_or.reduce(inst.pair_lines[first + np.flatnonzero(met)])
        came, went = np.bitwise_count(inst.pair_lines[[swap.new, swap.out]] | beside)
        return int(came) - int(went)

    def _exchange(self, out: int, new: int) -> bool:
        """Let `new` meet instead of `out` where interpreters and ways allow it."""
        slot = self.now.take(out)
        allowed = self.now.is_served(new, slot) and self.now.in_time(new, slot)
        self.now.put(new if allowed else out, slot)
        return allowed


def _others(lines: NDArray[np.uint64], row: Ints, rows: int) -> NDArray[np.uint64]:
    """Return for each entry the bits that the other entries of its row set together."""
    place = np.arange(len(row)) - np.searchsorted(row, row)
    table = np.zeros((rows, int(place.max(initial=0)) + 3), np.uint64)
    table[row, place + 1] = lines
    before = np.bitwise_or.accumulate(table, axis=1)
    after = np.bitwise_or.accumulate(table[:, ::-1], axis=1)[:, ::-1]
    return np.asarray(before[row, place] | after[row, place + 2])
