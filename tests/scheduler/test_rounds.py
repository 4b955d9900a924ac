"""Which round: colouring, its paths, and the order afterwards."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.problem import MeetAt, Place, Walk
from scheduler.search.instance import build_instance
from scheduler.search.place import colour_slots
from scheduler.search.rounds import Colouring, alternating_path, fix
from scheduler.search.tidy import idle_rounds, tidy_rounds
from scheduler.search.walks import Walks
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_slot,
    make_supplier,
)


def go_on() -> bool:
    """Let the search run."""
    return True


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


def test_a_path_that_comes_back_is_a_ring_and_ends():
    problem = make_problem(2, 2, make_fair(1, 2))
    instance = build_instance(problem, make_candidates(problem))
    colouring = Colouring(instance, [0, 1])
    for pair in range(4):  # pairs are (0,0) (0,1) (1,0) (1,1)
        fix(colouring, pair, 0 if pair in (0, 3) else 1)
    colouring.fixed.clear()

    path = alternating_path(colouring, (False, 0, 0), 0, 1)

    assert sorted(path or []) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("taken", "idle"), [([], 0), ([3], 0), ([1, 2], 0), ([0, 2], 1), ([0, 4], 3)]
)
def test_idle_rounds_count_the_holes(taken, idle):
    assert idle_rounds(taken) == idle


def test_tidy_closes_an_idle_round():
    problem = make_problem(1, 2, make_fair(1, 3))
    instance = build_instance(problem, make_candidates(problem))

    tidied = tidy_rounds(instance, Walks(instance), {0: 0, 1: 2}, go_on)

    assert abs(tidied[0] - tidied[1]) == 1


def test_tidy_shortens_the_walk_between_halls():
    # H1, H2, H1 costs two changes of hall (20 min), H1, H1, H2 one (2 + 10 min).
    suppliers = [
        make_supplier("s1", hall="H1"),
        make_supplier("s2", hall="H2"),
        make_supplier("s3", hall="H1"),
    ]
    walk = Walk(2, 5)
    problem = make_problem(1, suppliers, make_fair(1, 3, walk=walk))
    instance = build_instance(problem, make_candidates(problem))
    halls = {
        pair: problem.suppliers[instance.supplier_of[instance.pair_supplier[pair]]].hall
        for pair in range(3)
    }
    far = next(pair for pair, hall in halls.items() if hall == "H2")
    near = [pair for pair in range(3) if pair != far]

    tidied = tidy_rounds(
        instance, Walks(instance), {near[0]: 0, far: 1, near[1]: 2}, go_on
    )

    assert tidied[far] in (0, 2)


def test_tidy_leaves_locks_and_full_tables_alone():
    fair = make_fair(1, 3, tables=1)
    problem = make_problem(2, 3, fair, locks=[make_lock(2, supplier="s2")])
    instance = build_instance(problem, make_candidates(problem))
    locked = next(iter(instance.locked))
    others = [p for p in range(instance.n_pairs) if p != locked]
    mine = next(
        p for p in others if instance.pair_buyer[p] == instance.pair_buyer[locked]
    )
    theirs = next(
        p
        for p in others
        if instance.pair_buyer[p] != instance.pair_buyer[locked]
        and instance.pair_supplier[p]
        not in (instance.pair_supplier[mine], instance.pair_supplier[locked])
    )

    tidied = tidy_rounds(
        instance, Walks(instance), {mine: 0, theirs: 1, locked: 2}, go_on
    )

    assert tidied[locked] == 2
    assert sorted(tidied.values()) == [0, 1, 2]


def test_tidy_does_not_touch_an_order_that_walks_made():
    problem = make_problem(1, 2, make_fair(1, 3, walk=Walk(9, 9)))
    instance = build_instance(problem, make_candidates(problem))

    assert tidy_rounds(instance, Walks(instance), {0: 0, 1: 2}, go_on) == {0: 0, 1: 2}


def test_longest_way_looks_at_coordinates_too():
    booths = {Place("H1", "s1"): (0.0, 0.0), Place("H1", "s2"): (300.0, 400.0)}
    fair = make_fair(1, 2, walk=Walk(1, 2, booths))
    problem = make_problem([make_buyer()], 2, fair)
    walks = Walks(build_instance(problem, make_candidates(problem)))

    assert walks.longest == pytest.approx(500 / 60)  # 500 m at 60 m a minute
    assert walks.conflicts({0: 0, 1: 1}) == {0, 1}  # 5 minutes between rounds


@pytest.mark.parametrize("meet_at", [MeetAt.BUYER_BOOTH, MeetAt.SUPPLIER_BOOTH])
def test_tidy_tries_paths_a_stated_number_of_times(monkeypatch, meet_at):
    # b1 waits in round 1 because b2 is with s2 then; b2 can come in round 0 or 2.
    monkeypatch.setattr("scheduler.search.tidy.PASSES", 1)
    problem = make_problem(2, 2, make_fair(1, 3, meet_at=meet_at))
    instance = build_instance(problem, make_candidates(problem))
    pair_of = {
        (int(instance.pair_buyer[i]), int(instance.pair_supplier[i])): i
        for i in range(instance.n_pairs)
    }
    slots = {pair_of[0, 0]: 0, pair_of[0, 1]: 2, pair_of[1, 1]: 1}

    tidied = tidy_rounds(instance, Walks(instance), slots, go_on)

    mine = sorted(tidied[pair_of[0, s]] for s in (0, 1))
    assert mine[1] - mine[0] == 1
