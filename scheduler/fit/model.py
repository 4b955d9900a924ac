"""The way in: every candidate pair of a fair, and the detail of any one pair."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import Candidates
from scheduler.fit.lines import SCORE_UNIT, LineIndex
from scheduler.fit.pairs import Pairs, build_pairs, join_pairs, keep_best
from scheduler.fit.parts import build_detail
from scheduler.fit.settings import FitSettings
from scheduler.problem import Strength
from scheduler.progress import Event, Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from scheduler.fit.detail import FitDetail
    from scheduler.fit.lines import LineScores
    from scheduler.problem import BuyerId, Problem, Supplier, SupplierId

LOOSE_BOND = 0.2
"""What a line is worth to a supplier that the buyer has no other reason to meet."""


class FitModel:
    """Scores the pairs of `problem`; built once, asked often."""

    def __init__(
        self,
        problem: Problem,
        settings: FitSettings | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._problem = problem
        self._settings = settings or FitSettings()
        self._progress = progress or Silent()
        self._index = LineIndex(problem, self._settings)
        self._totals = np.full(self._index.rows, -1, dtype=np.int64)
        self._buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
        self._supplier_at = {s.id: i for i, s in enumerate(problem.suppliers)}
        locked = {(lock.buyer, lock.supplier) for lock in problem.locks}
        self._always = self._keys(locked | problem.pairs(Strength.MUST))
        self._never = self._keys(problem.pairs(Strength.NEVER))
        self._tie_rank = _tie_rank(problem.suppliers)

    def candidates(self) -> Candidates:
        """Return the pairs that reach the fair's least fit, without the nevers.

        Musts and locked pairs are there whatever their fit. A buyer keeps at most
        `FitSettings.most_per_buyer` others, the best. Asked to stop, it returns the
        pairs of the buyers it has come to.
        """
        pairs = join_pairs([self._chosen(buyers) for buyers in self._blocks()])
        return Candidates(
            buyer=pairs.buyer.astype(np.int32),
            supplier=pairs.supplier.astype(np.int32),
            fit=pairs.fit.astype(np.int16),
            lines=pairs.served,
        )

    def detail(self, buyer_id: BuyerId, supplier_id: SupplierId) -> FitDetail:
        """Return why this pair has the fit it has; any pair may be asked about."""
        at, supplier = self._buyer_at[buyer_id], self._supplier_at[supplier_id]
        buyers = range(at, at + 1)
        hits = self._index.find_hits_of(self._known_rows(buyers), supplier)
        pairs = self._build(self._index.gather(hits), buyers)
        return build_detail(
            self._problem.buyers[at],
            self._problem.suppliers[supplier],
            self._index.best_offers(hits, at, supplier),
            pairs,
            self._settings,
        )

    def scores(self, buyer_id: BuyerId) -> NDArray[np.int64]:
        """Return the fit before rounding, in millionths, with every supplier."""
        at = self._buyer_at[buyer_id]
        pairs = self._build(self._score_lines(range(at, at + 1)), range(at, at + 1))
        found = np.zeros(len(self._problem.suppliers), dtype=np.int64)
        found[pairs.supplier] = pairs.score
        return found

    def line_scores(self, buyer_id: BuyerId) -> NDArray[np.float64]:
        """Return how well each supplier (column) serves each line (row) of a buyer.

        Of two with an equally good offer the supplier whom the buyer would meet for its
        other lines too comes first: purchases are bundled. Only the order has a meaning.
        """
        at = self._buyer_at[buyer_id]
        lines = self._score_lines(range(at, at + 1))
        pairs = self._build(lines, range(at, at + 1))
        bond = np.zeros(len(self._problem.suppliers))
        bond[pairs.supplier] = pairs.choice / SCORE_UNIT
        rows = self._index.rows_of(range(at, at + 1))
        best = np.zeros((len(rows), len(bond)))
        best[np.searchsorted(rows, lines.row), lines.supplier] = lines.best / SCORE_UNIT
        start, stop = self._index.demand_at[at : at + 2]
        place = np.searchsorted(rows, self._index.row_of[start:stop])
        ranked: NDArray[np.float64] = (best**6 * (bond + LOOSE_BOND))[place]
        return ranked

    def _build(self, lines: LineScores, buyers: range) -> Pairs:
        return build_pairs(lines, self._totals, self._index, buyers, self._settings)

    def _score_lines(self, buyers: range) -> LineScores:
        rows = self._index.rows_of(buyers)
        lines = self._index.gather(self._index.find_hits(rows))
        self._totals[rows] = 0
        np.add.at(self._totals, lines.row, lines.strength)
        return lines

    def _known_rows(self, buyers: range) -> NDArray[np.int64]:
        """Return the rows of `buyers`, with the totals of all of them known."""
        rows = self._index.rows_of(buyers)
        if (self._totals[rows] < 0).any():
            self._score_lines(buyers)
        return rows

    def _chosen(self, buyers: range) -> Pairs:
        pairs = self._build(self._score_lines(buyers), buyers)
        key = pairs.buyer * len(self._problem.suppliers) + pairs.supplier
        always = np.isin(key, self._always)
        enough = pairs.fit >= self._problem.fair.min_fit
        good = enough & ~always & ~np.isin(key, self._never)
        kept = keep_best(
            pairs.take(good), self._settings.most_per_buyer, self._tie_rank
        )
        return join_pairs([kept, pairs.take(always), self._unscored(key, buyers)])

    def _unscored(self, scored: NDArray[np.int64], buyers: range) -> Pairs:
        """Return the musts and locked pairs of `buyers` that have nothing in common."""
        count = max(1, len(self._problem.suppliers))
        missing = self._always[~np.isin(self._always, scored)]
        inside = (missing >= buyers.start * count) & (missing < buyers.stop * count)
        key = missing[inside]
        none = np.zeros(len(key), dtype=np.int64)
        return Pairs(
            buyer=key // count,
            supplier=key % count,
            score=none,
            served=none.astype(np.uint64),
            best=none,
            coverage=none,
            choice=none,
        )

    def _blocks(self) -> Iterator[range]:
        """Yield runs of buyers of about `block_lines` lines each."""
        count, low = len(self._problem.buyers), 0
        while low < count and not self._progress.should_stop():
            self._progress.tell(Event("fit", low, count))
            reach = self._index.demand_at[low] + self._settings.block_lines
            high = int(np.searchsorted(self._index.demand_at, reach, side="right")) - 1
            high = max(high, low + 1)
            yield range(low, high)
            low = high

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
