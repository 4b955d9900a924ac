"""Interpreters while a schedule is made: kinds, room, and who goes first."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.checking.interpreting import deal_interpreters
from scheduler.fair import Interpreter, MeetAt
from scheduler.problem import Strength
from scheduler.reasons import ReasonCode
from scheduler.search.instance import build_instance
from scheduler.search.interpreter_prices import charge
from scheduler.search.interpreting import Duties, can_serve, overrun, serve_best
from scheduler.search.relaxed import choose_relaxed
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_suggestion,
    make_supplier,
)
from tests.random_fairs import random_fair, with_languages

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


def test_scarce_interpreters_have_a_price_and_a_bound():
    # one round, one interpreter: one pair of nine meets, the best has 95
    problem = abroad(ZH_ES, rounds=1)
    fits = {(f"b{i}", f"s{j}"): 50 + 5 * i * j for i in (1, 2, 3) for j in (1, 2, 3)}
    relaxed = choose_relaxed(
        instance := instance_of(problem, fits), instance.pair_fit, []
    )
    # a second meeting would add 70 beside it (s2 with b2)
    assert relaxed.total == 95
    assert set(relaxed.dues.tolist()) == {69}
    charged = charge(instance, relaxed)
    assert charged.pair_fit.tolist() == [fit - 69 for fit in instance.pair_fit.tolist()]


def test_ample_interpreters_cost_nothing():
    instance = instance_of(abroad(replace(ZH_ES, count=3), rounds=1))
    relaxed = choose_relaxed(instance, instance.pair_fit, [])
    assert relaxed.dues is None
    assert charge(instance, relaxed) is instance


def test_only_those_overrun_are_dear():
    # English is ample; two Spanish buyers want the one interpreter of their round
    problem = abroad(ZH_ES, Interpreter(("zh", "en"), 5), rounds=1)
    english = replace(problem.buyers[2], languages=("en",))
    problem = replace(problem, buyers=(*problem.buyers[:2], english))
    instance = instance_of(problem)
    relaxed = choose_relaxed(instance, instance.pair_fit, [])
    assert relaxed.total == 160
    spanish = [problem.buyers[i].languages == ("es",) for i in instance.buyer_of]
    dues = zip(instance.pair_buyer.tolist(), relaxed.dues.tolist(), strict=True)
    assert {(spanish[b], due > 0) for b, due in dues} == {(True, True), (False, False)}


def test_overrun_names_just_those_who_are():
    assert overrun((((0,), 2), ((1,), 1)), (1, 1)) == {0}
    assert overrun((((0,), 1), ((0, 1), 2)), (1, 1)) == {0, 1}
    assert overrun((((0,), 1), ((0, 1), 1)), (1, 1)) == set()


def test_a_kind_that_nobody_serves_pays_nothing():
    # b3 speaks what no interpreter does, the other two compete for one
    problem = abroad(ZH_ES, rounds=1)
    russian = replace(problem.buyers[2], languages=("ru",))
    problem = replace(problem, buyers=(*problem.buyers[:2], russian))
    relaxed = choose_relaxed(instance := instance_of(problem), instance.pair_fit, [])
    assert instance.n_pairs == 6
    assert relaxed.total == 80


@pytest.mark.parametrize("count", [1, 2, 3])
def test_no_interpreter_stands_idle_while_somebody_waits(count):
    problem = abroad(
        replace(ZH_ES, count=count), buyers=8, suppliers=8, rounds=4, min_meetings=3
    )
    result = solve(problem, make_candidates(problem))
    meetings = Counter(m.round_index for m in result.schedule.meetings)
    assert meetings == dict.fromkeys(range(4), count)
    tiers = {tier.name: tier for tier in result.tiers}
    # 8 buyers want 3 each, 4 rounds hold `count` each
    assert tiers["shortfall"].value == tiers["shortfall"].bound == 24 - 4 * count


def test_those_who_need_an_interpreter_are_spread_over_the_sessions():
    # four Spanish buyers, two sessions of two rounds, two interpreters: two in each
    problem = abroad(
        replace(ZH_ES, count=2), buyers=4, suppliers=4, sessions=2, rounds=2,
        min_meetings=2,
    )  # fmt: skip
    result = solve(problem, make_candidates(problem))
    assert result.status == "optimal"
    assert Counter(m.session for m in result.schedule.meetings) == {"P1": 4, "P2": 4}


@pytest.mark.parametrize("seed", [4, 8, 12, 14])
def test_languages_alone_change_nothing(seed):
    problem, candidates = random_fair(seed)
    spoken = with_languages(problem, seed)
    without = replace(spoken, fair=problem.fair)
    expected = solve(problem, candidates).schedule
    assert solve(without, candidates).schedule == expected
