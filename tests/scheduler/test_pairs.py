"""Who meets whom: the flow on cases small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from scheduler.problem import Strength
from scheduler.search import pairs
from scheduler.search.bounds import find_ideal
from scheduler.search.instance import build_instance
from scheduler.search.network import Network
from scheduler.search.pairs import Before, choose_pairs
from scheduler.search.relaxed import choose_relaxed
from scheduler.search.session_plan import Judged, SessionPlan
from scheduler.search.worth import (
    MODEST,
    STEEP,
    Standing,
    ceiling,
    pair_worth,
    standing,
)
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_suggestion,
    make_supplier,
)


def met(instance, chosen) -> set[tuple[str, str]]:
    """Return the chosen pairs by id."""
    problem = instance.problem
    return {
        (
            problem.buyers[instance.buyer_of[instance.pair_buyer[i]]].id,
            problem.suppliers[instance.supplier_of[instance.pair_supplier[i]]].id,
        )
        for i in np.flatnonzero(chosen)
    }


def everywhere(instance) -> np.ndarray:
    """Let every pair meet in the only session."""
    return np.zeros(instance.n_pairs, np.int64)


def test_choose_pairs_takes_the_best_sum_not_the_best_pair():
    # One round, one table each. b1-s1 (90) + b2-s2 (10) = 100 < 80 + 70 = 150.
    problem = make_problem(2, 2, make_fair(1, 1))
    fits = {("b1", "s1"): 90, ("b1", "s2"): 80, ("b2", "s1"): 70, ("b2", "s2"): 10}
    instance = build_instance(problem, make_candidates(problem, fits))

    chosen = choose_pairs(instance, everywhere(instance), {}).chosen

    assert met(instance, chosen) == {("b1", "s2"), ("b2", "s1")}


def test_choose_pairs_lifts_everybody_to_the_minimum_before_it_adds_fit():
    # Supplier s1 holds two meetings: both buyers get one rather than b1 its 99 twice.
    fair = make_fair(1, 2, min_meetings=1)
    problem = make_problem(2, [make_supplier("s1", max_meetings=1)], fair)
    fits = {("b1", "s1"): 99, ("b2", "s1"): 40}
    instance = build_instance(problem, make_candidates(problem, fits))
    chosen = choose_pairs(instance, everywhere(instance), {}).chosen
    assert met(instance, chosen) == {("b1", "s1")}

    roomy = make_problem(2, [make_supplier("s1"), make_supplier("s2")], fair)
    fits = {("b1", "s1"): 99, ("b1", "s2"): 98, ("b2", "s1"): 40}
    instance = build_instance(roomy, make_candidates(roomy, fits))
    chosen = choose_pairs(instance, everywhere(instance), {}).chosen
    assert met(instance, chosen) == set(fits)


def test_choose_pairs_leaves_room_for_fixed_meetings():
    fair = make_fair(1, 1)
    problem = make_problem(2, 1, fair, locks=[make_lock(buyer="b1")])
    instance = build_instance(problem, make_candidates(problem))

    chosen = choose_pairs(instance, everywhere(instance), instance.locked).chosen

    assert met(instance, chosen) == set()  # the only table is taken by the lock


def test_pair_worth_orders_must_above_minimum_above_prefer_above_fit():
    problem = make_problem(
        1,
        3,
        suggestions=[
            make_suggestion(Strength.MUST, supplier="s1"),
            make_suggestion(Strength.PREFER, supplier="s2"),
            make_suggestion(Strength.AVOID, supplier="s3"),
        ],
    )
    instance = build_instance(problem, make_candidates(problem))

    for prices in (MODEST, STEEP):
        worth = sorted(pair_worth(instance, prices).tolist())

        assert worth == [80 - prices.prefer, 80 + prices.prefer, 80 + prices.must]
        assert 100 < prices.prefer < prices.met < prices.must


def test_standing_compares_tier_above_tier_and_is_near_when_only_fit_is_missing():
    good = Standing(musts=1, met=3, shared=3, suggestions=0, fit=1000)

    assert good > Standing(musts=1, met=3, shared=3, suggestions=0, fit=999)
    assert good > Standing(musts=0, met=9, shared=9, suggestions=9, fit=9000)
    assert good._replace(fit=999).is_near(good, 0.001)
    assert not good._replace(fit=998).is_near(good, 0.001)
    assert not good._replace(met=2).is_near(good, 1.0)
    assert good.worth(MODEST) == 4_000 + 3 * 1_000 + 3 * 200 + 1_000


def test_steep_prices_are_used_where_modest_ones_leave_a_tier_below_its_most():
    suppliers = [make_supplier("s1", max_meetings=1)]
    musts = [make_suggestion(Strength.MUST, buyer="b1")]
    problem = make_problem(2, suppliers, suggestions=musts)
    fits = {("b1", "s1"): 0, ("b2", "s1"): 99}
    instance = build_instance(problem, make_candidates(problem, fits))

    ideal = find_ideal(instance)

    assert ideal.prices == STEEP  # one of two buyers stays short: not the ceiling
    assert met(instance, ideal.relaxed.chosen) == {("b1", "s1")}


def test_modest_prices_do_where_a_supplier_cannot_hold_all_its_musts():
    # Three musts with s1, two rounds: that one fails is no reason for steep prices.
    # A lock takes the third.
    musts = [make_suggestion(Strength.MUST, f"b{i}") for i in (1, 2, 3)]
    fair, lock = make_fair(1, 3, min_meetings=1), make_lock(buyer="b4")
    problem = make_problem(4, 2, fair, suggestions=musts, locks=[lock])
    instance = build_instance(problem, make_candidates(problem))

    ideal = find_ideal(instance)

    assert (ideal.prices, ceiling(instance).musts) == (MODEST, 2)
    assert standing(instance, ideal.relaxed.chosen).musts == 2


def test_no_more_preferred_pairs_meet_than_a_buyer_may_have():
    wishes = [make_suggestion(Strength.PREFER, "b1", f"s{i}") for i in (1, 2, 3)]
    fair = make_fair(1, 3, min_meetings=0, max_meetings=2)
    problem = make_problem(1, 3, fair, suggestions=wishes)
    instance = build_instance(problem, make_candidates(problem))

    assert ceiling(instance).suggestions == 2


def test_a_never_is_no_pair_unless_it_is_locked():
    never = [make_suggestion(Strength.NEVER)]
    problem = make_problem(1, 2, suggestions=never)
    assert build_instance(problem, make_candidates(problem)).n_pairs == 1

    problem = make_problem(1, 2, suggestions=never, locks=[make_lock()])
    assert build_instance(problem, make_candidates(problem)).n_pairs == 2


def test_a_wish_for_a_pair_that_is_no_candidate_is_passed_over():
    problem = make_problem(
        1, 2, suggestions=[make_suggestion(Strength.PREFER)], locks=[make_lock()]
    )
    candidates = make_candidates(problem, {("b1", "s2"): 50})

    instance = build_instance(problem, candidates)

    assert instance.locked == {}
    assert instance.pair_wish.tolist() == [0]


def test_relaxed_choice_counts_only_the_best_window_of_a_buyer():
    # Two sessions of one round; a buyer may attend one: one meeting, not two.
    problem = make_problem(1, 2, make_fair(2, 1))
    instance = build_instance(problem, make_candidates(problem))

    total = choose_relaxed(instance, instance.pair_fit, []).total

    assert total == 80


def test_relaxed_choice_keeps_within_the_tables_of_the_hall():
    fair = make_fair(1, 1, tables=1)
    problem = make_problem(2, 2, fair)
    instance = build_instance(problem, make_candidates(problem))

    total = choose_relaxed(instance, instance.pair_fit, []).total

    assert total == 80  # one table, one round


def test_pairs_that_never_share_a_slot_have_no_session():
    slot = make_fair(1, 2).slots
    problem = make_problem(
        [make_buyer(absent=frozenset(slot[:1]))],
        [make_supplier(absent=frozenset(slot[1:]))],
        make_fair(1, 2),
    )
    instance = build_instance(problem, make_candidates(problem))

    assert instance.pair_sessions.tolist() == [[False]]


def test_network_says_when_it_cannot_be_solved():
    network = Network()
    network.add_arcs(0, 1, 1, 1 << 62)  # costs beyond what OR-tools can scale
    with pytest.raises(RuntimeError, match="flow"):
        network.solve(1)


def test_scarce_meetings_are_shared_out():
    # 6 buyers want 3 each; 2 suppliers x 3 rounds hold 6 meetings: one for each buyer,
    # though b1 fits both suppliers best.
    problem = make_problem(6, 2, make_fair(1, 3, min_meetings=3))
    fits = {(f"b{i}", f"s{j}"): 100 - 9 * i for i in range(1, 7) for j in (1, 2)}

    result = solve(problem, make_candidates(problem, fits))

    assert result.schedule is not None
    assert {b: len(m) for b, m in result.schedule.by_buyer.items()} == {
        f"b{i}": 1 for i in range(1, 7)
    }
    # Heaping would fit better, 2 x (91 + 82 + 73) = 492 against 411: not called optimal.
    fit = next(tier for tier in result.tiers if tier.name == "fit")
    assert (fit.value, fit.bound, result.status) == (411, 492, "feasible")


def test_likely_pairs_alone_lead_to_the_best_of_all_pairs(monkeypatch):
    # 40 buyers, 30 suppliers, everybody a candidate: far more pairs than likely ones.
    fits = {
        (f"b{i}", f"s{j}"): 40 + (i * 7 + j * 13 + i * j) % 61
        for i in range(1, 41)
        for j in range(1, 31)
    }
    problem = make_problem(40, 30, make_fair(2, 2, min_meetings=2))
    instance = build_instance(problem, make_candidates(problem, fits))
    nowhere = np.zeros(instance.n_suppliers, np.int64)

    at_once = find_ideal(instance).relaxed
    session_of = np.arange(instance.n_pairs) % 2
    both = choose_pairs(instance, session_of, {})
    monkeypatch.setattr("scheduler.search.priced.FEW_PAIRS", 0)
    monkeypatch.setattr("scheduler.search.priced.LIKELY", 1)
    step_by_step = find_ideal(instance).relaxed
    again = choose_pairs(instance, session_of, {}, nowhere)

    assert step_by_step.total == at_once.total
    assert standing(instance, again.chosen) == standing(instance, both.chosen)


def test_sessions_as_they_were_are_taken_from_the_choice_before(monkeypatch):
    # Everybody in three sessions in turn; then the first buyer goes from one to the next.
    problem = make_problem(9, 2, make_fair(3, 1, min_meetings=0, max_meetings=1))
    fits = {(f"b{i}", f"s{j}"): 40 + 5 * i + j for i in range(1, 10) for j in (1, 2)}
    instance = build_instance(problem, make_candidates(problem, fits))
    first = instance.pair_buyer % 3
    then = np.where(instance.pair_buyer == 0, 1, first)
    choice, stands = choose_pairs(instance, first, {}), Standing(0, 0, 0, 0, 0)
    windows = np.ones((9, 3), np.bool_)
    before = Judged(SessionPlan(first, choice.chosen), windows, choice.price, stands)
    anew = choose_pairs(instance, then, {})
    solved = []
    solve_part = pairs._solve

    def counted(shared, flow):
        solved.append(set(flow.session.tolist()))
        return solve_part(shared, flow)

    monkeypatch.setattr(pairs, "_solve", counted)
    again = choose_pairs(instance, then, {}, before=Before(before))

    assert solved == [{0}, {1}]
    assert again.chosen.tolist() == anew.chosen.tolist()
    assert again.price.tolist() == anew.price.tolist()

    solved.clear()
    choose_pairs(instance, first, {}, before=Before(before, np.array([2])))
    assert solved == [{2}]


def test_sessions_linked_by_a_suppliers_own_maximum_are_solved_together():
    problem = make_problem(
        2, [make_supplier("s1", max_meetings=1)], make_fair(2, 1, min_meetings=0)
    )
    fits = {("b1", "s1"): 70, ("b2", "s1"): 90}
    instance = build_instance(problem, make_candidates(problem, fits))

    chosen = choose_pairs(instance, np.arange(2), {}).chosen

    assert instance.pair_fit[chosen].tolist() == [90]


def test_without_pairs_nothing_is_chosen():
    problem = make_problem(1, [make_supplier("s1", max_meetings=0)])
    instance = build_instance(problem, make_candidates(problem, {}))

    assert choose_pairs(instance, np.zeros(0, np.int64), {}).chosen.tolist() == []
