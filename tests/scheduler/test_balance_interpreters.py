"""Whether interpreters suffice, before anything is scheduled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.balance.balance import balance_fair
from scheduler.balance.facts import InterpreterShortage
from scheduler.errors import ProblemError
from scheduler.fair import Interpreter, MeetAt, SessionId
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_supplier,
)
from tests.random_fairs import random_fair

SPANISH = Interpreter(("zh", "es"))


def lacking(buyers, suppliers, *interpreters, rounds=2, **changes):
    """Return what interpreters lack where each pair of parties fits."""
    fair = make_fair(1, rounds, interpreters=interpreters, **changes)
    problem = make_problem(buyers, suppliers, fair)
    return balance_fair(problem, make_candidates(problem)).interpreters


def speaking(count, language, first=1):
    """Return buyers of one language."""
    return [
        make_buyer(f"b{i}", languages=(language,)) for i in range(first, first + count)
    ]


CHINESE = [make_supplier(f"s{i}", languages=("zh",)) for i in (1, 2, 3)]


def test_a_planted_lack_of_interpreters_is_named():
    # Three Spanish buyers, one meeting each, one interpreter for two rounds.
    assert lacking(speaking(3, "es"), CHINESE, SPANISH) == (
        InterpreterShortage(("b1", "b2", "b3"), ("es",), ("zh",), 3, 1, 1),
    )
    two = replace(SPANISH, count=2)
    assert lacking(speaking(3, "es"), CHINESE, two) == ()


def test_who_needs_nobody_lacks_nobody():
    english = make_supplier("s4", languages=("es",))

    assert lacking(speaking(9, "es"), [*CHINESE, english], SPANISH) == ()
    assert lacking(speaking(9, "zh"), CHINESE, SPANISH) == ()
    assert lacking(speaking(9, "es"), CHINESE) == ()  # none listed: no matter


def test_two_groups_without_a_common_interpreter_stand_apart():
    buyers = [*speaking(3, "es"), *speaking(1, "ja", first=4)]

    spanish, japanese = lacking(buyers, CHINESE, SPANISH)

    assert (spanish.buyers_speak, spanish.missing) == (("es",), 1)
    assert japanese == InterpreterShortage(("b4",), ("ja",), ("zh",), 1, 1, 1)


def test_interpreters_of_another_session_or_hall_are_of_no_use():
    elsewhere = replace(SPANISH, hall="H9")
    gone = replace(SPANISH, sessions=(SessionId("P9"),))

    assert lacking(speaking(1, "es"), CHINESE, elsewhere)[0].missing == 1
    assert lacking(speaking(1, "es"), CHINESE, gone)[0].missing == 1
    assert lacking(speaking(1, "es"), CHINESE, elsewhere, meet_at=MeetAt.BUYER_BOOTH)


@pytest.mark.parametrize(
    ("rounds", "missing", "more"), [(1, 5, 5), (2, 4, 2), (5, 1, 1)]
)
def test_more_interpreters_are_as_many_as_the_rounds_take(rounds, missing, more):
    (lack,) = lacking(speaking(6, "es"), CHINESE, SPANISH, rounds=rounds)

    assert (lack.missing, lack.more) == (missing, more)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9))
def test_no_schedule_gives_what_is_said_to_be_missing(seed):
    problem, candidates = random_fair(seed * 2 + 1)  # odd seeds have interpreters
    try:
        schedule = solve(problem, candidates).schedule
    except ProblemError:
        assume(False)

    for lack in balance_fair(problem, candidates).interpreters:
        short = sum(
            entry.wanted - entry.meetings
            for entry in schedule.shortfalls
            if entry.buyer in lack.buyers
        )
        assert short >= lack.missing > 0
        assert lack.more >= 1
