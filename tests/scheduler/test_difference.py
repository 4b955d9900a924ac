"""What changes between two schedules, party by party."""

from dataclasses import replace

import pytest

from scheduler.difference import Change, ChangeKind, compare_schedules
from scheduler.schedule import Schedule
from tests.builders import make_meeting, make_problem, make_schedule

PROBLEM = make_problem(3, 3)


def meeting(buyer, supplier, round_index=0, **changes):
    return make_meeting(PROBLEM, buyer, supplier, round_index, **changes)


def kinds(changes):
    return [(change.kind.value, change.meeting.round_index) for change in changes]


def test_difference_of_a_schedule_with_itself_is_none():
    schedule = make_schedule(PROBLEM, meeting("b1", "s1"))
    difference = compare_schedules(schedule, schedule)
    assert difference.changes == ()
    assert difference.by_buyer == {}
    assert difference.by_supplier == {}


def test_difference_by_party():
    stays, moves = meeting("b1", "s1", 0), meeting("b1", "s2", 1)
    goes, comes = meeting("b2", "s2", 2), meeting("b3", "s3", 0)
    moved = meeting("b1", "s2", 2)
    before = make_schedule(PROBLEM, stays, moves, goes)
    after = make_schedule(PROBLEM, stays, moved, comes)
    difference = compare_schedules(before, after)
    assert difference.changes == (
        Change(None, comes),
        Change(moves, moved),
        Change(goes, None),
    )
    assert {b: kinds(c) for b, c in difference.by_buyer.items()} == {
        "b3": [("new", 0)],
        "b1": [("moved", 2)],
        "b2": [("gone", 2)],
    }
    assert {s: kinds(c) for s, c in difference.by_supplier.items()} == {
        "s3": [("new", 0)],
        "s2": [("moved", 2), ("gone", 2)],
    }


@pytest.mark.parametrize("changes", [{"hall": "H2"}, {"booth": "x"}, {"table": 2}])
def test_difference_of_place_is_a_move(changes):
    was = meeting("b1", "s1")
    now = replace(was, **changes)
    difference = compare_schedules(Schedule((was,)), Schedule((now,)))
    assert difference.changes == (Change(was, now),)
    assert difference.changes[0].kind is ChangeKind.MOVED


@pytest.mark.parametrize("changes", [{"fit": 1}, {"locked": True}])
def test_difference_ignores_what_is_not_on_paper(changes):
    was = meeting("b1", "s1")
    now = replace(was, **changes)
    assert compare_schedules(Schedule((was,)), Schedule((now,))).changes == ()


def test_difference_of_a_pair_that_meets_twice_by_mistake():
    one, other = meeting("b1", "s1", 0), meeting("b1", "s1", 1)
    third = meeting("b1", "s1", 2)
    difference = compare_schedules(Schedule((one, other)), Schedule((third, other)))
    assert difference.changes == (Change(one, third),)
    gone = compare_schedules(Schedule((one, other)), Schedule((one,)))
    assert gone.changes == (Change(other, None),)
