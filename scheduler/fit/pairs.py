"""From lines to pairs: how well a supplier serves a buyer as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import LINE_BITS
from scheduler.fit.lines import SCORE_UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.fit.lines import LineScores
    from scheduler.fit.settings import FitSettings


@dataclass(frozen=True)
class Pairs:
    """Scored pairs as columns, sorted by (buyer, supplier).

    `score` is the fit before rounding, in millionths of the greatest; `served` has a
    bit for each demand line served.
    """

    buyer: NDArray[np.int64]
    supplier: NDArray[np.int64]
    score: NDArray[np.int64]
    served: NDArray[np.uint64]

    @property
    def fit(self) -> NDArray[np.int64]:
        """Return the fit, 0-100, rounded half up."""
        rounded: NDArray[np.int64] = (self.score * 100 + SCORE_UNIT // 2) // SCORE_UNIT
        return rounded

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Pairs:
        """Return the chosen rows."""
        return Pairs(
            self.buyer[rows], self.supplier[rows], self.score[rows], self.served[rows]
        )


def build_pairs(
    lines: LineScores, demand_at: NDArray[np.int64], settings: FitSettings
) -> Pairs:
    """Gather the line scores of each pair.

    The best line decides `first_line` of the fit; the rest grows with the square root
    of the share of the buyer's lines that are served, so that one line of forty is
    still worth a meeting and ten are worth more. Sums are of whole numbers and do not
    depend on their order.
    """
    buyer = np.searchsorted(demand_at, lines.line, side="right") - 1
    order = np.lexsort((lines.supplier, buyer))
    buyer, supplier = buyer[order], lines.supplier[order]
    score = lines.score[order]
    starts = _group_starts(buyer, supplier)
    if not len(starts):
        return Pairs(buyer, supplier, score, score.astype(np.uint64))
    position = lines.line[order] - demand_at[buyer]
    counts = score >= round(settings.served * SCORE_UNIT)
    bits = np.uint64(1) << np.minimum(position, LINE_BITS - 1).astype(np.uint64)
    bits[~counts | (position >= LINE_BITS)] = 0
    best = np.maximum.reduceat(score, starts)
    total = np.add.reduceat(np.where(counts, score, 0), starts)
    buyer, supplier = buyer[starts], supplier[starts]
    coverage = np.sqrt(total / (np.diff(demand_at)[buyer] * SCORE_UNIT))
    share = settings.first_line + (1.0 - settings.first_line) * coverage
    return Pairs(
        buyer,
        supplier,
        np.rint(best * share).astype(np.int64),
        np.bitwise_or.reduceat(bits, starts),
    )


def keep_best(pairs: Pairs, most: int, tie_rank: NDArray[np.int64]) -> Pairs:
    """Keep each buyer's `most` best pairs; equals are told apart by `tie_rank`."""
    order = np.lexsort((tie_rank[pairs.supplier], -pairs.score, pairs.buyer))
    buyer = pairs.buyer[order]
    starts = np.searchsorted(buyer, buyer, side="left")
    kept = order[np.arange(len(order)) - starts < most]
    return pairs.take(np.sort(kept))


def _group_starts(
    buyer: NDArray[np.int64], supplier: NDArray[np.int64]
) -> NDArray[np.int64]:
    change = np.ones(len(buyer), dtype=bool)
    change[1:] = (buyer[1:] != buyer[:-1]) | (supplier[1:] != supplier[:-1])
    return np.flatnonzero(change)
