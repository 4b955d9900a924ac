"""One hall a session, where halls are too far apart between rounds."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.fair import MeetAt, Walk
from scheduler.search import halls
from scheduler.search.bounds import find_ideal
from scheduler.search.halls import are_apart, are_dealt, in_main_halls
from scheduler.search.instance import build_instance
from scheduler.search.room import free_room
from scheduler.search.windows import designate
from scheduler.solve import solve
from tests.builders import make_candidates, make_fair, make_problem, make_supplier


def two_halls(sessions=2, rounds=2, far=9, **changes):
    """Return a fair of a buyer and four suppliers, by turns in two halls."""
    suppliers = [make_supplier(f"s{i}", hall="AB"[i % 2]) for i in range(4)]
    allowed = {"sessions_per_buyer": sessions, "max_meetings": 4} | changes
    fair = make_fair(sessions, rounds, walk=Walk(3, far), **allowed)
    return make_problem(1, suppliers, fair)


def instance_of(problem):
    """Return the instance of a fair whose pairs all fit alike."""
    return build_instance(problem, make_candidates(problem))


@pytest.mark.parametrize(
    ("changes", "dealt", "apart"),
    [
        ({}, True, True),
        ({"far": 5}, True, False),  # the pause
        ({"rounds": 1}, True, False),  # no two rounds of a session
        ({"far": 3}, False, False),  # no further than inside a hall
        ({"sessions_per_buyer": 1}, False, False),
        ({"meet_at": MeetAt.BUYER_BOOTH}, False, False),
    ],
)
def test_main_halls_are_dealt_where_buyers_walk_further_between_halls(
    monkeypatch, changes, dealt, apart
):
    monkeypatch.setattr(halls, "MANY_PAIRS", 0)
    instance = instance_of(two_halls(**changes))

    assert (are_dealt(instance), are_apart(instance)) == (dealt, apart)


def test_small_fairs_need_no_main_halls():
    assert not are_dealt(instance_of(two_halls()))


@pytest.mark.parametrize(("far", "sessions"), [(9, {-1}), (4, {0, 1})])
def test_a_pair_of_no_main_hall_meets_anywhere_or_nowhere(monkeypatch, far, sessions):
    # three meetings wanted in A fill both sessions of the buyer; one in B is left
    monkeypatch.setattr(halls, "MANY_PAIRS", 0)
    suppliers = [make_supplier(f"s{i}", hall="BAAA"[i]) for i in range(4)]
    fair = make_fair(2, 2, walk=Walk(3, far), sessions_per_buyer=2, max_meetings=4)
    instance = instance_of(make_problem(1, suppliers, fair))
    relaxed = find_ideal(instance).relaxed

    session_of = designate(instance, np.ones((1, 2), np.bool_), relaxed, lambda: True)

    hall = [instance.problem.suppliers[i].hall for i in instance.supplier_of]
    (left,) = np.flatnonzero([hall[s] == "B" for s in instance.pair_supplier])
    assert session_of[left] in sessions
    assert (np.delete(session_of, left) >= 0).all()


def test_each_session_has_the_hall_that_lacks_most():
    instance = instance_of(two_halls(sessions=3))
    room, windows = free_room(instance, {}), np.ones((1, 3), np.bool_)
    hall = [instance.problem.suppliers[i].hall for i in instance.supplier_of]

    inside = in_main_halls(instance, room, windows, np.ones(4, np.bool_))

    # two meetings in either hall, two rounds a session: the third needs none
    by_hall = {
        hall[s]: inside[i].tolist() for i, s in enumerate(instance.pair_supplier)
    }
    assert by_hall == {"A": [True, False, False], "B": [False, True, False]}


def test_no_session_is_shared_by_halls_that_are_apart(monkeypatch):
    monkeypatch.setattr(halls, "MANY_PAIRS", 0)
    problem = two_halls()

    schedule = solve(problem, make_candidates(problem)).schedule

    assert len(schedule.meetings) == 4
    assert {len({m.hall for m in day}) for day in schedule.by_session.values()} == {1}
