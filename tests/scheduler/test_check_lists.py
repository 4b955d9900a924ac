"""Rules of wishes, fits and lists, each kept and broken in its smallest case."""

from dataclasses import replace

import pytest

from scheduler.check import check_schedule
from scheduler.problem import Strength
from scheduler.rules import Rule
from scheduler.schedule import Schedule, Shortfall, UnplacedMust
from tests.builders import (
    REASON,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_suggestion,
    rules_broken,
)


def one_meeting(problem, **changes):
    """Return the schedule in which b1 meets s1 in round 0."""
    return make_schedule(problem, make_meeting(problem, **changes))


# Wishes


def test_never_kept():
    never = make_suggestion(Strength.NEVER, "b1", "s2")
    problem = make_problem(1, 2, suggestions=[never])
    assert rules_broken(problem, one_meeting(problem)) == []


def test_never_broken():
    never = make_suggestion(Strength.NEVER, "b1", "s1")
    problem = make_problem(1, 1, suggestions=[never])
    assert rules_broken(problem, one_meeting(problem)) == [Rule.NEVER]


def test_lock_kept():
    problem = make_problem(1, 1, locks=[make_lock(1)])
    assert rules_broken(problem, one_meeting(problem, round_index=1)) == []


def test_lock_broken_by_another_round():
    problem = make_problem(1, 1, locks=[make_lock(1)])
    assert rules_broken(problem, one_meeting(problem)) == [Rule.LOCK]


def test_lock_broken_by_no_meeting():
    problem = make_problem(1, 1, locks=[make_lock(1)])
    assert rules_broken(problem, make_schedule(problem)) == [Rule.LOCK]


def test_locked_flag_kept():
    problem = make_problem(1, 1, locks=[make_lock(0)])
    assert rules_broken(problem, one_meeting(problem, locked=True)) == []


@pytest.mark.parametrize("locks", [[], [make_lock(0)]])
def test_locked_flag_broken(locks):
    problem = make_problem(1, 1, locks=locks)
    schedule = one_meeting(problem, locked=not locks)
    assert rules_broken(problem, schedule) == [Rule.LOCKED_FLAG]


def must_problem():
    """Return a problem in which b1 must meet s1."""
    return make_problem(1, 2, suggestions=[make_suggestion(Strength.MUST)])


def reported(problem, *pairs, reasons=(REASON,)):
    """Return a schedule that meets b1 with s2 and reports `pairs` as unplaced."""
    musts = tuple(UnplacedMust(b, s, reasons) for b, s in pairs)
    meeting = make_meeting(problem, "b1", "s2")
    return make_schedule(problem, meeting, unplaced_musts=musts)


def test_must_kept_when_placed():
    problem = must_problem()
    assert rules_broken(problem, one_meeting(problem)) == []


def test_must_kept_when_reported():
    problem = must_problem()
    assert rules_broken(problem, reported(problem, ("b1", "s1"))) == []


def test_must_broken():
    problem = must_problem()
    assert rules_broken(problem, reported(problem)) == [Rule.MUST]


def test_must_list_kept():
    problem = make_problem(1, 2)
    assert rules_broken(problem, reported(problem)) == []


@pytest.mark.parametrize(
    ("strengths", "pairs"),
    [
        ({"s2": Strength.MUST}, [("b1", "s2")]),  # is placed
        ({"s1": Strength.PREFER}, [("b1", "s1")]),  # is no must
        ({}, [("b9", "s9")]),  # is nobody
        ({"s1": Strength.MUST}, [("b1", "s1"), ("b1", "s1")]),  # is there twice
    ],
)
def test_must_list_broken(strengths, pairs):
    wishes = [make_suggestion(strength, "b1", s) for s, strength in strengths.items()]
    problem = make_problem(1, 2, suggestions=wishes)
    assert rules_broken(problem, reported(problem, *pairs)) == [Rule.MUST_LIST]


# Fits


def test_not_a_candidate_kept():
    problem = make_problem(1, 1)
    candidates = make_candidates(problem, {("b1", "s1"): 80})
    assert rules_broken(problem, one_meeting(problem), candidates) == []


@pytest.mark.parametrize("others", [{}, {("b1", "s2"): 80}, {("b2", "s2"): 80}])
def test_not_a_candidate_broken(others):
    problem = make_problem(2, 2, make_fair(min_meetings=0))
    candidates = make_candidates(problem, others)
    found = rules_broken(problem, one_meeting(problem), candidates)
    assert found == [Rule.NOT_A_CANDIDATE]


def fit_39(**wishes):
    """Return a case in which b1 meets s1 with a fit of 39 where 40 is the least."""
    problem = make_problem(1, 1, make_fair(min_fit=40), **wishes)
    candidates = make_candidates(problem, {("b1", "s1"): 39})
    return problem, one_meeting(problem, fit=39), candidates


def test_min_fit_kept():
    problem = make_problem(1, 1, make_fair(min_fit=40))
    candidates = make_candidates(problem, {("b1", "s1"): 40})
    assert rules_broken(problem, one_meeting(problem, fit=40), candidates) == []


def test_min_fit_kept_for_a_must():
    case = fit_39(suggestions=[make_suggestion(Strength.MUST)])
    assert rules_broken(*case) == []


def test_min_fit_kept_for_a_lock():
    assert rules_broken(*fit_39(locks=[make_lock()])) == []


def test_min_fit_broken():
    assert rules_broken(*fit_39()) == [Rule.MIN_FIT]


def test_min_fit_broken_by_a_mere_preference():
    case = fit_39(suggestions=[make_suggestion(Strength.PREFER)])
    assert rules_broken(*case) == [Rule.MIN_FIT]


def test_fit_differs_kept():
    problem = make_problem(1, 1)
    candidates = make_candidates(problem, {("b1", "s1"): 61})
    assert rules_broken(problem, one_meeting(problem, fit=61), candidates) == []


def test_fit_differs_broken():
    problem = make_problem(1, 1)
    candidates = make_candidates(problem, {("b1", "s1"): 61})
    found = rules_broken(problem, one_meeting(problem, fit=62), candidates)
    assert found == [Rule.FIT_DIFFERS]


# Lists


def short_problem():
    """Return a problem in which b1 has its meeting and b2 has none of one wanted."""
    return make_problem(2, 1, make_fair(min_meetings=1))


def test_shortfall_list_kept():
    problem = short_problem()
    entry = Shortfall("b2", 0, 1, (REASON,))
    schedule = Schedule((make_meeting(problem),), shortfalls=(entry,))
    assert rules_broken(problem, schedule) == []


RIGHT = Shortfall("b2", 0, 1, (REASON,))


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [replace(RIGHT, meetings=1)],
        [replace(RIGHT, wanted=2)],
        [RIGHT, RIGHT],
        [RIGHT, Shortfall("b1", 1, 1, (REASON,))],
        [RIGHT, Shortfall("b9", 0, 1, (REASON,))],
    ],
)
def test_shortfall_list_broken(entries):
    problem = short_problem()
    schedule = one_meeting(problem)
    schedule = replace(schedule, shortfalls=tuple(entries))
    assert rules_broken(problem, schedule) == [Rule.SHORTFALL_LIST]


def test_reasons_missing_kept():
    problem = short_problem()
    assert rules_broken(problem, one_meeting(problem)) == []


def test_reasons_missing_broken_by_a_shortfall():
    problem = short_problem()
    schedule = one_meeting(problem)
    schedule = replace(schedule, shortfalls=(replace(RIGHT, reasons=()),))
    assert rules_broken(problem, schedule) == [Rule.REASONS_MISSING]


def test_reasons_missing_broken_by_an_unplaced_must():
    problem = must_problem()
    schedule = reported(problem, ("b1", "s1"), reasons=())
    assert rules_broken(problem, schedule) == [Rule.REASONS_MISSING]


def ordered_problem():
    """Return a problem with two meetings in order: b1 at s1, b2 at s2."""
    problem = make_problem(2, 2)
    return problem, make_meeting(problem), make_meeting(problem, "b2", "s2")


def test_order_kept():
    problem, first, second = ordered_problem()
    assert rules_broken(problem, Schedule((first, second))) == []


def test_order_broken():
    problem, first, second = ordered_problem()
    assert rules_broken(problem, Schedule((second, first))) == [Rule.ORDER]


def test_all_violations_are_found_at_once_with_names_and_figures():
    problem = make_problem(
        2,
        1,
        make_fair(min_meetings=2),
        suggestions=[make_suggestion(Strength.NEVER, "b2", "s1")],
        locks=[make_lock(2)],
    )
    meetings = (
        make_meeting(problem, "b1", fit=79),
        make_meeting(problem, "b2", booth="s9"),
    )
    found = check_schedule(problem, make_candidates(problem), Schedule(meetings))
    assert [(v.rule, v.wording.en) for v in found] == [
        (
            Rule.WRONG_PLACE,
            "Buyer b2 (b2) and Supplier s1 (s1) are sent to H1 s9, but the place is H1 s1.",
        ),
        (
            Rule.TABLE_TWICE,
            "Table 1 at H1 s1 is given to 2 meetings in session P1 round 1.",
        ),
        (
            Rule.SUPPLIER_AT_ONCE,
            "Supplier s1 (s1) is in 2 meetings at once in session P1 round 1; 1 is the most.",
        ),
        (
            Rule.NEVER,
            "Buyer b2 (b2) and Supplier s1 (s1) meet, although they must never.",
        ),
        (
            Rule.LOCK,
            "Buyer b1 (b1) and Supplier s1 (s1) are locked into session P1 round 3, but do not meet there.",
        ),
        (
            Rule.FIT_DIFFERS,
            "The fit of Buyer b1 (b1) and Supplier s1 (s1) is 80, but the schedule says 79.",
        ),
        (
            Rule.SHORTFALL_LIST,
            "Buyer b1 (b1) has 1 of 2 meetings and is not on the list of shortfalls.",
        ),
        (
            Rule.SHORTFALL_LIST,
            "Buyer b2 (b2) has 1 of 2 meetings and is not on the list of shortfalls.",
        ),
    ]
