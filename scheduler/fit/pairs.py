"""From lines to pairs: how well a supplier serves a buyer as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import LINE_BITS
from scheduler.fit.lines import SCORE_UNIT, STRENGTH_UNIT
from scheduler.fit.terms import OFF, TERMS, whole_values
from scheduler.ranges import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.fit.lines import LineIndex, LineScores
    from scheduler.fit.settings import FitSettings
    from scheduler.fit.terms import Terms

    Reach = tuple[NDArray[np.int64], NDArray[np.int64]]
    """Demand lines, and for each a position in the `LineScores` of its text."""


@dataclass(frozen=True)
class Pairs:
    """Scored pairs as columns, sorted by (buyer, supplier).

    `score` is the fit before rounding; it, the best line, the coverage and the choice
    it is made of are in millionths. `served` has a bit for each demand line served.
    `terms` has a column for each further part, in the order of `TERMS`.
    """

    buyer: NDArray[np.int64]
    supplier: NDArray[np.int64]
    score: NDArray[np.int64]
    served: NDArray[np.uint64]
    best: NDArray[np.int64]
    coverage: NDArray[np.int64]
    choice: NDArray[np.int64]
    terms: NDArray[np.int64]

    @property
    def fit(self) -> NDArray[np.int64]:
        """Return the fit, 0-100, rounded half up."""
        rounded: NDArray[np.int64] = (self.score * 100 + SCORE_UNIT // 2) // SCORE_UNIT
        return rounded


def no_pairs() -> Pairs:
    """Return no row."""
    none = np.zeros(0, dtype=np.int64)
    terms = np.zeros((0, len(TERMS)), dtype=np.int64)
    return Pairs(none, none, none, none.astype(np.uint64), none, none, none, terms)


def narrowed_choice(
    lines: LineScores, total: NDArray[np.int64], settings: FitSettings
) -> NDArray[np.int64]:
    """Return how likely each line goes to each supplier, in millionths.

    That is its strength among all who offer the line, with room for `others`; the
    power 5/4 lets one line that hardly anybody else offers count for more than many
    that everybody does. `total` is the strength of all suppliers in each line.
    """
    rest = settings.others * STRENGTH_UNIT
    share = lines.strength / (total + rest)
    return _whole(share * np.sqrt(np.sqrt(share)))


def build_pairs(
    lines: LineScores,
    total: NDArray[np.int64],
    index: LineIndex,
    terms: Terms,
    reach: Reach,
    settings: FitSettings,
) -> Pairs:
    """Gather the line scores of each pair of a buyer and a supplier in `reach`.

    Sums are of whole numbers, so they do not depend on the order of lines.
    """
    line, hit = reach
    buyer = np.searchsorted(index.demand_at, line, side="right") - 1
    key = buyer * index.suppliers + lines.supplier[hit]
    order = np.argsort(key, kind="stable")
    key, line, hit, buyer = key[order], line[order], hit[order], buyer[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(starts):
        return no_pairs()
    best = lines.best[hit]
    counts = best >= round(settings.served * SCORE_UNIT)
    position = line - index.demand_at[buyer]
    bits = np.uint64(1) << np.minimum(position, LINE_BITS - 1).astype(np.uint64)
    bits[~counts | (position >= LINE_BITS)] = 0
    wanted = np.diff(index.demand_at)[buyer[starts]]
    supplier = lines.supplier[hit[starts]]
    pairs = Pairs(
        buyer=buyer[starts],
        supplier=supplier,
        score=np.zeros(len(starts), dtype=np.int64),
        served=np.bitwise_or.reduceat(bits, starts),
        best=np.maximum.reduceat(best, starts),
        coverage=np.add.reduceat(np.where(counts, best, 0), starts) // wanted,
        choice=np.add.reduceat(narrowed_choice(lines, total, settings)[hit], starts),
        terms=np.full((len(starts), len(TERMS)), OFF, dtype=np.int64),
    )
    of_lines = terms.of_lines(line, lines.offer[hit], lines.supplier[hit])
    for term, values in of_lines.items():
        values[~counts] = np.nan
        pairs.terms[:, TERMS.index(term)] = _mean_known(values, starts)
    for term, values in terms.of_pairs(pairs.buyer, supplier).items():
        pairs.terms[:, TERMS.index(term)] = whole_values(values)
    return _weigh(pairs, terms, settings)


def _mean_known(
    values: NDArray[np.float64], starts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the mean of the known values of each run, in millionths, exactly."""
    whole = whole_values(values)
    known = whole != OFF
    count = np.add.reduceat(known.astype(np.int64), starts)
    total = np.add.reduceat(np.where(known, whole, 0), starts)
    return np.where(count > 0, total // np.maximum(count, 1), OFF)


def keep_best(
    buyer: NDArray[np.int64],
    score: NDArray[np.int64],
    tie_rank: NDArray[np.int64],
    most: int,
) -> NDArray[np.int64]:
    """Return the rows of each buyer's `most` best; `tie_rank` tells equals apart.

    `buyer` is ascending, scores are in millionths.
    """
    starts = np.searchsorted(buyer, buyer, side="left")
    size = np.searchsorted(buyer, buyer, side="right") - starts
    many = np.flatnonzero(size > most)
    # One key of 63 bits sorts three times as fast as three columns.
    falling = (buyer[many] << 20) | (SCORE_UNIT - score[many])
    order = many[np.argsort((falling << 22) | tie_rank[many])]
    again = np.searchsorted(buyer[order], buyer[order], side="left")
    best = order[np.arange(len(order)) - again < most]
    return np.sort(np.append(np.flatnonzero(size <= most), best))


def _weigh(pairs: Pairs, terms: Terms, settings: FitSettings) -> Pairs:
    """Return the pairs with their score, coverage and choice as shares."""
    ground = np.minimum(1.0, pairs.best / (settings.best_line_full * SCORE_UNIT))
    covered = np.sqrt(pairs.coverage / SCORE_UNIT)
    narrowed = np.sqrt(pairs.choice / SCORE_UNIT)
    narrowed = narrowed / (narrowed + settings.choice_half)
    more = settings.coverage * covered + (1.0 - settings.coverage) * narrowed
    score = ground * (settings.ground + (1.0 - settings.ground) * more)
    return replace(
        pairs,
        score=_whole(terms.apply(score, pairs.terms)),
        coverage=_whole(covered),
        choice=_whole(narrowed),
    )


def _whole(share: NDArray[np.float64]) -> NDArray[np.int64]:
    whole: NDArray[np.int64] = np.rint(share * SCORE_UNIT).astype(np.int64)
    return whole


def reach_all(lines: LineScores, index: LineIndex, buyers: range) -> Reach:
    """Return every line of `buyers` with every supplier that has anything for it."""
    line = np.arange(index.demand_at[buyers.start], index.demand_at[buyers.stop])
    rows = index.row_of[line]
    low = np.searchsorted(lines.row, rows, side="left")
    count = np.searchsorted(lines.row, rows, side="right") - low
    return np.repeat(line, count), ranges(low, count)
