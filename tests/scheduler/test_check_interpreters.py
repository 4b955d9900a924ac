"""The rules of interpreters, each kept and broken."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.check import check_schedule
from scheduler.checking.interpreting import deal_interpreters
from scheduler.fair import Interpreter, MeetAt, SessionId
from scheduler.rules import Rule
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_session,
    make_supplier,
    rules_broken,
)

ZH_ES = Interpreter(("zh", "es"))
ZH_EN = Interpreter(("zh", "en"))


def abroad(*interpreters, buyers=2, suppliers=2, **fair):
    """Return a fair of Spanish buyers and Chinese suppliers."""
    return make_problem(
        [make_buyer(f"b{i + 1}", languages=("es",)) for i in range(buyers)],
        [make_supplier(f"s{i + 1}", languages=("zh",)) for i in range(suppliers)],
        make_fair(interpreters=interpreters, **fair),
    )


def side_by_side(problem, sessions=("P1", "P1")):
    """Return a schedule in which b1 meets s1 and b2 meets s2 in the first round."""
    return make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", session=sessions[0], table=1),
        make_meeting(problem, "b2", "s2", session=sessions[1], table=1),
    )


def test_interpreters_at_once_kept():
    problem = abroad(replace(ZH_ES, count=2))
    assert rules_broken(problem, side_by_side(problem)) == []


def test_interpreters_at_once_broken():
    problem = abroad(ZH_ES)
    schedule = side_by_side(problem)
    assert rules_broken(problem, schedule) == [Rule.INTERPRETERS_AT_ONCE]
    (violation,) = check_schedule(problem, make_candidates(problem), schedule)
    assert violation.wording.en == (
        "2 meetings need an interpreter at once in session P1 round 1; 1 can have one, "
        "without are: Spanish–Chinese."
    )
    assert violation.wording.zh == (
        "场次 P1 第 1 轮同时有 2 场洽谈需要翻译，只有 1 场能配到译员，缺：西班牙语–中文。"
    )


def test_interpreters_at_once_kept_one_after_the_other():
    problem = abroad(ZH_ES)
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b2", "s2", 1),
    )
    assert rules_broken(problem, schedule) == []


def test_interpreters_at_once_broken_across_sessions_that_overlap():
    later = OPENS_AT + timedelta(minutes=10)
    cut = (make_session("P1", 1), make_session("P2", 1, later))
    problem = abroad(ZH_ES, cut=cut)
    schedule = side_by_side(problem, ("P1", "P2"))
    assert rules_broken(problem, schedule) == [Rule.INTERPRETERS_AT_ONCE]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_interpreters_at_once_kept_by_one_of_three_languages(order):
    # the English buyer can only have the second, so the first has to go to the Spanish
    interpreters = [ZH_ES, Interpreter(("zh", "es", "en"))]
    problem = abroad(*(interpreters[i] for i in order))
    english = replace(problem.buyers[1], languages=("en",))
    problem = replace(problem, buyers=(problem.buyers[0], english))
    assert rules_broken(problem, side_by_side(problem)) == []


def test_no_interpreter_kept_where_none_are_listed():
    problem = abroad()
    assert rules_broken(problem, side_by_side(problem)) == []


@pytest.mark.parametrize(
    ("buyer", "supplier"), [((), ("zh",)), (("es",), ()), (("es", "zh"), ("en", "zh"))]
)
def test_no_interpreter_kept_where_none_is_needed(buyer, supplier):
    problem = make_problem(
        [make_buyer(languages=buyer)],
        [make_supplier(languages=supplier)],
        make_fair(interpreters=(Interpreter(("ru", "fr")),)),
    )
    schedule = make_schedule(problem, make_meeting(problem))
    assert rules_broken(problem, schedule) == []


@pytest.mark.parametrize(
    "interpreter",
    [
        ZH_EN,
        replace(ZH_ES, count=0),
        replace(ZH_ES, sessions=(SessionId("P2"),)),
        replace(ZH_ES, sessions=()),
        replace(ZH_ES, hall="H9"),
    ],
)
def test_no_interpreter_broken(interpreter):
    problem = abroad(interpreter, buyers=1, suppliers=1, sessions=2)
    schedule = make_schedule(problem, make_meeting(problem))
    assert rules_broken(problem, schedule) == [Rule.NO_INTERPRETER]
    (violation,) = check_schedule(problem, make_candidates(problem), schedule)
    assert violation.wording.en == (
        "Buyer b1 (b1) and Supplier s1 (s1) share no language, and nobody could "
        "interpret for them in session P1 round 1."
    )


@pytest.mark.parametrize(
    ("meet_at", "hall"),
    [
        (MeetAt.SUPPLIER_BOOTH, "H1"),
        (MeetAt.BUYER_BOOTH, "B1"),
        (MeetAt.TABLES, "anywhere"),
    ],
)
def test_no_interpreter_kept_in_the_hall_of_the_booth(meet_at, hall):
    problem = abroad(
        replace(ZH_ES, hall=hall), buyers=1, suppliers=1, meet_at=meet_at, tables=1
    )
    schedule = make_schedule(problem, make_meeting(problem))
    assert rules_broken(problem, schedule) == []


def test_no_interpreter_broken_by_a_lock():
    problem = abroad(ZH_EN, buyers=1, suppliers=1)
    problem = replace(problem, locks=(make_lock(),))
    schedule = make_schedule(problem, make_meeting(problem))
    assert rules_broken(problem, schedule) == [Rule.NO_INTERPRETER]


def test_interpreters_are_handed_on_along_a_path():
    # The third meeting can only have interpreter 0, who is with the first; that one
    # takes interpreter 1 from the second, who takes interpreter 2.
    able = [(0, 1), (1, 2), (0,)]
    assert deal_interpreters(able, [1, 1, 1]) == [1, 2, 0]
    assert deal_interpreters(able, [1, 1, 0]) == [0, 1, None]
