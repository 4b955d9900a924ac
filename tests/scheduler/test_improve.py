"""Winning back: exact neighbourhoods, rematching, mending."""

from __future__ import annotations

import numpy as np
import pytest

import scheduler.search.afresh
import scheduler.search.around
import scheduler.search.improve
import scheduler.search.place
import scheduler.solve
from scheduler.errors import BrokenRuleError, ProblemError
from scheduler.fair import MeetAt, Walk
from scheduler.model.exact import place_exactly
from scheduler.search.afresh import SessionsAfresh
from scheduler.search.bounds import find_ideal
from scheduler.search.improve import improve
from scheduler.search.instance import build_instance
from scheduler.search.place import drop_conflicts, place_pairs
from scheduler.search.rematch import rematch_rounds, sessions_lacking
from scheduler.search.session_plan import SessionPlan
from scheduler.search.sessions import plan_sessions
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_supplier,
)
from tests.search_cases import build, go_on, stop


def test_exact_model_has_no_answer_without_effort():
    instance, walks = build(make_problem(6, 6, make_fair(1, 5)))
    domain = {pair: [0, 1, 2, 3, 4] for pair in range(instance.n_pairs)}

    answer = place_exactly(instance, walks, domain, {}, {}, seed=0, effort=0.0)

    assert answer is None


def test_improve_gives_a_buyer_the_table_that_a_rival_can_spare():
    # s1 has one round. b2 holds it and could have s2; b1 can meet s1 alone.
    problem = make_problem(2, 2, make_fair(1, 1))
    fits = {("b1", "s1"): 70, ("b2", "s1"): 90, ("b2", "s2"): 80}
    instance, walks = build(problem, fits)
    held = next(p for p in range(3) if instance.pair_fit[p] == 90)

    better = improve(
        instance, walks, {held: 0}, np.ones(3, np.bool_), seed=0, go_on=go_on
    )

    assert sorted(instance.pair_fit[list(better)].tolist()) == [70, 80]


@pytest.mark.parametrize("answer", [None, {}])
def test_improve_keeps_what_it_has_when_the_model_finds_nothing_better(
    monkeypatch, answer
):
    problem = make_problem(2, 2, make_fair(1, 1))
    instance, walks = build(problem)
    monkeypatch.setattr(
        scheduler.search.around, "place_exactly", lambda *_, **__: answer
    )

    ideal = np.ones(instance.n_pairs, np.bool_)
    assert improve(instance, walks, {0: 0}, ideal, 0, go_on) == {0: 0}


def test_improve_gives_up_after_its_rounds(monkeypatch):
    monkeypatch.setattr(scheduler.search.improve, "ROUNDS", 1)
    monkeypatch.setattr(scheduler.search.afresh, "MOST_WAYS", 0)
    problem = make_problem(6, 6, make_fair(1, 1))
    instance, walks = build(problem)

    ideal = np.ones(instance.n_pairs, np.bool_)
    placed = improve(instance, walks, {}, ideal, 0, go_on)

    # the second neighbourhood wanted tables that the first took
    assert len(placed) == scheduler.search.improve.LOSERS


def test_a_session_is_asked_for_afresh():
    # s1 has one round in each session. b1 meets it alone, b2 spares it for s2.
    problem = make_problem(2, 2, make_fair(2, 1, max_meetings=1))
    fits = {("b1", "s1"): 70, ("b2", "s1"): 90, ("b2", "s2"): 80}
    instance, walks = build(problem, fits)
    chosen, held = np.ones(3, np.bool_), {int(np.argmax(instance.pair_fit)): 0}

    better = improve(instance, walks, held, chosen, seed=0, go_on=go_on)

    assert sorted(instance.pair_fit[list(better)].tolist()) == [70, 90]


def test_two_sessions_are_asked_for_together_where_one_is_not_enough():
    # b1 can meet s1 in P1 alone, where b2 sits, who could have it in P2 as well.
    buyers = [make_buyer("b1", sessions=("P1",)), make_buyer("b2")]
    problem = make_problem(buyers, 1, make_fair(2, 1, max_meetings=1))
    instance, walks = build(problem)
    bound = next(p for p in range(2) if not instance.buyer_open[p].all())
    free = 1 - bound
    afresh, lost = SessionsAfresh(instance), np.array([9, 9])

    alone = afresh.next_turn({free: 0}, lost)
    together = afresh.next_turn({free: 0}, lost)
    better = improve(instance, walks, {free: 0}, np.ones(2, np.bool_), 0, go_on)

    # b1 has no session yet, so it comes to each of them
    assert [len(around.buyers) for around in (*alone, *together)] == [2, 1, 2]
    assert better == {bound: 0, free: 1}


def test_improve_and_rematch_stop_when_told():
    instance, walks = build(make_problem(2, 2, make_fair(1, 1)))
    ideal = np.ones(instance.n_pairs, np.bool_)

    assert improve(instance, walks, {}, ideal, 0, stop) == {}
    assert rematch_rounds(instance, walks, {}, stop) == {}


def test_rematch_fills_a_round_and_respects_the_tables_of_the_hall():
    instance, walks = build(make_problem(3, 3, make_fair(1, 1)))
    assert len(rematch_rounds(instance, walks, {}, go_on)) == 3

    fair = make_fair(1, 1, meet_at=MeetAt.TABLES, tables=2)
    instance, walks = build(make_problem(3, 3, fair))
    assert len(rematch_rounds(instance, walks, {}, go_on)) == 2


def test_rematch_sweeps_no_more_than_it_gains(monkeypatch):
    monkeypatch.setattr("scheduler.search.rematch.SWEEPS", 1)
    instance, walks = build(make_problem(2, 2, make_fair(1, 2)))

    assert len(rematch_rounds(instance, walks, {}, go_on)) == 4


def test_rematch_ends_where_enough_meet():
    instance, walks = build(make_problem(2, 2, make_fair(2, 1)))

    placed = rematch_rounds(instance, walks, {}, go_on, enough=np.any)

    assert set(placed.values()) == {0}  # the first session does


def test_sessions_lack_a_pair_where_its_buyer_has_a_round_free():
    # b1 lacks s2 and is in P1, P2 of P1, P2, P3; b2 has all that is wanted of it
    problem = make_problem(2, 2, make_fair(3, 1, sessions_per_buyer=3))
    instance, _ = build(problem)
    lacking = int(instance.pair_buyer[0])
    first, second = np.flatnonzero(instance.pair_buyer == lacking).tolist()
    wanted = instance.pair_buyer == lacking
    other = int(np.flatnonzero(~wanted)[0])

    assert sessions_lacking(instance, wanted, {first: 0, other: 1}) == [1, 2]
    assert sessions_lacking(instance, wanted, {first: 0, second: 1}) == []


@pytest.mark.parametrize(("full", "placed"), [(2.0, 2), (0.0, 1)])
def test_a_pair_without_a_round_is_not_mended_where_a_session_is_full(
    monkeypatch, full, placed
):
    # what colouring leaves out is freed with its neighbours, or left to the matching
    monkeypatch.setattr(scheduler.search.place, "FULL", full)
    monkeypatch.setattr(scheduler.search.place, "REPAIR_PAIRS", 0)
    leaves_one = np.array([0, -1])
    monkeypatch.setattr(scheduler.search.place, "_colour", lambda *_: [leaves_one])
    instance, walks = build(make_problem(2, 1, make_fair(1, 2)))
    plan = SessionPlan(np.zeros(2, np.int64), np.ones(2, np.bool_))

    assert len(place_pairs(instance, walks, plan, seed=0)) == placed


def test_rematch_sends_nobody_on_a_walk_too_long():
    # 5 minutes between rounds, 9 to walk: the second round would be too early.
    fair = make_fair(1, 2, walk=Walk(9, 9))
    instance, walks = build(make_problem(1, 2, fair))

    assert rematch_rounds(instance, walks, {0: 0}, go_on) == {0: 0}


def test_mending_leaves_out_what_the_model_cannot_place(monkeypatch):
    monkeypatch.setattr(scheduler.search.place, "place_exactly", lambda *_, **__: None)
    fair = make_fair(1, 2, walk=Walk(9, 9))
    instance, walks = build(make_problem(1, 2, fair))
    plan = SessionPlan(np.zeros(2, np.int64), np.ones(2, np.bool_))

    assert place_pairs(instance, walks, plan, seed=0) == {}


def test_of_two_meetings_in_conflict_the_less_fitting_is_left_out():
    fair = make_fair(1, 2, walk=Walk(9, 9))
    problem = make_problem(1, 2, fair)
    instance, walks = build(problem, {("b1", "s1"): 90, ("b1", "s2"): 50})

    kept = drop_conflicts(instance, walks, {0: 0, 1: 1}, {})

    assert [int(instance.pair_fit[pair]) for pair in kept] == [90]


def test_mending_frees_no_more_pairs_than_stated(monkeypatch):
    monkeypatch.setattr(scheduler.search.place, "REPAIR_PAIRS", 1)
    fair = make_fair(1, 2, walk=Walk(9, 9))
    instance, walks = build(make_problem(2, 2, fair))
    plan = SessionPlan(np.zeros(4, np.int64), np.ones(4, np.bool_))

    assert len(place_pairs(instance, walks, plan, seed=0)) == 2


def test_sessions_are_searched_until_told_to_stop_or_out_of_batches(monkeypatch):
    # Two sessions of one round, one supplier: b1 and b2 must be spread.
    problem = make_problem(4, [make_supplier(tables=2)], make_fair(2, 1))
    instance, _ = build(problem)
    ideal = find_ideal(instance)

    stopped = plan_sessions(instance, ideal, 0.0, stop)
    monkeypatch.setattr("scheduler.search.sessions.BATCHES", 0)
    unsearched = plan_sessions(instance, ideal, 0.0, go_on)

    assert stopped.chosen.sum() == unsearched.chosen.sum() == 4


def test_locks_that_contradict_the_fair_are_refused_by_name():
    both = [make_lock(buyer="b1"), make_lock(buyer="b2")]
    problem = make_problem(2, 1, locks=both)

    with pytest.raises(ProblemError) as caught:
        solve(problem, make_candidates(problem))

    assert caught.value.code == "locks-contradict"
    assert "s1" in caught.value.what.en


def test_an_answer_that_breaks_a_rule_is_never_returned(monkeypatch):
    problem = make_problem(1, 1)
    wrong = make_problem(1, [make_supplier(booth="elsewhere")])
    monkeypatch.setattr(
        scheduler.solve,
        "build_instance",
        lambda _, candidates: build_instance(wrong, candidates),
    )

    with pytest.raises(BrokenRuleError) as caught:
        solve(problem, make_candidates(problem))

    assert "elsewhere" in caught.value.what.en


def test_a_stopped_solve_says_so_and_is_still_whole():
    class Impatient:
        def tell(self, event) -> None:
            """Take note of nothing."""

        def should_stop(self) -> bool:
            """Stop at once."""
            return True

    problem = make_problem(4, [make_supplier()], make_fair(2, 1, min_meetings=1))
    result = solve(problem, make_candidates(problem), progress=Impatient())

    assert result.schedule is not None
    assert len(result.schedule.meetings) == 2
    assert result.status in ("stopped", "optimal")
