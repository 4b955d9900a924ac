"""Facts check themselves and each other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.errors import BrokenRuleError, ProblemError
from scheduler.fair import Place, Round, Session, SessionId, Walk
from scheduler.schedule import Schedule
from scheduler.wording import Language, Wording
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_supplier,
)

MINUTE = timedelta(minutes=1)


def session_with(*rounds: tuple[int, int]) -> Session:
    """Build an hour's session with rounds given in minutes from its start."""
    cut = tuple(Round(OPENS_AT + a * MINUTE, OPENS_AT + b * MINUTE) for a, b in rounds)
    return Session(SessionId("P1"), OPENS_AT, OPENS_AT + 60 * MINUTE, cut)


def test_rounds_may_touch_each_other_and_the_ends_of_the_session():
    assert len(session_with((0, 30), (30, 60)).rounds) == 2


@pytest.mark.parametrize(
    "rounds",
    [
        [(0, 30), (20, 50)],  # overlap
        [(30, 60), (0, 30)],  # out of order
        [(40, 70)],  # beyond the end
        [(10, 10)],  # nothing at all
    ],
)
def test_rounds_that_do_not_fit_are_refused(rounds):
    with pytest.raises(ProblemError) as caught:
        session_with(*rounds)
    assert caught.value.code == "rounds-outside-session"


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        ({"buyers": [make_buyer(), make_buyer()]}, "id-used-twice"),
        ({"suppliers": [make_supplier(), make_supplier()]}, "id-used-twice"),
        ({"locks": [make_lock(buyer="nobody")]}, "unknown-party"),
        ({"locks": [make_lock(supplier="nobody")]}, "unknown-party"),
        ({"locks": [make_lock(9)]}, "unknown-slot"),
        ({"locks": [make_lock(session="P9")]}, "unknown-slot"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(parties, code):
    with pytest.raises(ProblemError) as caught:
        make_problem(**parties)
    assert caught.value.code == code


def test_walk_uses_coordinates_within_a_hall_and_flat_figures_elsewhere():
    a, b, c, d = (
        Place("H1", "a"),
        Place("H1", "b"),
        Place("H1", "c"),
        Place("H2", "d"),
    )
    walk = Walk(3, 5, {a: (0.0, 0.0), b: (90.0, 120.0)})

    assert walk.minutes(a, a) == 0
    assert walk.minutes(a, b) == 2.5  # 150 m at 60 m a minute
    assert walk.minutes(a, c) == 3
    assert walk.minutes(a, d) == 5


def test_meetings_are_grouped_by_session():
    problem = make_problem(1, 2, make_fair(2, 1))
    first = make_meeting(problem)
    second = make_meeting(problem, supplier="s2", session="P2")

    assert Schedule((first, second)).by_session == {"P1": (first,), "P2": (second,)}


def test_wording_falls_back_on_the_other_language():
    assert Wording(en="Hall", zh="").text(Language.ZH) == "Hall"
    assert Wording(en="", zh="展馆").text(Language.EN) == "展馆"
    assert Wording(en="Hall", zh="展馆").text(Language.ZH) == "展馆"


def test_a_refused_schedule_names_the_first_rules_broken():
    broken = [Wording.same(f"rule {i}") for i in range(5)]

    error = BrokenRuleError(broken)

    assert error.code == "schedule-refused"
    assert "rule 0 rule 1 rule 2" in error.what.en
    assert "rule 3" not in error.what.en
