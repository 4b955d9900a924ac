"""The checker finds just the broken rules of any schedule, whatever was done to it.

It is compared with the naive checker of tests/oracle.py, which shares no code with it.
"""

from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.check import check_schedule
from scheduler.rules import Rule
from tests.builders import with_right_lists
from tests.mutations import MUTATIONS
from tests.oracle import rules_broken_naively
from tests.strategies import build_case, random_cases

QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def rules_found(case, schedule):
    """Return the rules of which the checker reports violations."""
    found = check_schedule(case.problem, case.candidates, schedule)
    return {violation.rule for violation in found}


def rules_expected(case, schedule):
    """Return the rules that the naive checker finds broken."""
    return rules_broken_naively(case.problem, case.candidates, schedule)


@given(case=random_cases())
@QUICK
def test_check_finds_nothing_in_a_valid_schedule(case):
    assert rules_expected(case, case.schedule) == set()
    assert rules_found(case, case.schedule) == set()


@given(
    case=random_cases(),
    mutations=st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=2),
    random=st.randoms(use_true_random=False),
    mend=st.booleans(),
)
@QUICK
def test_check_finds_what_mutations_break(case, mutations, random, mend):
    """Mended lists leave only what the mutations themselves broke."""
    schedule = case.schedule
    for mutation in mutations:
        assume(schedule.meetings)
        schedule = mutation(replace(case, schedule=schedule), random)
    if mend:
        schedule = with_right_lists(case.problem, schedule)
    assert rules_found(case, schedule) == rules_expected(case, schedule)


def test_each_mutation_and_each_rule_is_met_among_many_cases():
    """No rule is left out by chance: every one is broken by some mutation."""
    breaking, broken = set(), set()
    for seed in range(40):
        random = Random(seed)
        case = build_case(random)
        if not case.schedule.meetings:
            continue
        for mutation in MUTATIONS:
            schedule = mutation(case, random)
            found = rules_found(case, schedule)
            assert found == rules_expected(case, schedule)
            broken |= found
            if found:
                breaking.add(mutation)
    assert breaking == set(MUTATIONS)
    assert broken == set(Rule)
