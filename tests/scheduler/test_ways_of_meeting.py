"""All cuts of a session, ways of meeting and windows: everybody gets all it may have."""

from datetime import timedelta
from itertools import product

import pytest

from scheduler.fair import MeetAt
from scheduler.solve import solve
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_session,
    make_supplier,
)

CUTS = [(1, 120, 0), (2, 55, 10), (4, 25, 6), (5, 20, 5), (8, 15, 0)]
"""Rounds, minutes of each and between them: two hours each."""


def fair_of(cut, meet_at, sessions_per_buyer):
    rounds, minutes, between = cut
    sessions = tuple(
        make_session(
            f"P{day + 1}",
            rounds,
            OPENS_AT + timedelta(days=day),
            minutes=minutes,
            between=between,
        )
        for day in range(2)
    )
    return make_fair(
        cut=sessions,
        meet_at=meet_at,
        tables=8 if meet_at is MeetAt.TABLES else None,
        sessions_per_buyer=sessions_per_buyer,
        max_meetings=6,
    )


@pytest.mark.parametrize(("cut", "window"), list(product(CUTS, [1, 2])))
@pytest.mark.parametrize("meet_at", list(MeetAt))
def test_every_buyer_fills_its_window(cut, window, meet_at):
    problem = make_problem(8, 8, fair_of(cut, meet_at, window))

    schedule = solve(problem, make_candidates(problem)).schedule

    # 8 suppliers, 6 meetings at most, and as many rounds as its window holds
    most = min(6, cut[0] * window)
    assert {b: len(m) for b, m in schedule.by_buyer.items()} == {
        buyer.id: most for buyer in problem.buyers
    }


@pytest.mark.parametrize("meet_at", list(MeetAt))
def test_teams_and_tables_meet_at_once(meet_at):
    # one round: two teams, two tables, so that both buyers meet both suppliers
    problem = make_problem(
        [make_buyer(f"b{i}", teams=2) for i in (1, 2)],
        [make_supplier(f"s{i}", tables=2) for i in (1, 2)],
        make_fair(
            rounds=1, meet_at=meet_at, tables=4 if meet_at is MeetAt.TABLES else None
        ),
    )
    assert len(solve(problem, make_candidates(problem)).schedule.meetings) == 4


def test_own_maxima_limit_a_supplier_over_the_whole_fair():
    suppliers = [make_supplier(f"s{i}", max_meetings=i) for i in (0, 1, 2)]
    problem = make_problem(4, suppliers, make_fair(sessions=2, rounds=2))
    schedule = solve(problem, make_candidates(problem)).schedule
    assert {s: len(m) for s, m in schedule.by_supplier.items()} == {"s1": 1, "s2": 2}
