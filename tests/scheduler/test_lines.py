"""Lines served by choosing anew, where no single swap could."""

from __future__ import annotations

import pytest

from scheduler.settings import SolveSettings
from scheduler.solve import solve
from tests.builders import make_buyer, make_candidates, make_fair, make_problem


def tiers_of(low: int, **settings) -> dict[str, tuple[int, int]]:
    """Solve a fair of two tables that are both full; return value and `reached`.

    Each buyer fits one supplier with 80 and no line, the other with `low` and its line.
    """
    buyers = [make_buyer("b1", lines=1), make_buyer("b2", lines=1)]
    problem = make_problem(buyers, 2, make_fair(1, 1, max_meetings=1))
    pairs = {("b1", "s1"): 0, ("b1", "s2"): 1, ("b2", "s1"): 1, ("b2", "s2"): 0}
    fits = {pair: low if line else 80 for pair, line in pairs.items()}
    candidates = make_candidates(problem, fits, pairs)
    result = solve(problem, candidates, SolveSettings(**settings))
    return {tier.name: (tier.value, tier.reached) for tier in result.tiers}


def test_two_buyers_exchange_suppliers_when_that_serves_both_their_lines():
    tiers = tiers_of(78)

    assert tiers["fit"] == (156, 160)
    assert tiers["coverage"] == (2, 2)


@pytest.mark.parametrize("nothing", [{"line_worth": 0}, {"fit_tolerance": 0.0}])
def test_nothing_is_chosen_anew_where_lines_may_cost_nothing(nothing):
    assert tiers_of(78, **nothing)["fit"] == (160, 160)


def test_lines_cost_no_more_fit_than_is_allowed():
    # 2 x 60 + 2 x 50 is more than 160, but 40 of 160 is more than 6 percent.
    assert tiers_of(60, line_worth=50)["fit"] == (160, 160)


def test_nothing_is_chosen_anew_where_no_line_is_left_to_serve(monkeypatch):
    def refuse(*_):
        raise AssertionError("a flow was asked")

    monkeypatch.setattr("scheduler.search.lines.choose_pairs", refuse)
    problem = make_problem(2, 2, make_fair(1, 2, max_meetings=1))
    fits = {("b1", "s1"): 80, ("b2", "s2"): 80}

    result = solve(problem, make_candidates(problem, fits))

    assert len(result.schedule.meetings) == 2
