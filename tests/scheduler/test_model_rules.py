"""Every constraint of the exact model is needed: without it the best answer breaks its rule."""

from dataclasses import dataclass

import numpy as np
import pytest

from scheduler.check import check_schedule
from scheduler.fair import Interpreter, MeetAt, SessionId, Walk
from scheduler.model import constraints
from scheduler.model.exact import place_exactly
from scheduler.model.variables import add_variables
from scheduler.problem import Problem
from scheduler.rules import Rule
from scheduler.schedule import Schedule
from scheduler.search.extract import extract_meetings
from scheduler.search.instance import build_instance
from scheduler.search.place import shared_slots
from scheduler.search.walks import Walks
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_slot,
    make_supplier,
    with_right_lists,
)

FAR = Walk(same_hall_min=0, between_halls_min=30)


def apart(count):
    """Return suppliers in a hall each."""
    return [make_supplier(f"s{i + 1}", hall=f"H{i + 1}") for i in range(count)]


def abroad():
    """Return two Spanish buyers, two Chinese suppliers, one interpreter, one round."""
    return make_problem(
        [make_buyer(f"b{i}", languages=("es",)) for i in (1, 2)],
        [make_supplier(f"s{i}", languages=("zh",)) for i in (1, 2)],
        make_fair(rounds=1, interpreters=(Interpreter(("zh", "es")),)),
    )


@dataclass(frozen=True)
class Case:
    """A constraint, a fair in which it matters, and the rule that it keeps."""

    name: str
    problem: Problem
    rule: Rule


CASES = [
    Case(
        "add_teams",
        make_problem(1, 2, make_fair(rounds=1)),
        Rule.BUYER_AT_ONCE,
    ),
    Case(
        "add_tables",
        make_problem(2, 1, make_fair(rounds=1)),
        Rule.SUPPLIER_AT_ONCE,
    ),
    Case(
        "add_buyer_maximum",
        make_problem(1, 2, make_fair(rounds=2, max_meetings=1)),
        Rule.MAX_MEETINGS,
    ),
    Case(
        "add_supplier_maximum",
        make_problem(2, [make_supplier(max_meetings=1)], make_fair(rounds=2)),
        Rule.SUPPLIER_MAX,
    ),
    Case(
        "add_window",
        make_problem(1, 2, make_fair(sessions=2, rounds=1)),
        Rule.SESSIONS_PER_BUYER,
    ),
    Case(
        "add_hall_tables",
        make_problem(2, 2, make_fair(rounds=1, meet_at=MeetAt.TABLES, tables=1)),
        Rule.HALL_TABLES,
    ),
    Case(
        "add_walks",
        make_problem(1, apart(2), make_fair(rounds=2, walk=FAR)),
        Rule.WALK,
    ),
    Case(
        "add_walks",
        make_problem([make_buyer(teams=2)], apart(4), make_fair(rounds=2, walk=FAR)),
        Rule.WALK,
    ),
    Case("add_interpreters", abroad(), Rule.INTERPRETERS_AT_ONCE),
]


def rules_of_the_best(problem):
    """Return the rules that the exact model's answer breaks."""
    candidates = make_candidates(problem)
    instance = build_instance(problem, candidates)
    slots = np.arange(instance.n_slots)
    domain = {p: shared_slots(instance, p, slots) for p in range(instance.n_pairs)}
    answer = place_exactly(instance, Walks(instance), domain, {}, {}, seed=0, effort=5)
    assert answer
    schedule = Schedule(extract_meetings(instance, answer))
    schedule = with_right_lists(problem, schedule)
    return {v.rule for v in check_schedule(problem, candidates, schedule)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_model_keeps_the_rule(case):
    assert rules_of_the_best(case.problem) == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_without_the_constraint_the_rule_is_broken(case, monkeypatch):
    monkeypatch.setattr(constraints, case.name, lambda _: None)
    assert case.rule in rules_of_the_best(case.problem)


def test_a_pair_counts_once(monkeypatch):
    # two rounds, two meetings: the better supplier twice would be worth more
    problem = make_problem(1, 2, make_fair(rounds=2, max_meetings=2, min_meetings=0))
    instance = build_instance(
        problem, make_candidates(problem, {("b1", "s1"): 90, ("b1", "s2"): 50})
    )
    domain = {0: [0, 1], 1: [0, 1]}

    def count():
        walks = Walks(instance)
        return len(place_exactly(instance, walks, domain, {}, {}, seed=0, effort=5))

    assert count() == 2
    monkeypatch.setattr(constraints, "add_pair_once", lambda _: None)
    assert count() == 1


def test_every_constraint_has_a_case():
    named = {name for name in vars(constraints) if name.startswith("add_")}
    assert named == {case.name for case in CASES} | {"add_constraints", "add_pair_once"}


@pytest.mark.parametrize(
    ("buyer", "supplier", "interpreters"),
    [
        ({"absent": frozenset({make_slot(0, "P1")})}, {}, ()),
        ({}, {"absent": frozenset({make_slot(0, "P1")})}, ()),
        ({"sessions": (SessionId("P2"),)}, {}, ()),
        (
            {"languages": ("es",)},
            {"languages": ("zh",)},
            (Interpreter(("zh", "es"), 1, (SessionId("P2"),)),),
        ),
    ],
    ids=["buyer-absent", "supplier-absent", "session-not-attended", "no-interpreter"],
)
def test_slots_that_are_ruled_out_are_not_offered(buyer, supplier, interpreters):
    problem = make_problem(
        [make_buyer(**buyer)],
        [make_supplier(**supplier)],
        make_fair(sessions=2, rounds=1, interpreters=interpreters),
    )
    instance = build_instance(problem, make_candidates(problem))
    assert shared_slots(instance, 0, np.arange(2)) == [1]


def test_walks_to_one_hall_need_one_row_for_all_who_stand_there():
    # b1 could meet s1, s2 in hall H1 and s3, s4 in H2, in round 0 or 1: one row for each
    # hall that comes first; and whoever meets in one hall can meet there again
    suppliers = [make_supplier(f"s{i}", hall=f"H{(i + 1) // 2}") for i in (1, 2, 3, 4)]
    problem = make_problem(1, suppliers, make_fair(rounds=2, walk=FAR))
    instance = build_instance(problem, make_candidates(problem))
    walks, domain = Walks(instance), {pair: [0, 1] for pair in range(4)}
    rows = {}
    for binding in (True, False):
        v = add_variables(instance, walks, domain, {})
        if binding:
            constraints.add_walks(v)
        rows[binding] = len(v.model.proto.constraints)
    assert rows == {True: 2, False: 0}
    placed = place_exactly(instance, walks, domain, {}, {}, seed=0, effort=5)
    met = instance.supplier_of[instance.pair_supplier[list(placed)]]
    assert len(placed) == 2
    assert len({suppliers[i].hall for i in met}) == 1
