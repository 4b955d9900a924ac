"""Swaps of pairs: for lines and for even loads, never against a rule or a wish."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.errors import ProblemError
from scheduler.fair import Walk
from scheduler.problem import Strength
from scheduler.search.instance import build_instance
from scheduler.search.swaps import swap_for_lines, swap_for_loads
from scheduler.settings import SolveSettings
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_slot,
    make_suggestion,
    make_supplier,
)
from tests.random_fairs import random_fair
from tests.search_cases import build, go_on, stop


def test_swaps_serve_a_second_line_rather_than_the_first_twice():
    # Lines: s1 and s2 serve line 1, s3 line 2. 90 + 88 serves one, 90 + 80 two.
    problem = make_problem([make_buyer(lines=2)], 3, make_fair(1, 2, max_meetings=2))
    fits = {("b1", "s1"): 90, ("b1", "s2"): 88, ("b1", "s3"): 80}
    lines = {("b1", "s1"): 1, ("b1", "s2"): 1, ("b1", "s3"): 2}
    candidates = make_candidates(problem, fits, lines)

    result = solve(problem, candidates, SolveSettings(fit_tolerance=0.05))
    strict = solve(problem, candidates, SolveSettings(fit_tolerance=0.0))

    assert {m.supplier for m in result.schedule.meetings} == {"s1", "s3"}
    assert {m.supplier for m in strict.schedule.meetings} == {"s1", "s2"}
    assert [t.reached for t in result.tiers if t.name == "fit"] == [178]


def test_swaps_even_out_the_loads_of_suppliers_that_fit_alike():
    problem = make_problem(4, 2, make_fair(1, 4, max_meetings=1))
    instance, walks = build(problem)
    crowded = {
        pair: int(instance.pair_buyer[pair])
        for pair in range(instance.n_pairs)
        if instance.pair_supplier[pair] == 0
    }

    swapped = swap_for_loads(instance, walks, crowded, SolveSettings(), go_on)

    loads = np.bincount(instance.pair_supplier[list(swapped)], minlength=2)
    assert loads.tolist() == [2, 2]


@pytest.mark.parametrize(("line", "moved"), [(0b1, 1), (0b0, 2)])
def test_of_several_swaps_of_a_buyer_none_takes_the_last_pair_of_a_line(line, moved):
    # s1 and s2 are crowded, s3 and s4 empty, all fit alike: both meetings of b1 would
    # go, but one has to stay where only s1 and s2 serve its line
    crowded = [make_supplier(name, tables=4) for name in ("s1", "s2")]
    suppliers = [
        *crowded,
        make_supplier("s3", absent=frozenset({make_slot(1)})),
        make_supplier("s4", absent=frozenset({make_slot(0)})),
    ]
    buyers = [make_buyer(f"b{i}", lines=1) for i in range(1, 5)]
    fits = {(b.id, s.id): 80 for b in buyers for s in crowded}
    fits |= {("b1", "s3"): 80, ("b1", "s4"): 80}
    lines = {pair: line * (pair[1] in {"s1", "s2"}) for pair in fits}
    problem = make_problem(buyers, suppliers, make_fair(1, 2))
    instance, walks = build(problem, fits, lines)
    here = [instance.problem.suppliers[i].id for i in instance.supplier_of]
    slot = {here.index("s1"): 0, here.index("s2"): 1}
    met = {
        pair: slot[s]
        for pair, s in enumerate(instance.pair_supplier.tolist())
        if s in slot
    }

    after = swap_for_loads(instance, walks, met, SolveSettings(), go_on)

    assert len(set(after) - set(met)) == moved


def test_swaps_keep_musts_preferred_pairs_and_locks():
    problem = make_problem(
        1,
        4,
        make_fair(1, 3),
        suggestions=[
            make_suggestion(Strength.MUST, supplier="s1"),
            make_suggestion(Strength.PREFER, supplier="s2"),
        ],
        locks=[make_lock(2, supplier="s3")],
    )
    lines = {("b1", "s1"): 0, ("b1", "s2"): 0, ("b1", "s3"): 0, ("b1", "s4"): 1}
    result = solve(problem, make_candidates(problem, None, lines))

    assert {m.supplier for m in result.schedule.meetings} == {"s1", "s2", "s3"}


def test_swaps_pass_over_a_supplier_without_room_and_keep_walks_in_time():
    # s2 would be a fairer load than s1, but it is closed, full, or too far away.
    fair = make_fair(1, 2, max_meetings=1, walk=Walk(9, 9))
    suppliers = [make_supplier("s1"), make_supplier("s2", max_meetings=0)]
    instance, walks = build(make_problem(2, suppliers, fair))
    at_first = {
        pair: int(instance.pair_buyer[pair])
        for pair in range(instance.n_pairs)
        if instance.supplier_max[instance.pair_supplier[pair]] > 0
    }

    assert swap_for_loads(instance, walks, at_first, SolveSettings(), go_on) == at_first


def test_swaps_stop_when_told():
    instance, walks = build(make_problem(2, 2, make_fair(1, 2, max_meetings=1)))
    placed = {0: 0, 2: 1}

    assert swap_for_loads(instance, walks, placed, SolveSettings(), stop) == placed


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_swaps_break_no_rule_and_cost_no_line_and_little_fit(seed):
    problem, candidates = random_fair(seed)
    found = []

    def keep(instance, walks, slot_of, chosen, go_on):
        lines = swap_for_lines(instance, walks, slot_of, chosen, go_on)
        loads = swap_for_loads(instance, walks, lines, chosen, go_on)
        found.append((dict(slot_of), loads))
        return loads

    with (
        patch("scheduler.solve.swap_for_lines", keep),
        patch("scheduler.search.choose.MOST_PAIRS", 0),  # else nothing is swapped
    ):
        try:
            result = solve(problem, candidates)
        except ProblemError:
            assume(False)
        again = solve(problem, candidates)
    before, after = found[0]
    fit = build_instance(problem, candidates).pair_fit
    lost = int(fit[list(before)].sum()) - int(fit[list(after)].sum())

    assert result.schedule is not None  # passed by the checker
    assert sorted(after.values()) == sorted(before.values())
    assert lost <= 0.06 * int(fit[list(before)].sum())
    assert result.tiers == again.tiers
