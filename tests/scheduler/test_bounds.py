"""Bounds on cases whose best schedule is known."""

from __future__ import annotations

import pytest

from scheduler.problem import Strength
from scheduler.search import bounds
from scheduler.search.instance import build_instance
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_suggestion,
    make_supplier,
)


def test_shortfall_bound_is_what_the_tables_cannot_hold():
    # 3 buyers want 2 each = 6; one table, 4 rounds, one session: 2 cannot be met.
    fair = make_fair(1, 4, min_meetings=2, max_meetings=2)
    problem = make_problem(3, [make_supplier("s1", max_meetings=4)], fair)
    instance = build_instance(problem, make_candidates(problem))

    assert bounds.shortfall_bound(instance, 4) == 3  # a buyer meets s1 once: 3 of 6


def test_musts_bound_counts_musts_that_cannot_all_be_placed():
    musts = [make_suggestion(Strength.MUST, f"b{i}") for i in (1, 2, 3)]
    problem = make_problem(3, 1, make_fair(1, 2), suggestions=musts)
    instance = build_instance(problem, make_candidates(problem))

    assert bounds.musts_bound(instance, 2) == 1  # two rounds at one table


def test_musts_bound_without_candidates_is_all_of_them():
    problem = make_problem(1, 1, suggestions=[make_suggestion(Strength.MUST)])
    instance = build_instance(problem, make_candidates(problem, {}))

    assert bounds.musts_bound(instance, 2) == 1


def test_suggestions_bound_takes_off_a_locked_pair_to_avoid():
    problem = make_problem(
        1,
        2,
        suggestions=[
            make_suggestion(Strength.AVOID, supplier="s1"),
            make_suggestion(Strength.PREFER, supplier="s2"),
        ],
        locks=[make_lock()],
    )
    instance = build_instance(problem, make_candidates(problem))

    assert bounds.suggestions_bound(instance, -1) <= 1


def test_coverage_bound_is_the_union_or_the_best_few():
    # max 1 meeting: candidates serve lines {1}, {1, 2}, {3}: one of them serves two.
    problem = make_problem([make_buyer(lines=3)], 3, make_fair(1, 3, max_meetings=1))
    lines = {("b1", "s1"): 0b001, ("b1", "s2"): 0b011, ("b1", "s3"): 0b100}
    instance = build_instance(problem, make_candidates(problem, lines=lines))

    assert bounds.coverage_bound(instance) == 2


def test_coverage_bound_of_a_buyer_without_candidates_is_nothing():
    problem = make_problem(2, 1)
    instance = build_instance(problem, make_candidates(problem, {("b1", "s1"): 80}))

    assert bounds.coverage_bound(instance) == 1


@pytest.mark.parametrize(
    ("count", "parts", "least"), [(0, 3, 0), (7, 3, 17), (6, 3, 12), (5, 0, 0)]
)
def test_even_bound_is_the_even_split(count, parts, least):
    assert bounds.even_bound(count, parts) == least  # 7 = 3 + 2 + 2: 9 + 4 + 4


def test_fit_bound_holds_for_the_shortfall_reached():
    # One round: s1 can serve b1 (99) or b2 (40), not both; shortfall 1 either way.
    problem = make_problem(2, 1, make_fair(1, 1))
    fits = {("b1", "s1"): 99, ("b2", "s1"): 40}

    result = solve(problem, make_candidates(problem, fits))

    tiers = {tier.name: tier for tier in result.tiers}
    assert (tiers["shortfall"].value, tiers["shortfall"].bound) == (1, 1)
    assert (tiers["fit"].value, tiers["fit"].bound, tiers["fit"].gap) == (99, 99, 0)
    assert result.status == "optimal"
