"""Each rule: the smallest problem that shows it, solved, and its infeasible twin."""

import pytest

from scheduler.timetable.answer import TimetableStatus
from scheduler.timetable.check import check_timetable, count_breaks
from scheduler.timetable.problem import DayPart
from scheduler.timetable.rules import TimetableRule, TimetableViolation
from scheduler.timetable.solve import solve_timetable
from tests.scheduler.timetable_cases import make_problem

EARLY = {"part": DayPart.MORNING}
LATE = {"part": DayPart.AFTERNOON}
FIRST = {"slot": 0}
AFTER = {"after": frozenset({"m0"})}

TWINS = {
    "two at once": (make_problem(["ab", "ac"], 2), make_problem(["ab", "ac"], 1)),
    "tables": (
        make_problem(["ab", "cd", "ef"], 2, tables=2),
        make_problem(["ab", "cd", "ef"], 1, tables=2),
    ),
    "no table": (make_problem([], 1, tables=0), make_problem(["ab"], 1, tables=0)),
    "part": (
        make_problem([("ab", EARLY), ("ac", LATE)], 2, morning=1),
        make_problem([("ab", EARLY), ("ac", EARLY)], 2, morning=1),
    ),
    "forbidden": (
        make_problem(["ab"], 2, closed={"a": [0]}),
        make_problem(["ab"], 2, closed={"a": [0], "b": [1]}),
    ),
    "fixed": (
        make_problem([("ab", FIRST), "ac"], 2),
        make_problem([("ab", FIRST), ("ac", FIRST)], 2),
    ),
    "fixed against part": (
        make_problem([("ab", FIRST | EARLY)], 2, morning=1),
        make_problem([("ab", FIRST | LATE)], 2, morning=1),
    ),
    "order": (
        make_problem(["ab", ("cd", AFTER)], 2),
        make_problem(["ab", ("cd", AFTER)], 1),
    ),
    "fair": (
        make_problem([("ab", FIRST), ("ac", {"slot": 2})], 3, max_difference=1),
        make_problem([("ab", FIRST), ("ac", {"slot": 2})], 3, max_difference=0),
    ),
    "fair of two": (  # a breaks twice, c and d have one meeting, so none
        make_problem(
            [("ab", FIRST), ("ac", {"slot": 2}), ("ad", {"slot": 4})],
            5,
            max_difference=2,
        ),
        make_problem(
            [("ab", FIRST), ("ac", {"slot": 2}), ("ad", {"slot": 4})],
            5,
            max_difference=1,
        ),
    ),
}


@pytest.mark.parametrize("name", TWINS)
@pytest.mark.parametrize("engine", ["cadical", "cp-sat"])
def test_feasible_twin_is_solved_and_checked(name, engine):
    problem, _ = TWINS[name]
    result = solve_timetable(problem, engine=engine)
    assert result.status is TimetableStatus.OPTIMAL
    assert check_timetable(problem, result.timetable) == ()
    assert sum(count_breaks(problem, result.timetable).values()) == result.breaks
    assert result.bound == result.breaks


@pytest.mark.parametrize("name", TWINS)
@pytest.mark.parametrize("engine", ["cadical", "cp-sat"])
def test_infeasible_twin_is_proven_infeasible(name, engine):
    result = solve_timetable(TWINS[name][1], engine=engine)
    assert result.status is TimetableStatus.INFEASIBLE
    assert (result.timetable, result.breaks, result.bound) == (None, None, None)


SPREAD = make_problem([("ab", FIRST), "ac", ("ad", LATE)], 4, morning=3, tables=1)
GOOD = {"m0": 0, "m1": 1, "m2": 3}


def _rules(problem, timetable):
    return [violation.rule for violation in check_timetable(problem, timetable)]


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"m1": None}, [TimetableRule.UNPLACED]),
        ({"m9": 2}, [TimetableRule.UNKNOWN_MEETING]),
        ({"m1": 4}, [TimetableRule.UNKNOWN_SLOT]),
        ({"m1": -1}, [TimetableRule.UNKNOWN_SLOT]),
        ({"m0": 2}, [TimetableRule.MOVED]),
        ({"m2": 2}, [TimetableRule.WRONG_PART]),
        ({"m1": 3}, [TimetableRule.TWO_AT_ONCE, TimetableRule.TOO_FEW_TABLES]),
    ],
)
def test_checker_names_each_mutation(change, rules):
    timetable = {name: at for name, at in (GOOD | change).items() if at is not None}
    assert _rules(SPREAD, timetable) == rules


def test_checker_names_a_morning_meeting_in_the_afternoon():
    problem = make_problem([("ab", EARLY)], 2, morning=1)
    assert _rules(problem, {"m0": 1}) == [TimetableRule.WRONG_PART]


def test_checker_names_who_cannot_and_when():
    problem = make_problem(["ab"], 2, closed={"b": [1]})
    assert check_timetable(problem, {"m0": 1}) == (
        TimetableViolation(TimetableRule.FORBIDDEN_SLOT, ("m0",), ("b",), 1),
    )


def test_checker_names_the_pair_out_of_order():
    problem = make_problem(["ab", ("cd", AFTER)], 2)
    broken = TimetableViolation(TimetableRule.OUT_OF_ORDER, ("m0", "m1"))
    assert check_timetable(problem, {"m0": 1, "m1": 1}) == (broken,)
    assert check_timetable(problem, {"m0": 0, "m1": 1}) == ()
    assert _rules(problem, {"m1": 1}) == [TimetableRule.UNPLACED]


def test_checker_names_the_unfair_pair():
    problem = make_problem(["ab", "ac"], 3, max_difference=0)
    broken = TimetableViolation(TimetableRule.UNFAIR, (), ("b", "a"))
    assert check_timetable(problem, {"m0": 0, "m1": 2}) == (broken,)


def test_every_rule_has_a_sentence_in_both_languages():
    assert all(rule.wording.en and rule.wording.zh for rule in TimetableRule)


def test_breaks_are_groups_of_idle_slots_between_meetings():
    problem = make_problem(["ab", "ac", "ad"], 9, closed={"e": []})
    # a meets in 1, 4 and 8: idle 2-3 and 5-7 are one break each, 0 is none
    breaks = count_breaks(problem, {"m0": 1, "m1": 4, "m2": 8})
    assert breaks == {"a": 2, "b": 0, "c": 0, "d": 0, "e": 0}
