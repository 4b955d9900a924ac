"""The pairs worth considering, as columns: a row each, sorted by buyer then supplier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.problem import BuyerId, Problem, SupplierId

LINE_BITS = 64
"""Demand lines of one buyer that coverage tells apart; later lines share no bit."""


@dataclass(frozen=True)
class Candidates:
    """Candidate pairs as columns of equal length n, sorted by (buyer, supplier).

    `buyer` and `supplier` are positions in `Problem.buyers` and `Problem.suppliers`;
    `fit` is 0-100; bit i of `lines` is set when the supplier serves the buyer's demand
    line i (lines from `LINE_BITS` on are served but not told apart).
    """

    buyer: NDArray[np.int32]
    supplier: NDArray[np.int32]
    fit: NDArray[np.int16]
    lines: NDArray[np.uint64]

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.fit)

    @classmethod
    def build(
        cls,
        problem: Problem,
        pairs: Iterable[tuple[BuyerId, SupplierId, int, int]],
    ) -> Candidates:
        """Build from (buyer id, supplier id, fit, lines) in any order, no pair twice."""
        buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
        supplier_at = {supplier.id: i for i, supplier in enumerate(problem.suppliers)}
        rows = sorted((buyer_at[b], supplier_at[s], f, m) for b, s, f, m in pairs)
        return cls(
            buyer=np.array([row[0] for row in rows], dtype=np.int32),
            supplier=np.array([row[1] for row in rows], dtype=np.int32),
            fit=np.array([row[2] for row in rows], dtype=np.int16),
            lines=np.array([row[3] for row in rows], dtype=np.uint64),
        )

    def without(self, row: int) -> Candidates:
        """Return the candidates but for one row."""
        return Candidates(*(np.delete(column, row) for column in self._columns))

    def with_pair(self, buyer: int, supplier: int, fit: int, lines: int) -> Candidates:
        """Return the candidates and one more pair, which is none of them yet."""
        row = int(np.searchsorted(self.keys, (buyer << 32) | supplier))
        new = (buyer, supplier, fit, lines)
        return Candidates(
            *(
                np.insert(c, row, value)
                for c, value in zip(self._columns, new, strict=True)
            )
        )

    @property
    def _columns(self) -> tuple[NDArray[Any], ...]:
        return self.buyer, self.supplier, self.fit, self.lines

    def rows(self, problem: Problem) -> Iterator[tuple[BuyerId, SupplierId, int]]:
        """Yield (buyer id, supplier id, fit) in order."""
        for b, s, fit in zip(
            self.buyer.tolist(), self.supplier.tolist(), self.fit.tolist(), strict=True
        ):
            yield problem.buyers[b].id, problem.suppliers[s].id, fit

    @cached_property
    def keys(self) -> NDArray[np.int64]:
        """Return (buyer << 32 | supplier) per row, ascending: for searching a pair."""
        return (self.buyer.astype(np.int64) << 32) | self.supplier.astype(np.int64)

    def find_row(self, buyer: int, supplier: int) -> int | None:
        """Return the row of the pair of positions, None where it is no candidate."""
        key = (buyer << 32) | supplier
        row = int(np.searchsorted(self.keys, key))
        return row if row < len(self) and int(self.keys[row]) == key else None

    def find_fit(
        self, problem: Problem, buyer: BuyerId, supplier: SupplierId
    ) -> int | None:
        """Return the fit of a pair of known parties, None where it is no candidate."""
        buyer_at = [one.id for one in problem.buyers].index(buyer)
        supplier_at = [one.id for one in problem.suppliers].index(supplier)
        row = self.find_row(buyer_at, supplier_at)
        return None if row is None else int(self.fit[row])

    def find_rows(
        self, buyer: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the row of each pair of positions, -1 where it is no candidate."""
        wanted = (buyer << 32) | supplier
        found = np.full(len(wanted), -1, np.int64)
        if len(self):
            order = np.argsort(wanted)  # in order, the search stays in near memory
            rows = np.minimum(np.searchsorted(self.keys, wanted[order]), len(self) - 1)
            found[order] = np.where(self.keys[rows] == wanted[order], rows, -1)
        return found
