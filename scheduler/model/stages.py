"""One wish after another: the best there is of each, held while the next is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from scheduler.model.terms import Term, Terms

ROUNDING = 1e-6
"""By how much a bound of whole numbers may miss the number meant."""

LEAST_EFFORT = 0.01
"""Deterministic seconds that a search has when nothing is left: enough to take a hint."""


@dataclass(frozen=True)
class Found:
    """The best value found, and what no answer of the model goes beyond."""

    value: int
    bound: int


class Stages:
    """A model that is asked again and again, with more to keep each time.

    `hint` are the ways from which the first search starts, later ones start from the
    last answer. `effort` is CP-SAT's deterministic time for all searches together
    (about seconds of one core), so that answers do not depend on how busy the machine
    is.
    """

    def __init__(self, terms: Terms, hint: list[int], effort: float, seed: int) -> None:
        self.terms = terms
        self.answer = hint
        self.effort = effort
        self._solver = cp_model.CpSolver()
        self._solver.parameters.num_workers = 1
        self._solver.parameters.random_seed = seed
        self._solver.parameters.linearization_level = 2

    def greatest(self, term: Term) -> Found | None:
        """Return the greatest value of `term`, None where no answer was found."""
        self.terms.model.maximize(term)
        if not self._search():
            return None
        bound = floor(self._solver.best_objective_bound + ROUNDING)
        return Found(self.value(term), bound)

    def least(self, term: Term) -> Found | None:
        """Return the least value of `term`, None where no answer was found."""
        self.terms.model.minimize(term)
        if not self._search():
            return None
        return Found(
            self.value(term), ceil(self._solver.best_objective_bound - ROUNDING)
        )

    def value(self, term: Term) -> int:
        """Return what `term` is in the last answer."""
        return self._solver.value(term)

    def keep(self, term: Term, at_least: int) -> None:
        """Let every later answer have so much of `term`."""
        self.terms.model.add(term >= at_least)

    def _search(self) -> bool:
        """Look for an answer and keep it; return whether there is one."""
        model, variables = self.terms.model, self.terms.variables
        model.clear_hints()  # type: ignore[no-untyped-call]
        for variable, value in zip(variables, self.answer, strict=True):
            model.add_hint(variable, value)
        self._solver.parameters.max_deterministic_time = max(self.effort, LEAST_EFFORT)
        status = self._solver.solve(model)
        self.effort -= self._solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return False
        self.answer = [self._solver.value(variable) for variable in variables]
        return True
