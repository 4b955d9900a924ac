"""Whole numbers in a row and by number: how columns are joined without a loop or a sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranges(first: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of all ranges, each `count` long from its `first`."""
    before = np.cumsum(count) - count
    numbers: NDArray[np.int64] = np.arange(count.sum()) + np.repeat(
        first - before, count
    )
    return numbers


def members(numbers: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Return which of the numbers below `size` there are, ascending."""
    there = np.zeros(size, np.bool_)
    there[numbers] = True
    return np.flatnonzero(there)


def renumber(
    numbers: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which of the numbers below `size` there are, and each one's place there."""
    there = members(numbers, size)
    place = np.zeros(size, np.int64)
    place[there] = np.arange(len(there))
    return there, place[numbers]
