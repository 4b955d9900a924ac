"""Lines and loads chosen where sessions do not bind: the programme, and the places."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from scheduler.model import choice as programme
from scheduler.model.choice import Choice, Weights
from scheduler.model.columns import Floor
from scheduler.search import choose
from scheduler.search.instance import build_instance
from scheduler.search.levels import Start
from scheduler.search.only import only, place_only
from scheduler.search.walks import Walks
from scheduler.search.worth import Standing
from scheduler.settings import SolveSettings
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

NOTHING = Standing(0, 0, 0, 0, 0)


def always() -> bool:
    """Let the search run."""
    return True


def halves(buyers=("b1",)):
    """Return a fair of a buyer, two meetings, and six lines: each two suppliers of four
    share one of them. Halves of all serve six, two whole suppliers five. Any second
    buyer has one candidate."""
    problem = make_problem(
        [make_buyer(buyer, lines=6) for buyer in buyers],
        4,
        make_fair(1, 2, min_meetings=2, max_meetings=2),
    )
    lines = {("b1", f"s{i + 1}"): 0 for i in range(4)}
    for bit, two in enumerate(combinations(lines, 2)):
        for pair in two:
            lines[pair] |= 1 << bit
    lines |= {(buyer, "s1"): 0 for buyer in buyers[1:]}
    return problem, make_candidates(problem, dict.fromkeys(lines, 80), lines)


def ask(problem, candidates, weights):
    """Return the answer about a fair from which nothing is wanted."""
    instance = build_instance(problem, candidates)
    return Choice(instance, Floor(NOTHING), 1).best(weights)


def test_halved_pairs_are_made_whole_and_prove_it():
    answer = ask(*halves(), Weights(line=1))

    assert answer.total == 5
    assert answer.chosen.sum() == 2


def test_only_pairs_in_doubt_are_made_whole_at_larger_fairs(monkeypatch):
    monkeypatch.setattr(programme, "FEW_PAIRS", 0)
    monkeypatch.setattr(programme, "IN_DOUBT", (0,))
    answer = ask(*halves(("b1", "b2")), Weights(fit=1, line=100))

    assert answer.chosen.sum() == 3
    assert answer.total == 3 * 80 + 6 * 100  # of halves


def test_no_whole_pairs_within_the_effort_is_no_choice(monkeypatch):
    problem, candidates = halves()
    start = start_of(problem, candidates, {0: 0, 1: 1})
    monkeypatch.setattr(programme, "milp", lambda *_, **__: Nothing())

    assert choose.choose_lower(start, 160, SolveSettings(), always) is None


class Nothing:
    """What the search for whole pairs says when it found none."""

    x = None
    mip_dual_bound = None


def start_of(problem, candidates, slot_of) -> Start:
    """Begin with these pairs of the instance."""
    instance = build_instance(problem, candidates)
    return Start(instance, Walks(instance), slot_of, 0)


def test_all_lines_are_served_within_the_tolerance_and_no_further():
    # s1 and s2 serve line 1; s3 line 2 for 6 or 11 points less.
    problem = make_problem([make_buyer(lines=2)], 3, make_fair(1, 2, max_meetings=2))
    lines = {("b1", "s1"): 0b01, ("b1", "s2"): 0b01, ("b1", "s3"): 0b10}
    found = []
    for fit in (84, 79):
        fits = {("b1", "s1"): 90, ("b1", "s2"): 90, ("b1", "s3"): fit}
        tiers = {
            tier.name: tier
            for tier in solve(problem, make_candidates(problem, fits, lines)).tiers
        }
        found.append((tiers["fit"].value, tiers["coverage"].value))
        assert tiers["coverage"].bound == tiers["coverage"].value

    # 180 with one line, of which 6 % may go: 174 is enough for two lines, 169 is not
    assert found == [(174, 2), (180, 1)]


@pytest.mark.parametrize(
    ("changes", "weights"),
    [
        ({}, Weights(4, 4000, 1)),
        ({"load_worth": 2.0}, Weights(1, 1000, 1)),
        ({"load_worth": 0.0}, Weights(1, 1000, 0)),
        ({"balance_tolerance": 0.0}, Weights(1, 1000, 0)),
        ({"line_worth": 0}, Weights(4, 0, 1)),
        ({"fit_tolerance": 0.0}, Weights(4, 0, 1)),
    ],
)
def test_weights_are_whole_and_left_out_where_nothing_may_be_paid(changes, weights):
    settings = replace(SolveSettings(), **changes)

    assert choose._weights(settings) == weights


def test_a_choice_of_whole_pairs_proves_lines_and_loads_by_itself(monkeypatch):
    # all fit alike; one goes to s1 and one to s2, so that loads are even
    problem = make_problem(2, 2, make_fair(1, 2, max_meetings=1))
    monkeypatch.setattr(programme.Choice, "most", None)  # nobody asks for it

    result = solve(problem, make_candidates(problem))

    assert [(t.value, t.bound) for t in result.tiers if t.name == "balance"] == [(2, 2)]


@pytest.mark.parametrize(("most", "least"), [(158, 2), (159, 1), (None, -40)])
def test_loads_are_asked_for_where_the_choice_does_not_prove_them(
    monkeypatch, most, least
):
    # two meetings of fit 80 at one supplier; that nothing weighs more than 200 says
    # that their 160 cost -40 at least, while they cost 4
    problem = make_problem(2, 1, make_fair(1, 2, max_meetings=1))
    instance = build_instance(problem, make_candidates(problem))
    monkeypatch.setattr(programme.Choice, "most", lambda *_: most)

    choice, weights = Choice(instance, Floor(NOTHING), 1), Weights(fit=1, load=1)
    proven = choose._proven(choice, 200, np.arange(2), weights)

    assert proven == {"balance": least}


def test_what_is_not_weighed_is_not_proven():
    problem = make_problem(2, 2, make_fair(1, 2, min_meetings=1, max_meetings=1))
    start = start_of(problem, make_candidates(problem), {0: 0, 2: 1})
    settings = SolveSettings(line_worth=0, load_worth=0.0)

    assert choose.choose_lower(start, 160, settings, always).proven == {}
    even = choose.choose_lower(start, 160, SolveSettings(line_worth=0), always)
    assert even.proven == {"balance": 2}  # one each


def test_what_no_choice_reaches_is_no_answer():
    problem = make_problem(1, 1, make_fair(1, 1))
    start = start_of(problem, make_candidates(problem), {0: 0})

    assert choose.choose_lower(start, 900, SolveSettings(), always) is None


def apart():
    """Return a fair whose two suppliers are never there in the same session."""
    suppliers = [
        make_supplier("s1", absent=frozenset({make_slot(0, "P2")})),
        make_supplier("s2", absent=frozenset({make_slot(0, "P1")})),
    ]
    return make_problem(1, suppliers, make_fair(2, 1))


def test_pairs_are_all_placed_or_none():
    problem = apart()
    instance = build_instance(problem, make_candidates(problem))

    assert place_only(instance, np.array([0, 1]), 0, always) is None
    (slot,) = place_only(instance, np.array([1]), 0, always).items()
    assert instance.supplier_open[instance.pair_supplier[1], slot[1]]
    assert slot[0] == 1


def test_the_locks_of_a_part_are_those_of_the_fair():
    problem = make_problem(
        2, 2, make_fair(1, 2), locks=[make_lock(1, "P1", "b2", "s1")]
    )
    instance = build_instance(problem, make_candidates(problem))
    (locked,) = instance.locked
    pairs = np.unique([0, locked, 3])

    part = only(instance, pairs)

    assert part.locked == {int(np.searchsorted(pairs, locked)): 1}
    assert part.n_pairs == len(pairs)
