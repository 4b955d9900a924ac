"""The best few of each group of values, all groups at once.

A group is a run of equal numbers in `group` [m]: a buyer's pairs, or those of one of
its lines. Of equal values the one that stands first is the better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

AT_ONCE = 1 << 19
"""Numbers in one table while many groups are looked at together: few enough to stay near
the processor."""

LEAST = -(1 << 62)
"""Less than any value."""

HOPELESS = 1 << 40
"""Values beyond it, either way, are told apart from others only."""


def first_best(value: Ints, group: Ints) -> Ints:
    """Return the place of the first greatest value of each group."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    if not len(starts):
        return starts
    run = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(group)))
    best = np.flatnonzero(value == np.maximum.reduceat(value, starts)[run])
    return np.asarray(best[np.diff(run[best], prepend=-1) != 0])


def best_few(most: int, value: Ints, group: Ints) -> NDArray[np.bool_]:
    """Return [m]: among the `most` greatest values of its group."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    size = np.diff(starts, append=len(group))
    best = np.ones(len(group), np.bool_)
    width = int(size.max(initial=0))
    step = max(1, AT_ONCE // max(1, width))
    for i in range(0, len(starts) if width > most else 0, step):
        count = size[i : i + step]
        row = np.repeat(np.arange(len(count)), count)
        part = slice(starts[i], starts[i] + len(row))
        place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        own = np.clip(value[part], -HOPELESS, HOPELESS) * width - place
        table = np.full((len(count), width), LEAST)
        table[row, place] = own
        least = np.partition(table, width - most, axis=1)[:, width - most]
        best[part] = own >= least[row]
    return best
