"""Fewest breaks by a SAT solver: the bound rises core by core, schedules come down.

The first question is for a timetable without any break, which has clauses of its own,
far fewer. Then cores raise the bound (see `cores`), and a model under the assumptions
that are left is optimal. Both are asked over the rules alone first;
clauses that follow from them double the formula, slow most questions down, and come in
where one stays open. Once cores no longer come quickly, a model is found sooner by a
solver to which these assumptions are facts, since it can simplify its clauses: slices of
the two take turns. Beside them short slices ask for a timetable below the best known,
so that there is something to hand back whenever the work has to end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.timetable.cores import Cores, short_core
from scheduler.timetable.found import Found

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.encoding import Encoding
    from scheduler.timetable.sat import SatSolver
    from scheduler.timetable.watch import Watch

LEAN = 3_000
"""Conflicts of a slice with no more clauses than the rules need."""
RIGID = 4_000
"""Conflicts of the question for a timetable without a break, after that."""
SLICE = 1_000
"""Conflicts of the first slice of the rising bound; each next one has half more."""
STRICT = 6
"""So many times as long are slices of the solver that takes assumptions as facts."""
LAST_SLICE = 200
"""Conflicts of a slice where hardly any time is left."""
LOOK = 2_500
"""Conflicts of one look for a schedule beside the rising bound."""


@dataclass(frozen=True)
class Asked:
    """Clauses, and the solver that is asked about them."""

    encoding: Encoding
    solver: SatSolver


class Search:
    """One run over the clauses of one problem; `run` may be called once.

    `encode` returns the clauses: all of them for None, or those in which nobody has
    more breaks than a number; `start` returns a solver over a formula.
    """

    def __init__(
        self,
        encode: Callable[[int | None], Encoding],
        start: Callable[[Formula], SatSolver],
        watch: Watch,
    ) -> None:
        """Prepare; nothing is searched yet."""
        self._encode = encode
        self._start = start
        self._watch = watch
        self._strict: Asked | None = None
        self._met = 0  # the bound that is a fact to the strict solver
        self._total: list[int] | None = None
        self._failed = 0  # looks for a better timetable, one after the other
        self._slice = SLICE
        self._pace = 0.0  # seconds a conflict, as measured
        self.found = Found()

    def run(self) -> Found:
        """Return what is known when it is settled or the watch is over."""
        if not self._ask_rigid():
            encoding = self._encode(None)
            self._climb(Asked(encoding, self._start(encoding.formula)))
        self._drop_strict()
        return self.found

    def _ask_rigid(self) -> bool | None:
        """Ask for a timetable without any break."""
        rigid = self._encode(0)
        self._strict = Asked(rigid, self._start(rigid.formula))
        answer = self._ask(self._strict, LEAN)
        if answer is None and not self._watch.is_over():
            self._strict = self._strengthen(self._strict)
            answer = self._ask(self._strict, RIGID)
        return answer

    def _strengthen(self, asked: Asked) -> Asked:
        """Add what follows, and begin again, unless there is nothing to add."""
        formula = asked.encoding.formula
        before = len(formula.clauses)
        asked.encoding.strengthen()
        if len(formula.clauses) == before:
            return asked
        asked.solver.close()
        return Asked(asked.encoding, self._start(formula))

    def _climb(self, free: Asked) -> None:
        """Raise the bound, and look for timetables, over all clauses."""
        cores = Cores(free.encoding.formula, free.encoding.costs)
        if self._look(free, [], LOOK) is False:
            self.found.infeasible = True
        if self._rise(free, cores, LEAN) is None and not self._is_done():
            free = self._strengthen(free)
        while not self._is_done():
            if self._rise(free, cores, self._slice) is None and not self._is_done():
                self._meet(free, cores)
                if not self._is_done():
                    self._descend(free)
        free.solver.close()

    def _is_done(self) -> bool:
        return self.found.settled or self._watch.is_over()

    def _rise(self, free: Asked, cores: Cores, conflicts: int) -> bool | None:
        """Search, raising the bound core by core; True: done, None: it takes long."""
        while not self._is_done():
            answer = self._look(free, cores.assumptions, conflicts)
            if answer is not False:
                return answer
            core = short_core(free.solver)
            if not core:
                self.found.infeasible = True
                return False
            cores.relax(core)
            self._raise_bound(cores.bound)
        return True

    def _meet(self, free: Asked, cores: Cores) -> None:
        """Look for a timetable as good as the bound, which is a fact to its solver."""
        bound = self.found.bound
        if self._met != bound or self._strict is None:
            self._drop_strict()
            while cores.bound < bound:  # proven elsewhere, so all together are a core
                cores.relax(cores.assumptions)
            formula = free.encoding.formula.copy()
            for literal in cores.assumptions:
                formula.add(literal)
            self._strict = Asked(free.encoding, self._start(formula))
            self._met = bound
        answer = self._ask(self._strict, STRICT * self._slice)
        if answer is False and not cores.assumptions:
            self.found.infeasible = True
        self._slice += self._slice // 2

    def _ask(self, strict: Asked, conflicts: int) -> bool | None:
        answer = self._look(strict, [], conflicts)
        if answer is False:
            self._raise_bound(self._met + 1)
            self._drop_strict()
        return answer

    def _drop_strict(self) -> None:
        if self._strict is not None:
            self._strict.solver.close()
            self._strict = None

    def _descend(self, free: Asked) -> None:
        """Look for a schedule half way down to the bound, or for any at all.

        Where that takes long, for one half as far from the best known the next time,
        and then again as far from each that is found.
        """
        cost = self.found.cost
        if cost is None:
            if self._look(free, [], LOOK) is False:
                self.found.infeasible = True
            return
        gap = cost - self.found.bound
        step = max(1, (gap + 1) // 2 >> self._failed)
        if step == gap:
            return  # the strict solver is asked that
        aim = cost - step
        if self._total is None:
            costs = free.encoding.costs
            self._total = free.encoding.formula.count(costs, cost, exact=False)
        answer = self._look(free, [-self._total[aim]], LOOK)
        if answer is False:
            self._raise_bound(aim + 1)
        elif answer is None:
            self._failed += 1
        elif self._failed and not self._is_done():
            self._descend(free)

    def _look(
        self, asked: Asked, assumptions: list[int], conflicts: int
    ) -> bool | None:
        """Search once; keep what is found, which every caller makes better than before."""
        before = self._watch.left_s
        if self._pace * conflicts > before:
            conflicts = max(LAST_SLICE, int(before / self._pace))
        answer = asked.solver.search(assumptions, conflicts)
        if answer is None:
            self._pace = (before - self._watch.left_s) / conflicts
        if answer:
            self._keep(asked.solver.model(), asked.encoding)
        return answer

    def _keep(self, model: set[int], encoding: Encoding) -> None:
        self.found.timetable = encoding.read(model)
        self.found.cost = sum(literal in model for literal in encoding.costs)
        self._watch.tell(self.found.cost, self.found.bound)

    def _raise_bound(self, bound: int) -> None:
        self.found.bound = max(self.found.bound, bound)
        self._watch.tell(self.found.cost, self.found.bound)
