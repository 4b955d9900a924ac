"""Demand lines against offer lines: text and category scored in one sparse product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from scheduler.fit.codes import ancestors
from scheduler.fit.text import build_vectors, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scheduler.fit.settings import FitSettings
    from scheduler.problem import DemandLine, OfferLine, Problem

SCORE_UNIT = 1_000_000
"""Line scores are counted in millionths, so that sums do not depend on their order."""

FLOOR = 200_000
"""Line scores below this (0.2) are as good as none and are dropped."""


@dataclass(frozen=True)
class LineScores:
    """The best offer of each supplier for each line, as columns of equal length.

    Sorted by (line, supplier). `line` is a row of the demand matrix, `offer` a
    position among all offers, `score` is in millionths.
    """

    line: NDArray[np.int64]
    supplier: NDArray[np.int64]
    offer: NDArray[np.int64]
    score: NDArray[np.int64]


class LineIndex:
    """All lines of a fair as vectors; lines lie in the order of their parties.

    `demand_at[b]` to `demand_at[b + 1]` are the rows of buyer b, `offer_at` likewise.
    """

    def __init__(self, problem: Problem, settings: FitSettings) -> None:
        self._settings = settings
        demands = [line for buyer in problem.buyers for line in buyer.lines]
        offers = [line for supplier in problem.suppliers for line in supplier.lines]
        self.demand_at = _bounds(len(buyer.lines) for buyer in problem.buyers)
        self.offer_at = _bounds(len(supplier.lines) for supplier in problem.suppliers)
        self.supplier_of = np.repeat(
            np.arange(len(problem.suppliers)), np.diff(self.offer_at)
        )
        text = _text_matrix(
            [f"{line.product} {line.specification}" for line in demands]
            + [line.product for line in offers]
        )
        code = _code_matrix(demands, offers, settings.code_levels)
        both = sparse.hstack([text, code], format="csr", dtype=np.complex64)
        both.sort_indices()
        self._demands = both[: len(demands)]
        self._offers = both[len(demands) :]
        # Only the demand side carries the imaginary unit of a category: the product
        # of a row and a column then has the text in its real part.
        self._offers.data[self._offers.indices >= text.shape[1]] = 1.0

    def score(self, rows: slice, offers: slice = slice(None)) -> LineScores:
        """Score demand `rows` against `offers` and keep each supplier's best."""
        product = self._demands[rows] @ self._offers[offers].T.tocsr()
        product.sort_indices()
        line = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
        score = self._combine(product.data)
        keep = score >= FLOOR
        offer = product.indices[keep].astype(np.int64) + (offers.start or 0)
        return self._best(line[keep] + rows.start, offer, score[keep])

    def demand_rows(self, low: int, high: int) -> slice:
        """Return the demand rows of buyers [low, high)."""
        return slice(int(self.demand_at[low]), int(self.demand_at[high]))

    def offer_rows(self, low: int, high: int) -> slice:
        """Return the offer rows of suppliers [low, high)."""
        return slice(int(self.offer_at[low]), int(self.offer_at[high]))

    def _combine(self, product: NDArray[np.complex64]) -> NDArray[np.int64]:
        text = np.minimum(1.0, product.real) * self._settings.text
        code = np.minimum(1.0, product.imag) * self._settings.code
        score: NDArray[np.int64] = np.rint(
            (1.0 - (1.0 - text) * (1.0 - code)) * SCORE_UNIT
        ).astype(np.int64)
        return score

    def _best(
        self,
        line: NDArray[np.int64],
        offer: NDArray[np.int64],
        score: NDArray[np.int64],
    ) -> LineScores:
        supplier = self.supplier_of[offer]
        order = np.lexsort((-score, supplier, line))
        line, supplier = line[order], supplier[order]
        first = np.ones(len(order), dtype=bool)
        first[1:] = (line[1:] != line[:-1]) | (supplier[1:] != supplier[:-1])
        order = order[first]
        return LineScores(line[first], supplier[first], offer[order], score[order])


def _bounds(counts: Iterable[int]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(list(counts), dtype=np.int64)]).astype(
        np.int64
    )


def _text_matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    plain = [normalise(text) for text in texts]
    distinct = sorted(set(plain))
    position = {text: i for i, text in enumerate(distinct)}
    return build_vectors(distinct)[[position[text] for text in plain]]


def _code_matrix(
    demands: Sequence[DemandLine],
    offers: Sequence[OfferLine],
    levels: tuple[float, ...],
) -> sparse.csr_matrix:
    lines: list[DemandLine | OfferLine] = [*demands, *offers]
    weights = [_code_weights(line.categories, levels) for line in lines]
    names = sorted({name for row in weights for name in row})
    position = {name: i for i, name in enumerate(names)}
    indptr = np.cumsum([0, *(len(row) for row in weights)])
    indices = [position[name] for row in weights for name in sorted(row)]
    data = [1j * row[name] for row in weights for name in sorted(row)]
    return sparse.csr_matrix(
        (np.array(data, dtype=np.complex64), np.array(indices, dtype=np.int32), indptr),
        shape=(len(lines), len(names)),
    )


def _code_weights(
    categories: tuple[str, ...], levels: tuple[float, ...]
) -> dict[str, float]:
    """Return what sharing each ancestor adds: the steps between the levels' shares."""
    weights: dict[str, float] = {}
    for category in categories:
        path = ancestors(category)
        for above, name in enumerate(reversed(path)):
            share = levels[above] if above < len(levels) else 0.0
            below = levels[above + 1] if above + 1 < len(levels) else 0.0
            if above + 1 == len(path):
                below = 0.0
            weights[name] = max(weights.get(name, 0.0), share - below)
    return weights
