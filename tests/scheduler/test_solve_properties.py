"""Random fairs: what comes back is valid, within its bounds, and not a matter of rows."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.candidates import Candidates
from scheduler.errors import ProblemError
from scheduler.model.exact import place_exactly
from scheduler.problem import BuyerId, Problem, Strength, SupplierId
from scheduler.result import Result
from scheduler.search.bounds import find_ideal
from scheduler.search.improve import standing_of
from scheduler.search.instance import build_instance
from scheduler.search.place import shared_slots
from scheduler.search.walks import Walks
from scheduler.settings import SolveSettings
from scheduler.solve import solve
from tests.bound_hunt import faults_of
from tests.builders import make_candidates, make_fair, make_problem
from tests.random_fairs import random_fair

SEEDS = st.integers(0, 10**9)


@contextmanager
def skipping_contradictions():
    """Pass over a case whose random locks contradict the fair."""
    try:
        yield
    except ProblemError:
        assume(False)


def solve_or_skip(problem: Problem, candidates: Candidates, **changes) -> Result:
    """Solve a case."""
    with skipping_contradictions():
        return solve(problem, candidates, SolveSettings(**changes))


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(SEEDS)
def test_solve_always_passes_the_checker_and_stays_within_its_bounds(seed):
    with skipping_contradictions():
        assert faults_of(seed) == []


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_bound_is_no_less_than_what_the_exact_model_finds(seed):
    problem, candidates = random_fair(seed)
    solve_or_skip(problem, candidates)
    instance = build_instance(problem, candidates)
    slots = np.arange(instance.n_slots)
    domain = {
        pair: shared_slots(instance, pair, slots)
        for pair in range(instance.n_pairs)
        if pair not in instance.locked
    }

    answer = place_exactly(
        instance, Walks(instance), domain, instance.locked, {}, seed=0, effort=5
    )

    assert answer is not None
    ideal = find_ideal(instance)
    found = standing_of(instance, {**instance.locked, **answer})
    assert found.worth(ideal.prices) <= ideal.relaxed.total


def renamed_and_shuffled(
    problem: Problem, candidates: Candidates, seed: int
) -> tuple[Problem, Candidates]:
    """Return the same fair with other ids and its rows in another order."""
    random = Random(seed)
    buyer = {b.id: BuyerId(f"x{random.random()}") for b in problem.buyers}
    supplier = {s.id: SupplierId(f"y{random.random()}") for s in problem.suppliers}
    buyers = [replace(b, id=buyer[b.id]) for b in problem.buyers]
    suppliers = [replace(s, id=supplier[s.id]) for s in problem.suppliers]
    random.shuffle(buyers)
    random.shuffle(suppliers)
    wishes = [
        replace(w, buyer=buyer[w.buyer], supplier=supplier[w.supplier])
        for w in problem.suggestions
    ]
    random.shuffle(wishes)
    locks = tuple(
        replace(lock, buyer=buyer[lock.buyer], supplier=supplier[lock.supplier])
        for lock in problem.locks
    )
    other = Problem(problem.fair, tuple(buyers), tuple(suppliers), tuple(wishes), locks)
    rows = [
        (buyer[b], supplier[s], fit, int(lines))
        for (b, s, fit), lines in zip(
            candidates.rows(problem), candidates.lines, strict=True
        )
    ]
    return other, Candidates.build(other, rows)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_row_order_and_names_change_no_tier(seed):
    problem, candidates = random_fair(seed)
    other_problem, other_candidates = renamed_and_shuffled(problem, candidates, seed)

    one = solve_or_skip(problem, candidates)
    other = solve_or_skip(other_problem, other_candidates)

    assert [(t.name, t.value, t.bound) for t in one.tiers] == [
        (t.name, t.value, t.bound) for t in other.tiers
    ]


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_same_input_and_seed_give_the_same_schedule(seed):
    problem, candidates = random_fair(seed)

    first = solve_or_skip(problem, candidates, seed=7)
    second = solve_or_skip(problem, candidates, seed=7)

    assert first.schedule == second.schedule


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_locks_stay_and_nevers_never_meet(seed):
    problem, candidates = random_fair(seed)

    result = solve_or_skip(problem, candidates)

    assert result.schedule is not None
    met = {(m.buyer, m.supplier): m.slot for m in result.schedule.meetings}
    for lock in problem.locks:
        assert met[lock.buyer, lock.supplier] == lock.slot
    for pair in problem.pairs(Strength.NEVER):
        assert pair not in met


@pytest.mark.parametrize("seed", range(10))
def test_pairs_of_a_feasible_fair_all_get_their_minimum(seed):
    # Feasible by construction: buyer i and supplier (i + k) mod n meet in round k.
    n, rounds = 5 + seed, 4
    problem = make_problem(n, n, make_fair(1, rounds, min_meetings=rounds))
    fits = {
        (f"b{i + 1}", f"s{(i + k) % n + 1}"): 50 + (i * k) % 50
        for i in range(n)
        for k in range(rounds)
    }

    result = solve(problem, make_candidates(problem, fits))

    assert result.schedule is not None
    assert result.schedule.shortfalls == ()
    assert result.status == "optimal"
    assert len(result.schedule.meetings) == n * rounds


def test_progress_tells_how_much_fit_there_is_of_what_there_can_be():
    told = []

    class Watcher:
        def tell(self, event) -> None:
            """Keep the event."""
            told.append(event)

        def should_stop(self) -> bool:
            """Never stop."""
            return False

    problem = make_problem(2, 2, make_fair(1, 2))
    solve(problem, make_candidates(problem), progress=Watcher())

    figures = {(e.phase, e.tier, e.value, e.bound) for e in told if e.tier}
    assert figures == {("improvement", "fit", 320, 320)}
