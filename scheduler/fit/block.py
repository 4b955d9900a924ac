"""Scores a block of buyers from arrays alone, so that blocks may run anywhere.

`score_block` reads `FitArrays` and changes nothing: blocks may be sent to processes
(everything pickles) and joined in any order by `join_blocks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import Candidates
from scheduler.fit.pairs import Pairs, build_pairs, keep_best, reach_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    """The candidates of some buyers, in order, and the totals found for their lines.

    `candidates` are small: what a block has scored besides is gone when it is done.
    """

    candidates: Candidates
    rows: NDArray[np.int64]
    totals: NDArray[np.int64]


def score_block(arrays: FitArrays, buyers: range) -> Block:
    """Return the candidates of `buyers`: who reaches the least fit, and the musts."""
    lines, rows, totals = score_lines(arrays, buyers)
    total = totals[np.searchsorted(rows, lines.row)]
    pairs = score_pairs(arrays, lines, total, buyers)
    return Block(_chosen(arrays, pairs, buyers), rows, totals)


def join_blocks(blocks: Sequence[Block]) -> Candidates:
    """Return the candidates of all blocks, in whatever order these come."""
    parts = [block.candidates for block in blocks if len(block.candidates)]
    parts.sort(key=lambda part: int(part.buyer[0]))
    empty = _candidates(np.zeros(0, np.int64), np.zeros(0, np.int64))
    parts = parts or [empty]
    return Candidates(
        buyer=np.concatenate([part.buyer for part in parts]),
        supplier=np.concatenate([part.supplier for part in parts]),
        fit=np.concatenate([part.fit for part in parts]),
        lines=np.concatenate([part.lines for part in parts]),
    )


def score_lines(
    arrays: FitArrays, buyers: range
) -> tuple[LineScores, NDArray[np.int64], NDArray[np.int64]]:
    """Return the scores of all lines of `buyers`, their rows, and the total of each."""
    rows = arrays.index.rows_of(buyers)
    lines, totals = score_rows(arrays, rows)
    return lines, rows, totals


def score_rows(
    arrays: FitArrays, rows: NDArray[np.int64]
) -> tuple[LineScores, NDArray[np.int64]]:
    """Return the scores of distinct lines, ascending, and the total of each."""
    index = arrays.index
    lines = index.gather(index.find_hits(rows), name_offers=arrays.terms.read_lines)
    totals = np.zeros(len(rows), dtype=np.int64)
    np.add.at(totals, np.searchsorted(rows, lines.row), lines.strength)
    return lines, totals


def score_pairs(
    arrays: FitArrays, lines: LineScores, total: NDArray[np.int64], buyers: range
) -> Pairs:
    """Return every pair of `buyers` that has something in common.

    `total` is the strength of all suppliers in the line of each of `lines`.
    """
    reach = reach_all(lines, arrays.index, buyers)
    return build_pairs(lines, total, arrays.index, arrays.terms, reach, arrays.settings)


def _chosen(arrays: FitArrays, pairs: Pairs, buyers: range) -> Candidates:
    key = pairs.buyer * arrays.index.suppliers + pairs.supplier
    always = _among(key, arrays.always)
    good = (pairs.fit >= arrays.min_fit) & ~always & ~_among(key, arrays.never)
    rows = np.flatnonzero(good)
    kept = keep_best(
        pairs.buyer[rows],
        pairs.score[rows],
        arrays.tie_rank[pairs.supplier[rows]],
        arrays.settings.most_per_buyer,
    )
    rows = np.union1d(rows[kept], np.flatnonzero(always))
    found = _candidates(
        pairs.buyer[rows], pairs.supplier[rows], pairs.fit[rows], pairs.served[rows]
    )
    missing = _unscored(arrays, key, buyers)
    return _merged(found, missing) if len(missing) else found


def _among(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which `keys` are among the ascending ones `wanted`."""
    if not len(wanted):
        return np.zeros(len(keys), dtype=bool)
    at = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
    found: NDArray[np.bool_] = wanted[at] == keys
    return found


def _unscored(
    arrays: FitArrays, scored: NDArray[np.int64], buyers: range
) -> Candidates:
    """Return the musts and locked pairs of `buyers` that have nothing in common."""
    count = max(1, arrays.index.suppliers)
    missing = arrays.always[~_among(arrays.always, scored)]
    inside = (missing >= buyers.start * count) & (missing < buyers.stop * count)
    return _candidates(missing[inside] // count, missing[inside] % count)


def _merged(one: Candidates, other: Candidates) -> Candidates:
    buyer = np.append(one.buyer, other.buyer)
    supplier = np.append(one.supplier, other.supplier)
    order = np.lexsort((supplier, buyer))
    return Candidates(
        buyer=buyer[order],
        supplier=supplier[order],
        fit=np.append(one.fit, other.fit)[order],
        lines=np.append(one.lines, other.lines)[order],
    )


def _candidates(
    buyer: NDArray[np.int64],
    supplier: NDArray[np.int64],
    fit: NDArray[np.int64] | None = None,
    lines: NDArray[np.uint64] | None = None,
) -> Candidates:
    """Return the pairs as candidates, without fit and lines where none are given."""
    none = np.zeros(len(buyer), dtype=np.int64)
    return Candidates(
        buyer=buyer.astype(np.int32),
        supplier=supplier.astype(np.int32),
        fit=(none if fit is None else fit).astype(np.int16),
        lines=none.astype(np.uint64) if lines is None else lines,
    )
