"""Rules of a single meeting, each kept and broken in its smallest case."""

from dataclasses import replace
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
    make_slot,
    make_supplier,
    rules_broken,
)


def one_meeting(problem, **changes):
    """Return the schedule in which b1 meets s1 in round 0."""
    return make_schedule(problem, make_meeting(problem, **changes))


def test_unknown_party_kept():
    problem = make_problem(1, 1)
    assert rules_broken(problem, one_meeting(problem)) == []


@pytest.mark.parametrize("side", ["buyer", "supplier"])
def test_unknown_party_broken(side):
    problem = make_problem(1, 1)
    stranger = replace(make_meeting(problem, round_index=1), **{side: "x9"})
    schedule = make_schedule(problem, make_meeting(problem), stranger)
    assert rules_broken(problem, schedule) == [Rule.UNKNOWN_PARTY]


def test_unknown_slot_kept():
    problem = make_problem(1, 1, make_fair(sessions=1, rounds=2))
    assert rules_broken(problem, one_meeting(problem, round_index=1)) == []


@pytest.mark.parametrize("changes", [{"session": "P9"}, {"round_index": 3}])
def test_unknown_slot_broken(changes):
    problem = make_problem(1, 1)
    meeting = replace(make_meeting(problem), **changes)
    assert rules_broken(problem, make_schedule(problem, meeting)) == [Rule.UNKNOWN_SLOT]


def test_wrong_time_kept():
    problem = make_problem(1, 1)
    start = OPENS_AT + timedelta(minutes=25)
    schedule = one_meeting(problem, round_index=1, start=start)
    assert rules_broken(problem, schedule) == []


@pytest.mark.parametrize("edge", ["start", "end"])
def test_wrong_time_broken(edge):
    problem = make_problem(1, 1)
    meeting = make_meeting(problem)
    late = getattr(meeting, edge) + timedelta(minutes=1)
    schedule = make_schedule(problem, replace(meeting, **{edge: late}))
    assert rules_broken(problem, schedule) == [Rule.WRONG_TIME]


@pytest.mark.parametrize(
    ("meet_at", "hall", "booth"),
    [
        (MeetAt.SUPPLIER_BOOTH, "H1", "s1"),
        (MeetAt.BUYER_BOOTH, "B1", "b1"),
        (MeetAt.TABLES, "", ""),
    ],
)
def test_wrong_place_kept(meet_at, hall, booth):
    problem = make_problem(1, 1, make_fair(meet_at=meet_at, tables=1))
    assert rules_broken(problem, one_meeting(problem, hall=hall, booth=booth)) == []


@pytest.mark.parametrize("meet_at", list(MeetAt))
@pytest.mark.parametrize("part", ["hall", "booth"])
def test_wrong_place_broken(meet_at, part):
    problem = make_problem(1, 1, make_fair(meet_at=meet_at, tables=1))
    assert rules_broken(problem, one_meeting(problem, **{part: "X"})) == [
        Rule.WRONG_PLACE
    ]


def tables_problem(meet_at, tables):
    """Return a problem in which `tables` tables can be given to b1 with s1."""
    return make_problem(
        [make_buyer(teams=tables if meet_at is MeetAt.BUYER_BOOTH else 1)],
        [make_supplier(tables=tables if meet_at is MeetAt.SUPPLIER_BOOTH else 1)],
        make_fair(meet_at=meet_at, tables=tables if meet_at is MeetAt.TABLES else None),
    )


@pytest.mark.parametrize("meet_at", list(MeetAt))
def test_table_range_kept(meet_at):
    problem = tables_problem(meet_at, 2)
    assert rules_broken(problem, one_meeting(problem, table=2)) == []


@pytest.mark.parametrize("meet_at", list(MeetAt))
@pytest.mark.parametrize("table", [0, -1, 3])
def test_table_range_broken(meet_at, table):
    problem = tables_problem(meet_at, 2)
    assert rules_broken(problem, one_meeting(problem, table=table)) == [
        Rule.TABLE_RANGE
    ]


def test_table_range_has_no_end_when_the_organiser_states_none():
    problem = make_problem(1, 1, make_fair(meet_at=MeetAt.TABLES, tables=None))
    assert rules_broken(problem, one_meeting(problem, table=999)) == []
    assert rules_broken(problem, one_meeting(problem, table=0)) == [Rule.TABLE_RANGE]


def test_buyer_absent_kept():
    absent = frozenset({make_slot(1)})
    problem = make_problem([make_buyer(absent=absent)], 1)
    assert rules_broken(problem, one_meeting(problem)) == []


def test_buyer_absent_broken():
    problem = make_problem([make_buyer(absent=frozenset({make_slot()}))], 1)
    assert rules_broken(problem, one_meeting(problem)) == [Rule.BUYER_ABSENT]


def test_supplier_absent_kept():
    absent = frozenset({make_slot(1)})
    problem = make_problem(1, [make_supplier(absent=absent)])
    assert rules_broken(problem, one_meeting(problem)) == []


def test_supplier_absent_broken():
    problem = make_problem(1, [make_supplier(absent=frozenset({make_slot()}))])
    assert rules_broken(problem, one_meeting(problem)) == [Rule.SUPPLIER_ABSENT]


def test_session_not_attended_kept():
    problem = make_problem([make_buyer(sessions=("P1",))], 1, make_fair(2))
    assert rules_broken(problem, one_meeting(problem)) == []


def test_session_not_attended_broken():
    problem = make_problem([make_buyer(sessions=("P2",))], 1, make_fair(2))
    assert rules_broken(problem, one_meeting(problem)) == [Rule.SESSION_NOT_ATTENDED]


def two_sessions(sessions_per_buyer):
    """Return a problem and a schedule in which b1 has meetings in two sessions."""
    fair = make_fair(2, sessions_per_buyer=sessions_per_buyer)
    problem = make_problem(1, 2, fair)
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", session="P1"),
        make_meeting(problem, "b1", "s2", session="P2"),
    )
    return problem, schedule


def test_sessions_per_buyer_kept():
    assert rules_broken(*two_sessions(2)) == []


def test_sessions_per_buyer_broken():
    assert rules_broken(*two_sessions(1)) == [Rule.SESSIONS_PER_BUYER]
