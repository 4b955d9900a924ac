"""Whose turn it is among equals: the place of each key among those like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def turns(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [n]: how many before each of `keys` have the same key."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    turn = np.empty(len(keys), np.int64)
    turn[order] = np.arange(len(keys)) - np.searchsorted(ranked, ranked)
    return turn
