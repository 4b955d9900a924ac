"""The best order of sessions, beside every order there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.fair import Interpreter, MeetAt, Walk
from scheduler.model import orders
from scheduler.model.orders import Cost, Order, Stay, find_order
from scheduler.search import order
from scheduler.search.instance import build_instance
from scheduler.search.walks import Walks
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_slot,
    make_supplier,
)


@st.composite
def sessions(draw):
    """Return buyer and supplier of each meeting, when each can be, and minutes; there is
    some order."""
    rounds = draw(st.integers(2, 4))
    cells = [(b, s) for b in range(3) for s in range(3)]
    pairs = draw(st.lists(st.sampled_from(cells), min_size=1, max_size=5, unique=True))
    shape = len(pairs), rounds
    is_open = draw(st.lists(st.integers(0, 4), min_size=20, max_size=20))
    at = draw(st.lists(st.integers(0, 9), min_size=3, max_size=3))
    buyer, supplier = np.array(sorted(pairs)).T
    there = np.resize(np.array(is_open) > 0, shape)
    session = buyer, supplier, there, abs(np.subtract.outer(at, at))
    assume(best_of_all(*session))
    return session


def stays_of(buyer, supplier, minutes) -> list[Stay]:
    """Return what each buyer does in the session."""
    own = [np.flatnonzero(buyer == b) for b in np.unique(buyer)]
    return [Stay(some, minutes[np.ix_(supplier[some], supplier[some])]) for some in own]


def idle_of(rounds) -> int:
    """Return the idle rounds of a party that meets in these."""
    return max(rounds) - min(rounds) + 1 - len(rounds)


def cost_of(buyer, supplier, minutes, round_at) -> Cost | None:
    """Return what an order costs, None where somebody is in two places at once."""
    totals = []
    for party in (buyer, supplier):
        own = [round_at[party == one] for one in np.unique(party)]
        if any(len(set(rounds)) < len(rounds) for rounds in own):
            return None
        totals.append(sum(idle_of(rounds.tolist()) for rounds in own))
    walked = 0
    for one in np.unique(buyer):
        way = supplier[buyer == one][np.argsort(round_at[buyer == one])]
        walked += int(minutes[way[:-1], way[1:]].sum())
    return Cost(totals[0], walked, totals[1])


def best_of_all(buyer, supplier, is_open, minutes) -> Cost | None:
    """Return the least cost of all orders there are."""
    ways = [np.flatnonzero(rounds).tolist() for rounds in is_open]
    found = [cost_of(buyer, supplier, minutes, np.array(way)) for way in product(*ways)]
    return min((cost for cost in found if cost is not None), default=None)


@settings(max_examples=60, deadline=None)
@given(sessions())
def test_no_order_is_better(session):
    buyer, supplier, is_open, minutes = session
    found = find_order(stays_of(buyer, supplier, minutes), supplier, is_open)

    assert found.least == found.cost == best_of_all(*session)
    assert is_open[np.arange(len(buyer)), found.round_at].all()
    assert cost_of(buyer, supplier, minutes, found.round_at) == found.cost


@settings(max_examples=30, deadline=None)
@given(sessions())
def test_whole_orders_are_asked_for_where_some_are_halved(session):
    buyer, supplier, is_open, minutes = session
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(orders, "WHOLE", -1)  # as if every answer were halved
        found = find_order(stays_of(buyer, supplier, minutes), supplier, is_open)

    assert found.least == found.cost == best_of_all(*session)


def test_two_buyers_cannot_have_one_round_of_a_supplier():
    buyer, supplier = np.arange(2), np.zeros(2, np.int64)
    stays = stays_of(buyer, supplier, np.zeros((1, 1), np.int64))

    assert find_order(stays, supplier, np.ones((2, 1), np.bool_)) is None


class Nothing:
    """What a search says that found nothing."""

    x = None
    mip_dual_bound = None


def one_each():
    """Return a session of two buyers, each with its own supplier."""
    two = np.arange(2)
    stays = stays_of(two, two, np.zeros((2, 2), np.int64))
    return stays, two, np.ones((2, 2), np.bool_)


def test_without_whole_orders_there_is_no_answer(monkeypatch):
    monkeypatch.setattr(orders, "WHOLE", -1)
    monkeypatch.setattr(orders, "milp", lambda *_, **__: Nothing())

    assert find_order(*one_each()) is None


def test_an_order_found_among_all_is_not_bounded_by_those_left_out(monkeypatch):
    asked, milp = [], orders.milp

    def second(cost, **rest):
        asked.append(len(cost))
        return milp(cost, **rest) if len(asked) > 1 else Nothing()

    monkeypatch.setattr(orders, "WHOLE", -1)
    monkeypatch.setattr(orders, "milp", second)

    assert find_order(*one_each()).least == Cost(0, 0, 0)
    assert len(asked) == 2


def placed(problem, slot_of):
    """Return what is asked about a placement."""
    instance = build_instance(problem, make_candidates(problem))
    return instance, Walks(instance), slot_of


def always() -> bool:
    """Let the search run."""
    return True


def test_a_lock_stays_and_the_rest_goes_around_it():
    # b1 meets s1 in round 2 for good; s2 comes beside it, not in round 0.
    problem = make_problem(1, 2, make_fair(1, 3), locks=[make_lock(2)])
    (locked,) = build_instance(problem, make_candidates(problem)).locked
    found = order.find_orders(*placed(problem, {locked: 2, 1 - locked: 0}), always)

    assert found.slot_of == {locked: 2, 1 - locked: 1}
    assert found.proven == {"idle": 0, "walks": 0, "holes": 0}


def test_closed_rounds_cost_what_they_must():
    # s1 is away in the middle round, b1 and b2 meet it; nobody else does.
    away = frozenset({make_slot(1)})
    problem = make_problem(2, [make_supplier(absent=away)], make_fair(1, 3))

    tiers = {t.name: t for t in solve(problem, make_candidates(problem)).tiers}

    assert (tiers["holes"].value, tiers["holes"].bound) == (1, 1)
    assert tiers["idle"].value == 0


def test_an_order_no_tier_of_which_is_open_proves_the_next():
    tight = Order(np.zeros(0, np.int64), Cost(1, 9, 2), Cost(1, 9, 1))
    loose = Order(np.zeros(0, np.int64), Cost(0, 5, 2), Cost(0, 4, 2))

    assert order._proven([tight]) == {"idle": 1, "walks": 9, "holes": 1}
    assert order._proven([tight, loose]) == {"idle": 1, "walks": 13}


FAR = Walk(same_hall_min=9)


@pytest.mark.parametrize(
    ("fair", "buyer", "supplier"),
    [
        ({"meet_at": MeetAt.BUYER_BOOTH}, {}, {}),
        ({"meet_at": MeetAt.TABLES, "tables": 9}, {}, {}),
        ({"walk": FAR}, {}, {}),
        ({"interpreters": (Interpreter(("zh", "es")),)}, "es", "zh"),
        ({"rounds": 7}, {}, {}),
        ({}, {"teams": 2}, {}),
        ({}, {}, {"tables": 2}),
    ],
)
def test_odd_fairs_are_left_to_the_search(fair, buyer, supplier):
    fair = {"sessions": 1, "rounds": 2, **fair}
    if buyer == "es":
        buyer, supplier = {"languages": ("es",)}, {"languages": ("zh",)}
    problem = make_problem(
        [make_buyer(**buyer)], [make_supplier(**supplier)], make_fair(**fair)
    )

    assert order.find_orders(*placed(problem, {0: 0}), always) is None


def test_large_fairs_and_no_time_leave_the_order_to_the_search(monkeypatch):
    problem = make_problem(1, 1, make_fair(1, 2))

    assert order.find_orders(*placed(problem, {0: 0}), lambda: False) is None
    monkeypatch.setattr(order, "MOST_MEETINGS", 0)
    assert order.find_orders(*placed(problem, {0: 0}), always) is None
