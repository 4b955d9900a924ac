"""Fits the weights to what came of past fairs, and says how well that carries over.

Only weights that move pairs against each other are fitted: those that say what a fit
of 40 means (`ground`, `best_line_full`) and how a line is scored stay. Each weight
keeps within half and twice its usual value, so that one odd fair cannot turn it over.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fit.block import FitArrays, score_lines, score_pairs
from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from scheduler.fit.terms import OFF, TERMS, Terms
from scheduler.problem import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.fit.pairs import Pairs
    from scheduler.problem import Dealing, Problem

OUTCOME_GAIN = {Outcome.DEAL: 1.0, Outcome.INTEREST: 0.5}
"""What finding a pair of that outcome is worth; all other pairs are worth nothing."""

STEPS = (0.5, 0.75, 4 / 3, 2.0)
"""What a weight is tried at, as multiples of its usual value."""

FOLDS = 4
"""Parts that the buyers of a single fair are dealt into."""

FEW_BUYERS = 20
"""Buyers with a good outcome below which held-out scores are mostly chance."""

LEAST_GAIN = 0.0005
"""A weight changes only where the score rises by this much."""

BASE = ("coverage", "others", "choice_half")


@dataclass(frozen=True)
class PastFair:
    """A fair that is over: its problem without the outcomes, and these."""

    name: str
    problem: Problem
    outcomes: tuple[Dealing, ...]


@dataclass(frozen=True)
class HeldOut:
    """Scores of buyers that the weights were not fitted on, before and after."""

    name: str
    buyers: int
    before: float
    after: float


@dataclass(frozen=True)
class Tuned:
    """What `tune` found; `weights` are those that would change, with their value."""

    held_out: tuple[HeldOut, ...]
    before: float
    after: float
    weights: dict[str, float]

    @property
    def buyers(self) -> int:
        """Return the number of buyers with a good outcome."""
        return sum(fold.buyers for fold in self.held_out)

    @property
    def is_better(self) -> bool:
        """Tell whether the buyers held out gain on the whole."""
        gain = sum(fold.buyers * (fold.after - fold.before) for fold in self.held_out)
        return gain > 0


def tune(fairs: Sequence[PastFair]) -> Tuned:
    """Fit on all `fairs`, and score each by weights fitted on the others alone.

    Of one fair a quarter of the buyers is held out at a time. Needs at least one
    buyer with a good outcome; else there is nothing to fit and nothing changes.
    """
    boards = [board for fair in fairs if (board := _Board(fair)).gains]
    parts = boards if len(boards) > 1 else [p for b in boards for p in b.dealt()]
    held_out = []
    for at, part in enumerate(parts):
        others = [other for i, other in enumerate(parts) if i != at]
        found = _fit(others) if others else FitSettings()
        before, after = part.score(FitSettings()), part.score(found)
        held_out.append(HeldOut(part.name, len(part.gains), before, after))
    found = _fit(boards)
    plain = FitSettings()
    changed = {
        name: getattr(found, name)
        for name in (*BASE, *(term.value for term in TERMS))
        if getattr(found, name) != getattr(plain, name)
    }
    return Tuned(tuple(held_out), _mean(boards, plain), _mean(boards, found), changed)


class _Board:
    """One fair with all lines scored once, and what each buyer's good pairs are worth.

    `gains` has (supplier, gain) by buyer, both positions.
    """

    def __init__(self, fair: PastFair) -> None:
        self.name = fair.name
        self._suppliers = len(fair.problem.suppliers)
        self._problem = fair.problem
        self._arrays = FitModel(fair.problem, FitSettings()).arrays
        everybody = range(len(fair.problem.buyers))
        self._everybody = everybody
        self._lines, rows, totals = score_lines(self._arrays, everybody)
        self._total = totals[np.searchsorted(rows, self._lines.row)]
        self.gains = _gains(fair)
        self.terms = self._terms_there()

    def dealt(self) -> list[_Board]:
        """Return the same fair with its buyers dealt into parts."""
        buyers = sorted(self.gains)
        parts = []
        for at in range(min(FOLDS, len(buyers))):
            part = object.__new__(_Board)
            part.__dict__ = self.__dict__ | {
                "gains": {b: self.gains[b] for b in buyers[at::FOLDS]},
                "name": f"{self.name} {at + 1}/{FOLDS}",
            }
            parts.append(part)
        return parts

    def score(self, settings: FitSettings) -> float:
        """Return the mean over buyers of what the ranking gains of what it could."""
        pairs = self._pairs(settings)
        found = []
        for buyer, wanted in self.gains.items():
            low, high = np.searchsorted(pairs.buyer, [buyer, buyer + 1]).tolist()
            ranks = _ranks(
                pairs.supplier[low:high], pairs.score[low:high],
                np.array([supplier for supplier, _ in wanted]), self._suppliers,
            )  # fmt: skip
            gain = np.array([gain for _, gain in wanted])
            ideal = np.sort(gain)[::-1] / np.log2(np.arange(2, len(gain) + 2))
            found.append(float((gain / np.log2(1 + ranks)).sum() / ideal.sum()))
        return float(np.mean(found))

    def _pairs(self, settings: FitSettings) -> Pairs:
        arrays = self._arrays
        changed = FitArrays(
            index=arrays.index,
            terms=Terms(self._problem, settings),
            settings=settings,
            min_fit=arrays.min_fit,
            always=arrays.always,
            never=arrays.never,
            tie_rank=arrays.tie_rank,
        )
        return score_pairs(changed, self._lines, self._total, self._everybody)

    def _terms_there(self) -> tuple[str, ...]:
        pairs = self._pairs(FitSettings())
        return tuple(
            term.value
            for at, term in enumerate(TERMS)
            if (pairs.terms[:, at] != OFF).any()
        )


def _gains(fair: PastFair) -> dict[int, list[tuple[int, float]]]:
    buyer_at = {buyer.id: i for i, buyer in enumerate(fair.problem.buyers)}
    supplier_at = {s.id: i for i, s in enumerate(fair.problem.suppliers)}
    best: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for one in fair.outcomes:
        gain = OUTCOME_GAIN.get(one.outcome, 0.0)
        if gain and one.buyer in buyer_at and one.supplier in supplier_at:
            mine = best[buyer_at[one.buyer]]
            supplier = supplier_at[one.supplier]
            mine[supplier] = max(gain, mine.get(supplier, 0.0))
    return {buyer: sorted(mine.items()) for buyer, mine in sorted(best.items())}


def _ranks(
    suppliers: NDArray[np.int64],
    scores: NDArray[np.int64],
    wanted: NDArray[np.int64],
    count: int,
) -> NDArray[np.float64]:
    """Return the rank of each wanted supplier from 1; equals share the middle."""
    every = np.zeros(count, dtype=np.int64)
    every[suppliers] = scores
    own = every[wanted]
    above = (every[None, :] > own[:, None]).sum(axis=1)
    level = (every[None, :] == own[:, None]).sum(axis=1)
    ranks: NDArray[np.float64] = above + (level + 1) / 2
    return ranks


def _fit(boards: Sequence[_Board]) -> FitSettings:
    """Return the settings found by trying one weight after the other, once."""
    found = plain = FitSettings()
    best = _mean(boards, found)
    there = [term.value for term in TERMS if any(term.value in b.terms for b in boards)]
    for name in (*BASE, *there):
        usual = getattr(plain, name)
        for value in sorted(round(usual * step, 4) for step in STEPS):
            tried = replace(found, **{name: min(1.0, value)})
            score = _mean(boards, tried)
            if score > best + LEAST_GAIN:
                found, best = tried, score
    return found


def _mean(boards: Sequence[_Board], settings: FitSettings) -> float:
    """Return the mean over fairs, so that a large one does not drown the others."""
    return float(np.mean([board.score(settings) for board in boards] or [0.0]))
