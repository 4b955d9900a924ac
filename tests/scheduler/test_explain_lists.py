"""The reasons in the lists of a schedule: lifted, what they excuse becomes possible."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from scheduler.errors import ProblemError
from scheduler.explain import Explainer, list_shortfalls, list_unplaced_musts
from scheduler.reasons import ReasonCode
from scheduler.solve import solve
from tests.lifting import free_meetings, is_last_obstacle, lift, open_slots
from tests.random_fairs import random_fair
from tests.strategies import RandomCase, random_cases

QUICK = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
OF_DEMAND = {ReasonCode.NO_LINES, ReasonCode.FEW_CANDIDATES, ReasonCode.NEVER}
"""Reasons that lie in the demand: they speak of no supplier who would do."""


@given(case=random_cases())
@QUICK
def test_an_unplaced_must_is_possible_once_its_reasons_are_lifted(case):
    for must in list_unplaced_musts(case.problem, case.candidates, case.schedule):
        judge_must(case, must)


def judge_must(case, must) -> None:
    """Assert that each reason of a must is true, and that there are no others."""
    pair = must.buyer, must.supplier
    codes = [reason.code for reason in must.reasons]
    if codes == [ReasonCode.PREFERRED_OTHERS]:
        codes = []
    assert open_slots(case, pair, codes)
    for code in codes:
        others = [other for other in codes if other is not code]
        assert is_last_obstacle(case, pair, code, others), code


@given(seed=st.integers(0, 10**9))
@example(seed=162)  # one table: nobody walks from it to itself
@example(
    seed=10362
)  # of two persons one is free for a way that is too long for the other
@QUICK
def test_what_the_solver_leaves_unplaced_has_an_obstacle(seed):
    problem, candidates = random_fair(seed)
    try:
        schedule = solve(problem, candidates).schedule
    except ProblemError:
        assume(False)
    case = RandomCase(problem, candidates, schedule)
    for must in schedule.unplaced_musts:
        judge_must(case, must)
    left = {short.buyer: short.reasons for short in schedule.shortfalls}
    left |= {must.buyer: must.reasons for must in schedule.unplaced_musts}
    codes = {reason.code for reasons in left.values() for reason in reasons}
    assert ReasonCode.PREFERRED_OTHERS not in codes


@given(case=random_cases())
@QUICK
def test_a_buyer_reaches_its_minimum_once_its_reasons_are_lifted(case):
    """One meeting more at a time: what is lifted for it is just what is named."""
    for entry in list_shortfalls(case.problem, case.candidates, case.schedule):
        suitable = len(suitable_suppliers(case, entry.buyer))
        met = entry.meetings
        lifted = case
        while met < min(entry.wanted, suitable):
            lifted = one_more(lifted, entry.buyer)
            met += 1
        codes = {reason.code for reason in entry.reasons}
        assert (ReasonCode.FEW_CANDIDATES in codes) == (suitable < entry.wanted)


def suitable_suppliers(case, buyer) -> set:
    """Return the suppliers whom the buyer meets or might."""
    explainer = Explainer(case.problem, case.candidates, case.schedule)
    return set(explainer._blockers.suitable(buyer))


def one_more(case, buyer) -> RandomCase:
    """Return the case with a meeting more of the buyer, its reasons of now lifted."""
    explainer = Explainer(case.problem, case.candidates, case.schedule)
    codes = {reason.code for reason in explainer.shortfall(buyer)} - OF_DEMAND
    met = {m.supplier for m in case.schedule.by_buyer.get(buyer, ())}
    for supplier in sorted(suitable_suppliers(case, buyer) - met):
        problem = case.problem
        for code in sorted(codes - {ReasonCode.PREFERRED_OTHERS}):
            problem = lift(problem, (buyer, supplier), code)
        changed = replace(case, problem=problem)
        for schedule in free_meetings(changed, (buyer, supplier)):
            return replace(changed, schedule=schedule)
    raise AssertionError(codes)
