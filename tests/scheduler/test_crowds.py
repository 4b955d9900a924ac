"""How many buyers each session has, against the suppliers who are there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.check import check_schedule
from scheduler.fair import MeetAt, SessionId, Walk
from scheduler.model.exact import place_exactly
from scheduler.schedule import Schedule
from scheduler.search import moves
from scheduler.search.bounds import sessions_bound
from scheduler.search.crowds import Crowds, crowds_of
from scheduler.search.extract import extract_meetings
from scheduler.search.instance import build_instance
from scheduler.search.moves import even_crowds
from scheduler.search.place import shared_slots
from scheduler.search.walks import Walks
from scheduler.solve import solve
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_session,
    make_slot,
    make_supplier,
    with_right_lists,
)
from tests.random_fairs import random_fair


def away(session: str, rounds: int = 3):
    """Return the slots of a whole session."""
    return frozenset(make_slot(k, session) for k in range(rounds))


def crowd(slot_of, instance) -> list[int]:
    """Count the buyers of each session."""
    seen = {
        (int(instance.pair_buyer[p]), int(instance.slot_session[t]))
        for p, t in slot_of.items()
    }
    count = Counter(session for _, session in seen)
    return [count[p] for p in range(instance.n_sessions)]


def evened(problem, slots, candidates=None) -> dict[tuple[str, str], int]:
    """Return pair -> slot after moving, from pair -> slot before."""
    instance = build_instance(problem, candidates or make_candidates(problem))
    pairs = {
        (
            problem.buyers[instance.buyer_of[b]].id,
            problem.suppliers[instance.supplier_of[s]].id,
        ): p
        for p, (b, s) in enumerate(
            zip(instance.pair_buyer, instance.pair_supplier, strict=True)
        )
    }
    before = {pairs[names]: slot for names, slot in slots.items()}
    after = even_crowds(instance, Walks(instance), before, lambda: True)
    names = {p: pair for pair, p in pairs.items()}
    return {names[p]: slot for p, slot in after.items()}


@pytest.mark.parametrize("reverse", [False, True])
def test_the_session_with_more_suppliers_gets_more_buyers(reverse):
    # Three alike buyers, one meeting each; s2 is there in one of the sessions only.
    for many, few in (("P1", "P2"), ("P2", "P1")):
        suppliers = [make_supplier("s1"), make_supplier("s2", absent=away(few))]
        buyers = [make_buyer(f"b{i}") for i in (1, 2, 3)]
        if reverse:
            suppliers, buyers = suppliers[::-1], buyers[::-1]
        problem = make_problem(buyers, suppliers, make_fair(2, max_meetings=1))

        result = solve(problem, make_candidates(problem))

        assert result.schedule is not None
        came = Counter(meeting.session for meeting in result.schedule.meetings)
        assert came == {many: 2, few: 1}
        tier = next(tier for tier in result.tiers if tier.name == "sessions")
        assert (tier.value, tier.bound) == (6, 6)  # 2^2 x 2/2 + 1^2 x 2/1


def test_a_buyer_more_costs_more_the_nearer_to_the_target():
    crowds = Crowds((4, 2), Fraction("1.5"))

    assert [crowds.cost(0, n) for n in (4, 6, 8)] == [4, 0, 4]
    assert [crowds.cost(1, n) for n in (2, 3, 4)] == [2, 0, 2]  # half as many suppliers
    assert crowds.rise(0, 5) == -1
    assert crowds.evenest(9, (9, 9)) == [6, 3]
    assert crowds.evenest(9, (5, 9)) == [5, 4]
    assert crowds.evenest(99, (5, 0)) == [5, 0]
    assert crowds.evenest(3000, (2900, 9000)) == [2000, 1000]
    assert crowds.shares().tolist() == [4 / 6, 2 / 6]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=3),
    st.integers(0, 12),
    st.sampled_from(["0", "0.5", "1.3", "4"]),
)
def test_no_way_to_deal_buyers_out_is_evener(sessions, count, target):
    suppliers, limits = zip(*sessions, strict=True)
    crowds = Crowds(suppliers, Fraction(target))
    count = min(count, sum(limits))

    best = crowds.evenest(count, limits)

    assert sum(best) == count
    ways = product(*(range(most + 1) for most in limits))
    assert crowds.total(best) == min(
        crowds.total(way) for way in ways if sum(way) == count
    )


def test_a_session_where_a_buyer_has_nobody_to_meet_holds_none_in_the_bound():
    # Both candidates are away in P2; a lock counts though its slot is taken by itself.
    problem = make_problem(
        2, [make_supplier(absent=away("P2"))], make_fair(2), locks=[make_lock()]
    )
    instance = build_instance(problem, make_candidates(problem))

    assert crowds_of(instance).suppliers == (1, 0)
    assert sessions_bound(instance, 2) == 4


def test_a_buyer_moves_with_all_its_meetings():
    problem = make_problem(2, 2, make_fair(2, 2))

    after = evened(
        problem,
        {("b1", "s1"): 0, ("b1", "s2"): 1, ("b2", "s1"): 1, ("b2", "s2"): 0},
    )

    sessions = {pair: slot // 2 for pair, slot in after.items()}
    assert sessions["b1", "s1"] == sessions["b1", "s2"]
    assert sessions["b2", "s1"] == sessions["b2", "s2"] != sessions["b1", "s1"]


def test_who_has_moved_elsewhere_is_not_moved_again():
    # All six begin on the first day; they leave in turn for the second and the third.
    problem = make_problem(6, 1, make_fair(3, 6))
    instance = build_instance(problem, make_candidates(problem))
    before = {pair: pair for pair in range(6)}

    after = even_crowds(instance, Walks(instance), before, lambda: True)

    assert crowd(before, instance) == [6, 0, 0]
    assert crowd(after, instance) == [2, 2, 2]
    assert sorted(after) == sorted(before)


def test_where_nobody_moves_there_directly_moves_are_chained():
    # P1 3, P2 2, P3 1 of one round at many tables: b1 to b3 cannot come to P3, nor b4
    # and b5 to P1; so one of b1 to b3 goes to P2 and b4 or b5 from there to P3.
    sessions = dict.fromkeys((1, 2, 3), ("P1", "P2"))
    sessions |= dict.fromkeys((4, 5), ("P2", "P3"))
    buyers = [
        make_buyer(f"b{i}", sessions=tuple(map(SessionId, sessions.get(i, ("P3",)))))
        for i in range(1, 7)
    ]
    problem = make_problem(
        buyers, [make_supplier(tables=2)], make_fair(3, 3, max_meetings=1)
    )
    slots = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 6}

    after = evened(problem, {(f"b{i}", "s1"): t for i, t in slots.items()})

    assert Counter(slot // 3 for slot in after.values()) == {0: 2, 1: 2, 2: 2}
    assert after["b6", "s1"] == 6


def stuck(problem, slots) -> bool:
    """Tell whether nobody moves."""
    return evened(problem, slots) == slots


BOTH = {("b1", "s1"): 0, ("b2", "s2"): 0}
"""b1 and b2 meet in the first round of P1; one of them might go to P2."""


def test_two_with_room_elsewhere_part():
    assert not stuck(make_problem(2, 2, make_fair(2, 1)), BOTH)


@pytest.mark.parametrize(
    "problem",
    [
        make_problem(2, 2, make_fair(2, 1, sessions_per_buyer=2)),
        make_problem(
            2, 2, make_fair(2, 1), locks=[make_lock(), make_lock(0, "P1", "b2", "s2")]
        ),
        make_problem(
            [make_buyer(f"b{i}", absent=away("P2", 1)) for i in (1, 2)],
            2,
            make_fair(2, 1),
        ),
        make_problem(
            2,
            [make_supplier(f"s{i}", absent=away("P2", 1)) for i in (1, 2)],
            make_fair(2, 1),
        ),
    ],
    ids=["all-sessions", "locked", "buyers-away", "suppliers-away"],
)
def test_who_has_no_room_elsewhere_stays(problem):
    assert stuck(problem, BOTH)


def test_a_hall_without_a_free_table_is_no_place_to_go():
    # Three buyers in P1, one in P2, whose only round is full unless there are two tables.
    cut = make_session("P1"), make_session("P2", 1, OPENS_AT + timedelta(days=1))
    fair = make_fair(cut=cut, meet_at=MeetAt.TABLES, tables=1, max_meetings=1)
    problem = make_problem(4, 4, fair)
    slots = {(f"b{i}", f"s{i}"): i - 1 for i in (1, 2, 3, 4)}

    assert stuck(problem, slots)
    assert not stuck(replace(problem, fair=replace(fair, tables=2)), slots)


def test_a_way_too_long_for_the_pause_keeps_a_buyer():
    # P2 has two rounds, and no time to go from hall to hall between them.
    suppliers = [make_supplier(f"s{i}", hall=f"H{i}") for i in (1, 2)]
    fair = make_fair(2, 3, walk=Walk(0, 30))
    buyers = [
        make_buyer(f"b{i}", absent=frozenset({make_slot(2, "P2")})) for i in (1, 2)
    ]
    problem = make_problem(buyers, suppliers, fair)
    slots = {("b1", "s1"): 0, ("b1", "s2"): 2, ("b2", "s2"): 0, ("b2", "s1"): 2}

    assert stuck(problem, slots)
    assert not stuck(replace(problem, fair=replace(fair, walk=Walk())), slots)


def test_looking_for_rounds_ends(monkeypatch):
    monkeypatch.setattr(moves, "LOOKS_A_MOVE", 0)
    assert stuck(make_problem(2, 2, make_fair(2, 1)), BOTH)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_moves_keep_pairs_and_rules_and_crowd_nobody(seed):
    problem, candidates = random_fair(seed)
    instance = build_instance(problem, candidates)
    slots = np.arange(instance.n_slots)
    domain = {
        p: shared_slots(instance, p, slots)
        for p in range(instance.n_pairs)
        if p not in instance.locked
    }
    walks = Walks(instance)
    found = place_exactly(
        instance, walks, domain, instance.locked, {}, seed=0, effort=1
    )
    assume(found is not None)
    before = {**instance.locked, **found}
    assume(not broken(problem, candidates, instance, before))

    after = even_crowds(instance, walks, before, lambda: True)

    assert set(after) == set(before)
    assert broken(problem, candidates, instance, after) == ()
    total = crowds_of(instance).total
    assert total(crowd(after, instance)) <= total(crowd(before, instance))


def broken(problem, candidates, instance, slot_of):
    """Return what rules a placement breaks."""
    schedule = Schedule(extract_meetings(instance, slot_of))
    return check_schedule(problem, candidates, with_right_lists(problem, schedule))
