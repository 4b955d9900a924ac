"""Interpreters while a schedule is made: kinds, room, and who goes first."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.checking.interpreting import deal_interpreters
from scheduler.problem import Interpreter, MeetAt, Strength
from scheduler.reasons import ReasonCode
from scheduler.search.instance import build_instance
from scheduler.search.interpreting import Duties, can_serve, serve_best
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_suggestion,
    make_supplier,
)

ZH_ES = Interpreter(("zh", "es"))


def abroad(*interpreters, buyers=3, suppliers=3, **fair):
    """Return a fair of Spanish buyers and Chinese suppliers."""
    return make_problem(
        [make_buyer(f"b{i + 1}", languages=("es",)) for i in range(buyers)],
        [make_supplier(f"s{i + 1}", languages=("zh",)) for i in range(suppliers)],
        make_fair(interpreters=interpreters, **fair),
    )


def instance_of(problem, fits=None):
    return build_instance(problem, make_candidates(problem, fits))


groups = st.lists(st.integers(0, 3), max_size=4, unique=True).map(tuple)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(groups, max_size=6), st.lists(st.integers(0, 2), min_size=4, max_size=4)
)
def test_can_serve_agrees_with_the_matching_of_the_checker(able, people):
    needs = tuple(sorted((group, able.count(group)) for group in set(able)))
    served = None not in deal_interpreters(able, people)
    assert can_serve(needs, tuple(people)) == served


def test_a_pair_that_nobody_could_interpret_is_no_pair():
    problem = abroad(Interpreter(("zh", "en")), buyers=1, suppliers=1)
    assert instance_of(problem).n_pairs == 0


def test_no_kinds_where_no_interpreters_are_listed():
    instance = instance_of(abroad())
    assert instance.n_pairs == 9
    assert instance.interpreting.able == ()
    assert set(instance.pair_kind.tolist()) == {-1}
    assert Duties(instance, {0: 0}).has_room(1, 0)
    assert Duties(instance, {0: 0}).suffice([0])
    assert serve_best(instance, {0: 0}, {}, instance.pair_fit) == []


def test_halls_make_kinds():
    problem = abroad(replace(ZH_ES, hall="H1"), suppliers=2)
    elsewhere = replace(problem.suppliers[1], hall="H2")
    problem = replace(problem, suppliers=(problem.suppliers[0], elsewhere))
    assert instance_of(problem).n_pairs == 3
    at_buyers = replace(problem.fair, meet_at=MeetAt.BUYER_BOOTH)
    assert instance_of(replace(problem, fair=at_buyers)).n_pairs == 0


def test_duties_count_what_comes_and_goes():
    instance = instance_of(abroad(replace(ZH_ES, count=2)))
    duties = Duties(instance, {0: 0, 4: 0})
    assert not duties.has_room(8, 0)
    assert duties.has_room(8, 1)
    duties.put(8, 0)
    assert not duties.suffice([0, 1])
    duties.take(4, 0)
    assert duties.suffice([0, 1])


def test_the_dearest_are_served_first():
    instance = instance_of(abroad(replace(ZH_ES, count=2)))
    worth = np.arange(9)
    assert serve_best(instance, {0: 0, 4: 0, 8: 0}, {}, worth) == [0]
    assert serve_best(instance, {0: 0, 4: 0}, {8: 0}, worth) == [0]


def test_one_interpreter_serves_one_pair_a_round():
    # 3 buyers x 3 rounds, one interpreter: 3 meetings at most, one for each buyer
    problem = abroad(ZH_ES, rounds=3)
    result = solve(problem, make_candidates(problem))
    assert len(result.schedule.meetings) == 3
    assert result.schedule.shortfalls == ()
    assert len({m.round_index for m in result.schedule.meetings}) == 3


def test_a_must_without_interpreter_is_told():
    problem = abroad(Interpreter(("zh", "en")), buyers=1, suppliers=1)
    problem = replace(problem, suggestions=(make_suggestion(Strength.MUST),))
    result = solve(problem, make_candidates(problem))
    (must,) = result.schedule.unplaced_musts
    assert [reason.code for reason in must.reasons] == [ReasonCode.NO_INTERPRETER]
    assert must.reasons[0].wording.en == (
        "Nobody interprets between Buyer b1 (b1) (Spanish) and Supplier s1 (s1) "
        "(Chinese): every round of the fair."
    )


def test_a_shortfall_names_the_interpreters():
    # two buyers, one round, one interpreter: one of the two is left out
    problem = abroad(ZH_ES, buyers=2, rounds=1)
    result = solve(problem, make_candidates(problem))
    (short,) = result.schedule.shortfalls
    reasons = {reason.code: reason.wording.zh for reason in short.reasons}
    assert set(reasons) == {ReasonCode.SUPPLIERS_FULL, ReasonCode.INTERPRETERS_BUSY}
    said = reasons[ReasonCode.INTERPRETERS_BUSY]
    assert "讲西班牙语，在其本可安排的轮次译员均已占用" in said
