"""Which round: colouring, and what walks allow."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.fair import MeetAt, Place, Walk
from scheduler.search.instance import build_instance
from scheduler.search.place import colour_slots
from scheduler.search.walks import Walks
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
)


def all_slots(instance):
    """Return every slot of the fair."""
    return np.arange(instance.n_slots)


@pytest.mark.parametrize("n", [2, 3, 5, 8])
def test_a_full_session_is_coloured_completely(n):
    # n buyers x n suppliers x n rounds: a Latin square (König: degree n, n colours).
    problem = make_problem(n, n, make_fair(1, n, max_meetings=n))
    instance = build_instance(problem, make_candidates(problem))

    placed, left = colour_slots(instance, np.arange(n), np.arange(n * n), {})

    assert left == []
    for party in (instance.pair_buyer, instance.pair_supplier):
        cells = {(int(party[pair]), slot) for pair, slot in placed.items()}
        assert len(cells) == n * n


def test_a_supplier_with_two_tables_meets_two_buyers_at_once():
    problem = make_problem(2, [make_supplier(tables=2)], make_fair(1, 1))
    instance = build_instance(problem, make_candidates(problem))

    placed, left = colour_slots(instance, all_slots(instance), np.arange(2), {})

    assert sorted(placed.values()) == [0, 0]
    assert left == []


def test_a_closed_round_is_not_used_and_what_cannot_be_placed_is_returned():
    shut = make_supplier(absent=frozenset({make_slot(0)}))
    problem = make_problem(2, [shut], make_fair(1, 2))
    instance = build_instance(problem, make_candidates(problem))

    placed, left = colour_slots(instance, all_slots(instance), np.arange(2), {})

    assert list(placed.values()) == [1]
    assert len(left) == 1


def test_a_fixed_meeting_stays_while_others_move_around_it():
    problem = make_problem(2, 2, make_fair(1, 2), locks=[make_lock(1)])
    instance = build_instance(problem, make_candidates(problem))
    locked = next(iter(instance.locked))

    others = np.array([pair for pair in range(4) if pair != locked])

    placed, left = colour_slots(instance, all_slots(instance), others, instance.locked)

    assert len({*placed.items(), (locked, 1)}) == 4
    assert left == []


def test_longest_way_looks_at_coordinates_too():
    booths = {Place("H1", "s1"): (0.0, 0.0), Place("H1", "s2"): (300.0, 400.0)}
    fair = make_fair(1, 2, walk=Walk(1, 2, booths))
    problem = make_problem([make_buyer()], 2, fair)
    walks = Walks(build_instance(problem, make_candidates(problem)))

    assert walks.longest == pytest.approx(500 / 60)  # 500 m at 60 m a minute
    assert walks.conflicts({0: 0, 1: 1}) == {0, 1}  # 5 minutes between rounds


@given(seed=st.integers(0, 10**6), way=st.sampled_from([0.0, 4.0, 9.0, 40.0]))
@settings(max_examples=60, deadline=None)
def test_conflicts_of_all_are_those_of_each_walker(seed, way):
    rng = np.random.default_rng(seed)
    at = MeetAt(rng.choice([one.value for one in MeetAt]))
    cut = None
    if rng.random() < 0.5:  # sessions that overlap in time
        starts = [OPENS_AT, OPENS_AT + timedelta(minutes=int(rng.integers(1, 30)))]
        cut = tuple(make_session(f"P{i}", 2, start) for i, start in enumerate(starts))
    fair = make_fair(2, 3, cut=cut, walk=Walk(way, way + 1), meet_at=at, tables=9)
    buyers = [make_buyer(f"b{i}", teams=int(rng.integers(1, 3))) for i in range(3)]
    suppliers = [
        make_supplier(f"s{i}", tables=int(rng.integers(1, 3))) for i in range(3)
    ]
    problem = make_problem(buyers, suppliers, fair)
    walks = Walks(build_instance(problem, make_candidates(problem)))
    slots = rng.integers(-1, len(fair.slots), 9).tolist()
    slot_of = {pair: slot for pair, slot in enumerate(slots) if slot >= 0}

    of_walker = defaultdict(list)
    for pair in slot_of:
        for walker in walks.walkers(pair):
            of_walker[walker].append(pair)
    late = [walks.late_pairs(w, pairs, slot_of) for w, pairs in of_walker.items()]

    assert walks.conflicts(slot_of) == (set().union(*late) if walks.binding else set())
    for walker, pairs in of_walker.items():
        for pair in pairs if walks.binding else ():
            near = walks.beside[slot_of[pair]]
            close = [other for other in pairs if near[slot_of[other]]]
            alone = pair in walks.late_pairs(walker, close, slot_of)
            assert alone == (pair in walks.late_pairs(walker, pairs, slot_of))
