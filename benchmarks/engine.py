"""The scheduler on invented fairs, beside one plain CP-SAT model of the same problem.

`python -m benchmarks.engine [SIZE...] [--plain-limit S]`, a size being like 400x300.
The plain model has a Boolean for each pair and round and the same rules and worths; it
is run on the sizes up to `PLAIN_PAIRS` pairs. Scoring is no part of either time.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.fairs import Shape, build_fair
from scheduler.candidates import Candidates
from scheduler.model.constraints import add_constraints
from scheduler.model.exact import add_objective
from scheduler.model.variables import add_variables
from scheduler.problem import Problem
from scheduler.result import Result
from scheduler.search.improve import buyer_worth
from scheduler.search.instance import build_instance
from scheduler.search.place import shared_slots
from scheduler.search.walks import Walks
from scheduler.solve import solve

SIZES = ("60x40", "150x100", "400x300", "1426x773", "3500x3000", "3500x400")
PLAIN_PAIRS = 30_000


@dataclass(frozen=True)
class Plain:
    """What the plain model reached: seconds, worth, and CP-SAT's word for it."""

    seconds: float
    worth: int
    status: str


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--plain-limit", type=float, default=60.0, metavar="S")
    chosen = parser.parse_args()
    print(
        f"{'size':>10} {'pairs':>8} {'seconds':>8} {'status':>9} {'short':>6} "
        f"{'fit gap':>8} {'walk gap':>8} | {'plain s':>8} {'status':>9} {'worth lost':>10}"
    )
    for size in chosen.sizes:
        buyers, suppliers = (int(n) for n in size.split("x"))
        print_size(size, *build_fair(Shape(buyers, suppliers)), chosen.plain_limit)


def print_size(
    size: str, problem: Problem, candidates: Candidates, limit: float
) -> None:
    """Solve one fair both ways and print the line."""
    began = time.perf_counter()
    result = solve(problem, candidates)
    seconds = time.perf_counter() - began
    tiers = {tier.name: tier for tier in result.tiers}
    fit, walks = tiers["fit"], tiers["walks"]
    gap = (fit.bound - fit.reached) / max(1, fit.bound)
    line = (
        f"{size:>10} {len(candidates):>8} {seconds:>8.2f} {result.status:>9} "
        f"{tiers['shortfall'].value:>6} {gap:>8.3%} {walks.gap:>8.2%} |"
    )
    if len(candidates) <= PLAIN_PAIRS:
        plain = solve_plainly(problem, candidates, limit)
        lost = worth_of(problem, candidates, result) - plain.worth
        line += f" {plain.seconds:>8.2f} {plain.status:>9} {lost:>10}"
    print(line, flush=True)


def solve_plainly(problem: Problem, candidates: Candidates, limit: float) -> Plain:
    """Solve one model of everything, with both cores."""
    began = time.perf_counter()
    instance = build_instance(problem, candidates)
    slots = np.arange(instance.n_slots)
    domain = {
        pair: shared_slots(instance, pair, slots)
        for pair in range(instance.n_pairs)
        if pair not in instance.locked
    }
    variables = add_variables(instance, Walks(instance), domain, instance.locked)
    add_constraints(variables)
    add_objective(variables)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(variables.model)
    placed = dict(instance.locked)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        met = [key for key, var in variables.meets.items() if solver.boolean_value(var)]
        placed |= dict(met)
    worth = buyer_worth(instance, np.array(sorted(placed), np.int64)).sum()
    name = solver.status_name(status).lower()
    return Plain(time.perf_counter() - began, int(worth), name)


def worth_of(problem: Problem, candidates: Candidates, result: Result) -> int:
    """Return the worth of a result before lines and loads were looked at."""
    if result.schedule is None:
        return 0
    instance = build_instance(problem, candidates)
    buyer_rank, supplier_rank = (
        np.argsort(instance.buyer_of),
        np.argsort(instance.supplier_of),
    )
    buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
    supplier_at = {supplier.id: i for i, supplier in enumerate(problem.suppliers)}
    met = Counter(
        (
            int(buyer_rank[buyer_at[m.buyer]]),
            int(supplier_rank[supplier_at[m.supplier]]),
        )
        for m in result.schedule.meetings
    )
    pairs = zip(
        instance.pair_buyer.tolist(), instance.pair_supplier.tolist(), strict=True
    )
    chosen = np.array([pair in met for pair in pairs], np.bool_)
    fit = next(tier for tier in result.tiers if tier.name == "fit")
    return (
        int(buyer_worth(instance, np.flatnonzero(chosen)).sum())
        + fit.reached
        - fit.value
    )


if __name__ == "__main__":
    main()
