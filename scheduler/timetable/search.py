"""Fewest breaks by a SAT solver: the bound rises core by core, schedules come down.

Core-guided search (Andres et al. 2012): assume that no break is taken. Each time
the solver answers with a core, assumptions that cannot hold together, one more break
is proven to be needed; the core is replaced by its count, of which one is now free.
A model under the assumptions left has as many breaks as were proven, so is optimal.
Cores prove quickly, but a model is found sooner by a solver to which the bound is a
fact: slices of the two take turns. Such solvers come in two kinds, since none finds
all: over the lean clauses, and over all of them. To a bound of no breaks belong clauses
of their own, which are far fewer. Beside them short slices ask for a timetable below the
best known, so that there is something to hand back whenever the work has to end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.timetable.found import Found
from scheduler.timetable.sat import FINDING, PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable

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


@dataclass(frozen=True)
class Strict:
    """A solver that knows no timetable with more breaks than some bound."""

    encoding: Encoding
    solver: SatSolver


class Search:
    """One run over one encoding; `run` may be called once.

    `rigid` returns the encoding of the same problem in which nobody has a break.
    """

    def __init__(
        self,
        solver: SatSolver,
        encoding: Encoding,
        rigid: Callable[[], Encoding],
        watch: Watch,
    ) -> None:
        """Prepare; nothing is searched yet."""
        self._solver = solver
        self._encoding = encoding
        self._rigid = rigid
        self._formula = encoding.formula
        self._costs = encoding.costs
        self._watch = watch
        self._assumed = {-cost for cost in encoding.costs}
        self._counts: dict[int, tuple[list[int], int]] = {}
        self._cores = 0
        self._strict: dict[bool, Strict] = {}  # by whether its clauses are lean
        self._met = -1  # the bound of those
        self._lean = True  # the kind that had the last turn
        self._total: list[int] | None = None
        self._slice = SLICE
        self._pace = 0.0  # seconds a conflict, as measured
        self.found = Found()

    def run(self) -> Found:
        """Return what is known when it is settled or the watch is over."""
        self._look([], LOOK)
        if not self._is_done():
            self._meet()
        while not self._is_done():
            if self._rise() is None and not self._is_done():
                self._meet()
                if not self._is_done():
                    self._descend()
        self._drop_strict()
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
        """Look for a timetable as good as the bound, which is a fact to its solver."""
        bound = self.found.bound
        if self._met != bound:
            self._drop_strict()
            self._met = bound
        self._lean = not self._lean
        if self._lean not in self._strict:
            self._strict[self._lean] = self._new_strict(bound, self._lean)
        answer = self._look([], 2 * self._slice, self._strict[self._lean])
        self._slice += self._slice // 2
        if answer is False:
            self._raise_bound(bound + 1)

    def _drop_strict(self) -> None:
        for strict in self._strict.values():
            strict.solver.close()
        self._strict.clear()

    def _new_strict(self, bound: int, lean: bool) -> Strict:
        encoding = self._encoding if bound else self._rigid()
        formula = (encoding.lean if lean else encoding.formula).copy()
        formula.forbid_more(formula.count(encoding.costs, bound + 1), bound)
        options = FINDING if lean else PATIENT
        return Strict(encoding, self._solver.another(formula, options))

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
        self, assumptions: list[int], conflicts: int, strict: Strict | None = None
    ) -> bool | None:
        """Search once; keep what is found, which every caller makes better than before."""
        before = self._watch.left_s
        if self._pace * conflicts > before:
            conflicts = max(LAST_SLICE, int(before / self._pace))
        solver = strict.solver if strict else self._solver
        answer = solver.search(assumptions, conflicts)
        if answer is None:
            self._pace = (before - self._watch.left_s) / conflicts
        if answer:
            self._keep(solver.model(), strict.encoding if strict else self._encoding)
        return answer

    def _keep(self, model: set[int], encoding: Encoding) -> None:
        self.found.timetable = encoding.read(model)
        self.found.cost = sum(literal in model for literal in encoding.costs)
        self._watch.tell(self.found.cost, self.found.bound)

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
