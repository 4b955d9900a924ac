"""Demand lines against offer lines: text and category scored in one sparse product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fit.codes import CODE_UNIT
from scheduler.fit.synonyms import Synonyms
from scheduler.fit.text import TEXT_UNIT
from scheduler.fit.vectors import (
    TEXT_BITS,
    build_matrices,
    line_of_demand,
    line_of_offer,
)
from scheduler.ranges import ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scheduler.fit.settings import FitSettings
    from scheduler.problem import OfferLine, Problem

SCORE_UNIT = 1_000_000
"""Line scores and fits before rounding are counted in millionths."""

STRENGTH_UNIT = 1_000_000_000
"""What one perfect offer adds to a supplier's strength in a line."""


@dataclass(frozen=True)
class Hits:
    """Offer lines that have something in common with demand lines, as columns.

    `row` counts distinct demand lines, `offer` all offer lines; `score` is in
    millionths.
    """

    row: NDArray[np.int64]
    offer: NDArray[np.int64]
    score: NDArray[np.int64]


@dataclass(frozen=True)
class LineScores:
    """How well suppliers serve distinct demand lines, sorted by (row, supplier).

    `best` is the score of the supplier's best offer in millionths, `offer` that offer
    (any other line of the fair where nobody asks for it). `strength` adds up the sixth
    powers of the scores of all its offers, in billionths, times `focus`: how much of
    what it sells lies near the line, in millionths of what a supplier of this one
    product has.
    """

    row: NDArray[np.int64]
    supplier: NDArray[np.int64]
    best: NDArray[np.int64]
    offer: NDArray[np.int64]
    strength: NDArray[np.int64]
    focus: NDArray[np.int64]


class LineIndex:
    """All lines of a fair as vectors of whole numbers, so that every sum is exact.

    Lines of buyer b are `demand_at[b]` up to `demand_at[b + 1]`; `row_of` gives the
    distinct line each of them is (equal lines are scored once). Offer lines lie
    likewise by `offer_at`.
    """

    def __init__(self, problem: Problem, settings: FitSettings) -> None:
        self._settings = settings
        demands = [line for buyer in problem.buyers for line in buyer.lines]
        offers = [line for supplier in problem.suppliers for line in supplier.lines]
        self.demand_at = _bounds(len(buyer.lines) for buyer in problem.buyers)
        self.offer_at = _bounds(len(supplier.lines) for supplier in problem.suppliers)
        self.suppliers = len(problem.suppliers)
        self.supplier_of = np.repeat(np.arange(self.suppliers), np.diff(self.offer_at))
        say = Synonyms(problem.synonyms).say
        wanted = [line_of_demand(line, say) for line in demands]
        distinct = sorted(set(wanted))
        self.row_of = _order(wanted)
        self.rows = len(distinct)
        offered = [line_of_offer(line, say) for line in offers]
        self._offer_order = _order(
            [
                (*key, *_told_apart(line))
                for key, line in zip(offered, offers, strict=True)
            ]
        )
        self._demands, self._offers = build_matrices(
            distinct, offered, settings, problem.categories.placed, problem.glossary
        )
        self._demand_has_code = np.array(
            [bool(line.categories) for line in distinct], dtype=bool
        )
        self._offer_has_code = np.array(
            [bool(line.categories) for line in offered], dtype=bool
        )
        self._by_feature = self._offers.T.tocsr()
        many = self.rows * len(offers) > settings.many_lines
        self._faint = settings.faint if many else settings.hint

    def rows_of(self, buyers: range) -> NDArray[np.int64]:
        """Return the distinct lines of `buyers`, ascending."""
        return np.unique(
            self.row_of[self.demand_at[buyers.start] : self.demand_at[buyers.stop]]
        )

    def find_hits(self, rows: NDArray[np.int64]) -> Hits:
        """Return every offer that has something in common with these rows."""
        product = self._demands[rows] @ self._by_feature
        row = np.repeat(rows, np.diff(product.indptr))
        return self._keep(row, product.indices, product.data)

    def find_hits_of(
        self, rows: NDArray[np.int64], suppliers: NDArray[np.int64]
    ) -> Hits:
        """Return the same for each row and the offers of the supplier beside it alone.

        A row with one supplier is given once at most.
        """
        first = self.offer_at[suppliers]
        count = self.offer_at[suppliers + 1] - first
        rows, offer = np.repeat(rows, count), ranges(first, count)
        shared = self._demands[rows].multiply(self._offers[offer])
        return self._keep(rows, offer, np.asarray(shared.sum(axis=1)).ravel())

    def gather(self, hits: Hits, *, name_offers: bool = False) -> LineScores:
        """Add up the offers of each supplier; find its best where asked to."""
        suppliers = max(1, self.suppliers)
        key = hits.row * suppliers + self.supplier_of[hits.offer]
        if name_offers:
            order = np.lexsort((self._offer_order[hits.offer], -hits.score, key))
        else:
            order = np.argsort(key, kind="stable")
        key, score = key[order], hits.score[order]
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        share = score / SCORE_UNIT
        cube = share * share * share
        power = np.rint(cube * cube * STRENGTH_UNIT).astype(np.int64)
        supplier = key[starts] % suppliers
        near = (score >= round(self._settings.faint * SCORE_UNIT)).astype(np.int64)
        near = np.add.reduceat(near, starts) if len(starts) else near
        focus = self._focus(near, supplier)
        total = np.add.reduceat(power, starts) if len(starts) else power
        return LineScores(
            row=key[starts] // suppliers,
            supplier=supplier,
            best=np.maximum.reduceat(score, starts) if len(starts) else score,
            offer=hits.offer[order][starts],
            strength=np.rint(total * (focus / SCORE_UNIT)).astype(np.int64),
            focus=focus,
        )

    def _focus(
        self, near: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the focus of suppliers with `near` offers in common with a line.

        The share is drawn towards a fifth by what five offers would say, so that few
        offers prove little.
        """
        offers = np.diff(self.offer_at)[supplier]
        share = ((near + 1) / (offers + 5)) / (2 / 6)
        power = share**self._settings.specialist
        focus: NDArray[np.int64] = np.rint(power * SCORE_UNIT).astype(np.int64)
        return focus

    def _keep(
        self,
        row: NDArray[np.int64],
        offer: NDArray[np.integer],
        product: NDArray[np.int64],
    ) -> Hits:
        # Any category in common lies above the bits of the text, so passes here too.
        near = product >= self._faint * TEXT_UNIT * TEXT_UNIT
        row, offer, product = row[near], offer[near], product[near]
        both = self._demand_has_code[row] & self._offer_has_code[offer]
        score = _score(product, both, self._settings)
        good = score >= round(self._faint * SCORE_UNIT)
        return Hits(row[good], offer[good].astype(np.int64), score[good])


def _score(
    product: NDArray[np.int64], both: NDArray[np.bool_], settings: FitSettings
) -> NDArray[np.int64]:
    """Join text and category: each closes a part of the gap that the other leaves.

    Where not `both` lines have a category, the text decides alone.
    """
    text = (product & ((1 << TEXT_BITS) - 1)) / float(TEXT_UNIT * TEXT_UNIT)
    code = (product >> TEXT_BITS) / float(CODE_UNIT)
    gap = (1.0 - settings.text * np.minimum(1.0, text)) * (
        1.0 - settings.code * np.minimum(1.0, code)
    )
    most = 1.0 - (1.0 - settings.text) * (1.0 - settings.code)
    share = np.where(both, (1.0 - gap) / most, np.minimum(1.0, text))
    score: NDArray[np.int64] = np.rint(share * SCORE_UNIT).astype(np.int64)
    return score


def _bounds(counts: Iterable[int]) -> NDArray[np.int64]:
    return np.cumsum([0, *counts], dtype=np.int64)


def _told_apart(offer: OfferLine) -> tuple[str, ...]:
    """Return what tells offers apart that are compared alike."""
    facts = (offer.product, offer.minimum_order, offer.minimum_unit, offer.price_low,
             offer.currency, offer.capacity_quantity, offer.capacity_unit)  # fmt: skip
    return tuple(map(repr, facts))


def _order(lines: Sequence[tuple[object, ...]]) -> NDArray[np.int64]:
    position = {line: i for i, line in enumerate(sorted(set(lines)))}
    return np.array([position[line] for line in lines], dtype=np.int64)
