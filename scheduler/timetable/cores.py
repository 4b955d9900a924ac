"""What is assumed about breaks, and what the cores of a solver have proven of them.

Core-guided search (Andres et al. 2012): assume that no break is taken. Each time the
solver answers with a core, assumptions that cannot hold together, one more break is
proven to be needed; the core is replaced by its count, of which one is now free.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.sat import SatSolver

TRIM = 1_000
"""Conflicts that one attempt to shorten a core may take."""
SMALL = 12
"""Literals of the largest core from which each one is tried to be left out."""
SPARE = 300
"""Conflicts that one attempt to leave a literal out may take."""


class Cores:
    """The assumptions over one formula, which grows by the counts of cores.

    No model has fewer breaks than `bound`; a model under the assumptions has as many.
    Counts are only ever assumed to be small, so half of each is said: how many break
    at least.
    """

    def __init__(self, formula: Formula, costs: Sequence[int]) -> None:
        """Assume that none of `costs` holds."""
        self.bound = 0
        self._formula = formula
        self._assumed = {-cost for cost in costs}
        self._counts: dict[int, tuple[list[int], int]] = {}

    @property
    def assumptions(self) -> list[int]:
        """Return what is assumed, in a stable order."""
        return sorted(self._assumed, key=abs)

    def relax(self, core: list[int]) -> None:
        """Let one of the core be broken, and assume that no second one is."""
        for literal in core:
            self._assumed.discard(literal)
            if literal in self._counts:
                self._assume_next(*self._counts.pop(literal))
        self._formula.add(*(-literal for literal in core))
        broken = [-literal for literal in core]
        outputs = self._formula.count(broken, len(broken), exact=False)
        self._assume_next(outputs, 0)
        self.bound += 1

    def _assume_next(self, outputs: list[int], reached: int) -> None:
        """Assume that a count does not go beyond `reached` + 1."""
        if reached + 1 < len(outputs):
            literal = -outputs[reached + 1]
            self._assumed.add(literal)
            self._counts[literal] = (outputs, reached + 1)


def short_core(solver: SatSolver) -> list[int]:
    """Return the solver's core, made shorter: a short one proves more for what follows.

    It is searched again within itself while that helps; then, if it is small, without
    one literal after the other.
    """
    core = solver.core()
    while len(core) > 1 and solver.search(core, TRIM) is False:
        shorter = solver.core()
        if len(shorter) == len(core):
            break
        core = shorter
    for literal in core if len(core) <= SMALL else ():
        rest = [other for other in core if other != literal]
        if literal in core and rest and solver.search(rest, SPARE) is False:
            core = solver.core()
    return core
