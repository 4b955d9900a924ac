"""Scores a block of buyers from arrays alone, so that blocks may run anywhere.

`score_block` reads `FitArrays` and changes nothing: blocks may be sent to processes
(everything pickles) and joined in any order by `scheduler.fit.pairs.join_pairs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fit.pairs import Pairs, build_pairs, join_pairs, keep_best
from scheduler.fit.terms import OFF, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduler.fit.lines import LineIndex, LineScores
    from scheduler.fit.settings import FitSettings
    from scheduler.fit.terms import Terms


@dataclass(frozen=True)
class FitArrays:
    """Everything the scoring of a fair needs.

    `always` and `never` are ascending keys of pairs (buyer times number of suppliers
    plus supplier, both positions). `tie_rank` tells suppliers of equal score apart.
    """

    index: LineIndex
    terms: Terms
    settings: FitSettings
    min_fit: int
    always: NDArray[np.int64]
    never: NDArray[np.int64]
    tie_rank: NDArray[np.int64]

    def blocks(self) -> Iterator[range]:
        """Yield runs of buyers of about `block_lines` lines each."""
        at, low = self.index.demand_at, 0
        while low < len(at) - 1:
            reach = at[low] + self.settings.block_lines
            high = int(np.searchsorted(at, reach, side="right")) - 1
            high = max(high, low + 1)
            yield range(low, high)
            low = high


@dataclass(frozen=True)
class Block:
    """The candidates of some buyers, and the total strength found for their lines."""

    pairs: Pairs
    rows: NDArray[np.int64]
    totals: NDArray[np.int64]


def score_block(arrays: FitArrays, buyers: range) -> Block:
    """Return the candidates of `buyers`: who reaches the least fit, and the musts."""
    lines, totals = score_lines(arrays, buyers)
    rows = arrays.index.rows_of(buyers)
    pairs = score_pairs(arrays, lines, totals, buyers)
    return Block(_chosen(arrays, pairs, buyers), rows, totals[rows])


def score_lines(
    arrays: FitArrays, buyers: range
) -> tuple[LineScores, NDArray[np.int64]]:
    """Return the scores of all lines of `buyers`, and their totals by row."""
    index = arrays.index
    lines = index.gather(
        index.find_hits(index.rows_of(buyers)), name_offers=arrays.terms.read_lines
    )
    totals = np.zeros(index.rows, dtype=np.int64)
    np.add.at(totals, lines.row, lines.strength)
    return lines, totals


def score_pairs(
    arrays: FitArrays, lines: LineScores, totals: NDArray[np.int64], buyers: range
) -> Pairs:
    """Return every pair of `buyers` that has something in common."""
    return build_pairs(
        lines, totals, arrays.index, arrays.terms, buyers, arrays.settings
    )


def _chosen(arrays: FitArrays, pairs: Pairs, buyers: range) -> Pairs:
    key = pairs.buyer * arrays.index.suppliers + pairs.supplier
    always = np.isin(key, arrays.always)
    enough = pairs.fit >= arrays.min_fit
    good = enough & ~always & ~np.isin(key, arrays.never)
    kept = keep_best(pairs.take(good), arrays.settings.most_per_buyer, arrays.tie_rank)
    return join_pairs([kept, pairs.take(always), _unscored(arrays, key, buyers)])


def _unscored(arrays: FitArrays, scored: NDArray[np.int64], buyers: range) -> Pairs:
    """Return the musts and locked pairs of `buyers` that have nothing in common."""
    count = max(1, arrays.index.suppliers)
    missing = arrays.always[~np.isin(arrays.always, scored)]
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
        terms=np.full((len(key), len(TERMS)), OFF, dtype=np.int64),
    )
