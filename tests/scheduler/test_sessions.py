"""The plan of sessions: no flow where everybody's wishes have room."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.search import sessions
from scheduler.search.bounds import find_ideal
from scheduler.search.instance import build_instance
from scheduler.search.sessions import plan_sessions
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_slot,
    make_supplier,
)


@pytest.fixture
def flows(monkeypatch):
    """Return a list that gains an entry whenever pairs are chosen by a flow."""
    asked = []
    choose = sessions.choose_pairs

    def counted(*arguments, **more):
        asked.append(1)
        return choose(*arguments, **more)

    monkeypatch.setattr(sessions, "choose_pairs", counted)
    return asked


def plan_of(buyers, suppliers, fair):
    """Return the pairs planned, as (buyer, supplier, session), all by number."""
    problem = make_problem(buyers, suppliers, fair)
    instance = build_instance(problem, make_candidates(problem))
    plan = plan_sessions(instance, find_ideal(instance), 0.0, lambda: True)
    rows = np.flatnonzero(plan.chosen)
    columns = instance.pair_buyer, instance.pair_supplier, plan.session_of
    return sorted(tuple(int(c[row]) for c in columns) for row in rows)


def test_where_all_wishes_have_room_in_their_sessions_they_are_the_plan(flows):
    found = plan_of(2, 1, make_fair(2, 1))

    assert [pair[:2] for pair in found] == [(0, 0), (1, 0)]
    assert {session for _, _, session in found} == {0, 1}
    assert flows == []


def test_a_table_wanted_twice_in_its_session_is_given_by_the_flow(flows):
    first_day_only = frozenset({"P1"})
    buyers = [make_buyer(b, sessions=first_day_only) for b in ("b1", "b2")]

    found = plan_of(buyers, 1, make_fair(2, 1))

    assert len(found) == 1
    assert flows


def test_a_wish_outside_its_buyers_window_is_given_up_by_the_flow(flows):
    # s1 is there on the first day only, s2 on the second; b1 comes on one day
    days = {"s1": "P2", "s2": "P1"}
    suppliers = [
        make_supplier(s, absent=frozenset({make_slot(i, day) for i in range(2)}))
        for s, day in days.items()
    ]

    found = plan_of(1, suppliers, make_fair(2, 2))

    assert len(found) == 1
    assert flows


def start_together(monkeypatch):
    """Let everybody begin in the first session."""

    def first_session(instance, *_):
        windows = np.zeros((instance.n_buyers, instance.n_sessions), np.bool_)
        windows[:, 0] = True
        return windows

    monkeypatch.setattr(sessions, "open_windows", first_session)


def test_who_has_no_seat_is_moved_to_a_session_with_one(monkeypatch, flows):
    start_together(monkeypatch)

    found = plan_of(2, 1, make_fair(2, 1))

    assert {session for _, _, session in found} == {0, 1}
    assert len(found) == 2
    assert len(flows) == 1  # where both have seats nothing is better


def test_moves_that_gain_nothing_end_the_search(monkeypatch, flows):
    start_together(monkeypatch)
    monkeypatch.setattr(sessions, "move_gainers", lambda _, now, *__: now.windows)

    found = plan_of(2, 1, make_fair(2, 1))

    assert len(found) == 1
    # first, moved once in vain, at steep prices, moved twice in vain
    assert len(flows) == 5
