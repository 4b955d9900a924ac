"""The same clauses by CP-SAT, for where python-sat is missing.

Core search without linear relaxation is what suits clauses; it proves fewer cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from scheduler.timetable.found import Found

if TYPE_CHECKING:
    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.encoding import Encoding
    from scheduler.timetable.watch import Watch


def search_with_cpsat(encoding: Encoding, watch: Watch) -> Found:
    """Return what CP-SAT found out, within the watch's time."""
    encoding.strengthen()
    model, variables = _build_model(encoding.formula)
    literals = [_literal(variables, cost) for cost in encoding.costs]
    model.minimize(sum(literals))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.optimize_with_core = True
    solver.parameters.linearization_level = 0
    solver.parameters.max_time_in_seconds = watch.left_s
    status = solver.solve(model, _Teller(watch))
    if status == cp_model.INFEASIBLE:
        return Found(infeasible=True)
    bound = max(0, round(solver.best_objective_bound))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(bound=bound)
    true = {i for i, var in enumerate(variables) if i and solver.boolean_value(var)}
    return Found(encoding.read(true), round(solver.objective_value), bound)


def _build_model(
    formula: Formula,
) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    variables = [model.new_bool_var(f"v{i}") for i in range(formula.variables + 1)]
    for clause in formula.clauses:
        model.add_bool_or([_literal(variables, literal) for literal in clause])
    return model, variables


def _literal(variables: list[cp_model.IntVar], literal: int) -> cp_model.LiteralT:
    variable = variables[abs(literal)]
    return variable if literal > 0 else variable.Not()


class _Teller(cp_model.CpSolverSolutionCallback):
    """Tells of each schedule, and stops the search when somebody wants it to end."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def on_solution_callback(self) -> None:
        """Tell of a schedule."""
        bound = max(0, round(self.best_objective_bound))
        self._watch.tell(round(self.objective_value), bound)
        if self._watch.is_over():
            self.stop_search()
