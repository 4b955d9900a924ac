"""Standbys are just those who could meet: each can be added, nobody else can."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check import check_schedule
from scheduler.fair import MeetAt, Walk
from scheduler.problem import Strength
from scheduler.repair.changes import Party, Side
from scheduler.repair.standby import Standby, standbys
from scheduler.schedule import Schedule
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_slot,
    make_suggestion,
    make_supplier,
    with_right_lists,
)
from tests.strategies import random_cases

S1 = Party(Side.SUPPLIER, "s1")


def can_be_added(case, pair, slot, fit):
    """Tell whether the checker accepts the meeting at some table, all others as is."""
    plain = make_meeting(case.problem, *pair, slot.round_index, slot.session, fit=fit)
    tables = range(1, len(case.schedule.meetings) + 4)
    options = [
        Schedule((*case.schedule.meetings, replace(plain, table=table)))
        for table in tables
    ]
    return any(
        not check_schedule(
            case.problem, case.candidates, with_right_lists(case.problem, option)
        )
        for option in options
    )


@settings(max_examples=25, deadline=None)
@given(random_cases(), st.data())
def test_standbys_are_just_those_who_can_be_added(case, data):
    side, group = data.draw(
        st.sampled_from(
            [(Side.BUYER, case.problem.buyers), (Side.SUPPLIER, case.problem.suppliers)]
        )
    )
    party = Party(side, data.draw(st.sampled_from(group)).id)
    facts = case.problem, case.candidates, case.schedule

    found = standbys(*facts, party=party, limit=99)

    where = {(one.buyer, one.supplier): one.slots for one in found}
    met = {(m.buyer, m.supplier) for m in case.schedule.meetings}
    for buyer, supplier, fit in case.candidates.rows(case.problem):
        pair = buyer, supplier
        if pair[side is Side.SUPPLIER] != party.id:
            assert pair not in where
            continue
        slots = tuple(
            slot
            for slot in case.problem.fair.slots
            if pair not in met and can_be_added(case, pair, slot, fit)
        )
        assert where.get(pair, ()) == slots
    assert [one for one in found if len(one.walk_min) != len(one.slots)] == []


def test_musts_and_wishes_rank_before_and_after_fit():
    wishes = [
        make_suggestion(Strength.MUST, "b4"),
        make_suggestion(Strength.PREFER, "b3"),
        make_suggestion(Strength.AVOID, "b1"),
    ]
    problem = make_problem(4, 1, suggestions=wishes)
    fits = {("b1", "s1"): 90, ("b2", "s1"): 80, ("b3", "s1"): 70, ("b4", "s1"): 20}
    candidates = make_candidates(problem, fits)
    found = standbys(problem, candidates, make_schedule(problem), party=S1)
    assert [(one.buyer, one.wish) for one in found] == [
        ("b4", Strength.MUST),
        ("b3", Strength.PREFER),
        ("b2", None),
        ("b1", Strength.AVOID),
    ]


@pytest.mark.parametrize(
    ("meet_at", "minutes"),
    [(MeetAt.SUPPLIER_BOOTH, 4.0), (MeetAt.BUYER_BOOTH, 0.0), (MeetAt.TABLES, 2.0)],
)
def test_a_standby_says_what_it_adds_to_the_walk(meet_at, minutes):
    # b1 is in hall H1 in rounds 0 and 2; s2 stands in H2: there and back, 2 x 2 minutes.
    # s2 has no other meeting to walk from. Between three tables it is one way more.
    suppliers = [
        make_supplier("s1"),
        make_supplier("s2", hall="H2"),
        make_supplier("s3"),
    ]
    walk = Walk(2 if meet_at is MeetAt.TABLES else 0, 2)
    fair = make_fair(meet_at=meet_at, walk=walk, max_meetings=5)
    problem = make_problem(1, suppliers, fair)
    schedule = make_schedule(
        problem, make_meeting(problem), make_meeting(problem, "b1", "s3", 2)
    )
    facts = problem, make_candidates(problem), schedule
    (found,) = standbys(*facts, slot=make_slot(1))
    assert (found.supplier, found.walk_min) == ("s2", (minutes,))


def test_standbys_rank_who_is_short_then_who_fits():
    buyers = [make_buyer(f"b{i}") for i in (1, 2, 3, 4)]
    buyers.append(make_buyer("b5", absent=frozenset({make_slot(0)})))
    problem = make_problem(buyers, 2)
    fits = {("b1", "s1"): 90, ("b2", "s1"): 70, ("b3", "s1"): 60, ("b5", "s1"): 99}
    fits |= {("b1", "s2"): 80, ("b4", "s1"): 50}
    candidates = make_candidates(problem, fits)
    schedule = make_schedule(problem, make_meeting(problem, "b1", "s2", 2))

    def ask(**asked):
        return standbys(problem, candidates, schedule, slot=make_slot(0), **asked)

    found = ask(party=S1, limit=2)
    assert [(one.buyer, one.fit, one.lacks) for one in found] == [
        ("b2", 70, 1),
        ("b3", 60, 1),
    ]
    assert [one.buyer for one in ask(party=S1)] == ["b2", "b3", "b4", "b1"]
    assert ask(party=Party(Side.BUYER, "b1")) == (
        Standby("b1", "s1", (make_slot(0),), 90, 0, None, (0.0,)),
    )
    assert [one.buyer for one in ask()] == ["b2", "b3", "b4", "b1"]
    assert ask(begun=[make_slot(0)]) == ()
    everywhere = standbys(problem, candidates, schedule, party=Party(Side.BUYER, "b1"))
    assert everywhere[0].slots == (make_slot(0), make_slot(1))
    with pytest.raises(KeyError):
        ask(party=Party(Side.BUYER, "nobody"))
