"""What a hand could add where the search judges ways safely."""

from __future__ import annotations

import pytest

from scheduler.check import check_schedule
from scheduler.fair import MeetAt, Walk
from scheduler.problem import Strength
from scheduler.search import by_hand
from scheduler.search.by_hand import add_by_hand
from scheduler.search.extract import extract_meetings
from scheduler.search.instance import build_instance
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_slot,
    make_suggestion,
    make_supplier,
)


def two_persons(**changes):
    """Return a fair of a supplier of two persons, and of buyers who are there for one
    round each, b1 in a hall an hour away from that of b2 and b3.

    One person goes to b1, the other to b2 and b3. The search would have each of them
    wait for the first until all have come back.
    """
    there = {"b1": ("A", 0), "b2": ("B", 1), "b3": ("B", 2)}
    buyers = [
        make_buyer(
            name,
            hall=hall,
            booth=name,
            absent=frozenset(make_slot(i) for i in range(3) if i != round_index),
        )
        for name, (hall, round_index) in there.items()
    ]
    fair = make_fair(1, 3, meet_at=MeetAt.BUYER_BOOTH, walk=Walk(3, 60))
    return make_problem(buyers, [make_supplier("s1", tables=2)], fair, **changes)


def at_tables():
    """Return a fair of a buyer who has to stay at its table to meet both suppliers."""
    fair = make_fair(
        1, 2, meet_at=MeetAt.TABLES, tables=2, walk=Walk(9, 9), min_meetings=2
    )
    return make_problem(1, 2, fair)


def added(problem, slot_of=None, go_on=lambda: True):
    """Return how many meetings come to those in `slot_of`."""
    candidates = make_candidates(problem)
    instance = build_instance(problem, candidates)
    meetings = extract_meetings(instance, slot_of or {})
    placed, more = add_by_hand(instance, candidates, slot_of or {}, meetings, go_on)
    assert len(placed) == len(more)
    return len(more) - len(meetings)


@pytest.mark.parametrize("problem", [two_persons(), at_tables()])
def test_nobody_falls_short_whom_a_hand_could_help(monkeypatch, problem):
    candidates = make_candidates(problem)
    schedule = solve(problem, candidates).schedule
    assert (schedule.shortfalls, check_schedule(problem, candidates, schedule)) == (
        (),
        (),
    )

    monkeypatch.setattr(by_hand, "MOST_LOOKS", 0)
    assert len(solve(problem, candidates).schedule.shortfalls) == 1


def test_what_stays_at_its_table_is_not_seated_elsewhere():
    schedule = solve(at_tables(), make_candidates(at_tables())).schedule

    assert [meeting.table for meeting in schedule.meetings] == [1, 1]


def test_musts_are_added_though_nobody_is_short():
    must = [make_suggestion(Strength.MUST, "b1")]
    problem = make_problem(1, 1, make_fair(1, 1, min_meetings=0), suggestions=must)

    assert added(problem) == 1
    assert added(problem, {0: 0}) == 0
    assert added(problem, go_on=lambda: False) == 0


def test_no_more_is_added_than_the_minimum_nor_after_a_stop():
    problem = make_problem(1, 3, make_fair(1, 3, min_meetings=2))

    assert added(problem) == 2
    assert added(problem, go_on=lambda: False) == 0
