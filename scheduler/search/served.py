"""Which demand lines pairs serve, as bits of each buyer's lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

    Bits = NDArray[np.uint64]
    Ints = NDArray[np.int64]

NO_LINES = np.zeros(0, np.int64)


def locked_lines(instance: Instance) -> Bits:
    """Return [B]: the lines that each buyer's locks serve, as bits."""
    return served_lines(instance, np.array(list(instance.locked), np.int64))


def served_lines(instance: Instance, pairs: NDArray[np.int64]) -> Bits:
    """Return [B]: the lines of each buyer that `pairs` serve, as bits."""
    served = np.zeros(instance.n_buyers, np.uint64)
    np.bitwise_or.at(served, instance.pair_buyer[pairs], instance.pair_lines[pairs])
    return served


def main_lines(instance: Instance, granted: Bits, rows: Ints | None = None) -> Ints:
    """Return [n]: the line of its buyer that counts for each pair, -1 without one.

    Lines `granted` [B] do not count; of several it is the one with fewest pairs. Only
    `rows` are looked at, all pairs of some buyers, where they are given.
    """
    buyer = instance.pair_buyer if rows is None else instance.pair_buyer[rows]
    lines = instance.pair_lines if rows is None else instance.pair_lines[rows]
    lines = lines & ~granted[buyer]
    count = np.bitwise_count(lines)
    main = np.full(len(lines), -1, np.int64)
    single = np.flatnonzero(count == 1)
    main[single] = np.frexp(lines[single].astype(np.float64))[1] - 1
    unsure = np.zeros(instance.n_buyers, np.bool_)
    unsure[buyer[count > 1]] = True
    pairs = np.flatnonzero(unsure[buyer] & (count > 0))
    fewest = np.full(len(lines), np.iinfo(np.int64).max)
    for line in range(int(lines[pairs].max(initial=0)).bit_length()):
        serving = pairs[(lines[pairs] >> np.uint64(line)) & np.uint64(1) > 0]
        buyers = buyer[serving]
        held = np.bincount(buyers, minlength=instance.n_buyers)[buyers]
        better = held < fewest[serving]
        main[serving[better]], fewest[serving[better]] = line, held[better]
    return main


@dataclass(frozen=True)
class OpenLines:
    """The lines `granted` to buyers as bits, [B], and the `main` one of those that count
    of each pair, [n]."""

    granted: Bits
    main: Ints

    @classmethod
    def beside_locks(cls, instance: Instance) -> OpenLines:
        """Return the lines that count beside what locks serve."""
        granted = locked_lines(instance)
        return cls(granted, main_lines(instance, granted))

    def without(self, instance: Instance, more: Bits) -> OpenLines:
        """Return the lines that count once `more` [B] are granted."""
        granted, main = self.granted | more, self.main.copy()
        rows = np.flatnonzero((more > 0)[instance.pair_buyer])
        main[rows] = main_lines(instance, granted, rows)
        return OpenLines(granted, main)


def further_lines(
    instance: Instance, granted: Bits, rows: Ints | slice = slice(None)
) -> Ints:
    """Return [n]: the lines of each pair, or of those `rows`, beside its main one and
    those `granted`."""
    lines = instance.pair_lines[rows] & ~granted[instance.pair_buyer[rows]]
    return np.asarray(np.maximum(np.bitwise_count(lines).astype(np.int64) - 1, 0))


def counted_twice(
    instance: Instance, chosen: NDArray[np.bool_], open_lines: OpenLines
) -> Bits:
    """Return [B]: lines that are paid for more than once, as bits.

    That is where each chosen pair is paid its main line, the first one of a line only,
    and all its further lines, `granted` ones apart.
    """
    pairs = np.flatnonzero(chosen)
    buyer = instance.pair_buyer[pairs]
    main = open_lines.main[pairs]
    lines = instance.pair_lines[pairs] & ~open_lines.granted[buyer]
    twice = np.zeros(instance.n_buyers, np.uint64)
    for line in range(int(lines.max(initial=0)).bit_length()):
        bit = np.uint64(1) << np.uint64(line)
        serving = (lines & bit) > 0
        as_main, further = (
            np.bincount(buyer[serving & which], minlength=instance.n_buyers)
            for which in (main == line, main != line)
        )
        twice[np.minimum(as_main, 1) + further > 1] |= bit
    return twice
