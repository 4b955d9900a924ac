"""Each kind of change, each mode, on cases small enough to see the answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.candidates import Candidates
from scheduler.fair import MeetAt, Place, Walk
from scheduler.problem import Strength
from scheduler.repair.changes import (
    Absent,
    AddedSession,
    BoothMoved,
    Late,
    Mode,
    NoShow,
    Party,
    RepairSettings,
    Side,
    WalkIn,
    Withdrawn,
)
from scheduler.repair.repair import repair
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_session,
    make_slot,
    make_suggestion,
    make_supplier,
)
from tests.repair_cases import (
    B1,
    B2,
    S1,
    S2,
    S3,
    repaired,
    shown,
    touched,
    two_meetings,
)


def test_a_no_show_loses_everything_and_frees_its_suppliers():
    problem = make_problem()
    done = repaired(problem, [NoShow(B1)], *two_meetings(problem))
    assert shown(done) == [("b2", "s1", 1)]
    assert touched(done) == [B1, S1]
    assert done.freed == ((S1, make_slot(0)),)
    assert (done.necessary, done.bound, done.shortfall) == (2, 2, 1)
    assert done.shortfall_bound == 1
    assert done.schedule.release == 1
    assert [short.buyer for short in done.schedule.shortfalls] == ["b1"]


@pytest.mark.parametrize(
    "change",
    [
        NoShow(B1, make_slot().session),
        NoShow(B1, make_slot().session, 0),
        Late(B1, make_slot().session, 1),
        Absent(B1, frozenset({make_slot(0)})),
    ],
)
def test_who_misses_a_round_loses_its_meeting(change):
    problem = make_problem()
    done = repaired(problem, [change], *two_meetings(problem), mode=Mode.CANCEL)
    assert shown(done) == [("b2", "s1", 1)]


def test_who_is_late_meets_the_same_supplier_later():
    # round 1 is b2's; round 2 is free, and nobody else's paper changes for it
    problem = make_problem()
    change = Late(B1, make_slot().session, 1)
    done = repaired(problem, [change], *two_meetings(problem))
    assert shown(done) == [("b2", "s1", 1), ("b1", "s1", 2)]
    assert touched(done) == [B1, S1]


def test_a_buyer_of_a_withdrawn_supplier_gets_another_only_below_the_minimum():
    problem = make_problem(1, 3)
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 1)
    done = repaired(problem, [Withdrawn(S1)], *meetings)
    assert shown(done) == [("b1", "s2", 1)]

    problem = make_problem(1, 3, make_fair(min_meetings=2))
    done = repaired(problem, [Withdrawn(S1)], *meetings)
    assert {m.supplier for m in done.schedule.meetings} == {"s2", "s3"}
    assert touched(done) == [B1, S1, S3]
    assert (done.necessary, done.bound) == (2, 3)

    done = repaired(problem, [Withdrawn(S1)], *meetings, cure_first=False)
    assert touched(done) == [B1, S1]


def test_the_better_fit_is_chosen_and_suggestions_before_it():
    problem = make_problem(1, 3)
    fits = {("b1", "s1"): 80, ("b1", "s2"): 60, ("b1", "s3"): 70}
    done = repaired(problem, [Withdrawn(S1)], make_meeting(problem), fits=fits)
    assert [m.supplier for m in done.schedule.meetings] == ["s3"]

    wishes = [make_suggestion(Strength.PREFER, "b1", "s2")]
    problem = make_problem(1, 3, suggestions=wishes)
    done = repaired(problem, [Withdrawn(S1)], make_meeting(problem), fits=fits)
    assert [m.supplier for m in done.schedule.meetings] == ["s2"]


def test_nevers_low_fits_and_full_suppliers_do_not_step_in():
    wishes = [make_suggestion(Strength.NEVER, "b1", "s2")]
    suppliers = [make_supplier(f"s{i}") for i in (1, 2, 3)]
    suppliers.append(make_supplier("s4", max_meetings=0))
    problem = make_problem(1, suppliers, suggestions=wishes)
    fits = {("b1", "s1"): 80, ("b1", "s2"): 80, ("b1", "s3"): 39, ("b1", "s4"): 80}
    done = repaired(problem, [Withdrawn(S1)], make_meeting(problem), fits=fits)
    assert shown(done) == []
    assert done.shortfall == done.shortfall_bound == 1


def test_retime_moves_another_buyer_out_of_the_way():
    # b1 can come in round 0 only, where s2 has b2; b2 can move to round 1
    buyers = [
        make_buyer("b1", absent=frozenset({make_slot(1)})),
        make_buyer("b2"),
    ]
    problem = make_problem(buyers, 2, make_fair(rounds=2))
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2")
    assert shown(repaired(problem, [Withdrawn(S1)], *meetings)) == [("b2", "s2", 0)]

    done = repaired(problem, [Withdrawn(S1)], *meetings, mode=Mode.RETIME)
    assert shown(done) == [("b1", "s2", 0), ("b2", "s2", 1)]
    assert touched(done) == [B1, B2, S1, S2]


def test_locks_are_not_moved_and_those_of_the_gone_are_lifted():
    buyers = [make_buyer("b1", absent=frozenset({make_slot(1)})), make_buyer("b2")]
    locks = [make_lock(0, buyer="b2", supplier="s2"), make_lock(0)]
    problem = make_problem(buyers, 2, make_fair(rounds=2), locks=locks)
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2")
    done = repaired(problem, [Withdrawn(S1)], *meetings, mode=Mode.RETIME)
    assert shown(done) == [("b2", "s2", 0)]
    assert done.unlocked == (make_lock(0),)


def test_a_must_is_placed_even_for_a_buyer_with_enough():
    wishes = [make_suggestion(Strength.MUST)]
    problem = make_problem(1, 2, suggestions=wishes)
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 1)
    change = Absent(S1, frozenset({make_slot(0)}))
    done = repaired(problem, [change], *meetings)
    assert shown(done) == [("b1", "s2", 1), ("b1", "s1", 2)]


@pytest.mark.parametrize("now", [make_slot(1), OPENS_AT + timedelta(minutes=30)])
def test_the_past_is_fixed(now):
    problem = make_problem(1, 3, make_fair(min_meetings=2))
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 2)
    done = repaired(problem, [Withdrawn(S1), Withdrawn(S2)], *meetings, now=now)
    assert shown(done) == [("b1", "s1", 0), ("b1", "s3", 2)]

    done = repaired(problem, [NoShow(S1)], *meetings, now=now)
    assert shown(done) == [("b1", "s2", 2)]  # and no round is left for another


def test_a_moved_booth_is_on_everybodys_paper():
    problem = make_problem()
    change = BoothMoved(S1, Place("", "Z9"))
    done = repaired(problem, [change], *two_meetings(problem))
    assert {(m.hall, m.booth) for m in done.schedule.meetings} == {("H1", "Z9")}
    assert touched(done) == [B1, B2, S1]
    assert all(one.necessary for one in done.touched)


def walk_case(meet_at, **more):
    """Return a fair whose only walker meets s1 (b1), s2 (b2) in rounds 0 and 1."""
    fair = make_fair(meet_at=meet_at, walk=Walk(0, 30), **more)
    if meet_at is MeetAt.SUPPLIER_BOOTH:
        return fair, ("b1", "s2"), S1
    return fair, ("b2", "s1"), B1


@pytest.mark.parametrize("meet_at", [MeetAt.SUPPLIER_BOOTH, MeetAt.BUYER_BOOTH])
def test_a_booth_too_far_away_gives_way_or_moves(meet_at):
    fair, second, party = walk_case(meet_at)
    problem = make_problem(2, 2, fair)
    meetings = make_meeting(problem), make_meeting(problem, *second, 1)
    far = [BoothMoved(party, Place("H9", "Z9"))]
    done = repaired(problem, far, *meetings, mode=Mode.CANCEL)
    assert shown(done) == [(*second, 1)]
    assert touched(done) == [B1, S1]


def test_a_locked_meeting_at_a_moved_booth_makes_the_other_give_way():
    fair, second, party = walk_case(MeetAt.SUPPLIER_BOOTH)
    far = [BoothMoved(party, Place("H9", "Z9"))]
    problem = make_problem(2, 2, fair, locks=[make_lock(0)])
    meetings = make_meeting(problem), make_meeting(problem, *second, 1)
    done = repaired(problem, far, *meetings, mode=Mode.CANCEL)
    assert shown(done) == [("b1", "s1", 0)]
    assert done.unlocked == ()
    assert touched(done) == [B1, S1, S2]

    locks = [make_lock(0), make_lock(1, supplier="s2")]
    problem = make_problem(2, 2, fair, locks=locks)
    meetings = make_meeting(problem), make_meeting(problem, *second, 1)
    done = repaired(problem, far, *meetings, mode=Mode.CANCEL)
    assert shown(done) == [("b1", "s2", 1)]
    assert done.unlocked == (make_lock(0),)


def test_a_walk_that_is_past_is_left_as_it_was():
    fair, second, party = walk_case(MeetAt.SUPPLIER_BOOTH)
    problem = make_problem(2, 2, fair)
    candidates = make_candidates(problem)
    meetings = make_meeting(problem), make_meeting(problem, *second, 1)
    before = make_schedule(problem, *meetings)
    far = [BoothMoved(party, Place("H9", "Z9"))]
    now = RepairSettings(now=make_slot(2))
    done = repair(problem, candidates, before, far, now)
    assert shown(done) == [("b1", "s1", 0), ("b1", "s2", 1)]


def test_a_walk_in_gets_the_minimum():
    problem = make_problem(1, 2)
    new = WalkIn(make_buyer("b0"), ((problem.suppliers[1].id, 66, 1),))
    done = repaired(problem, [new], make_meeting(problem))
    assert {(m.buyer, m.supplier, m.fit) for m in done.schedule.meetings} == {
        ("b1", "s1", 80),
        ("b0", "s2", 66),
    }
    assert touched(done) == [Party(Side.BUYER, "b0"), S2]
    assert (done.necessary, done.bound) == (0, 2)
    assert isinstance(done.candidates, Candidates)


def test_an_added_session_takes_who_did_not_fit():
    problem = make_problem(2, 1, make_fair(rounds=1))
    extra = make_session("P0", 1, OPENS_AT - timedelta(days=1))
    done = repaired(problem, [AddedSession(extra)], make_meeting(problem))
    assert [(m.buyer, m.session) for m in done.schedule.meetings] == [
        ("b2", "P0"),
        ("b1", "P1"),
    ]
    assert done.shortfall == 0
