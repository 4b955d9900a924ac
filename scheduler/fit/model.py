"""The way in: every candidate pair of a fair, and the detail of any one pair."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import Candidates
from scheduler.fit.detail import FitDetail, FitPart, LineMatch
from scheduler.fit.lines import SCORE_UNIT, LineIndex, LineScores
from scheduler.fit.pairs import Pairs, build_pairs, keep_best
from scheduler.fit.sentence import because
from scheduler.fit.settings import FitSettings
from scheduler.problem import Strength
from scheduler.progress import Event, Progress, Silent
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from scheduler.problem import BuyerId, Problem, Supplier, SupplierId


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
        self._buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
        self._supplier_at = {s.id: i for i, s in enumerate(problem.suppliers)}
        locked = {(lock.buyer, lock.supplier) for lock in problem.locks}
        never = problem.pairs(Strength.NEVER)
        self._keys_always = self._keys(locked | problem.pairs(Strength.MUST))
        self._keys_never = self._keys(never)
        self._tie_rank = _tie_rank(problem.suppliers)

    def candidates(self) -> Candidates:
        """Return the pairs that reach the fair's least fit, without the nevers.

        Musts and locked pairs are there whatever their fit. A buyer keeps at most
        `FitSettings.most_per_buyer` others, the best.
        """
        blocks = [self._chosen(low, high) for low, high in self._blocks()]
        pairs = _join(blocks)
        return Candidates(
            buyer=pairs.buyer.astype(np.int32),
            supplier=pairs.supplier.astype(np.int32),
            fit=pairs.fit.astype(np.int16),
            lines=pairs.served,
        )

    def detail(self, buyer_id: BuyerId, supplier_id: SupplierId) -> FitDetail:
        """Return why this pair has the fit it has; any pair may be asked about."""
        buyer, supplier = self._buyer_at[buyer_id], self._supplier_at[supplier_id]
        lines = self._index.score(
            self._index.demand_rows(buyer, buyer + 1),
            self._index.offer_rows(supplier, supplier + 1),
        )
        pairs = build_pairs(lines, self._index.demand_at, self._settings)
        fit = int(pairs.fit[0]) if len(pairs.fit) else 0
        matches = self._matches(buyer, supplier, lines)
        wanted = len(self._problem.buyers[buyer].lines)
        return FitDetail(
            fit=fit,
            parts=self._parts(matches, wanted),
            matches=matches,
            wording=because(matches, wanted),
        )

    def _parts(
        self, matches: tuple[LineMatch, ...], wanted: int
    ) -> tuple[FitPart, ...]:
        served = sum(match.served for match in matches)
        first = self._settings.first_line
        return (
            FitPart(
                Wording(en="best line", zh="最匹配的一项"),
                max((match.score for match in matches), default=0),
                first,
            ),
            FitPart(
                Wording(en="lines served", zh="需求覆盖率"),
                round(100 * served / max(1, wanted)),
                1.0 - first,
            ),
        )

    def _matches(
        self, buyer: int, supplier: int, lines: LineScores
    ) -> tuple[LineMatch, ...]:
        demands = self._problem.buyers[buyer].lines
        offers = self._problem.suppliers[supplier].lines
        first = int(self._index.demand_at[buyer])
        first_offer = int(self._index.offer_at[supplier])
        enough = round(self._settings.served * SCORE_UNIT)
        found = [
            LineMatch(
                line=line - first,
                demand=demands[line - first].product,
                offer=offers[offer - first_offer].product,
                score=round(score * 100 / SCORE_UNIT),
                served=score >= enough,
            )
            for line, offer, score in zip(
                lines.line.tolist(),
                lines.offer.tolist(),
                lines.score.tolist(),
                strict=True,
            )
        ]
        return tuple(sorted(found, key=lambda match: (-match.score, match.line)))

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Yield runs of buyers, [low, high), of about `block_lines` lines each."""
        count, low = len(self._problem.buyers), 0
        while low < count:
            self._progress.tell(Event("fit", low, count))
            reach = self._index.demand_at[low] + self._settings.block_lines
            high = int(np.searchsorted(self._index.demand_at, reach, side="right")) - 1
            high = max(high, low + 1)
            yield low, high
            low = high

    def _chosen(self, low: int, high: int) -> Pairs:
        lines = self._index.score(self._index.demand_rows(low, high))
        pairs = build_pairs(lines, self._index.demand_at, self._settings)
        key = pairs.buyer * len(self._problem.suppliers) + pairs.supplier
        always = np.isin(key, self._keys_always)
        good = (pairs.fit >= self._problem.fair.min_fit) & ~np.isin(
            key, self._keys_never
        )
        kept = keep_best(
            pairs.take(good & ~always), self._settings.most_per_buyer, self._tie_rank
        )
        return _sorted(
            _join([kept, pairs.take(always), self._unscored(key, low, high)])
        )

    def _unscored(self, scored: NDArray[np.int64], low: int, high: int) -> Pairs:
        """Return the musts and locked pairs of these buyers that have no fit at all."""
        count = max(1, len(self._problem.suppliers))
        missing = self._keys_always[~np.isin(self._keys_always, scored)]
        missing = missing[(missing >= low * count) & (missing < high * count)]
        none = np.zeros(len(missing), dtype=np.int64)
        return Pairs(missing // count, missing % count, none, none.astype(np.uint64))

    def _keys(self, pairs: Iterable[tuple[BuyerId, SupplierId]]) -> NDArray[np.int64]:
        count = len(self._problem.suppliers)
        return np.array(
            sorted(self._buyer_at[b] * count + self._supplier_at[s] for b, s in pairs),
            dtype=np.int64,
        )


def _join(blocks: Sequence[Pairs]) -> Pairs:
    none = np.zeros(0, dtype=np.int64)
    parts = [*blocks, Pairs(none, none, none, none.astype(np.uint64))]
    return Pairs(
        np.concatenate([part.buyer for part in parts]),
        np.concatenate([part.supplier for part in parts]),
        np.concatenate([part.score for part in parts]),
        np.concatenate([part.served for part in parts]),
    )


def _sorted(pairs: Pairs) -> Pairs:
    return pairs.take(np.lexsort((pairs.supplier, pairs.buyer)))


def _tie_rank(suppliers: Sequence[Supplier]) -> NDArray[np.int64]:
    """Rank suppliers by what they are, not by their row, id or name."""
    digests = [
        blake2b(repr((sorted(map(repr, s.lines)), s.hall, s.booth)).encode()).digest()
        for s in suppliers
    ]
    rank = np.zeros(len(suppliers), dtype=np.int64)
    rank[sorted(range(len(suppliers)), key=digests.__getitem__)] = np.arange(len(rank))
    return rank
