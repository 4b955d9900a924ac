"""What bids make of suppliers whom too many want."""

from __future__ import annotations

import numpy as np

from scheduler.search import bidding
from scheduler.search.bidding import Bidders
from scheduler.search.bounds import find_ideal
from scheduler.search.instance import build_instance
from tests.builders import make_candidates, make_fair, make_problem


def bidders(worth: list[list[int]], seats: list[int], room: list[int]) -> Bidders:
    """Return bidders of whom each may meet every supplier."""
    table = np.array(worth, np.int64)
    buyer, supplier = np.indices(table.shape).reshape(2, -1)
    return Bidders(
        buyer, supplier, table.ravel(), np.array(seats), np.array(room, np.int64)
    )


def test_who_is_wanted_by_too_many_costs_the_highest_bid_refused(monkeypatch):
    # Each would give up to what it has more from s1 than from s2: 50, 40, 30. One can
    # be served, so 40 is refused; at that price the other two are content with s2.
    monkeypatch.setattr(bidding, "AT_ONCE", 2)  # as if they were many: one at a time
    asked = bidders([[90, 40], [80, 40], [70, 40]], [1, 1, 1], [1, 3])

    assert asked.find_price().tolist() == [40, 0]


def test_where_all_have_room_nothing_costs_anything():
    assert bidders([[90, 40], [80, 40]], [2, 2], [2, 2]).find_price().tolist() == [0, 0]


def test_who_has_no_seat_and_whom_nobody_wants_bid_nothing():
    # b1 cannot meet anybody; b2 would bid 70 for s1, and alone it has room.
    asked = bidders([[90, 0], [70, 0]], [0, 1], [1, 0])

    assert asked.find_price().tolist() == [0, 0]


def test_a_fair_without_pairs_has_no_bids():
    nobody = np.zeros(0, np.int64)

    assert Bidders(nobody, nobody, nobody, nobody, nobody).find_price().tolist() == []


def test_likely_pairs_at_bid_prices_lead_to_the_best_of_all_pairs(monkeypatch):
    fits = {
        (f"b{i}", f"s{j}"): 40 + (i * 7 + j * 13 + i * j) % 61
        for i in range(1, 41)
        for j in range(1, 11)
    }
    problem = make_problem(40, 10, make_fair(2, 2, min_meetings=0))
    instance = build_instance(problem, make_candidates(problem, fits))

    at_once = find_ideal(instance).relaxed
    monkeypatch.setattr("scheduler.search.priced.FEW_PAIRS", 0)
    monkeypatch.setattr("scheduler.search.priced.LIKELY", 1)
    monkeypatch.setattr("scheduler.search.relaxed.MANY_PAIRS", 0)

    assert find_ideal(instance).relaxed.total == at_once.total
