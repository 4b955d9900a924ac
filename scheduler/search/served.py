"""Which demand lines pairs serve, as bits of each buyer's lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

NO_LINES = np.zeros(0, np.int64)


def locked_lines(instance: Instance) -> NDArray[np.uint64]:
    """Return [B]: the lines that each buyer's locks serve, as bits."""
    return served_lines(instance, np.array(list(instance.locked), np.int64))


def served_lines(instance: Instance, pairs: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return [B]: the lines of each buyer that `pairs` serve, as bits."""
    served = np.zeros(instance.n_buyers, np.uint64)
    np.bitwise_or.at(served, instance.pair_buyer[pairs], instance.pair_lines[pairs])
    return served


def main_lines(instance: Instance, granted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return [n]: the line of its buyer that counts for each pair, -1 without one.

    Lines `granted` [B] do not count; of several it is the one with fewest pairs.
    """
    lines = instance.pair_lines & ~granted[instance.pair_buyer]
    count = np.bitwise_count(lines)
    main = np.full(instance.n_pairs, -1, np.int64)
    single = np.flatnonzero(count == 1)
    main[single] = np.frexp(lines[single].astype(np.float64))[1] - 1
    unsure = np.zeros(instance.n_buyers, np.bool_)
    unsure[instance.pair_buyer[count > 1]] = True
    pairs = np.flatnonzero(unsure[instance.pair_buyer] & (count > 0))
    fewest = np.full(instance.n_pairs, np.iinfo(np.int64).max)
    for line in range(int(lines[pairs].max(initial=0)).bit_length()):
        rows = pairs[(lines[pairs] >> np.uint64(line)) & np.uint64(1) > 0]
        buyers = instance.pair_buyer[rows]
        held = np.bincount(buyers, minlength=instance.n_buyers)[buyers]
        better = held < fewest[rows]
        main[rows[better]], fewest[rows[better]] = line, held[better]
    return main


def further_lines(instance: Instance, granted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return [n]: the lines of each pair beside its main one and those `granted`."""
    lines = instance.pair_lines & ~granted[instance.pair_buyer]
    return np.asarray(np.maximum(np.bitwise_count(lines).astype(np.int64) - 1, 0))


def counted_twice(
    instance: Instance, chosen: NDArray[np.bool_], granted: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Return [B]: lines that are paid for more than once, as bits.

    That is where each chosen pair is paid its main line, the first one of a line only,
    and all its further lines, `granted` ones apart.
    """
    pairs = np.flatnonzero(chosen)
    buyer = instance.pair_buyer[pairs]
    main = main_lines(instance, granted)[pairs]
    lines = instance.pair_lines[pairs] & ~granted[buyer]
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
