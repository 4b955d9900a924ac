"""Buyers choosing alone at prices: the bound, and the choice it comes from."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.errors import ProblemError
from scheduler.measure import measure_tiers
from scheduler.search import bounds
from scheduler.search.at_prices import choose_at_prices
from scheduler.search.bounds import find_ideal
from scheduler.search.instance import build_instance
from scheduler.search.served import served_lines
from scheduler.search.worth import standing
from scheduler.solve import solve
from tests.bound_hunt import beaters_of
from tests.builders import make_buyer, make_candidates, make_fair, make_problem
from tests.random_fairs import random_fair

LINE = 10


def worth_with_lines(instance, ideal, chosen) -> int:
    lines = np.bitwise_count(served_lines(instance, np.flatnonzero(chosen)))
    return standing(instance, chosen).worth(ideal.prices) + LINE * int(lines.sum())


@pytest.mark.parametrize(("seed", "bids"), [*((s, 8) for s in range(8)), (1, 0)])
def test_no_schedule_found_is_worth_more_than_the_bound(monkeypatch, seed, bids):
    monkeypatch.setattr("scheduler.search.auction.MOST_BIDS", bids)
    problem, candidates = random_fair(seed)
    try:
        result = solve(problem, candidates)
    except ProblemError:
        return  # locks that contradict the fair
    instance = build_instance(problem, candidates)
    ideal = find_ideal(instance)
    tiers = measure_tiers(problem, candidates, result.schedule)
    prices = ideal.prices
    reached = bounds._reached(instance, tiers)._replace(shared=0)

    total = choose_at_prices(instance, ideal, LINE, grants=2).total

    assert reached.worth(prices) + LINE * tiers["coverage"] <= total


@pytest.mark.parametrize("seed", [0, 20])
def test_no_schedule_at_all_beats_the_bounds_of_a_large_fair(monkeypatch, seed):
    monkeypatch.setattr(bounds, "WEIGHED_PAIRS", 0)
    monkeypatch.setattr("scheduler.search.choose.MOST_PAIRS", 0)
    monkeypatch.setattr("scheduler.search.levels.MOST_WAYS", 0)

    assert beaters_of(seed) == []


def test_where_tables_are_plenty_each_buyer_gets_the_best_and_the_bound_says_so():
    # b1 meets two of three: 90 and 80 serve line 1, 75 line 2: 90 + 75 + 20 is best.
    problem = make_problem([make_buyer(lines=2)], 3, make_fair(1, 3, max_meetings=2))
    fits = {("b1", "s1"): 90, ("b1", "s2"): 80, ("b1", "s3"): 75}
    lines = {("b1", "s1"): 0b01, ("b1", "s2"): 0b01, ("b1", "s3"): 0b10}
    instance = build_instance(problem, make_candidates(problem, fits, lines))
    ideal = find_ideal(instance)

    found = choose_at_prices(instance, ideal, LINE)

    assert sorted(instance.pair_fit[found.chosen].tolist()) == [75, 90]
    assert found.total == worth_with_lines(instance, ideal, found.chosen)


def test_a_crowded_supplier_becomes_dear_until_few_enough_want_it():
    # One round: s1 serves everybody's line at 80, but one buyer alone can have it.
    buyers = [make_buyer(f"b{i}", lines=1) for i in (1, 2, 3)]
    problem = make_problem(buyers, 4, make_fair(1, 1, min_meetings=1, max_meetings=1))
    pairs = [(f"b{i}", f"s{j}") for i in (1, 2, 3) for j in (1, 2, 3, 4)]
    fits = dict.fromkeys(pairs, 80)
    lines = {pair: int(pair[1] == "s1") for pair in pairs}
    instance = build_instance(problem, make_candidates(problem, fits, lines))
    ideal = find_ideal(instance)

    found = choose_at_prices(instance, ideal, LINE)

    assert found.total == 3 * 80 + LINE + 3 * ideal.prices.met  # one line is served
    assert found.price.max() <= LINE


def test_lines_that_two_meetings_serve_are_paid_once():
    problem = make_problem([make_buyer(lines=2)], 2, make_fair(1, 2))
    lines = {("b1", "s1"): 0b11, ("b1", "s2"): 0b11}
    instance = build_instance(problem, make_candidates(problem, None, lines))
    ideal = find_ideal(instance)

    found = choose_at_prices(instance, ideal, LINE, grants=1)

    assert found.chosen.all()
    assert found.total == worth_with_lines(instance, ideal, found.chosen)


def test_buyers_looked_at_one_by_one_take_the_same(monkeypatch):
    instance = build_instance(*random_fair(4))
    ideal = find_ideal(instance)
    together = choose_at_prices(instance, ideal, LINE, grants=1)
    monkeypatch.setattr("scheduler.search.offer.AT_ONCE", 1)

    alone = choose_at_prices(instance, ideal, LINE, grants=1)

    assert alone.total == together.total
    assert alone.chosen.tolist() == together.chosen.tolist()


def test_nobody_to_choose_for_is_worth_nothing():
    problem = make_problem(1, 1)
    instance = build_instance(problem, make_candidates(problem, {}))

    found = choose_at_prices(instance, find_ideal(instance), LINE)

    assert (found.total, found.chosen.tolist()) == (0, [])
