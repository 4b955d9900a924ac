"""Bounds on cases whose best schedule is known."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.problem import Strength
from scheduler.search import bounds
from scheduler.search.at_prices import AtPrices
from scheduler.search.bounds import find_ideal
from scheduler.search.instance import build_instance
from scheduler.search.worth import MODEST, Standing
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


def test_a_buyer_who_comes_for_few_rounds_is_short_without_any_flow(monkeypatch):
    # One session of two rounds, three suppliers: one meeting of three is out of reach,
    # and there is one way only to be short of it.
    problem = make_problem(1, 3, make_fair(2, 2, min_meetings=3, max_meetings=5))
    instance = build_instance(problem, make_candidates(problem))
    ideal = find_ideal(instance)
    assert ideal.prices == MODEST
    monkeypatch.delattr(bounds, "choose_relaxed")

    above = {"musts": 0, "shortfall": 1, "suggestions": 0, "fit": 160}
    assert bounds.shortfall_bound(instance, 1) == 1
    assert bounds.fit_bound(instance, ideal, above) == 160


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

    assert coverage_bound(instance, 1) == 2


def test_coverage_bound_of_a_buyer_without_candidates_is_nothing():
    problem = make_problem(2, 1)
    instance = build_instance(problem, make_candidates(problem, {("b1", "s1"): 80}))

    assert coverage_bound(instance, 1) == 1


@pytest.mark.parametrize(
    ("count", "parts", "least"), [(0, 3, 0), (7, 3, 17), (6, 3, 12), (5, 0, 0)]
)
def test_even_bound_is_the_even_split(count, parts, least):
    limits = np.full(parts, 9)

    assert bounds.even_bound(count, limits) == least  # 7 = 3 + 2 + 2: 9 + 4 + 4


def test_even_split_goes_no_further_than_limits():
    # 7 over parts that hold 1, 9 and 9: 1 + 3 + 3; over 1 and 2 only these 3 count.
    assert bounds.even_bound(7, np.array([1, 9, 9])) == 1 + 9 + 9
    assert bounds.even_bound(7, np.array([1, 2])) == 1 + 4


def test_crowds_are_no_evener_than_who_can_come():
    # Both buyers can come to P1 only: 2 squared, though there are two sessions.
    buyers = [make_buyer(f"b{i}", sessions=("P1",)) for i in (1, 2)]
    problem = make_problem(buyers, 2, make_fair(2, 2))
    instance = build_instance(problem, make_candidates(problem))

    assert bounds.sessions_bound(instance, 2) == 4


def coverage_bound(instance, lines: int, fit: int = 0) -> int:
    """Bound the lines of schedules without wishes that reach `fit`."""
    above = Standing(musts=0, met=0, shared=0, suggestions=0, fit=fit)
    return bounds.coverage_bound(asked(instance), bounds.Reached(above, lines))


def asked(instance, line_worth: int = 10) -> AtPrices:
    """Return the best choices without sessions, found when they are asked for."""
    return AtPrices(instance, find_ideal(instance), line_worth)


def two_lines_or_fit():
    """One meeting of b1: 90 for one line, 70 for two lines, 80 for another."""
    problem = make_problem([make_buyer(lines=3)], 3, make_fair(1, 3, max_meetings=1))
    fits = {("b1", "s1"): 90, ("b1", "s2"): 70, ("b1", "s3"): 80}
    lines = {("b1", "s1"): 0b001, ("b1", "s2"): 0b011, ("b1", "s3"): 0b100}
    return build_instance(problem, make_candidates(problem, fits, lines))


def test_coverage_bound_counts_what_the_fit_reached_leaves():
    # Worth with lines: 90 + 10, 70 + 20, 80 + 10; met pays 1000 once. With fit 90 no
    # more than (100 - 90) / 10 lines; with fit 70 (100 - 70) / 10 = 3, but 2 at most.
    instance = two_lines_or_fit()
    met = Standing(musts=0, met=1, shared=0, suggestions=0, fit=90)

    def bound(standing: Standing) -> int:
        reached = bounds.Reached(standing, 0)
        return bounds.coverage_bound(asked(instance), reached)

    assert bound(met) == 1
    assert bound(met._replace(fit=70)) == 2


def test_coverage_bound_asks_no_flow_where_lines_are_worth_nothing():
    instance = two_lines_or_fit()
    above = Standing(musts=0, met=1, shared=0, suggestions=0, fit=90)

    assert bounds.coverage_bound(asked(instance, 0), bounds.Reached(above, 1)) == 2


@pytest.mark.parametrize("grants", [0, 3])
def test_lines_counted_twice_are_granted_instead(monkeypatch, grants):
    # s1 and s2 serve lines 1 and 2 alike; both are met: 2 lines, though 4 are offered.
    monkeypatch.setattr(bounds, "GRANTS", grants)
    problem = make_problem([make_buyer(lines=2)], 2, make_fair(1, 2))
    lines = {("b1", "s1"): 0b11, ("b1", "s2"): 0b11}
    instance = build_instance(problem, make_candidates(problem, None, lines))
    above = Standing(musts=0, met=1, shared=0, suggestions=0, fit=160)
    reached = bounds.Reached(above, 1)

    assert bounds.coverage_bound(asked(instance), reached) == 2


def test_balance_bound_weighs_loads_against_fit():
    # Everybody fits s1 (80) and s2 (78): each second meeting costs 2 and evens loads.
    problem = make_problem(4, 2, make_fair(1, 4, max_meetings=1))
    fits = {(f"b{i}", f"s{j}"): 82 - 2 * j for i in range(1, 5) for j in (1, 2)}
    instance = build_instance(problem, make_candidates(problem, fits))

    def bound(fit: int) -> int:
        above = Standing(musts=0, met=4, shared=0, suggestions=0, fit=fit)
        reached = bounds.Reached(above, 0)
        return bounds.balance_bound(asked(instance, 0), reached, meetings=4)

    # Worth less loads, in quarters: 4 at s1 1280 - 16, 3 and 1 1272 - 10, 2 and 2 1264 - 8.
    assert bound(320) == 16  # 4 x 320 - 1264
    assert bound(316) == 8  # no evener than two and two


def test_balance_bound_of_a_large_fair_counts_meetings_alone(monkeypatch):
    monkeypatch.setattr("scheduler.search.bounds.WEIGHED_PAIRS", 0)
    problem = make_problem(4, 2, make_fair(1, 4, max_meetings=1))
    instance = build_instance(problem, make_candidates(problem))
    above = Standing(musts=0, met=4, shared=0, suggestions=0, fit=320)

    reached = bounds.Reached(above, 0)
    assert bounds.balance_bound(asked(instance, 0), reached, meetings=4) == 8


def test_fit_bound_holds_for_the_shortfall_reached():
    # One round: s1 can serve b1 (99) or b2 (40), not both; shortfall 1 either way.
    problem = make_problem(2, 1, make_fair(1, 1))
    fits = {("b1", "s1"): 99, ("b2", "s1"): 40}

    result = solve(problem, make_candidates(problem, fits))

    tiers = {tier.name: tier for tier in result.tiers}
    assert (tiers["shortfall"].value, tiers["shortfall"].bound) == (1, 1)
    assert (tiers["fit"].value, tiers["fit"].bound, tiers["fit"].gap) == (99, 99, 0)
    assert result.status == "optimal"
