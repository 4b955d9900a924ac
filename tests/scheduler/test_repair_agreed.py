"""Suggestions approved after the schedule: what gives way, and that nothing is better."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from scheduler.errors import ProblemError
from scheduler.problem import Strength
from scheduler.repair.changes import Agreed, Mode, RepairSettings
from scheduler.repair.repair import repair
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_slot,
    make_suggestion,
    make_supplier,
)
from tests.repair_cases import B1, B2, S1, S2, S3, repaired, shown, touched
from tests.repair_oracle import Asked, best_rank, rank

MUST, PREFER, AVOID, NEVER = Strength


def agree(problem, wishes, *meetings, fits=None, **settings):
    """Let `wishes` (strength, buyer, supplier) be approved, and have the whole judged."""
    changes = [Agreed(make_suggestion(*wish), 30, 1) for wish in wishes]
    return repaired(problem, changes, *meetings, fits=fits, only_hit=True, **settings)


def test_a_must_takes_a_free_round_and_touches_its_two_only():
    problem = make_problem(2, 2)
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2")
    done = agree(problem, [(MUST, "b1", "s2")], *meetings)
    assert [(m.buyer, m.supplier) for m in done.schedule.meetings] == [
        ("b1", "s1"), ("b2", "s2"), ("b1", "s2"),
    ]  # fmt: skip
    assert touched(done) == [B1, S2]
    assert (done.status, done.bound, done.necessary) == ("optimal", 2, 0)


def test_a_must_that_is_no_candidate_yet_becomes_one():
    problem = make_problem(1, 2)
    fits = {("b1", "s1"): 80}
    done = agree(problem, [(MUST, "b1", "s2")], make_meeting(problem), fits=fits)
    assert [(m.supplier, m.fit) for m in done.schedule.meetings] == [
        ("s1", 80),
        ("s2", 30),
    ]
    assert list(done.candidates.rows(done.problem)) == [
        ("b1", "s1", 80),
        ("b1", "s2", 30),
    ]


def test_a_full_buyer_gives_up_its_least_fitting_meeting():
    problem = make_problem(1, 3, make_fair(max_meetings=2))
    fits = {("b1", "s1"): 80, ("b1", "s2"): 60, ("b1", "s3"): 50}
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 1, fit=60)
    done = agree(problem, [(MUST, "b1", "s3")], *meetings, fits=fits)
    assert {m.supplier for m in done.schedule.meetings} == {"s1", "s3"}
    assert touched(done) == [B1, S2, S3]


def test_a_full_supplier_moves_or_drops_somebody_who_can_spare_it():
    suppliers = [make_supplier("s1", max_meetings=1), make_supplier("s2")]
    problem = make_problem(2, suppliers)
    meetings = (
        make_meeting(problem),
        make_meeting(problem, "b1", "s2", 1),
        make_meeting(problem, "b2", "s2", 0),
    )
    done = agree(problem, [(MUST, "b2", "s1")], *meetings)
    assert {(m.buyer, m.supplier) for m in done.schedule.meetings} == {
        ("b1", "s2"), ("b2", "s1"), ("b2", "s2"),
    }  # fmt: skip
    assert touched(done) == [B1, B2, S1]


def test_whoever_would_fall_short_is_given_another():
    suppliers = [make_supplier("s1", max_meetings=1), make_supplier("s2")]
    problem = make_problem(2, suppliers)
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2")
    done = agree(problem, [(MUST, "b2", "s1")], *meetings)
    assert done.shortfall == 0
    assert ("b1", "s2") in {(m.buyer, m.supplier) for m in done.schedule.meetings}


def test_a_prefer_never_makes_anybody_short_but_a_must_does():
    suppliers = [make_supplier("s1", max_meetings=1), make_supplier("s2")]
    problem = make_problem(2, suppliers)
    fits = {("b1", "s1"): 80, ("b2", "s1"): 80, ("b2", "s2"): 80}
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2")
    soft = agree(problem, [(PREFER, "b2", "s1")], *meetings, fits=fits)
    assert (touched(soft), soft.shortfall) == ([], 0)
    hard = agree(problem, [(MUST, "b2", "s1")], *meetings, fits=fits)
    assert hard.shortfall == 1
    assert {(m.buyer, m.supplier) for m in hard.schedule.meetings} >= {("b2", "s1")}


def test_a_never_takes_its_meeting_away_and_lifts_its_lock():
    problem = make_problem(1, 2, locks=[make_lock(0)])
    done = agree(problem, [(NEVER, "b1", "s1")], make_meeting(problem))
    assert [m.supplier for m in done.schedule.meetings] == ["s2"]
    assert done.unlocked == (make_lock(0),)
    assert [(m.buyer, m.supplier) for m in done.lost] == [("b1", "s1")]
    assert list(done.candidates.rows(done.problem)) == [("b1", "s2", 80)]


def test_an_avoid_gives_way_where_the_buyer_has_enough():
    problem = make_problem(1, 2)
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 1)
    assert shown(agree(problem, [(AVOID, "b1", "s1")], *meetings)) == [("b1", "s2", 1)]
    alone = make_problem(1, 1)
    done = agree(alone, [(AVOID, "b1", "s1")], make_meeting(alone))
    assert shown(done) == [("b1", "s1", 0)]


def test_what_was_said_of_the_pair_before_holds_no_more():
    problem = make_problem(1, 2, suggestions=[make_suggestion(NEVER, "b1", "s2")])
    fits = {("b1", "s1"): 80}
    done = agree(problem, [(MUST, "b1", "s2")], make_meeting(problem), fits=fits)
    assert {m.supplier for m in done.schedule.meetings} == {"s1", "s2"}
    assert [w.strength for w in done.problem.suggestions] == [MUST]


def test_a_must_without_any_place_is_left_with_the_true_reason():
    buyers = [make_buyer("b1", absent=frozenset(map(make_slot, range(3))))]
    problem = make_problem(buyers, 1, make_fair(min_meetings=0))
    done = agree(problem, [(MUST, "b1", "s1")])
    (left,) = done.schedule.unplaced_musts
    assert [reason.code for reason in left.reasons] == ["buyer-absent"]
    assert touched(done) == []


def test_locked_meetings_do_not_give_way():
    problem = make_problem(1, 2, make_fair(max_meetings=1), locks=[make_lock(0)])
    done = agree(problem, [(MUST, "b1", "s2")], make_meeting(problem))
    assert shown(done) == [("b1", "s1", 0)]
    (left,) = done.schedule.unplaced_musts
    assert [reason.code for reason in left.reasons] == ["buyer-full"]


def test_who_was_short_before_and_is_not_hit_stays_so():
    problem = make_problem(2, 2)
    done = agree(problem, [(PREFER, "b1", "s2")], make_meeting(problem))
    assert touched(done) == [B1, S2]
    candidates = make_candidates(problem)
    before = make_schedule(problem, make_meeting(problem))
    change = Agreed(make_suggestion(PREFER, "b1", "s2"))
    helped = repair(problem, candidates, before, [change])
    assert B2 in touched(helped)


def test_cancel_mode_only_takes_away():
    problem = make_problem(1, 2)
    wishes = [(MUST, "b1", "s2"), (NEVER, "b1", "s1")]
    done = agree(problem, wishes, make_meeting(problem), mode=Mode.CANCEL)
    assert shown(done) == []


def test_an_unknown_party_is_refused():
    with pytest.raises(ProblemError) as error:
        agree(make_problem(1, 1), [(MUST, "b1", "s9")])
    assert error.value.code == "unknown-party"


def tiny(seed):
    """Return a fair of 6 pairs and 3 slots at most, its schedule, and wishes."""
    random = Random(seed)
    fair = make_fair(
        *random.choice([(1, 2), (1, 3), (3, 1), (2, 1)]),
        min_meetings=random.choice([1, 2]),
        max_meetings=random.choice([2, 3]),
        sessions_per_buyer=random.choice([1, 2]),
    )
    n_buyers, n_suppliers = random.choice([(2, 3), (3, 2), (2, 2)])
    suppliers = [
        make_supplier(f"s{i + 1}", max_meetings=random.choice([None, 1]))
        for i in range(n_suppliers)
    ]
    pairs = [(f"b{i + 1}", s.id) for i in range(n_buyers) for s in suppliers]
    fits = {pair: random.randint(40, 99) for pair in pairs if random.random() < 0.9}
    old = [make_suggestion(random.choice([PREFER, AVOID]), *random.choice(pairs))]
    old = [wish for wish in old if (wish.buyer, wish.supplier) in fits]
    problem = make_problem(n_buyers, suppliers, fair, old)
    candidates = make_candidates(problem, fits)
    before = solve(problem, candidates).schedule
    if before.meetings and random.random() < 0.4:
        one = random.choice(before.meetings)
        rest = [m for m in before.meetings if m is not one]
        before = make_schedule(problem, *rest)
    if before.meetings and random.random() < 0.4:
        one = random.choice(before.meetings)
        lock = make_lock(one.round_index, one.session, one.buyer, one.supplier)
        problem = replace(problem, locks=(lock,))
        meetings = [replace(m, locked=m is one) for m in before.meetings]
        before = make_schedule(problem, *meetings)
    wish = make_suggestion(random.choice(list(Strength)), *random.choice(pairs))
    return problem, candidates, before, wish


@pytest.mark.slow
@pytest.mark.parametrize("mode", [Mode.FILL, Mode.RETIME])
def test_no_schedule_at_all_honours_a_suggestion_better(mode):
    for seed in range(8):
        compare(seed, mode)


def compare(seed, mode, *, only_hit=True):
    problem, candidates, before, wish = tiny(seed)
    change = Agreed(wish, 45, 1)
    settings = RepairSettings(mode, only_hit=only_hit)
    done = repair(problem, candidates, before, [change], settings)

    asked = Asked(
        done.problem, done.candidates, before, mode, only_hit=only_hit, agreed=(wish,)
    )
    best = best_rank(asked)
    if _left_open(best, asked, wish):
        first, giving = best, frozenset({wish.buyer, wish.supplier})
        asked = replace(asked, giving=giving, spare=True)
        best = best_rank(asked)
        if _left_open(best, asked, wish) or best[1] > first[1]:
            best = min(best, best_rank(replace(asked, spare=False)))
    assert rank(asked, done.schedule) == best, seed
    assert done.status == "optimal", seed
    assert done.bound == len(done.touched), seed
    assert done.shortfall_bound == done.shortfall, seed


def _left_open(best, asked, wish):
    """Tell whether even the best repair has no place for what was agreed."""
    if wish.strength is PREFER:
        met = {(m.buyer, m.supplier) for m in asked.before.meetings}
        return best[2] == 0 and (wish.buyer, wish.supplier) not in met
    return wish.strength is MUST and best[0] > 0
