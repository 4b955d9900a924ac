"""Swap a meeting, in its slot, for one with another supplier: for lines, then for loads.

A demand line that nobody serves yet is worth meeting a supplier for before another
line gets its second; and of two suppliers that fit alike, the one with fewer meetings
is to be met. Such swaps cost fit, within the prices and tolerances of `SolveSettings`.
A swap keeps the buyer's slot, so every rule that held before still holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from scheduler.instance import Instance
    from scheduler.settings import SolveSettings
    from scheduler.walks import Walks

    Gains = Callable[["_Swaps", int, NDArray[np.int64], np.uint64], NDArray[np.float64]]

PASSES = 3
"""Rounds over all buyers for the loads; lines need one."""


def swap_meetings(
    instance: Instance, walks: Walks, slot_of: dict[int, int], settings: SolveSettings
) -> dict[int, int]:
    """Return the placement after the swaps."""
    swaps = _Swaps(instance, walks, slot_of, settings)
    swaps.run(_line_gains, settings.fit_tolerance)
    for _ in range(PASSES):
        if not swaps.run(_load_gains, settings.balance_tolerance / PASSES):
            break
    return swaps.slot_of


def _line_gains(
    swaps: _Swaps, out: int, new: NDArray[np.int64], rest: np.uint64
) -> NDArray[np.float64]:
    """Return what each pair of `new` gains over `out`: fit points for lines, less fit."""
    added = swaps.lines_added(out, new, rest)
    gain = added * swaps.settings.line_worth - swaps.cost(out, new)
    return np.where(added > 0, gain, 0.0)


def _load_gains(
    swaps: _Swaps, out: int, new: NDArray[np.int64], rest: np.uint64
) -> NDArray[np.float64]:
    """Return what each pair of `new` gains over `out`: evener loads, less fit."""
    load = swaps.load_of(new)
    evener = swaps.load_of(np.array([out])) - load - 1
    gain = evener * swaps.settings.load_worth - swaps.cost(out, new)
    fair = (evener > 0) & (swaps.lines_added(out, new, rest) >= 0)
    return np.where(fair, gain, 0.0)


class _Swaps:
    """The placement being changed, with the loads that limit a change."""

    def __init__(
        self,
        instance: Instance,
        walks: Walks,
        slot_of: dict[int, int],
        settings: SolveSettings,
    ) -> None:
        self.instance = instance
        self.walks = walks
        self.settings = settings
        self.slot_of = dict(slot_of)
        self.budget = 0.0
        supplier = instance.pair_supplier
        self.at_table = Counter((int(supplier[p]), t) for p, t in slot_of.items())
        self.load = np.zeros(instance.n_suppliers, np.int64)
        self.held: defaultdict[int, list[int]] = defaultdict(list)
        for pair in sorted(slot_of):
            self.load[supplier[pair]] += 1
            self.held[int(instance.pair_buyer[pair])].append(pair)

    def run(self, gains: Gains, tolerance: float) -> bool:
        """Swap, buyer by buyer, what gains; return whether anything was swapped."""
        fit = sum(int(self.instance.pair_fit[pair]) for pair in self.slot_of)
        self.budget = fit * tolerance
        swapped = [self._improve(self.held[b], gains) for b in sorted(self.held)]
        return any(swapped)

    def lines_added(
        self, out: int, new: NDArray[np.int64], rest: np.uint64
    ) -> NDArray[np.int64]:
        """Return demand lines served with each of `new` beside `rest`, less with `out`."""
        lines = self.instance.pair_lines
        now = int(np.bitwise_count(lines[out] | rest))
        return np.asarray(np.bitwise_count(lines[new] | rest).astype(np.int64) - now)

    def cost(self, out: int, new: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the fit points lost with each of `new`."""
        return np.asarray(self.instance.pair_fit[out] - self.instance.pair_fit[new])

    def load_of(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the meetings that the suppliers of `pairs` have."""
        loads: NDArray[np.int64] = self.load[self.instance.pair_supplier[pairs]]
        return loads

    def _improve(self, held: list[int], gains: Gains) -> bool:
        for done in range(len(held)):
            swap = self._best_swap(held, gains)
            if swap is None:
                return done > 0
            self._apply(held, *swap)
        return True

    def _best_swap(self, held: list[int], gains: Gains) -> tuple[int, int] | None:
        """Return (pair out, pair in) of greatest gain; None without one."""
        b = int(self.instance.pair_buyer[held[0]])
        first, last = self.instance.buyer_pairs[b], self.instance.buyer_pairs[b + 1]
        new = np.setdiff1d(np.arange(first, last), held)
        new = new[self.instance.pair_wish[new] >= 0]
        best, swap = 0.0, None
        for out in filter(self._may_leave, held):
            rest = self._lines(pair for pair in held if pair != out)
            gain = gains(self, out, new, rest)
            gain[self.cost(out, new) > self.budget] = 0.0
            better = np.flatnonzero(gain > best)
            for i in better[np.argsort(-gain[better], kind="stable")].tolist():
                if self._fits(int(new[i]), out):
                    best, swap = float(gain[i]), (out, int(new[i]))
                    break
        return swap

    def _lines(self, pairs: Iterable[int]) -> np.uint64:
        lines = np.uint64(0)
        for pair in pairs:
            lines |= self.instance.pair_lines[pair]
        return lines

    def _may_leave(self, pair: int) -> bool:
        kept = self.instance.pair_must[pair] or self.instance.pair_wish[pair] > 0
        return not kept and pair not in self.instance.locked

    def _fits(self, pair: int, out: int) -> bool:
        """Tell whether `pair` can take the slot of `out`."""
        slot, s = self.slot_of[out], int(self.instance.pair_supplier[pair])
        taken = sum(self.at_table[s, t] for t in self.instance.clashing[slot])
        return (
            bool(self.instance.supplier_open[s, slot])
            and taken < self.instance.supplier_tables[s]
            and self.load[s] < self.instance.supplier_max[s]
            and (not self.walks.binding or self._in_time(pair, slot, out))
        )

    def _in_time(self, pair: int, slot: int, out: int) -> bool:
        for walker in self.walks.walkers(pair):
            inst = self.instance
            party = inst.pair_supplier if walker[0] else inst.pair_buyer
            now = [p for p in self.slot_of if party[p] == walker[1] and p != out]
            slots = {p: self.slot_of[p] for p in now} | {pair: slot}
            if self.walks.late_pairs(walker, [*now, pair], slots):
                return False
        return True

    def _apply(self, held: list[int], out: int, pair: int) -> None:
        slot = self.slot_of.pop(out)
        gone, come = (int(self.instance.pair_supplier[p]) for p in (out, pair))
        self.at_table[gone, slot] -= 1
        self.at_table[come, slot] += 1
        self.load[gone] -= 1
        self.load[come] += 1
        self.slot_of[pair] = slot
        held[held.index(out)] = pair
        fit = self.instance.pair_fit
        self.budget -= max(0, int(fit[out] - fit[pair]))
