"""Rounds of whole blocks: proper, complete where theory says so, and limits kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.fair import MeetAt
from scheduler.search import colouring
from scheduler.search.blocks import build_block
from scheduler.search.colouring import Block, colour_block, colour_blocks
from scheduler.search.exchange import tournament
from scheduler.search.instance import build_instance
from scheduler.search.place import colour_slots, place_pairs
from scheduler.search.session_plan import SessionPlan
from scheduler.search.walks import Walks
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_session,
    make_supplier,
)

QUICK = settings(max_examples=30, deadline=None)


def random_block(seed, rounds, *, closed=0.0, fill=1.0, room=None):
    """Return pairs of random parties, no more at any than it has open rounds."""
    rng = np.random.default_rng(seed)
    is_open = [rng.random((rng.integers(1, 12), rounds)) >= closed for _ in (0, 1)]
    seats = [np.repeat(np.arange(len(side)), side.sum(axis=1)) for side in is_open]
    for side in seats:
        rng.shuffle(side)
    size = int(fill * min(len(side) for side in seats))
    return Block(seats[0][:size], seats[1][:size], *is_open, room)


def misplaced(block, colour):
    """Return what is wrong with a colouring, in words."""
    placed = np.flatnonzero(colour >= 0)
    wrong = []
    for name, node, is_open in (
        ("buyer", block.buyer, block.buyer_open),
        ("supplier", block.supplier, block.supplier_open),
    ):
        if not is_open[node[placed], colour[placed]].all():
            wrong.append(f"{name} away")
        cells = list(zip(node[placed].tolist(), colour[placed].tolist(), strict=True))
        if len(set(cells)) < len(cells):
            wrong.append(f"{name} twice")
    used = np.bincount(colour[placed], minlength=block.buyer_open.shape[1])
    if block.room is not None and (used > block.room).any():
        wrong.append("too many in a round")
    return wrong


@given(
    seed=st.integers(0, 10**6),
    rounds=st.sampled_from([1, 2, 4, 5, 8, 26]),
    fill=st.sampled_from([0.4, 0.8, 1.0]),
)
@QUICK
def test_pairs_of_parties_who_are_always_there_all_find_a_round(seed, rounds, fill):
    # no party has more pairs than rounds, so as many colours suffice (König)
    block = random_block(seed, rounds, fill=fill)

    colour = colour_block(block)

    assert misplaced(block, colour) == []
    assert (colour >= 0).all()


@given(
    seed=st.integers(0, 10**6),
    rounds=st.sampled_from([1, 2, 4, 5, 8, 26]),
    limit=st.sampled_from([None, 1, 3]),
)
@QUICK
def test_closed_rounds_and_the_tables_of_the_hall_are_respected(seed, rounds, limit):
    room = None if limit is None else np.full(rounds, limit)
    block = random_block(seed, rounds, closed=0.25, fill=0.9, room=room)

    colour = colour_block(block)

    assert misplaced(block, colour) == []
    assert np.array_equal(colour, colour_block(block))


def test_rounds_are_proper_when_only_few_places_are_shaken_from(monkeypatch):
    monkeypatch.setattr(colouring, "SHAKEN", 3)
    for seed in range(20):
        block = random_block(seed, 8, closed=0.3, fill=0.9)
        assert misplaced(block, colour_block(block)) == []


def test_few_pairs_are_left_to_others_where_placing_one_takes_many_looks(monkeypatch):
    # nearly full, with closed rounds: by and by a shake places one pair, if any
    block = random_block(4, 8, closed=0.3, fill=0.9)
    thorough = colouring._Colouring(block)
    hasty = colouring._Colouring(block)
    for work, dear in ((hasty, 0), (thorough, 10**6)):
        monkeypatch.setattr(colouring, "DEAR", dear)
        work.fill()
        work.exchange()

    assert misplaced(block, hasty.colour) == []
    assert hasty.looked < thorough.looked


@pytest.mark.parametrize(
    ("rounds", "room"),
    [((5, 5, 5), None), ((5, 4, 5), None), ((5, 5, 5), np.full(5, 40))],
)
def test_blocks_coloured_together_have_their_own_rounds(rounds, room):
    # alike and without a limit they are one block; else each is one for itself
    blocks = [
        random_block(seed, count, closed=0.2, fill=0.9, room=room)
        for seed, count in enumerate(rounds)
    ]

    for block, colour in zip(blocks, colour_blocks(blocks), strict=True):
        assert misplaced(block, colour) == []
        assert (colour >= 0).mean() > 0.8


def test_a_pair_is_left_over_only_where_no_round_is_free_on_both_sides():
    # nothing can be gained by simply putting it in
    for seed in range(40):
        block = random_block(seed, 5, closed=0.4)
        colour = colour_block(block)
        for pair in np.flatnonzero(colour < 0):
            mine = colour[(block.buyer == block.buyer[pair]) & (colour >= 0)]
            theirs = colour[(block.supplier == block.supplier[pair]) & (colour >= 0)]
            free = block.buyer_open[block.buyer[pair]].copy()
            free &= block.supplier_open[block.supplier[pair]]
            free[np.concatenate([mine, theirs])] = False
            assert not free.any()


def test_a_full_hall_takes_as_many_as_it_has_tables():
    # 6 x 6 pairs, 6 rounds, 6 tables: each round is full
    square = np.arange(6)
    block = Block(
        np.repeat(square, 6),
        np.tile(square, 6),
        np.ones((6, 6), np.bool_),
        np.ones((6, 6), np.bool_),
        np.full(6, 6),
    )

    assert np.bincount(colour_block(block)).tolist() == [6] * 6


def test_no_pairs_need_no_rounds():
    nobody = np.zeros(0, np.int64)
    block = Block(nobody, nobody, np.ones((2, 3), np.bool_), np.ones((0, 3), np.bool_))

    assert colour_block(block).tolist() == []


@pytest.mark.parametrize("rounds", [1, 2, 3, 5, 6, 9])
def test_in_a_tournament_all_meet_all_once(rounds):
    met = [
        (k, int(mate[k]))
        for mate in tournament(rounds)
        for k in range(rounds)
        if k < mate[k]
    ]

    assert sorted(met) == [(k, j) for k in range(rounds) for j in range(k + 1, rounds)]


def test_locks_take_a_seat_in_their_round():
    # one buyer of two teams locked into round 0: one team is free then, both later
    buyer = make_buyer(teams=2)
    problem = make_problem([buyer], 3, make_fair(1, 2), locks=[make_lock(0)])
    instance = build_instance(problem, make_candidates(problem))
    slot = np.full(3, -1)
    locked = next(iter(instance.locked))
    slot[locked] = 0

    _, block = build_block(
        instance, np.arange(2), np.setdiff1d(np.arange(3), [locked]), slot
    )

    assert block.buyer_open.tolist() == [[False, True], [True, True]]
    assert block.buyer.tolist() == [0, 1]


def test_pairs_beyond_a_partys_rounds_have_no_seat():
    problem = make_problem(1, 3, make_fair(1, 2, max_meetings=3))
    instance = build_instance(problem, make_candidates(problem))

    placed, left = colour_slots(instance, np.arange(2), np.arange(3), {})

    assert sorted(placed.values()) == [0, 1]
    assert len(left) == 1


def test_sessions_that_overlap_share_a_partys_time_and_the_tables():
    # the second session starts 10 minutes after the first: both rounds clash
    cut = (
        make_session("P1", 1, OPENS_AT),
        make_session("P2", 1, OPENS_AT + timedelta(minutes=10)),
    )
    fair = make_fair(cut=cut, meet_at=MeetAt.TABLES, tables=1, sessions_per_buyer=2)
    problem = make_problem(2, 2, fair)
    instance = build_instance(problem, make_candidates(problem))

    placed, left = colour_slots(instance, np.array([1]), np.array([1, 3]), {0: 0})

    assert (placed, left) == ({}, [1, 3])


@pytest.mark.parametrize("allowed", [1, 2])
def test_where_all_sessions_may_be_attended_the_fair_is_one_block(allowed):
    # planned for the first session are both pairs, which has one round only
    cut = tuple(
        make_session(f"P{i}", 1, OPENS_AT + timedelta(days=i)) for i in range(2)
    )
    problem = make_problem(1, 2, make_fair(cut=cut, sessions_per_buyer=allowed))
    instance = build_instance(problem, make_candidates(problem))
    plan = SessionPlan(np.zeros(2, np.int64), np.ones(2, np.bool_))

    placed = place_pairs(instance, Walks(instance), plan, 0)

    assert len(placed) == allowed


def test_many_conflicts_are_taken_out_and_left_to_the_matching(monkeypatch):
    monkeypatch.setattr("scheduler.search.place.REPAIR_MOST", 0)
    suppliers = [make_supplier(f"s{i}", hall=f"H{i}") for i in range(3)]
    fair = make_fair(1, 3, walk=replace(make_fair().walk, between_halls_min=9))
    problem = make_problem(1, suppliers, fair)
    instance = build_instance(problem, make_candidates(problem))
    plan = SessionPlan(np.zeros(3, np.int64), np.ones(3, np.bool_))

    placed = place_pairs(instance, Walks(instance), plan, 0)

    # 9 minutes do not fit into 5; of equal fits the first pair goes, then the next
    assert list(placed.values()) == [2]
