"""The rest of what decides a deal: a column for each part, worked out for many pairs.

A part that the sheets say too little of is `OFF` and changes nothing.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fit.amounts import Amounts
from scheduler.fit.circumstances import (
    Agreement,
    Certificates,
    same_region,
)
from scheduler.problem import Outcome, Strength

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from scheduler.fit.settings import FitSettings
    from scheduler.problem import Problem

TERM_UNIT = 1_000_000
"""Values of parts are counted in millionths."""

OFF = -2 * TERM_UNIT
"""Where the sheets say too little."""


class Term(StrEnum):
    """A part of the fit beside the lines; also the name of its weight."""

    QUANTITY = "quantity"
    BUDGET = "budget"
    CERTIFICATES = "certificates"
    REGION = "region"
    LANGUAGE = "language"
    HISTORY = "history"
    SUGGESTED = "suggested"


TERMS = tuple(Term)
LOSSES = TERMS[:5]
"""Values from 0 to 1: what lacks of 1 takes from the fit."""

GAINS = TERMS[5:]
"""Values from -1 to 1: above 0 closes a part of the gap, below takes from the fit."""

OUTCOME_WORTH = {
    Outcome.DEAL: 1.0,
    Outcome.INTEREST: 0.5,
    Outcome.MET: 0.0,
    Outcome.NO_SHOW: -0.5,
    Outcome.POOR: -1.0,
}
"""What a former dealing says of the next; those of one pair are added up."""

STRENGTH_WORTH = {Strength.PREFER: 1.0, Strength.AVOID: -1.0}


class Terms:
    """The parts of every pair of a problem that its sheets allow to compare."""

    def __init__(self, problem: Problem, settings: FitSettings) -> None:
        demands = [line for buyer in problem.buyers for line in buyer.lines]
        offers = [line for supplier in problem.suppliers for line in supplier.lines]
        weight = {term: float(getattr(settings, term.value)) for term in TERMS}
        self._weight = weight
        self.amounts = Amounts(demands, offers, dict(settings.rates))
        self.certificates = Certificates(demands, problem.suppliers)
        regions = Agreement(
            [buyer.region for buyer in problem.buyers],
            [supplier.region for supplier in problem.suppliers],
            same_region,
        )
        spoken = Agreement(
            [buyer.languages for buyer in problem.buyers],
            [supplier.languages for supplier in problem.suppliers],
            lambda ours, theirs: not set(ours).isdisjoint(theirs),
        )
        self._by_pair: dict[Term, Callable[..., NDArray[np.float64]]] = {}
        if regions.compares:
            self._by_pair[Term.REGION] = regions.of
        if spoken.compares:
            self._by_pair[Term.LANGUAGE] = spoken.of
        for term, worth in (
            (Term.HISTORY, _history(problem)),
            (Term.SUGGESTED, _suggested(problem)),
        ):
            if worth:
                self._by_pair[term] = _Table(problem, worth).of
        self._by_line: dict[Term, Callable[..., NDArray[np.float64]]] = {}
        if self.amounts.compares_quantities:
            self._by_line[Term.QUANTITY] = self.amounts.quantity
        if self.amounts.compares_prices:
            self._by_line[Term.BUDGET] = self.amounts.budget
        if self.certificates.compares:
            self._by_line[Term.CERTIFICATES] = self.certificates.of
        for known in (self._by_pair, self._by_line):
            for term in [term for term in known if not weight[term]]:
                del known[term]

    @property
    def read_lines(self) -> bool:
        """Tell whether the best offer of each line has to be known."""
        return bool(self._by_line)

    def of_lines(
        self,
        line: NDArray[np.int64],
        offer: NDArray[np.int64],
        supplier: NDArray[np.int64],
    ) -> dict[Term, NDArray[np.float64]]:
        """Return each part of single lines with the offer that serves them."""
        return {
            term: value(line, supplier if term is Term.CERTIFICATES else offer)
            for term, value in self._by_line.items()
        }

    def of_pairs(
        self, buyer: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> dict[Term, NDArray[np.float64]]:
        """Return each part that does not depend on lines."""
        return {term: value(buyer, supplier) for term, value in self._by_pair.items()}

    def apply(
        self, score: NDArray[np.float64], values: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the fit (0 to 1) with all parts, given as a column per `TERMS`."""
        for at, term in enumerate(TERMS):
            column, weight = values[:, at], self._weight[term]
            if (column == OFF).all():
                continue
            value = np.where(column == OFF, 0, column) / TERM_UNIT
            if term in LOSSES:
                lack = np.where(column == OFF, 0.0, 1.0 - value)
                score = score * (1.0 - weight * lack)
            else:
                gain, loss = np.maximum(value, 0.0), np.minimum(value, 0.0)
                score = score + weight * (gain * (1.0 - score) + loss * score)
        return score


class _Table:
    """Values of single pairs; all others say nothing."""

    def __init__(
        self, problem: Problem, worth: Mapping[tuple[str, str], float]
    ) -> None:
        self._count = len(problem.suppliers)
        buyer_at = {str(buyer.id): i for i, buyer in enumerate(problem.buyers)}
        supplier_at = {str(s.id): i for i, s in enumerate(problem.suppliers)}
        rows = sorted(
            (buyer_at[b] * self._count + supplier_at[s], value)
            for (b, s), value in worth.items()
        )
        self._keys = np.array([key for key, _ in rows] + [np.iinfo(np.int64).max])
        self._values = np.array([value for _, value in rows] + [np.nan])

    def of(
        self, buyer: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the value of each pair of positions."""
        wanted = buyer * self._count + supplier
        at = np.searchsorted(self._keys, wanted)
        return np.where(self._keys[at] == wanted, self._values[at], np.nan)


def _history(problem: Problem) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for dealing in problem.history:
        pair = (str(dealing.buyer), str(dealing.supplier))
        found[pair] = found.get(pair, 0.0) + OUTCOME_WORTH[dealing.outcome]
    return {pair: max(-1.0, min(1.0, worth)) for pair, worth in found.items()}


def _suggested(problem: Problem) -> dict[tuple[str, str], float]:
    return {
        (str(wish.buyer), str(wish.supplier)): STRENGTH_WORTH[wish.strength]
        for wish in problem.suggestions
        if wish.strength in STRENGTH_WORTH
    }


def whole_values(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return shares in millionths, `OFF` for nan."""
    known = np.isfinite(values)
    whole: NDArray[np.int64] = np.rint(np.where(known, values, 0.0) * TERM_UNIT).astype(
        np.int64
    )
    whole[~known] = OFF
    return whole
