"""What a repair refuses, what it leaves alone, and how it keeps to its effort."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError, ProblemError
from scheduler.fair import MeetAt, Place, Walk
from scheduler.problem import Strength
from scheduler.repair.changes import (
    Absent,
    BoothMoved,
    Late,
    Mode,
    NoShow,
    Party,
    Side,
    WalkIn,
    Withdrawn,
)
from scheduler.repair.repair import repair
from scheduler.repair.standby import standbys
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
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


def test_nothing_happened_nothing_changes():
    problem = make_problem()
    done = repaired(problem, [], *two_meetings(problem), mode=Mode.RETIME)
    assert touched(done) == []
    assert shown(done) == [("b1", "s1", 0), ("b2", "s1", 1)]


@pytest.mark.parametrize(
    ("changes", "now", "code"),
    [
        ([NoShow(Party(Side.BUYER, "s1"))], None, "unknown-party"),
        ([Withdrawn(Party(Side.SUPPLIER, "b1"))], None, "unknown-party"),
        ([Absent(B1, frozenset({make_slot(9)}))], None, "unknown-slot"),
        ([Late(B1, make_slot(0, "P9").session, 0)], None, "unknown-slot"),
        ([], make_slot(7), "unknown-slot"),
        ([WalkIn(make_buyer("b1"), ())], None, "id-used-twice"),
    ],
)
def test_what_nobody_knows_is_refused(changes, now, code):
    problem = make_problem()
    with pytest.raises(ProblemError) as error:
        repaired(problem, changes, *two_meetings(problem), now=now)
    assert error.value.code == code


def test_a_release_that_was_broken_is_not_passed_off_as_repaired():
    problem = make_problem()
    candidates = make_candidates(problem)
    wrong = make_meeting(problem, "b1", "s2", 1, fit=7)
    before = make_schedule(problem, make_meeting(problem), wrong)
    with pytest.raises(BrokenRuleError):
        repair(problem, candidates, before, [Withdrawn(S1)])


def test_too_many_choices_keep_the_best_and_say_so():
    problem = make_problem(2, 3, make_fair(min_meetings=2))
    fits = {(f"b{b}", f"s{s}"): 50 + 10 * s for b in (1, 2) for s in (1, 2, 3)}
    meetings = (
        make_meeting(problem, fit=60),
        make_meeting(problem, "b1", "s2", 1, fit=70),
        make_meeting(problem, "b2", "s1", 1, fit=60),
        make_meeting(problem, "b2", "s3", 0, fit=80),
    )
    for mode in (Mode.FILL, Mode.RETIME):
        settings = {"mode": mode, "most_choices": 1, "fits": fits}
        done = repaired(problem, [Withdrawn(S1)], *meetings, **settings)
        assert done.status == "feasible"
        assert done.necessary == 3
        assert done.bound == len(done.touched) == 4
        assert done.shortfall_bound == 0


def test_in_a_large_fair_only_those_near_the_gaps_move():
    # as above: b2 has to make way, but not all meetings fit into the model
    buyers = [
        make_buyer("b1", absent=frozenset({make_slot(1)})),
        *(make_buyer(f"b{i}") for i in (2, 3, 4)),
    ]
    problem = make_problem(buyers, 4, make_fair(rounds=2))
    fits = {("b1", "s1"): 80, ("b1", "s2"): 80, ("b2", "s2"): 80}
    fits |= {("b3", "s3"): 80, ("b4", "s4"): 80}
    meetings = (
        make_meeting(problem),
        make_meeting(problem, "b2", "s2"),
        make_meeting(problem, "b3", "s3"),
        make_meeting(problem, "b4", "s4"),
    )
    settings = {"mode": Mode.RETIME, "most_choices": 8, "fits": fits}
    done = repaired(problem, [Withdrawn(S1)], *meetings, **settings)
    assert touched(done) == [B1, B2, S1, S2]
    assert done.shortfall == done.shortfall_bound == 0


def test_without_effort_only_what_is_impossible_goes():
    problem = make_problem(1, 2)
    done = repaired(problem, [Withdrawn(S1)], make_meeting(problem), effort=0.0)
    assert check_schedule(done.problem, done.candidates, done.schedule) == ()


def test_tables_of_others_stay_and_the_old_one_is_kept_where_it_is_free():
    suppliers = [make_supplier("s1", tables=3), make_supplier("s2")]
    problem = make_problem(4, suppliers, make_fair(rounds=2))
    meetings = [
        replace(make_meeting(problem, "b1"), table=1),
        replace(make_meeting(problem, "b2"), table=3),
        replace(make_meeting(problem, "b3", "s1", 1), table=3),
        replace(make_meeting(problem, "b4", "s2", 0), table=1),
    ]
    done = repaired(
        problem, [Withdrawn(S2), Late(B1, make_slot().session, 1)], *meetings
    )
    tables = {(m.buyer, m.round_index): m.table for m in done.schedule.meetings}
    assert tables[("b2", 0)] == tables[("b3", 1)] == 3
    assert tables[("b1", 1)] == 1
    assert len(tables) == 4


def across_all_rounds(buyers=1, **changes):
    """Return a fair whose one round of P2 overlaps with both of P1."""
    cut = (
        make_session("P1", 2),
        make_session("P2", 1, OPENS_AT + timedelta(minutes=10)),
    )
    fair = make_fair(cut=cut, min_meetings=2, sessions_per_buyer=2, **changes)
    return make_problem(buyers, 2, fair)


def test_a_round_across_two_others_takes_no_table_of_both():
    problem = across_all_rounds()
    done = repaired(problem, [], make_meeting(problem, "b1", "s1", 1))
    assert shown(done) == [("b1", "s2", 0), ("b1", "s1", 1)]
    assert (done.status, done.shortfall_bound) == ("optimal", 0)


@pytest.mark.parametrize("meet_at", list(MeetAt))
def test_nothing_is_proven_of_several_tables_where_sessions_overlap(meet_at):
    problem = across_all_rounds(meet_at=meet_at)
    problem = replace(
        problem,
        buyers=tuple(replace(b, teams=2) for b in problem.buyers),
        suppliers=tuple(replace(s, tables=2) for s in problem.suppliers),
    )
    done = repaired(problem, [], make_meeting(problem, "b1", "s1", 1))
    assert shown(done)[-1] == ("b1", "s1", 1)
    assert done.status == "feasible"
    assert done.shortfall_bound == 0


def test_who_stays_keeps_its_table_where_sessions_overlap():
    # s1 and s2 moved too far apart for b1: it keeps the one that fits better, though
    # others hold both tables of s2 in rounds that P2 overlaps with
    problem = across_all_rounds(3, walk=Walk(0, 30))
    first, second = problem.suppliers
    problem = replace(problem, suppliers=(first, replace(second, tables=2)))
    fits = {("b1", "s1"): 60, ("b1", "s2"): 90, ("b2", "s2"): 50, ("b3", "s2"): 50}
    meetings = (
        make_meeting(problem, "b1", "s1", 0, fit=60),
        make_meeting(problem, "b2", "s2", 0, fit=50),
        make_meeting(problem, "b1", "s2", 1, fit=90),
        make_meeting(problem, "b3", "s2", 1, fit=50, table=2),
    )
    away = [BoothMoved(S1, Place("H8", "x")), BoothMoved(S2, Place("H9", "x"))]
    done = repaired(problem, away, *meetings, fits=fits, mode=Mode.CANCEL)
    assert shown(done) == [("b2", "s2", 0), ("b1", "s2", 1), ("b3", "s2", 1)]
    assert done.status == "optimal"


def test_nothing_is_proven_of_two_people_who_walk_too_far_since_a_booth_moved():
    fair = make_fair(rounds=2, min_meetings=0, walk=Walk(0, 30))
    problem = make_problem([make_buyer("b1", teams=2)], 3, fair)
    meetings = (
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 0),
        make_meeting(problem, "b1", "s3", 1),
    )
    away = [BoothMoved(S2, Place("H8", "x")), BoothMoved(S3, Place("H9", "x"))]
    done = repaired(problem, away, *meetings, mode=Mode.CANCEL)
    assert (done.status, done.bound) == ("feasible", 3)


@pytest.mark.parametrize("tables", [None, 2])
def test_overlapping_sessions_and_shared_tables_keep_apart(tables):
    cut = (
        make_session("P1", 1),
        make_session("P2", 1, OPENS_AT + timedelta(minutes=10)),
    )
    fair = make_fair(cut=cut, meet_at=MeetAt.TABLES, tables=tables)
    problem = make_problem(2, 3, fair)
    meetings = (
        make_meeting(problem),
        make_meeting(problem, "b2", "s2", 0, "P2", table=2),
    )
    done = repaired(problem, [Withdrawn(S1)], *meetings, mode=Mode.RETIME)
    assert {(m.buyer, m.supplier, m.table) for m in done.schedule.meetings} == {
        ("b1", "s3", 1),
        ("b2", "s2", 2),
    }


def test_who_is_full_or_gone_is_given_nothing():
    wishes = [make_suggestion(Strength.MUST, "b1", "s3")]
    fair = make_fair(max_meetings=1)
    problem = make_problem(2, 3, fair, suggestions=wishes)
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2")
    for most in (30_000, 0):
        done = repaired(
            problem,
            [NoShow(B1), Withdrawn(S1)],
            *meetings,
            mode=Mode.RETIME,
            most_choices=most,
        )
        assert shown(done) == [("b2", "s2", 0)]
        assert [must.buyer for must in done.schedule.unplaced_musts] == ["b1"]
    found = standbys(problem, done.candidates, done.schedule, party=B2)
    assert found == ()


def test_a_broken_supplier_is_named_too():
    problem = make_problem(3, 1)
    candidates = make_candidates(problem)
    twice = make_meeting(problem, "b2"), make_meeting(problem, "b3", table=2)
    before = make_schedule(problem, make_meeting(problem, "b1", "s1", 1), *twice)
    with pytest.raises(BrokenRuleError, match="table"):
        repair(problem, candidates, before, [NoShow(B1)])


def test_loose_must_of_a_full_buyer():
    # the buyer has all it may have, so a must that is missing stays missing
    wishes = [make_suggestion(Strength.MUST, "b1", "s3")]
    fair = make_fair(max_meetings=1, min_meetings=2)
    problem = make_problem(1, 3, fair, suggestions=wishes)
    done = repaired(problem, [Withdrawn(S2)], make_meeting(problem))
    assert shown(done) == [("b1", "s1", 0)]
