"""Each buyer's own best order, beside what others hold."""

from __future__ import annotations

import pytest

from scheduler.problem import MeetAt, Walk
from scheduler.search.bounds import walks_bound
from scheduler.search.instance import build_instance
from scheduler.search.orders import order_meetings, shortest_walk
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

HALLS = [
    make_supplier("s1", hall="H1"),
    make_supplier("s2", hall="H2"),
    make_supplier("s3", hall="H1"),
]


def go_on() -> bool:
    """Let the search run."""
    return True


def build(problem):
    """Return the instance, its walks, and the pair of each (buyer, supplier) id."""
    instance = build_instance(problem, make_candidates(problem))
    pair_of = {
        (
            problem.buyers[instance.buyer_of[instance.pair_buyer[i]]].id,
            problem.suppliers[instance.supplier_of[instance.pair_supplier[i]]].id,
        ): i
        for i in range(instance.n_pairs)
    }
    return instance, Walks(instance), pair_of


def detour(**changes):
    """Return a fair whose buyer b1 goes H1, H2, H1, and that placement."""
    locks = changes.pop("locks", ())
    rounds = changes.pop("rounds", 3)
    buyers = changes.pop("buyers", 1)
    fair = make_fair(1, rounds, walk=Walk(2, 5), **changes)
    instance, walks, pair_of = build(make_problem(buyers, HALLS, fair, locks=locks))
    slots = {pair_of["b1", f"s{i + 1}"]: i for i in range(3)}
    return instance, walks, pair_of, slots


def test_the_hall_between_two_others_goes_to_an_end():
    # 5 + 5 = 10 minutes become 2 + 5 = 7.
    instance, walks, pair_of, slots = detour()

    ordered = order_meetings(instance, walks, slots, go_on)

    assert ordered[pair_of["b1", "s2"]] in (0, 2)
    assert walks_bound(instance, walks, slots) == 7
    assert shortest_walk(walks, list(slots)) == 7


def test_an_order_needs_the_suppliers_tables():
    # b2 holds s1 and s3 in round 1: b1 can have s2 there alone, the long way stays.
    instance, walks, pair_of, slots = detour(buyers=3)
    slots |= {pair_of["b2", "s1"]: 1, pair_of["b3", "s3"]: 1}

    ordered = order_meetings(instance, walks, slots, go_on)

    assert ordered == slots


def test_a_hole_is_closed_even_for_a_longer_walk():
    instance, walks, pair_of, _ = detour(rounds=4)
    slots = {pair_of["b1", "s1"]: 0, pair_of["b1", "s3"]: 1, pair_of["b1", "s2"]: 3}

    ordered = order_meetings(instance, walks, slots, go_on)

    assert sorted(ordered.values()) in ([0, 1, 2], [1, 2, 3])


def test_nothing_moves_when_no_order_fits():
    instance, walks, pair_of, _ = detour(
        buyers=[make_buyer(absent=frozenset({make_slot(1)}))]
    )
    slots = {pair_of["b1", "s1"]: 0, pair_of["b1", "s2"]: 2}

    assert order_meetings(instance, walks, slots, go_on) == slots


@pytest.mark.parametrize(
    "changes",
    [
        {"locks": [make_lock(0)]},
        {"buyers": [make_buyer(teams=2)]},
        {"meet_at": MeetAt.BUYER_BOOTH},
        {"meet_at": MeetAt.TABLES, "tables": 9},
    ],
)
def test_locks_teams_and_other_ways_of_meeting_are_left_alone(changes):
    instance, walks, _, slots = detour(**changes)

    assert order_meetings(instance, walks, slots, go_on) == slots


def test_no_order_is_taken_that_leaves_too_little_time():
    # 5 minutes between rounds; 9 between halls: only H1, H1 can follow each other.
    fair = make_fair(1, 3, walk=Walk(2, 9))
    instance, walks, pair_of = build(make_problem(1, HALLS, fair))
    slots = {pair_of["b1", "s1"]: 0, pair_of["b1", "s2"]: 2}

    assert order_meetings(instance, walks, slots, go_on) == slots


def test_bound_says_nothing_of_teams_and_walking_suppliers():
    instance, walks, _, slots = detour(buyers=[make_buyer(teams=2)])
    assert walks_bound(instance, walks, slots) == 0

    instance, walks, _, slots = detour(meet_at=MeetAt.BUYER_BOOTH)
    assert walks_bound(instance, walks, slots) == 0


def test_too_many_meetings_to_try_have_no_bound():
    _, walks, _ = build(make_problem(1, 7, make_fair(1, 7)))

    assert shortest_walk(walks, list(range(7))) == 0


def test_orders_are_tried_a_stated_number_of_times(monkeypatch):
    monkeypatch.setattr("scheduler.search.orders.PASSES", 1)
    instance, walks, pair_of, slots = detour()

    ordered = order_meetings(instance, walks, slots, go_on)

    assert ordered[pair_of["b1", "s2"]] in (0, 2)
