"""Serve more demand lines: swap a meeting, in its slot, for one with another supplier.

A line that nobody serves yet is worth meeting a supplier for before another line gets
its second. A swap may cost fit up to `SolveSettings.line_worth` for each line it adds,
and all swaps together no more than `SolveSettings.fit_tolerance` of the fair's fit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.instance import Instance
    from scheduler.settings import SolveSettings
    from scheduler.walks import Walks


def cover_lines(
    instance: Instance, walks: Walks, slot_of: dict[int, int], settings: SolveSettings
) -> dict[int, int]:
    """Return the placement after the swaps; every rule that held before still holds."""
    swaps = _Swaps(instance, walks, dict(slot_of), settings)
    for b in range(instance.n_buyers):
        swaps.improve_buyer(b)
    return swaps.slot_of


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
        self.slot_of = slot_of
        self.line_worth = settings.line_worth
        pairs = np.array(sorted(slot_of), np.int64)
        self.budget = int(instance.pair_fit[pairs].sum() * settings.fit_tolerance)
        self.at_table = Counter(
            (int(instance.pair_supplier[p]), t) for p, t in slot_of.items()
        )
        self.of_supplier = Counter(
            int(s) for s in instance.pair_supplier[pairs].tolist()
        )
        self.held: dict[int, list[int]] = {}
        for pair in pairs.tolist():
            self.held.setdefault(int(instance.pair_buyer[pair]), []).append(pair)

    def improve_buyer(self, b: int) -> None:
        """Swap this buyer's meetings while a swap adds lines at a fair price."""
        held = self.held.get(b, [])
        first, last = self.instance.buyer_pairs[b], self.instance.buyer_pairs[b + 1]
        if self._lines(held) == self._lines(range(first, last)):
            return
        for _ in range(len(held)):
            swap = self._best_swap(b, held)
            if swap is None:
                return
            self._apply(held, *swap)

    def _best_swap(self, b: int, held: list[int]) -> tuple[int, int] | None:
        """Return (pair out, pair in) of greatest gain; None without one."""
        first, last = self.instance.buyer_pairs[b], self.instance.buyer_pairs[b + 1]
        new = np.setdiff1d(np.arange(first, last), held)
        new = new[self.instance.pair_wish[new] >= 0]
        best: tuple[int, int, int] | None = None
        for out in held:
            if not self._may_leave(out):
                continue
            rest = self._lines(pair for pair in held if pair != out)
            served = np.bitwise_count(self.instance.pair_lines[new] | rest).astype(int)
            now = int(np.bitwise_count(self.instance.pair_lines[out] | rest))
            cost = self.instance.pair_fit[out] - self.instance.pair_fit[new]
            gain = (served - now) * self.line_worth - cost
            good = (served > now) & (gain > 0) & (cost <= self.budget)
            for i in np.flatnonzero(good)[np.argsort(-gain[good], kind="stable")]:
                if best is not None and gain[i] <= best[0]:
                    break
                if self._fits(int(new[i]), out, held):
                    best = (int(gain[i]), out, int(new[i]))
                    break
        return None if best is None else best[1:]

    def _lines(self, pairs: Iterable[int]) -> np.uint64:
        lines = np.uint64(0)
        for pair in pairs:
            lines |= self.instance.pair_lines[pair]
        return lines

    def _may_leave(self, pair: int) -> bool:
        kept = self.instance.pair_must[pair] or self.instance.pair_wish[pair] > 0
        return not kept and pair not in self.instance.locked

    def _fits(self, pair: int, out: int, held: list[int]) -> bool:
        """Tell whether `pair` can take the slot of `out`."""
        slot, s = self.slot_of[out], int(self.instance.pair_supplier[pair])
        if not self.instance.supplier_open[s, slot]:
            return False
        taken = sum(self.at_table[s, t] for t in self.instance.clashing[slot])
        if taken >= self.instance.supplier_tables[s]:
            return False
        if self.of_supplier[s] >= self.instance.supplier_max[s]:
            return False
        if not self.walks.binding:
            return True
        return self._in_time(pair, slot, out)

    def _in_time(self, pair: int, slot: int, out: int) -> bool:
        for walker in self.walks.walkers(pair):
            party = (
                self.instance.pair_supplier if walker[0] else self.instance.pair_buyer
            )
            now = [p for p in self.slot_of if party[p] == walker[1] and p != out]
            slots = {p: self.slot_of[p] for p in now} | {pair: slot}
            if self.walks.late_pairs(walker, [*now, pair], slots):
                return False
        return True

    def _apply(self, held: list[int], out: int, pair: int) -> None:
        slot = self.slot_of.pop(out)
        gone, come = (int(self.instance.pair_supplier[p]) for p in (out, pair))
        self.at_table[gone, slot] -= 1
        self.of_supplier[gone] -= 1
        self.at_table[come, slot] += 1
        self.of_supplier[come] += 1
        self.slot_of[pair] = slot
        held[held.index(out)] = pair
        fit = self.instance.pair_fit
        self.budget -= max(0, int(fit[out] - fit[pair]))
