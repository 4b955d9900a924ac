"""Facts of a timetable refuse what contradicts them."""

import pytest

from scheduler.errors import ProblemError
from scheduler.timetable.problem import GivenMeeting, Participant, TimetableProblem
from tests.scheduler.timetable_cases import make_problem


@pytest.mark.parametrize(
    ("code", "build"),
    [
        ("timetable-empty-id", lambda: Participant("")),
        ("timetable-empty-id", lambda: GivenMeeting("", "a", "b")),
        ("timetable-self", lambda: GivenMeeting("m0", "a", "a")),
        ("timetable-slots", lambda: make_problem(["ab"], 2, morning=3)),
        ("timetable-slots", lambda: make_problem([], -1)),
        ("timetable-negative", lambda: make_problem(["ab"], 2, tables=-1)),
        ("timetable-negative", lambda: make_problem(["ab"], 2, max_difference=-1)),
        ("timetable-slot", lambda: make_problem(["ab"], 2, closed={"a": [2]})),
        ("timetable-slot", lambda: make_problem([("ab", {"slot": 2})], 2)),
        (
            "timetable-unknown",
            lambda: make_problem([("ab", {"after": frozenset({"m7"})})], 2),
        ),
        (
            "timetable-unknown",
            lambda: TimetableProblem((), (GivenMeeting("m0", "a", "b"),), 1, 1),
        ),
        (
            "timetable-twice",
            lambda: TimetableProblem((Participant("a"), Participant("a")), (), 1, 1),
        ),
    ],
)
def test_contradiction_is_refused(code, build):
    with pytest.raises(ProblemError) as caught:
        build()
    assert caught.value.code == code
    assert caught.value.what.zh


def test_slots_of_a_meeting_leave_out_what_either_side_cannot():
    problem = make_problem(["ab"], 4, closed={"a": [0], "b": [2]})
    assert problem.slots_for(problem.meetings[0]) == (1, 3)
