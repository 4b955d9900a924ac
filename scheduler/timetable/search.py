"""Fewest breaks by a SAT solver: the bound rises core by core, schedules come down.

Core-guided search (Andres et al. 2012): assume that no break is taken. Each time
the solver answers with a core, assumptions that cannot hold together, one more break
is proven to be needed; the core is replaced by its count, of which one is now free.
A model under the assumptions left has as many breaks as were proven, so is optimal.
Cores prove quickly, but a model is found sooner by a solver to which the bound is a
fact: slices of the two take turns. Beside them short ones ask for a schedule below the
best known, so that there is something to hand back whenever the work has to end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.timetable.encoding import Encoding
    from scheduler.timetable.sat import SatSolver
    from scheduler.timetable.watch import Watch

SLICE = 2_500
"""Conflicts of the first slice of the rising bound; each next one has half more."""
LAST_SLICE = 200
"""Conflicts of a slice where hardly any time is left."""
LOOK = 2_500
"""Conflicts of one look for a schedule beside the rising bound."""
TRIM = 1_000
"""Conflicts that one attempt to shorten a core may take."""


@dataclass
class Found:
    """What is known: the best model, its cost (None: none yet) and a bound."""

    model: set[int] = field(default_factory=set)
    cost: int | None = None
    bound: int = 0
    infeasible: bool = False

    @property
    def settled(self) -> bool:
        """Tell whether there is nothing left to find out."""
        return self.infeasible or self.cost == self.bound


class Search:
    """One run over one encoding; `run` may be called once."""

    def __init__(self, solver: SatSolver, encoding: Encoding, watch: Watch) -> None:
        """Prepare; nothing is searched yet."""
        self._solver = solver
        self._formula = encoding.formula
        self._costs = encoding.costs
        self._watch = watch
        self._assumed = {-cost for cost in encoding.costs}
        self._counts: dict[int, tuple[list[int], int]] = {}
        self._cores = 0
        self._strict: tuple[int, SatSolver] | None = None  # with its bound
        self._total: list[int] | None = None
        self._slice = SLICE
        self._pace = 0.0  # seconds a conflict, as measured
        self.found = Found()

    def run(self) -> Found:
        """Return what is known when it is settled or the watch is over."""
        self._look([], LOOK)
        while not self._is_done():
            if self._rise() is None and not self._is_done():
                self._meet()
                if not self._is_done():
                    self._descend()
        if self._strict:
            self._strict[1].close()
        return self.found

    def _is_done(self) -> bool:
        return self.found.settled or self._watch.is_over()

    def _rise(self) -> bool | None:
        """Search under the assumptions; raise the bound by a core, or finish."""
        answer = self._look(sorted(self._assumed, key=abs), self._slice)
        if answer is False:
            core = self._short_core()
            if not core:
                self.found.infeasible = True
            else:
                self._relax(core)
                self._cores += 1
                self._raise_bound(self._cores)
        return answer

    def _meet(self) -> None:
        """Look for a schedule as good as the bound, which is a fact to its solver."""
        bound = self.found.bound
        if self._strict is None or self._strict[0] != bound:
            self._strict = (bound, self._new_strict(bound))
        answer = self._look([], 2 * self._slice, self._strict[1])
        self._slice += self._slice // 2
        if answer is False:
            self._raise_bound(bound + 1)

    def _new_strict(self, bound: int) -> SatSolver:
        """Return a solver that knows no schedule with more breaks than `bound`."""
        if self._strict:
            self._strict[1].close()
        formula = self._formula.copy()
        formula.forbid_more(formula.count(self._costs, bound + 1), bound)
        return self._solver.another(formula)

    def _descend(self) -> None:
        """Look for a schedule half way down to the bound, or for any at all."""
        cost = self.found.cost
        if cost is None:
            if self._look([], LOOK) is False:
                self.found.infeasible = True
            return
        if self._total is None:
            self._total = self._formula.count(self._costs, cost)
        aim = (self.found.bound + cost) // 2
        if self._look([-self._total[aim]], LOOK) is False:
            self._raise_bound(aim + 1)

    def _look(
        self, assumptions: list[int], conflicts: int, strict: SatSolver | None = None
    ) -> bool | None:
        """Search once; keep the model, which every caller makes better than the last."""
        before = self._watch.left_s
        if self._pace * conflicts > before:
            conflicts = max(LAST_SLICE, int(before / self._pace))
        solver = strict or self._solver
        answer = solver.search(assumptions, conflicts)
        if answer is None:
            self._pace = (before - self._watch.left_s) / conflicts
        if answer:
            model = solver.model()
            cost = sum(literal in model for literal in self._costs)
            self.found.model, self.found.cost = model, cost
            self._watch.tell(cost, self.found.bound)
        return answer

    def _raise_bound(self, bound: int) -> None:
        self.found.bound = max(self.found.bound, bound)
        self._watch.tell(self.found.cost, self.found.bound)

    def _short_core(self) -> list[int]:
        """Return the core, searched again within itself while that makes it shorter."""
        core = self._solver.core()
        while len(core) > 1 and self._solver.search(core, TRIM) is False:
            shorter = self._solver.core()
            if len(shorter) == len(core):
                break
            core = shorter
        return core

    def _relax(self, core: list[int]) -> None:
        """Let one of the core be broken, and assume that no second one is."""
        for literal in core:
            self._assumed.discard(literal)
            if literal in self._counts:
                self._assume_next(*self._counts.pop(literal))
        self._formula.add(*(-literal for literal in core))
        outputs = self._formula.count([-literal for literal in core], len(core))
        self._assume_next(outputs, 0)

    def _assume_next(self, outputs: list[int], reached: int) -> None:
        """Assume that a count does not go beyond `reached` + 1."""
        if reached + 1 < len(outputs):
            literal = -outputs[reached + 1]
            self._assumed.add(literal)
            self._counts[literal] = (outputs, reached + 1)
