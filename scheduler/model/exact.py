"""Solve a neighbourhood (or a whole small fair) exactly: build, run, extract."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model.constraints import add_constraints
from scheduler.model.variables import Variables, add_variables
from scheduler.search.worth import minimum_steps, pair_worth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks


def place_exactly(
    instance: Instance,
    walks: Walks,
    domain: Mapping[int, Sequence[int]],
    fixed: Mapping[int, int],
    hint: Mapping[int, int],
    *,
    seed: int,
    effort: float,
) -> dict[int, int] | None:
    """Return pair -> slot of greatest worth for the pairs of `domain`.

    `fixed` meetings stay. `hint` is where the search starts. `effort` is CP-SAT's
    deterministic time (about seconds of one core), so that the answer does not depend
    on how busy the machine is. None when no answer was found within it.
    """
    beside = _in_the_way(instance, domain, fixed)
    variables = add_variables(instance, walks, domain, beside)
    add_constraints(variables)
    add_objective(variables)
    for (pair, slot), meets in variables.meets.items():
        variables.model.add_hint(meets, hint.get(pair) == slot)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(variables.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return {
        pair: slot
        for (pair, slot), meets in variables.meets.items()
        if solver.boolean_value(meets)
    }


def _in_the_way(
    instance: Instance, domain: Mapping[int, Sequence[int]], fixed: Mapping[int, int]
) -> Mapping[int, int]:
    """Return the `fixed` meetings of parties that have a pair in `domain`.

    All of them where the organiser's tables or interpreters are everybody's.
    """
    if instance.problem.fair.tables is not None or instance.interpreting.able:
        return fixed
    near = np.zeros(len(fixed), np.bool_)
    pairs, others = np.array(list(domain), np.int64), np.array(list(fixed), np.int64)
    for party in (instance.pair_buyer, instance.pair_supplier):
        near |= np.isin(party[others], party[pairs])
    return {pair: fixed[pair] for pair in others[near].tolist()}


def add_objective(v: Variables) -> None:
    """Maximise the worth of the meetings, the first ones up to the minimum above all."""
    pairs_asked = np.array([pair for pair, _ in v.meets], np.int64)
    worth = pair_worth(v.instance, rows=pairs_asked).tolist()
    terms = [each * meets for each, meets in zip(worth, v.meets.values(), strict=True)]
    used = Counter(int(v.instance.pair_buyer[pair]) for pair in v.fixed)
    steps = minimum_steps(v.instance.problem.fair.min_meetings)
    for buyer, pairs in v.of_buyer.items():
        pay = steps[used[buyer] :]
        reached = [v.model.new_bool_var(f"b{buyer}_step{k}") for k in range(len(pay))]
        meetings = [v.meets[p, t] for p in pairs for t in v.domain[p]]
        v.model.add(sum(reached) <= sum(meetings))
        terms += [more * step for more, step in zip(pay, reached, strict=True)]
    v.model.maximize(sum(terms))
