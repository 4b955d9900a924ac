"""Rules over all meetings of a party or a table, each kept and broken."""

from datetime import timedelta

import pytest

from scheduler.fair import MeetAt
from scheduler.rules import Rule
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_session,
    make_supplier,
    rules_broken,
)


def test_table_twice_kept():
    problem = make_problem(2, [make_supplier(tables=2)])
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", table=1),
        make_meeting(problem, "b2", table=2),
    )
    assert rules_broken(problem, schedule) == []


def test_table_twice_broken_at_a_supplier_booth():
    problem = make_problem(2, [make_supplier(tables=2)])
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", table=2),
        make_meeting(problem, "b2", table=2),
    )
    assert rules_broken(problem, schedule) == [Rule.TABLE_TWICE]


def test_table_twice_broken_at_a_buyer_booth():
    fair = make_fair(meet_at=MeetAt.BUYER_BOOTH)
    problem = make_problem([make_buyer(teams=2)], 2, fair)
    schedule = make_schedule(
        problem, make_meeting(problem, supplier="s1"), make_meeting(problem, "b1", "s2")
    )
    assert rules_broken(problem, schedule) == [Rule.TABLE_TWICE]


def test_table_twice_broken_at_the_organisers_tables():
    problem = make_problem(2, 2, make_fair(meet_at=MeetAt.TABLES, tables=2))
    schedule = make_schedule(
        problem, make_meeting(problem, "b1", "s1"), make_meeting(problem, "b2", "s2")
    )
    assert rules_broken(problem, schedule) == [Rule.TABLE_TWICE]


def overlapping_fair():
    """Return a fair whose sessions P1 (09:00) and P2 (09:10) run side by side."""
    later = OPENS_AT + timedelta(minutes=10)
    sessions = (make_session("P1", 1), make_session("P2", 1, later))
    return make_fair(sessions_per_buyer=2, cut=sessions)


def test_table_twice_broken_across_sessions_that_overlap():
    problem = make_problem(2, [make_supplier(tables=2)], overlapping_fair())
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", session="P1"),
        make_meeting(problem, "b2", session="P2"),
    )
    assert rules_broken(problem, schedule) == [Rule.TABLE_TWICE]


def test_buyer_at_once_kept():
    problem = make_problem([make_buyer(teams=2)], 2)
    schedule = make_schedule(
        problem, make_meeting(problem, "b1", "s1"), make_meeting(problem, "b1", "s2")
    )
    assert rules_broken(problem, schedule) == []


def test_buyer_at_once_broken():
    problem = make_problem([make_buyer(teams=2)], 3)
    schedule = make_schedule(
        problem, *(make_meeting(problem, "b1", f"s{i}") for i in (1, 2, 3))
    )
    assert rules_broken(problem, schedule) == [Rule.BUYER_AT_ONCE]


def test_buyer_at_once_broken_across_sessions_that_overlap():
    problem = make_problem(1, 2, overlapping_fair())
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", session="P1"),
        make_meeting(problem, "b1", "s2", session="P2"),
    )
    assert rules_broken(problem, schedule) == [Rule.BUYER_AT_ONCE]


def test_supplier_at_once_kept():
    problem = make_problem(
        2, [make_supplier(tables=2)], make_fair(meet_at=MeetAt.BUYER_BOOTH)
    )
    schedule = make_schedule(
        problem, make_meeting(problem, "b1"), make_meeting(problem, "b2")
    )
    assert rules_broken(problem, schedule) == []


def test_supplier_at_once_broken():
    problem = make_problem(2, 1, make_fair(meet_at=MeetAt.BUYER_BOOTH))
    schedule = make_schedule(
        problem, make_meeting(problem, "b1"), make_meeting(problem, "b2")
    )
    assert rules_broken(problem, schedule) == [Rule.SUPPLIER_AT_ONCE]


def test_hall_tables_kept():
    problem = make_problem(3, 3, make_fair(meet_at=MeetAt.TABLES, tables=2))
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", table=1),
        make_meeting(problem, "b2", "s2", table=2),
        make_meeting(problem, "b3", "s3", round_index=1),
    )
    assert rules_broken(problem, schedule) == []


def test_hall_tables_broken():
    problem = make_problem(3, 3, make_fair(meet_at=MeetAt.TABLES, tables=2))
    schedule = make_schedule(
        problem,
        *(make_meeting(problem, f"b{i}", f"s{i}", table=i) for i in (1, 2, 3)),
    )
    assert rules_broken(problem, schedule) == [Rule.TABLE_RANGE, Rule.HALL_TABLES]


# Counts


def full_buyer(max_meetings):
    """Return a problem and a schedule in which b1 has two meetings."""
    problem = make_problem(1, 2, make_fair(max_meetings=max_meetings))
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
    )
    return problem, schedule


def test_max_meetings_kept():
    assert rules_broken(*full_buyer(2)) == []


def test_max_meetings_broken():
    assert rules_broken(*full_buyer(1)) == [Rule.MAX_MEETINGS]


def full_supplier(max_meetings):
    """Return a problem and a schedule in which s1 has two meetings."""
    problem = make_problem(2, [make_supplier(max_meetings=max_meetings)])
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b2", "s1", 1),
    )
    return problem, schedule


@pytest.mark.parametrize("limit", [2, None])
def test_supplier_max_kept(limit):
    assert rules_broken(*full_supplier(limit)) == []


@pytest.mark.parametrize("limit", [1, 0])
def test_supplier_max_broken(limit):
    assert rules_broken(*full_supplier(limit)) == [Rule.SUPPLIER_MAX]


def test_pair_twice_kept():
    assert rules_broken(*full_buyer(5)) == []


def test_pair_twice_broken():
    problem = make_problem(1, 1)
    schedule = make_schedule(
        problem, *(make_meeting(problem, round_index=i) for i in (0, 1, 2))
    )
    assert rules_broken(problem, schedule) == [Rule.PAIR_TWICE]
