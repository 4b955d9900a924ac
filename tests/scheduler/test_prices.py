"""Marginal prices: each is the difference of the bounds of two fairs."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from scheduler.prices import (
    Facts,
    More,
    find_prices,
    with_interpreter,
    with_session,
    with_table,
    with_twin,
)
from scheduler.problem import OfferLine, Strength
from scheduler.search.bounds import shortfall_bound
from scheduler.search.instance import build_instance
from scheduler.search.worth import STEEP
from tests.builders import make_candidates, make_fair, make_problem, make_supplier
from tests.random_fairs import random_fair


def short_by(facts):
    """Return meetings that no schedule of the fair can avoid to lack."""
    return shortfall_bound(build_instance(*facts), -1)


def larger(facts, price):
    """Return the fair with what the price is about."""
    ids = [supplier.id for supplier in facts.problem.suppliers]
    if price.more is More.TABLE:
        return with_table(facts, ids.index(price.supplier))
    if price.more is More.SUPPLIER:
        return with_twin(facts, ids.index(price.supplier))
    if price.more is More.SESSION:
        return with_session(facts)
    kinds = [tuple(one.languages) for one in facts.problem.fair.interpreters]
    return with_interpreter(facts, kinds.index(price.languages))


def few_tables():
    """Return four buyers who all want s1 alone, which has two rounds and one table."""
    offer = (OfferLine("pump", categories=("F02",)),)
    suppliers = [make_supplier("s1", lines=offer), make_supplier("s2")]
    problem = make_problem(4, suppliers, make_fair(1, 2))
    fits = {(f"b{i}", "s1"): 60 + i for i in (1, 2, 3, 4)} | {("b1", "s2"): 50}
    return Facts(problem, make_candidates(problem, fits))


def test_a_table_where_buyers_queue_lifts_them_to_the_minimum():
    # b1 goes to s2, two of b2, b3, b4 to s1. Another table, or another s1, or session
    # takes the third, and b1 besides: 62 + 61.
    prices = find_prices(*few_tables())
    found = {
        (price.more, price.supplier): (price.meetings, price.fit) for price in prices
    }
    assert found[More.TABLE, "s1"] == found[More.SESSION, None] == (1, 62 + 61)
    # a further s1 may meet those again that the first one meets: b2, and b4 once more
    assert found[More.SUPPLIER, "s1"] == (1, 62 + 64)
    assert found[More.SUPPLIER, "s2"] == (0, 50)
    of_s1 = [price for price in prices if price.more is More.TABLE]
    assert [(one.supplier, one.categories) for one in of_s1] == [("s1", ("F02",))]


def test_nothing_is_said_where_nothing_is_to_be_gained():
    problem = make_problem(1, 1)
    assert find_prices(problem, make_candidates(problem, {})) == ()
    empty = make_problem(1, 1, make_fair(1, 0))
    assert find_prices(empty, make_candidates(empty)) == ()
    prices = find_prices(problem, make_candidates(problem))
    assert [price.more for price in prices] == [More.SUPPLIER]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_each_price_is_the_change_of_the_bound(seed):
    problem, candidates = random_fair(2 * seed)  # those have no interpreters
    # nor locks, which may contradict each other
    facts = Facts(replace(problem, locks=()), candidates)
    for price in find_prices(*facts):
        more = larger(facts, price)
        assert price.worth == most_worth(more) - most_worth(facts) > 0
        lifted = short_by(facts) - short_by(more)
        assert problem.pairs(Strength.MUST) or price.meetings == lifted
        parts = STEEP.must * price.musts + STEEP.met * price.meetings
        parts += STEEP.prefer * price.suggestions + price.fit
        # what is left is the sharing out of meetings up to the minimum
        assert (price.worth - parts) % STEEP.shared == 0


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_prices_of_fairs_with_interpreters_come_most_worth_first(seed):
    facts = Facts(*random_fair(2 * seed + 1))
    prices = find_prices(*facts)
    assert sorted(prices, key=lambda one: -one.worth) == list(prices)
    kinds = {one.languages for one in facts.problem.fair.interpreters}
    asked = {one.languages for one in prices if one.more is More.INTERPRETER}
    assert asked <= kinds


def most_worth(facts):
    """Return what no choice of pairs is worth more than: a linear programme of its own.

    Columns are the pairs that share an open slot (no nevers), and each buyer's steps
    up to the minimum.
    """
    problem, candidates = facts
    fair, nevers = problem.fair, problem.pairs(Strength.NEVER)
    wish = {(w.buyer, w.supplier): w.strength for w in problem.suggestions}
    locked = {(lock.buyer, lock.supplier) for lock in problem.locks}
    pairs = [
        (b, s, fit)
        for b, s, fit in candidates.rows(problem)
        if (b, s) in locked or ((b, s) not in nevers and share_slot(problem, b, s))
    ]
    steps = [(b.id, k) for b in problem.buyers for k in range(fair.min_meetings)]
    pay = [
        fit
        + {Strength.PREFER: STEEP.prefer, Strength.AVOID: -STEEP.prefer}.get(
            wish.get((b, s)), 0
        )
        + STEEP.must * (wish.get((b, s)) is Strength.MUST)
        for b, s, fit in pairs
    ]
    pay += [STEEP.met + STEEP.shared * (fair.min_meetings - 1 - k) for _, k in steps]
    rows, most = [], []
    for buyer in problem.buyers:
        mine = [one[0] == buyer.id for one in pairs]
        rows += [
            [*mine, *([0] * len(steps))],
            [*(-1.0 * np.array(mine)), *(one[0] == buyer.id for one in steps)],
        ]
        most += [min(fair.max_meetings, window(fair, buyer)), 0]
    for supplier in problem.suppliers:
        mine = [one[1] == supplier.id for one in pairs]
        rows.append([*mine, *([0] * len(steps))])
        most.append(rounds_of(fair, supplier))
    if fair.tables is not None:
        rows.append([*([1] * len(pairs)), *([0] * len(steps))])
        most.append(fair.tables * len(fair.slots))
    least = [*((b, s) in locked for b, s, _ in pairs), *([0] * len(steps))]
    found = milp(
        -np.array(pay, float),
        constraints=LinearConstraint(np.array(rows, float), ub=most),
        bounds=Bounds(least, 1),
        integrality=1,
    )
    return round(-found.fun)


def share_slot(problem, buyer, supplier):
    return any(
        problem.buyer_by_id[buyer].can_attend(slot)
        and problem.supplier_by_id[supplier].can_attend(slot)
        for slot in problem.fair.slots
    )


def window(fair, buyer):
    """Return the rounds of the buyer's best sessions, for all its teams."""
    open_slots = Counter(slot.session for slot in fair.slots if buyer.can_attend(slot))
    best = [count for _, count in open_slots.most_common(fair.sessions_per_buyer)]
    return sum(best) * buyer.teams


def rounds_of(fair, supplier):
    tables = supplier.tables * sum(supplier.can_attend(slot) for slot in fair.slots)
    most = supplier.max_meetings
    return tables if most is None else min(tables, most)
