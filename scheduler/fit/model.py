"""The way in: every candidate pair of a fair, and the detail of any one pair."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from scheduler.executor.in_process import InProcess
from scheduler.fit.block import (
    FitArrays,
    join_blocks,
    score_block,
    score_lines,
    score_pairs,
    score_rows,
)
from scheduler.fit.lines import SCORE_UNIT, LineIndex
from scheduler.fit.of_pairs import find_pairs
from scheduler.fit.parts import build_detail
from scheduler.fit.terms import Terms
from scheduler.problem import Strength
from scheduler.progress import Event, Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from scheduler.candidates import Candidates
    from scheduler.executor.protocol import Executor
    from scheduler.fit.block import Block
    from scheduler.fit.detail import FitDetail
    from scheduler.fit.lines import LineScores
    from scheduler.fit.pairs import Pairs
    from scheduler.fit.settings import FitSettings
    from scheduler.problem import BuyerId, Problem, Supplier, SupplierId

DETAILS_AT_ONCE = 2_000
"""Pairs whose details are worked out together: as arrays of a few megabytes."""

LOOSE_BOND = 0.2
"""What a line is worth to a supplier that the buyer has no other reason to meet."""


class FitModel:
    """Scores the pairs of `problem`; built once, asked often.

    `settings` stand in for those of the problem.
    """

    def __init__(
        self,
        problem: Problem,
        settings: FitSettings | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._problem = problem
        self._progress = progress or Silent()
        self._buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
        self._supplier_at = {s.id: i for i, s in enumerate(problem.suppliers)}
        locked = {(lock.buyer, lock.supplier) for lock in problem.locks}
        settings = settings or problem.fit
        self.arrays = FitArrays(
            index=LineIndex(problem, settings),
            terms=Terms(problem, settings),
            settings=settings,
            min_fit=problem.fair.min_fit,
            always=self._keys(locked | problem.pairs(Strength.MUST)),
            never=self._keys(problem.pairs(Strength.NEVER)),
            tie_rank=_tie_rank(problem.suppliers),
        )
        self._totals = np.full(self.arrays.index.rows, -1, dtype=np.int64)

    def candidates(self, executor: Executor | None = None) -> Candidates:
        """Return the pairs that reach the fair's least fit, without the nevers.

        Musts and locked pairs are there whatever their fit. A buyer keeps at most
        `FitSettings.most_per_buyer` others, the best. Asked to stop, it returns the
        pairs of the buyers it has come to. `executor` scores the blocks of buyers,
        this process where there is none.
        """
        blocks = list(self.arrays.blocks())
        done: list[Block] = []
        for block in (executor or InProcess()).map(
            score_block, blocks, shared=self.arrays, go_on=self._go_on
        ):
            self._totals[block.rows] = block.totals
            done.append(block)
            scored = blocks[len(done) - 1].stop
            self._progress.tell(Event("fit", scored, len(self._buyer_at)))
        return join_blocks(done)

    def detail(self, buyer_id: BuyerId, supplier_id: SupplierId) -> FitDetail:
        """Return why this pair has the fit it has; any pair may be asked about."""
        return next(self.details([(buyer_id, supplier_id)]))

    def details(
        self, pairs: Iterable[tuple[BuyerId, SupplierId]]
    ) -> Iterator[FitDetail]:
        """Yield the detail of each pair, in the order given; many at once are cheap."""
        asked = [(self._buyer_at[b], self._supplier_at[s]) for b, s in pairs]
        for start in range(0, len(asked), DETAILS_AT_ONCE):
            part = np.array(asked[start : start + DETAILS_AT_ONCE], dtype=np.int64)
            yield from self._details_of(part[:, 0], part[:, 1])

    def _details_of(
        self, buyer: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> Iterator[FitDetail]:
        found = find_pairs(self.arrays, buyer, supplier, self._totals_of)
        for b, s, facts in zip(buyer.tolist(), supplier.tolist(), found, strict=True):
            sides = self._problem.buyers[b], self._problem.suppliers[s]
            yield build_detail(*sides, facts, self.arrays)

    def scores(self, buyer_id: BuyerId) -> NDArray[np.int64]:
        """Return the fit before rounding, in millionths, with every supplier."""
        _, pairs = self._score(self._buyer_at[buyer_id])
        found = np.zeros(len(self._problem.suppliers), dtype=np.int64)
        found[pairs.supplier] = pairs.score
        return found

    def line_scores(self, buyer_id: BuyerId) -> NDArray[np.float64]:
        """Return how well each supplier (column) serves each line (row) of a buyer.

        Of two with an equally good offer the specialist comes first, and the supplier
        whom the buyer would meet for its other lines too: purchases are bundled. Only
        the order has a meaning.
        """
        at, index = self._buyer_at[buyer_id], self.arrays.index
        lines, pairs = self._score(at)
        bond = np.zeros(len(self._problem.suppliers))
        bond[pairs.supplier] = pairs.choice / SCORE_UNIT
        rows = index.rows_of(range(at, at + 1))
        worth = (lines.best / SCORE_UNIT) ** 6 * (lines.focus / SCORE_UNIT)
        best = np.zeros((len(rows), len(bond)))
        best[np.searchsorted(rows, lines.row), lines.supplier] = worth
        start, stop = index.demand_at[at : at + 2]
        place = np.searchsorted(rows, index.row_of[start:stop])
        ranked: NDArray[np.float64] = (best * (bond + LOOSE_BOND))[place]
        return ranked

    def _score(self, at: int) -> tuple[LineScores, Pairs]:
        buyers = range(at, at + 1)
        lines, rows, totals = score_lines(self.arrays, buyers)
        self._totals[rows] = totals
        total = self._totals[lines.row]
        return lines, score_pairs(self.arrays, lines, total, buyers)

    def _totals_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the totals of distinct lines; those not known yet are worked out."""
        unknown = np.unique(rows[self._totals[rows] < 0])
        for start in range(0, len(unknown), self.arrays.settings.block_lines):
            some = unknown[start : start + self.arrays.settings.block_lines]
            _, self._totals[some] = score_rows(self.arrays, some)
        totals: NDArray[np.int64] = self._totals[rows]
        return totals

    def _go_on(self) -> bool:
        return not self._progress.should_stop()

    def _keys(self, pairs: Iterable[tuple[BuyerId, SupplierId]]) -> NDArray[np.int64]:
        count = len(self._problem.suppliers)
        return np.array(
            sorted(self._buyer_at[b] * count + self._supplier_at[s] for b, s in pairs),
            dtype=np.int64,
        )


def _tie_rank(suppliers: Sequence[Supplier]) -> NDArray[np.int64]:
    """Rank suppliers by what they offer and where, not by row, id or name."""
    digests = [
        blake2b(repr((sorted(map(repr, s.lines)), s.hall, s.booth)).encode()).digest()
        for s in suppliers
    ]
    rank = np.zeros(len(suppliers), dtype=np.int64)
    rank[sorted(range(len(suppliers)), key=digests.__getitem__)] = np.arange(len(rank))
    return rank
