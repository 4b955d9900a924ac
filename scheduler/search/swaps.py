"""Swap a meeting, in its slot, for one with another supplier: for lines, then for loads.

A demand line that nobody serves yet is worth meeting a supplier for before another
line gets its second; and of two suppliers that fit alike, the one with fewer meetings
is to be met. Such swaps cost fit, within the prices and tolerances of `SolveSettings`.
A swap keeps the buyer's slot, so every rule that held before still holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.interpreting import Duties

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks
    from scheduler.settings import SolveSettings

    Gains = Callable[["_Choice", SolveSettings], NDArray[np.float64]]

PASSES = 3
"""Rounds over all buyers for the loads; lines need one."""


def swap_meetings(
    instance: Instance,
    walks: Walks,
    slot_of: dict[int, int],
    settings: SolveSettings,
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return the placement after the swaps; `go_on` may end them at any buyer."""
    swaps = _Swaps(instance, walks, slot_of, settings)
    swaps.run(_line_gains, settings.fit_tolerance, go_on)
    for _ in range(PASSES):
        if not swaps.run(_load_gains, settings.balance_tolerance / PASSES, go_on):
            break
    return swaps.slot_of


@dataclass(frozen=True)
class _Choice:
    """What one buyer could swap: `out` [h] pairs it meets for `new` [n] that it does not.

    Tables are [h, n]: fit points lost, demand lines added, and how much evener the
    two suppliers' loads become (0 or less: not at all).
    """

    out: NDArray[np.int64]
    new: NDArray[np.int64]
    cost: NDArray[np.int64]
    lines: NDArray[np.int64]
    evener: NDArray[np.int64]


def _line_gains(choice: _Choice, settings: SolveSettings) -> NDArray[np.float64]:
    """Return what each swap gains: fit points for lines, less fit."""
    gain = choice.lines * settings.line_worth - choice.cost
    return np.where(choice.lines > 0, gain, 0.0)


def _load_gains(choice: _Choice, settings: SolveSettings) -> NDArray[np.float64]:
    """Return what each swap gains: evener loads, less fit, and no line lost."""
    gain = choice.evener * settings.load_worth - choice.cost
    return np.where((choice.evener > 0) & (choice.lines >= 0), gain, 0.0)


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
        self.duties = Duties(instance, slot_of)
        self.load = np.zeros(instance.n_suppliers, np.int64)
        self.held: defaultdict[int, list[int]] = defaultdict(list)
        for pair in sorted(slot_of):
            self.load[supplier[pair]] += 1
            self.held[int(instance.pair_buyer[pair])].append(pair)

    def run(self, gains: Gains, tolerance: float, go_on: Callable[[], bool]) -> bool:
        """Swap, buyer by buyer, what gains; return whether anything was swapped."""
        fit = sum(int(self.instance.pair_fit[pair]) for pair in self.slot_of)
        self.budget = fit * tolerance
        buyers = takewhile(lambda _: go_on(), sorted(self.held))
        swapped = [self._improve(self.held[b], gains) for b in buyers]
        return any(swapped)

    def _improve(self, held: list[int], gains: Gains) -> bool:
        for done in range(len(held)):
            swap = self._best_swap(held, gains)
            if swap is None:
                return done > 0
            self._apply(held, *swap)
        return True

    def _best_swap(self, held: list[int], gains: Gains) -> tuple[int, int] | None:
        """Return (pair out, pair in) of greatest gain; None without one."""
        choice = self._choice(held)
        gain = gains(choice, self.settings)
        gain[choice.cost > self.budget] = 0.0
        better = np.flatnonzero(gain > 0)
        for i in better[np.argsort(-gain.ravel()[better], kind="stable")].tolist():
            out, new = divmod(i, len(choice.new))
            swap = int(choice.out[out]), int(choice.new[new])
            if self._fits(swap[1], swap[0]):
                return swap
        return None

    def _choice(self, held: list[int]) -> _Choice:
        inst = self.instance
        b = int(inst.pair_buyer[held[0]])
        new = np.arange(inst.buyer_pairs[b], inst.buyer_pairs[b + 1])
        new = new[(inst.pair_wish[new] >= 0) & ~np.isin(new, held)]
        out = np.array([pair for pair in held if self._may_leave(pair)], np.int64)
        rest = [[pair for pair in held if pair != leaving] for leaving in out]
        beside = np.array(
            [np.bitwise_or.reduce(inst.pair_lines[pairs]) for pairs in rest], np.uint64
        )
        now = np.bitwise_count(inst.pair_lines[out] | beside).astype(np.int64)
        served = np.bitwise_count(inst.pair_lines[new] | beside[:, None])
        load_out, load_new = (self.load[inst.pair_supplier[p]] for p in (out, new))
        return _Choice(
            out=out,
            new=new,
            cost=inst.pair_fit[out][:, None] - inst.pair_fit[new],
            lines=served.astype(np.int64) - now[:, None],
            evener=load_out[:, None] - load_new - 1,
        )

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
            and self._is_served(pair, slot, out)
            and (not self.walks.binding or self._in_time(pair, slot, out))
        )

    def _is_served(self, pair: int, slot: int, out: int) -> bool:
        """Tell whether an interpreter, if one is needed, is there and left by `out`."""
        inst = self.instance
        if not inst.interpreting.open[inst.pair_kind[pair], inst.slot_session[slot]]:
            return False
        self.duties.take(out, slot)
        has_room = self.duties.has_room(pair, slot)
        self.duties.put(out, slot)
        return has_room

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
        self.duties.take(out, slot)
        self.duties.put(pair, slot)
        self.at_table[gone, slot] -= 1
        self.at_table[come, slot] += 1
        self.load[gone] -= 1
        self.load[come] += 1
        self.slot_of[pair] = slot
        held[held.index(out)] = pair
        fit = self.instance.pair_fit
        self.budget -= max(0, int(fit[out] - fit[pair]))
