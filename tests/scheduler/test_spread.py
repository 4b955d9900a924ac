"""Claims spread over sessions, and the prices of a flow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from scheduler.search import spread as spreading
from scheduler.search.network import UNREACHED, Network
from scheduler.search.spread import Claims, spread


def go_on() -> bool:
    """Let the search run."""
    return True


def claims(table: list[list[int]], sessions: int, tables: int, seats: int) -> Claims:
    """Build claims of movers who can come to every session, on equal tables."""
    shape = len(table), len(table[0])
    capacity = np.full((tables + 1, sessions), seats)
    capacity[-1] = 99
    return Claims(
        table=np.array(table),
        usable=np.ones((*shape, sessions), np.bool_),
        own=np.full((shape[0], sessions), shape[1]),
        capacity=capacity,
        taken=np.zeros_like(capacity),
        session=np.full(shape[0], -1),
        share=np.full(sessions, 1 / sessions),
        pools=tables,
    )


def test_four_who_want_one_table_with_one_seat_go_to_four_sessions():
    found = spread(claims([[0]] * 4, sessions=4, tables=1, seats=1), go_on)

    assert sorted(found.tolist()) == [0, 1, 2, 3]


def test_those_who_claim_several_seats_of_a_pool_share_it_out():
    # six movers with two claims each on one pool of four seats: two in a session
    case = claims([[0, 0]] * 6, sessions=3, tables=1, seats=4)
    found = spread(replace(case, pools=0), go_on)

    assert np.bincount(found).tolist() == [2, 2, 2]


def test_a_seat_taken_already_is_avoided_and_who_is_settled_stays():
    case = claims([[0], [0]], sessions=3, tables=1, seats=1)
    case.taken[0, 2] = 1
    case.session[1] = 0

    assert spread(case, go_on).tolist() == [1, 0]


def test_who_can_come_to_no_session_gets_none():
    case = claims([[0], [0]], sessions=2, tables=1, seats=1)
    own = case.own.copy()
    own[1] = 0

    assert spread(replace(case, own=own), go_on).tolist()[1] == -1


def test_a_session_in_which_the_pair_shares_no_slot_is_avoided():
    case = claims([[0]], sessions=2, tables=1, seats=1)
    case.usable[0, 0, 0] = False

    assert spread(case, go_on).tolist() == [1]


def test_a_session_too_short_for_all_claims_is_avoided():
    case = claims([[0, 1]], sessions=2, tables=2, seats=1)
    own = np.array([[1, 2]])

    assert spread(replace(case, own=own), go_on).tolist() == [1]


def test_spreading_ends_when_told_and_when_nothing_more_can_be_gained(monkeypatch):
    crowded = claims([[0]] * 5, sessions=2, tables=1, seats=1)  # 3 too many at best

    assert len(spread(crowded, lambda: False)) == 5
    assert sorted(spread(crowded, go_on).tolist()) in ([0, 0, 0, 1, 1], [0, 0, 1, 1, 1])
    monkeypatch.setattr("scheduler.search.spread.CALM_PASSES", 0)
    monkeypatch.setattr("scheduler.search.spread.NOISY_PASSES", 1)
    assert len(spread(crowded, go_on)) == 5


def too_many(case: Claims, session: np.ndarray) -> int:
    """Count the claims beyond what tables hold."""
    load = case.taken.copy()
    np.add.at(load, (case.table, session[:, None]), 1)
    return int(np.maximum(load - case.capacity, 0)[:-1].sum())


def test_noise_carries_the_search_past_where_nobody_moves_alone(monkeypatch):
    # 60 movers with 4 claims each on 15 tables of 4 x 4 seats: every table is full.
    table = [[(i + k) % 15 for k in (0, 5, 6, 9)] for i in range(60)]
    case = claims(table, sessions=4, tables=15, seats=4)

    stirred = too_many(case, spread(case, go_on))
    monkeypatch.setattr("scheduler.search.spread.NOISY_PASSES", 0)
    calm = too_many(case, spread(case, go_on))

    assert stirred < calm
    assert stirred == 0


def test_spreading_ends_where_a_pass_gains_next_to_nothing(monkeypatch):
    # 3 of 5 claims are too many at best: where that is next to nothing, few passes try.
    crowded = claims([[0]] * 5, sessions=2, tables=1, seats=1)
    passes = []
    move = spreading._Spread.move_all

    def count(self, movers, noise):
        passes.append(noise)
        return move(self, movers, noise)

    monkeypatch.setattr(spreading._Spread, "move_all", count)
    spread(crowded, go_on)
    assert passes.count(spreading.NOISE) == spreading.PATIENCE
    passes.clear()
    monkeypatch.setattr(spreading, "NEXT_TO_NOTHING", 1.0)
    spread(crowded, go_on)
    assert passes.count(spreading.NOISE) == spreading.SHORT_PATIENCE


def test_movers_without_claims_are_settled_anyway():
    nothing = claims([[1]] * 2, sessions=2, tables=1, seats=1)  # 1: nobody's table

    assert set(spread(nothing, go_on).tolist()) <= {0, 1}


def test_price_of_a_full_table_is_what_giving_way_would_cost():
    # One seat; a (10) has it, b (7) would take it: one more unit there costs 10.
    network = Network()
    first = network.add_nodes(2)
    table = network.add_nodes(1)
    network.add_arcs(0, first + np.arange(2), 1, 0)
    network.add_arcs(first + np.arange(2), table, 1, np.array([-10, -7]))
    network.add_arcs(table, 1, 1, 0)

    flows = network.solve(2)
    prices = network.prices(flows)

    assert flows[2:4].tolist() == [1, 0]
    assert prices[table] == 10
    assert prices[first : first + 2].tolist() == [0, 3]  # b would win 7 and cost 10


def test_a_node_without_a_way_to_the_sink_is_beyond_price():
    network = Network()
    node = network.add_nodes(1)
    network.add_arcs(node, 1, 0, 0)

    assert network.prices(network.solve(1))[node] == UNREACHED
