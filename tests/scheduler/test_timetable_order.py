"""The order of rows and the names change nothing: the clauses are the same."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.timetable.encoding import encode
from scheduler.timetable.order import CHOICES, in_order
from scheduler.timetable.solve import solve_timetable
from tests.scheduler.timetable_cases import make_problem, random_problem

TWO_RINGS = ["ab", "bc", "ca", "de", "ef", "fd"]
TWINS = ["ha", "hb", "hc", "ha", "hb", "hc"]


def shuffled(problem, seed, *, renamed):
    """Return the same problem with other rows first, and other names if `renamed`."""
    dice = random.Random(seed)
    people, meetings = list(problem.participants), list(problem.meetings)
    dice.shuffle(people)
    dice.shuffle(meetings)

    def name_all(rows):
        return {row.id: f"{i}" if renamed else row.id for i, row in enumerate(rows)}

    who, what = name_all(people), name_all(meetings)
    turned = [dice.sample(meeting.participants, 2) for meeting in meetings]
    return replace(
        problem,
        participants=tuple(replace(one, id=who[one.id]) for one in people),
        meetings=tuple(
            replace(
                meeting,
                id=what[meeting.id],
                first=who[first],
                second=who[second],
                after=frozenset(what[name] for name in meeting.after),
            )
            for meeting, (first, second) in zip(meetings, turned, strict=True)
        ),
    )


def all_clauses(problem):
    encoding = encode(in_order(problem))
    encoding.strengthen()
    return encoding.formula.clauses, encoding.costs


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_order_and_names_change_no_clause(case, seed):
    problem = random_problem(case)
    assert all_clauses(shuffled(problem, seed, renamed=True)) == all_clauses(problem)


@pytest.mark.parametrize("pairs", [TWO_RINGS, TWINS, ["ab", "cd", "ef"], []])
@pytest.mark.parametrize("seed", range(3))
def test_who_looks_the_same_is_told_apart_alike(pairs, seed):
    problem = make_problem(pairs, 4)
    assert all_clauses(shuffled(problem, seed, renamed=True)) == all_clauses(problem)


def test_many_who_look_the_same_keep_the_order_of_their_names():
    pairs = [chr(0x4E00 + 2 * i) + chr(0x4E01 + 2 * i) for i in range(CHOICES + 5)]
    problem = make_problem(pairs, 2)
    same = shuffled(problem, 1, renamed=False)
    assert in_order(same) == in_order(problem)
    assert len(in_order(problem).meetings) == len(pairs)


def test_any_order_of_rows_gives_the_same_timetable():
    pairs = ["ab", "bc", "cd", "da", "ac", ("bd", {"after": frozenset({"m0"})})]
    problem = make_problem(pairs, 5, closed={"a": [1]}, tables=2)
    timetable = solve_timetable(problem).timetable
    assert timetable
    assert solve_timetable(shuffled(problem, 5, renamed=False)).timetable == timetable
