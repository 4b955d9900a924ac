"""The shortest way through a few places, and the ways between them."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest

from scheduler.fair import MeetAt, Place, Walk
from scheduler.search.instance import build_instance
from scheduler.search.shortest import MOST_EXACT, MOST_TRIED, shortest_minutes
from scheduler.search.walks import Walks
from tests.builders import make_candidates, make_fair, make_problem, make_supplier


def invent_legs(size, count=3):
    """Return [count, size, size] symmetric whole minutes, 0 from a place to itself."""
    rng = np.random.default_rng(size)
    legs = rng.integers(0, 20, (count, size, size))
    legs = legs + legs.transpose(0, 2, 1)
    legs[:, np.arange(size), np.arange(size)] = 0
    return legs


def least_of_all(legs):
    """Return the fewest minutes of any order of one party's places."""
    return min(
        sum(int(legs[i, j]) for i, j in pairwise(order))
        for order in permutations(range(len(legs)))
    )


@pytest.mark.parametrize("size", [2, 3, MOST_TRIED, MOST_TRIED + 1, MOST_TRIED + 2])
def test_shortest_is_the_least_of_all_orders(size):
    legs = invent_legs(size)

    assert shortest_minutes(legs).tolist() == [least_of_all(one) for one in legs]


@pytest.mark.parametrize("size", [3, 5, 7])
def test_a_spanning_tree_is_never_longer(size, monkeypatch):
    legs = invent_legs(size, 20)
    exact = shortest_minutes(legs)
    monkeypatch.setattr("scheduler.search.shortest.MOST_TRIED", 1)
    monkeypatch.setattr("scheduler.search.shortest.MOST_EXACT", 1)

    tree = shortest_minutes(legs)

    assert (tree <= exact).all()
    assert (tree > 0).all()


def test_a_line_of_many_places_is_as_long_as_its_spanning_tree():
    place = np.arange(MOST_EXACT + 4)
    legs = np.abs(place[:, None] - place)[None]

    assert shortest_minutes(legs).tolist() == [MOST_EXACT + 3]


@pytest.mark.parametrize("size", [0, 1])
def test_nobody_walks_to_less_than_two_places(size):
    assert shortest_minutes(np.zeros((2, size, size), np.int64)).tolist() == [0, 0]


def test_many_parties_are_looked_at_in_turns(monkeypatch):
    monkeypatch.setattr("scheduler.search.shortest.AT_ONCE", 1)
    legs = invent_legs(3, 5)

    assert shortest_minutes(legs).tolist() == [least_of_all(one) for one in legs]


@pytest.mark.parametrize("meet_at", list(MeetAt))
def test_legs_are_the_whole_minutes_of_each_pair(meet_at):
    suppliers = [
        make_supplier("s1", hall="H1"),
        make_supplier("s2", hall="H1"),
        make_supplier("s3", hall="H1"),
        make_supplier("s4", hall="H2"),
    ]
    booths = {Place("H1", "s1"): (0.0, 0.0), Place("H1", "s2"): (90.0, 120.0)}
    fair = make_fair(walk=Walk(7.5, 9, booths), meet_at=meet_at)  # 150 m: 2.5, so 3
    instance = build_instance(
        problem := make_problem(2, suppliers, fair), make_candidates(problem)
    )
    walks = Walks(instance)
    one, other = (part.ravel() for part in np.meshgrid(*[np.arange(8)] * 2))

    legs = walks.legs(one, other)

    assert legs.tolist() == [
        walks.whole_minutes(p, q)
        for p, q in zip(one.tolist(), other.tolist(), strict=True)
    ]
