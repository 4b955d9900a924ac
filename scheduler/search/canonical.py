"""The canonical order of parties: by what they are, never by their row or their id.

Each party's colour says when it can come and what it can hold; it is mixed with the
colours of its candidate partners, three times over (colour refinement, Weisfeiler and
Leman 1968, the one-dimensional form). Parties of equal colour keep the order of their
rows.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.problem import Problem

REFINEMENTS = 3


def mix(*columns: NDArray[np.generic]) -> NDArray[np.uint64]:
    """Hash rows of integers to 64 bits (the finaliser of SplitMix64, column by column)."""
    total = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        total = (total ^ column.astype(np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
        total = (total ^ (total >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        total = (total ^ (total >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        total ^= total >> np.uint64(31)
    return total


def _digest(*parts: object) -> int:
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def buyer_colours(problem: Problem, is_open: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Return [B]: what each buyer is; `is_open` [B, T] is when it is there."""
    return np.array(
        [
            _digest(buyer.teams, buyer.hall, buyer.booth, is_open[i].tobytes())
            for i, buyer in enumerate(problem.buyers)
        ],
        np.uint64,
    )


def supplier_colours(
    problem: Problem, is_open: NDArray[np.bool_]
) -> NDArray[np.uint64]:
    """Return [S]: what each supplier is; `is_open` [S, T] is when it is there."""
    return np.array(
        [
            _digest(
                supplier.tables,
                supplier.max_meetings,
                supplier.hall,
                supplier.booth,
                is_open[i].tobytes(),
            )
            for i, supplier in enumerate(problem.suppliers)
        ],
        np.uint64,
    )


def canonical_orders(
    buyers: NDArray[np.uint64],
    suppliers: NDArray[np.uint64],
    pair_buyer: NDArray[np.int64],
    pair_supplier: NDArray[np.int64],
    pair_colour: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the buyers [B] and the suppliers [S] in order, from their colours.

    `pair_buyer`, `pair_supplier` and `pair_colour` [n] are the candidate pairs.
    """
    for _ in range(REFINEMENTS):
        to_buyer = mix(suppliers[pair_supplier], pair_colour)
        to_supplier = mix(buyers[pair_buyer], pair_colour)
        buyers = mix(buyers, _sum_by(pair_buyer, to_buyer, len(buyers)))
        suppliers = mix(suppliers, _sum_by(pair_supplier, to_supplier, len(suppliers)))
    return (
        np.argsort(buyers, kind="stable").astype(np.int64),
        np.argsort(suppliers, kind="stable").astype(np.int64),
    )


def _sum_by(
    key: NDArray[np.int64], value: NDArray[np.uint64], size: int
) -> NDArray[np.uint64]:
    total = np.zeros(size, np.uint64)
    np.add.at(total, key, value)
    return total
