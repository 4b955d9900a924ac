"""The SAT solver behind one small class: slices of search that can be resumed.

Imports python-sat, so import this module only where it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType

from pysat.solvers import Cadical195

from scheduler.timetable.cnf import Formula

OPTIONS = {"phase": 0, "stabilizeonly": 1}
"""First guesses are "no": most meetings are not in most slots, most breaks not taken.

Only the stable mode, of rare restarts: switching between it and quick ones, as is usual,
took half as many conflicts again to find a timetable of the hard published problems.
"""


class SatSolver:
    """CaDiCaL over a formula that may still grow; use it in a `with` block."""

    def __init__(self, formula: Formula) -> None:
        """Take over the clauses of `formula`."""
        self._formula = formula
        self._known = 0
        self._solver = Cadical195()
        self._solver.configure(OPTIONS)

    def __enter__(self) -> SatSolver:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the solver's memory back."""
        self.close()

    def close(self) -> None:
        """Give the solver's memory back; nothing else may be asked after this."""
        self._solver.delete()

    def search(self, assumptions: Sequence[int], conflicts: int) -> bool | None:
        """Tell whether the formula holds under `assumptions`; None: not known yet.

        Gives up after `conflicts` conflicts, so the same calls give the same answers
        on any machine; what was learnt is kept for the next call.
        """
        for clause in self._formula.clauses[self._known :]:
            self._solver.add_clause(clause)
        self._known = len(self._formula.clauses)
        self._solver.conf_budget(conflicts)
        answer: bool | None = self._solver.solve_limited(assumptions=list(assumptions))
        return answer

    def model(self) -> set[int]:
        """Return the true variables, after a search that said True."""
        return {literal for literal in self._solver.get_model() if literal > 0}

    def core(self) -> list[int]:
        """Return assumptions that cannot hold together, after one that said False."""
        return sorted(self._solver.get_core() or (), key=abs)
