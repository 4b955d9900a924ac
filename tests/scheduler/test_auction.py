"""What an auction sells, at which prices, and that a flow would do little better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scheduler.search import auction, pairs, priced, relaxed
from scheduler.search.auction import sell
from scheduler.search.bounds import find_ideal
from scheduler.search.instance import build_instance
from scheduler.search.network import UNREACHED
from scheduler.search.offer import UNITS, Offer
from scheduler.search.pairs import choose_pairs
from scheduler.search.relaxed import Extras, choose_relaxed
from scheduler.search.worth import standing
from tests.builders import make_buyer, make_candidates, make_fair, make_problem


def offer_of(worth, seats, lines=None, line_worth=0, steps=()) -> Offer:
    """Return an offer of every supplier to every buyer: `worth` and `lines` [B, S]."""
    table = np.array(worth, np.int64)
    buyer, supplier = np.indices(table.shape).reshape(2, -1)
    main = None if lines is None else np.array(lines, np.int64).ravel()
    columns = np.arange(table.size), buyer, supplier, table.ravel()
    met = np.zeros(len(seats), np.int64)
    parties = np.array(seats, np.int64), met, list(steps)
    return Offer.build(columns, main, line_worth, parties)


def sold_by(offer, room, step=1, begin=0):
    """Return the pairs sold as (buyer, supplier), and prices in fit points."""
    room = np.array(room, np.int64)
    sold = sell(offer, room, np.full(len(room), UNITS * begin), step)
    columns = offer.buyer[sold.taken].tolist(), offer.supplier[sold.taken].tolist()
    return sorted(zip(*columns, strict=True)), (sold.price / UNITS).tolist()


def test_who_is_wanted_by_too_many_costs_what_those_refused_would_give():
    # Each would give up to what it has more from s1 than from s2: 50, 40, 30. One can
    # be served: b1, who outbids the 40 of b2 by a step, an eighth of a point.
    pairs_sold, price = sold_by(
        offer_of([[90, 40], [80, 40], [70, 40]], [1, 1, 1]), [1, 3]
    )

    assert pairs_sold == [(0, 0), (1, 1), (2, 1)]
    assert price == [50.125, 0]  # b1 bids once, up to what it gains by s1


def test_where_all_have_room_nothing_costs_anything_before_suppliers_are_full():
    pairs_sold, price = sold_by(offer_of([[90, 40], [80, 40]], [2, 2]), [3, 3])

    assert pairs_sold == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert price == [0, 0]


def test_who_has_no_seat_and_who_has_no_room_meet_nobody():
    pairs_sold, price = sold_by(offer_of([[90, 50], [70, 50]], [0, 1]), [0, 1])

    assert pairs_sold == [(1, 1)]
    assert price[0] == UNREACHED / UNITS


def test_a_price_above_all_worth_sells_only_what_steps_pay_for():
    # At 100 each pair of 60 loses 40; the first meeting of a buyer pays 50 beside.
    offer = offer_of([[60, 60]], [2], steps=[50])

    assert sold_by(offer, [1, 1], begin=100)[0] == [(0, 0)]


def test_a_line_is_paid_once_and_its_next_best_pair_is_what_it_is_worth_more_than():
    # Both serve the line of b1: with the first it gains 80 + 10, the other adds 80 only.
    offer = offer_of([[80, 80, 75]], [2], [[0, 0, 1]], 10)

    assert sold_by(offer, [1, 1, 1])[0] == [(0, 0), (0, 2)]
    assert offer.worth_of(np.array([True, False, True])) == 80 + 75 + 20
    assert offer.worth_of(np.array([True, True, False])) == 80 + 80 + 10


def test_nothing_is_sold_where_nobody_may_bid_and_nothing_is_offered(monkeypatch):
    nobody = offer_of(np.zeros((0, 0)), [])
    assert sold_by(nobody, []) == ([], [])

    monkeypatch.setattr(auction, "MOST_BIDS", 0)
    assert sold_by(offer_of([[90]], [1]), [1])[0] == []


def invented(seed: int):
    """Return a fair of 12 buyers and 6 suppliers with two lines each, tables scarce."""
    rng = np.random.default_rng(seed)
    buyers = [make_buyer(f"b{i}", lines=2) for i in range(12)]
    fair = make_fair(2, 2, min_meetings=1, max_meetings=2)
    problem = make_problem(buyers, 6, fair)
    keys = [(b.id, s.id) for b in buyers for s in problem.suppliers]
    fits = {key: int(rng.integers(40, 101)) for key in keys}
    lines = {key: int(rng.integers(0, 3)) for key in keys}
    return build_instance(problem, make_candidates(problem, fits, lines))


@pytest.mark.parametrize("seed", range(6))
def test_a_choice_by_auction_is_nearly_that_of_the_flow_and_its_bound_holds(
    monkeypatch, seed
):
    instance = invented(seed)
    best = find_ideal(instance).relaxed
    monkeypatch.setattr(relaxed, "MANY_PAIRS", 0)
    monkeypatch.setattr(relaxed, "allowance", lambda _: 24)

    found = find_ideal(instance)

    stands = standing(instance, found.relaxed.chosen)
    worth = stands.worth(found.prices)
    # 24 meetings, each a step of 3/8 of a point from the best at most
    assert best.total - 9 <= worth <= best.total <= found.relaxed.total <= worth + 24


@pytest.mark.parametrize("seed", range(6))
def test_with_lines_an_auction_is_nearly_as_good_as_a_flow(seed):
    instance = invented(seed)
    rng = np.random.default_rng(seed)
    worth = rng.integers(40, 101, (12, 6))
    lines = rng.integers(-1, 2, (12, 6))
    offer = offer_of(worth, [2] * 12, lines, 10)
    bits = np.where(lines < 0, 0, 1 << np.maximum(lines, 0)).astype(np.uint64)
    same = replace(instance, pair_fit=worth.ravel(), pair_lines=bits.ravel(), locked={})
    best = choose_relaxed(same, worth.ravel(), [], Extras(line=10)).total
    room = instance.supplier_capacity.sum(axis=1)

    sold = sell(offer, room, np.zeros(6, np.int64), 1)

    assert best - 3 <= offer.worth_of(sold.taken) <= best  # 24 steps of an eighth
    assert best <= offer.bound(sold.price, room) <= best + 3


@pytest.mark.parametrize("allowed", [0, 1 << 40])
def test_sessions_sold_by_auction_are_nearly_those_of_the_flow(monkeypatch, allowed):
    instance = invented(7)
    session_of = instance.pair_buyer % 2
    exact = choose_pairs(instance, session_of, {})
    monkeypatch.setattr(pairs, "MANY_PAIRS", 0)
    monkeypatch.setattr(pairs, "session_allowance", lambda *_: allowed)

    found = choose_pairs(instance, session_of, {})

    best, now = (standing(instance, c.chosen) for c in (exact, found))
    assert now[:-1] == best[:-1]
    assert best.fit - (9 if allowed else 0) <= now.fit <= best.fit


def test_likely_pairs_at_auction_prices_lead_to_the_best_of_all_pairs(monkeypatch):
    fits = {
        (f"b{i}", f"s{j}"): 40 + (i * 7 + j * 13 + i * j) % 61
        for i in range(1, 41)
        for j in range(1, 11)
    }
    problem = make_problem(40, 10, make_fair(2, 2, min_meetings=0))
    instance = build_instance(problem, make_candidates(problem, fits))

    at_once = find_ideal(instance).relaxed
    monkeypatch.setattr(priced, "FEW_PAIRS", 0)
    monkeypatch.setattr(priced, "LIKELY", 1)
    monkeypatch.setattr(relaxed, "MANY_PAIRS", 0)

    assert find_ideal(instance).relaxed.total == at_once.total
