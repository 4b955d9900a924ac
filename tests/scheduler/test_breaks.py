"""Breaks of a session, closed exactly: against trying everything, and on a crowd."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.candidates import Candidates
from scheduler.fair import MeetAt
from scheduler.measure import measure_tiers
from scheduler.search.breaks import close_breaks
from scheduler.search.grid import build_grid
from scheduler.search.instance import build_instance
from scheduler.search.kempe import Exchange
from scheduler.search.part import Part, solve_part
from scheduler.search.place import colour_slots
from scheduler.search.tidy import LAST_BREAKS, anneal
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


def go_on() -> bool:
    """Let the search run."""
    return True


def keeps(part, rounds):
    """Tell whether these rounds of the meetings keep what the part says."""
    used = np.zeros((len(part.room), part.rounds), int)
    for ends, r in zip(part.ends, rounds, strict=True):
        for stay in ends:
            used[stay, r] += 1
    if (used > np.array(part.room)).any():
        return False
    if part.hall is not None:
        held = np.bincount(rounds, minlength=part.rounds)
        if (held > np.array(part.hall)).any():
            return False
    busy = (used > 0) | np.array(part.held)
    for stay in {stay for ends in part.ends for stay in ends if part.whole[stay]}:
        taken = np.flatnonzero(busy[stay])
        if taken[-1] - taken[0] + 1 > len(taken):
            return False
    return True


@st.composite
def parts(draw):
    """Return up to 5 meetings among 3 and 3 stays in 4 rounds, with all that can be."""
    ends = draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(3, 5)),
            min_size=1,
            max_size=5,
            unique=True,
        )
    )
    seats = [draw(st.sampled_from([1, 1, 2])) for _ in range(6)]
    held = [[draw(st.sampled_from([0, 0, 0, 1])) for _ in range(4)] for _ in range(6)]
    shut = [[draw(st.sampled_from([0, 0, 0, 1])) for _ in range(4)] for _ in range(6)]
    return Part(
        ends=ends,
        room=[
            [0 if gone else seats[i] - had for had, gone in zip(*rows, strict=True)]
            for i, rows in enumerate(zip(held, shut, strict=True))
        ],
        held=[[bool(had) for had in row] for row in held],
        whole=[draw(st.booleans()) for _ in range(6)],
        single=[count == 1 for count in seats],
        hall=draw(st.none() | st.lists(st.integers(0, 3), min_size=4, max_size=4)),
    )


@settings(max_examples=80, deadline=None)
@given(parts())
def test_a_way_is_found_exactly_where_trying_everything_finds_one(part):
    ways = product(range(part.rounds), repeat=len(part.ends))
    there_is = any(keeps(part, way) for way in ways)

    found = solve_part(part, 10_000)

    assert (found is not None) == there_is
    assert found is None or keeps(part, found)


def crowd(buyers, suppliers, rounds, seed):
    """Return a fair of one session, every candidate of which fits into it."""
    rng = np.random.default_rng(seed)
    load = np.zeros(suppliers, int)
    rows = []
    for b in range(buyers):
        open_ = np.flatnonzero(load < rounds)
        met = rng.choice(open_, min(len(open_), rng.integers(2, 5)), replace=False)
        load[met] += 1
        rows += [(f"b{b}", f"s{s}", 80, 1) for s in met]
    problem = make_problem(
        [make_buyer(f"b{b}") for b in range(buyers)],
        [make_supplier(f"s{s}") for s in range(suppliers)],
        make_fair(1, rounds),
    )
    return problem, Candidates.build(problem, rows)


def test_a_crowded_session_has_no_break_on_either_side():
    problem, candidates = crowd(40, 22, 6, 1)

    result = solve(problem, candidates)

    assert result.schedule is not None
    tiers = measure_tiers(problem, candidates, result.schedule)
    assert len(result.schedule.meetings) == len(candidates)
    assert (tiers["idle"], tiers["holes"]) == (0, 0)
    bounds = {tier.name: tier.bound for tier in result.tiers}
    assert (bounds["idle"], bounds["holes"]) == (0, 0)


def waiting(rounds=4, locks=(), **changes):
    """Return an exchange in which b1 meets s1 and s2 in rounds 0 and 2, b2 s2 in 3.

    With it the pairs: (b1, s1), (b1, s2), (b2, s2).
    """
    fair = make_fair(1, rounds, **changes)
    problem = make_problem(2, 2, fair, locks=locks)
    instance = build_instance(problem, make_candidates(problem))
    ids = [
        (
            problem.buyers[instance.buyer_of[instance.pair_buyer[i]]].id,
            problem.suppliers[instance.supplier_of[instance.pair_supplier[i]]].id,
        )
        for i in range(instance.n_pairs)
    ]
    pairs = [ids.index(pair) for pair in (("b1", "s1"), ("b1", "s2"), ("b2", "s2"))]
    slots = dict(zip(pairs, (0, 2, 3), strict=True))
    return Exchange(build_grid(instance, slots), Walks(instance)), pairs


def test_breaks_are_closed():
    exchange, _ = waiting()
    assert exchange.value() == (1, 0, 0)

    close_breaks(exchange, go_on)

    assert exchange.value() == (0, 0, 0)


def test_a_lock_stays_where_it_is():
    exchange, pairs = waiting(locks=[make_lock(2, supplier="s2")])

    close_breaks(exchange, go_on)

    assert exchange.value() == (0, 0, 0)
    assert exchange.slot_of()[pairs[1]] == 2


def test_where_no_way_is_without_a_break_all_stays():
    # one table, four rounds, b1 locked in 0 and 2, b2 in 3
    locks = [
        make_lock(0),
        make_lock(2, supplier="s2"),
        make_lock(3, buyer="b2", supplier="s2"),
    ]
    exchange, _ = waiting(locks=locks)
    before = exchange.slot_of()

    close_breaks(exchange, go_on)

    assert exchange.slot_of() == before


def test_a_session_of_locks_alone_is_left_alone():
    locks = [
        make_lock(0),
        make_lock(2, supplier="s2"),
        make_lock(3, buyer="b2", supplier="s2"),
    ]
    exchange, _ = waiting(locks=locks, meet_at=MeetAt.TABLES, tables=1)

    close_breaks(exchange, go_on)

    assert exchange.value() == (1, 0, 0)


def test_a_way_that_interpreters_do_not_suffice_for_is_not_taken(monkeypatch):
    exchange, _ = waiting()
    before = exchange.slot_of()
    monkeypatch.setattr(exchange, "is_served", lambda: False)

    close_breaks(exchange, go_on)

    assert exchange.slot_of() == before


def test_the_tables_of_the_hall_are_enough_for_every_round():
    exchange, _ = waiting(meet_at=MeetAt.TABLES, tables=1)

    close_breaks(exchange, go_on)

    assert exchange.value() == (0, 0, 0)
    assert len(set(exchange.slot_of().values())) == 3


def test_what_closed_rounds_force_is_no_break_to_close():
    away = make_buyer("b1", absent=frozenset({make_slot(1)}))
    problem = make_problem([away], 2, make_fair(1, 3))
    instance = build_instance(problem, make_candidates(problem))
    exchange = Exchange(build_grid(instance, {0: 0, 1: 2}), Walks(instance))

    assert exchange.value() == (1, 0, 0)
    assert not exchange.waits().any()


@pytest.mark.parametrize(("name", "value"), [("WHOLE", 2), ("best_engine", lambda: "")])
def test_nothing_is_closed_where_the_search_cannot_be_made(name, value, monkeypatch):
    exchange, _ = waiting()
    before = exchange.slot_of()
    monkeypatch.setattr(f"scheduler.search.breaks.{name}", value)

    close_breaks(exchange, go_on)

    assert exchange.slot_of() == before


def test_annealing_takes_away_most_of_what_waits():
    problem, candidates = crowd(40, 22, 6, 2)
    instance = build_instance(problem, candidates)
    placed, left = colour_slots(
        instance, np.arange(instance.n_slots), np.arange(instance.n_pairs), {}
    )
    assert left == []
    exchange = Exchange(build_grid(instance, placed), Walks(instance))
    before = sum(exchange.value())

    anneal(exchange, replace(LAST_BREAKS, effort=10), go_on)

    assert sum(exchange.value()) < before / 2
