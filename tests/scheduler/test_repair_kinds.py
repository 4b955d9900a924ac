"""Each kind of change, each mode, on cases small enough to see the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.candidates import Candidates
from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError, ProblemError
from scheduler.problem import Interpreter, MeetAt, Place, Strength, Walk
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
from scheduler.repair.standby import Standby, standbys
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

B1, B2 = Party(Side.BUYER, "b1"), Party(Side.BUYER, "b2")
S1, S2, S3 = (Party(Side.SUPPLIER, f"s{i}") for i in (1, 2, 3))


def fixed(problem, changes, *meetings, fits=None, **settings):
    """Repair a valid schedule of `meetings`, and have the whole judged."""
    candidates = make_candidates(problem, fits)
    before = make_schedule(problem, *meetings)
    assert check_schedule(problem, candidates, before) == ()
    done = repair(problem, candidates, before, changes, RepairSettings(**settings))
    assert check_schedule(done.problem, done.candidates, done.schedule) == ()
    return done


def shown(done):
    return [(m.buyer, m.supplier, m.round_index) for m in done.schedule.meetings]


def touched(done):
    return [one.party for one in done.touched]


def two_meetings(problem):
    return make_meeting(problem), make_meeting(problem, "b2", "s1", 1)


def test_a_no_show_loses_everything_and_frees_its_suppliers():
    problem = make_problem()
    done = fixed(problem, [NoShow(B1)], *two_meetings(problem))
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
    done = fixed(problem, [change], *two_meetings(problem), mode=Mode.CANCEL)
    assert shown(done) == [("b2", "s1", 1)]


def test_who_is_late_meets_the_same_supplier_later():
    # round 1 is b2's; round 2 is free, and nobody else's paper changes for it
    problem = make_problem()
    change = Late(B1, make_slot().session, 1)
    done = fixed(problem, [change], *two_meetings(problem))
    assert shown(done) == [("b2", "s1", 1), ("b1", "s1", 2)]
    assert touched(done) == [B1, S1]


def test_a_buyer_of_a_withdrawn_supplier_gets_another_only_below_the_minimum():
    problem = make_problem(1, 3)
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 1)
    done = fixed(problem, [Withdrawn(S1)], *meetings)
    assert shown(done) == [("b1", "s2", 1)]

    problem = make_problem(1, 3, make_fair(min_meetings=2))
    done = fixed(problem, [Withdrawn(S1)], *meetings)
    assert {m.supplier for m in done.schedule.meetings} == {"s2", "s3"}
    assert touched(done) == [B1, S1, S3]
    assert (done.necessary, done.bound) == (2, 3)

    done = fixed(problem, [Withdrawn(S1)], *meetings, cure_first=False)
    assert touched(done) == [B1, S1]


def test_the_better_fit_is_chosen_and_suggestions_before_it():
    problem = make_problem(1, 3)
    fits = {("b1", "s1"): 80, ("b1", "s2"): 60, ("b1", "s3"): 70}
    done = fixed(problem, [Withdrawn(S1)], make_meeting(problem), fits=fits)
    assert [m.supplier for m in done.schedule.meetings] == ["s3"]

    wishes = [make_suggestion(Strength.PREFER, "b1", "s2")]
    problem = make_problem(1, 3, suggestions=wishes)
    done = fixed(problem, [Withdrawn(S1)], make_meeting(problem), fits=fits)
    assert [m.supplier for m in done.schedule.meetings] == ["s2"]


def test_nevers_low_fits_and_full_suppliers_do_not_step_in():
    wishes = [make_suggestion(Strength.NEVER, "b1", "s2")]
    suppliers = [make_supplier(f"s{i}") for i in (1, 2, 3)]
    suppliers.append(make_supplier("s4", max_meetings=0))
    problem = make_problem(1, suppliers, suggestions=wishes)
    fits = {("b1", "s1"): 80, ("b1", "s2"): 80, ("b1", "s3"): 39, ("b1", "s4"): 80}
    done = fixed(problem, [Withdrawn(S1)], make_meeting(problem), fits=fits)
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
    assert shown(fixed(problem, [Withdrawn(S1)], *meetings)) == [("b2", "s2", 0)]

    done = fixed(problem, [Withdrawn(S1)], *meetings, mode=Mode.RETIME)
    assert shown(done) == [("b1", "s2", 0), ("b2", "s2", 1)]
    assert touched(done) == [B1, B2, S1, S2]


def test_locks_are_not_moved_and_those_of_the_gone_are_lifted():
    buyers = [make_buyer("b1", absent=frozenset({make_slot(1)})), make_buyer("b2")]
    locks = [make_lock(0, buyer="b2", supplier="s2"), make_lock(0)]
    problem = make_problem(buyers, 2, make_fair(rounds=2), locks=locks)
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2")
    done = fixed(problem, [Withdrawn(S1)], *meetings, mode=Mode.RETIME)
    assert shown(done) == [("b2", "s2", 0)]
    assert done.unlocked == (make_lock(0),)


def test_a_must_is_placed_even_for_a_buyer_with_enough():
    wishes = [make_suggestion(Strength.MUST)]
    problem = make_problem(1, 2, suggestions=wishes)
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 1)
    change = Absent(S1, frozenset({make_slot(0)}))
    done = fixed(problem, [change], *meetings)
    assert shown(done) == [("b1", "s2", 1), ("b1", "s1", 2)]


@pytest.mark.parametrize("now", [make_slot(1), OPENS_AT + timedelta(minutes=30)])
def test_the_past_is_fixed(now):
    problem = make_problem(1, 3, make_fair(min_meetings=2))
    meetings = make_meeting(problem), make_meeting(problem, "b1", "s2", 2)
    done = fixed(problem, [Withdrawn(S1), Withdrawn(S2)], *meetings, now=now)
    assert shown(done) == [("b1", "s1", 0), ("b1", "s3", 2)]

    done = fixed(problem, [NoShow(S1)], *meetings, now=now)
    assert shown(done) == [("b1", "s2", 2)]  # and no round is left for another


def test_a_moved_booth_is_on_everybodys_paper():
    problem = make_problem()
    change = BoothMoved(S1, Place("", "Z9"))
    done = fixed(problem, [change], *two_meetings(problem))
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
    done = fixed(problem, far, *meetings, mode=Mode.CANCEL)
    assert shown(done) == [(*second, 1)]
    assert touched(done) == [B1, S1]


def test_a_locked_meeting_at_a_moved_booth_makes_the_other_give_way():
    fair, second, party = walk_case(MeetAt.SUPPLIER_BOOTH)
    far = [BoothMoved(party, Place("H9", "Z9"))]
    problem = make_problem(2, 2, fair, locks=[make_lock(0)])
    meetings = make_meeting(problem), make_meeting(problem, *second, 1)
    done = fixed(problem, far, *meetings, mode=Mode.CANCEL)
    assert shown(done) == [("b1", "s1", 0)]
    assert done.unlocked == ()
    assert touched(done) == [B1, S1, S2]

    locks = [make_lock(0), make_lock(1, supplier="s2")]
    problem = make_problem(2, 2, fair, locks=locks)
    meetings = make_meeting(problem), make_meeting(problem, *second, 1)
    done = fixed(problem, far, *meetings, mode=Mode.CANCEL)
    assert shown(done) == [("b1", "s2", 1)]
    assert done.unlocked == (make_lock(0),)


def spoken_case():
    """Return three who share no language, with one interpreter in hall H1."""
    buyers = [make_buyer(f"b{i}", languages=("zh",)) for i in (1, 2)]
    suppliers = [make_supplier(f"s{i}", languages=("ko",)) for i in (1, 2)]
    interpreters = (Interpreter(("zh", "ko"), hall="H1"),)
    fair = make_fair(interpreters=interpreters)
    locks = [make_lock(0)]
    problem = make_problem(buyers, suppliers, fair, locks=locks)
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2", 1)
    return problem, meetings, [BoothMoved(S1, Place("H9", "Z9"))]


def test_a_booth_moved_away_from_the_interpreters_loses_its_meetings():
    problem, meetings, far = spoken_case()
    done = fixed(problem, far, *meetings, mode=Mode.CANCEL)
    assert shown(done) == [("b2", "s2", 1)]
    assert [(m.buyer, m.supplier) for m in done.lost] == [("b1", "s1")]
    assert done.unlocked == (make_lock(0),)
    assert touched(done) == [B1, S1]


def test_a_booth_moved_after_the_interpreted_meeting_leaves_it():
    problem, meetings, far = spoken_case()
    candidates = make_candidates(problem)
    before = make_schedule(problem, *meetings)
    now = RepairSettings(now=make_slot(0))
    done = repair(problem, candidates, before, far, now)
    assert shown(done) == [("b1", "s1", 0), ("b2", "s2", 1)]
    assert touched(done) == [B1, S1]


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
    done = fixed(problem, [new], make_meeting(problem))
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
    done = fixed(problem, [AddedSession(extra)], make_meeting(problem))
    assert [(m.buyer, m.session) for m in done.schedule.meetings] == [
        ("b2", "P0"),
        ("b1", "P1"),
    ]
    assert done.shortfall == 0


def test_nothing_happened_nothing_changes():
    problem = make_problem()
    done = fixed(problem, [], *two_meetings(problem), mode=Mode.RETIME)
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
        fixed(problem, changes, *two_meetings(problem), now=now)
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
        done = fixed(problem, [Withdrawn(S1)], *meetings, **settings)
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
    done = fixed(problem, [Withdrawn(S1)], *meetings, **settings)
    assert touched(done) == [B1, B2, S1, S2]
    assert done.shortfall == done.shortfall_bound == 0


def test_without_effort_only_what_is_impossible_goes():
    problem = make_problem(1, 2)
    done = fixed(problem, [Withdrawn(S1)], make_meeting(problem), effort=0.0)
    assert check_schedule(done.problem, done.candidates, done.schedule) == ()


def test_standbys_rank_who_is_short_then_who_fits():
    buyers = [make_buyer(f"b{i}") for i in (1, 2, 3, 4)]
    buyers.append(make_buyer("b5", absent=frozenset({make_slot(0)})))
    problem = make_problem(buyers, 2)
    fits = {("b1", "s1"): 90, ("b2", "s1"): 70, ("b3", "s1"): 60, ("b5", "s1"): 99}
    fits |= {("b1", "s2"): 80, ("b4", "s1"): 50}
    candidates = make_candidates(problem, fits)
    schedule = make_schedule(problem, make_meeting(problem, "b1", "s2", 2))

    def ask(**asked):
        return standbys(problem, candidates, schedule, slot=make_slot(0), **asked)

    found = ask(party=S1, limit=2)
    assert [(one.buyer, one.fit, one.lacks) for one in found] == [
        ("b2", 70, 1),
        ("b3", 60, 1),
    ]
    assert [one.buyer for one in ask(party=S1)] == ["b2", "b3", "b4", "b1"]
    assert ask(party=B1) == (Standby("b1", "s1", (make_slot(0),), 90, 0, None, (0.0,)),)
    assert [one.buyer for one in ask()] == ["b2", "b3", "b4", "b1"]
    assert ask(begun=[make_slot(0)]) == ()
    everywhere = standbys(problem, candidates, schedule, party=B1)
    assert everywhere[0].slots == (make_slot(0), make_slot(1))
    with pytest.raises(KeyError):
        ask(party=Party(Side.BUYER, "nobody"))


def test_tables_of_others_stay_and_the_old_one_is_kept_where_it_is_free():
    suppliers = [make_supplier("s1", tables=3), make_supplier("s2")]
    problem = make_problem(4, suppliers, make_fair(rounds=2))
    meetings = [
        replace(make_meeting(problem, "b1"), table=1),
        replace(make_meeting(problem, "b2"), table=3),
        replace(make_meeting(problem, "b3", "s1", 1), table=3),
        replace(make_meeting(problem, "b4", "s2", 0), table=1),
    ]
    done = fixed(problem, [Withdrawn(S2), Late(B1, make_slot().session, 1)], *meetings)
    tables = {(m.buyer, m.round_index): m.table for m in done.schedule.meetings}
    assert tables[("b2", 0)] == tables[("b3", 1)] == 3
    assert tables[("b1", 1)] == 1
    assert len(tables) == 4


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
    done = fixed(problem, [Withdrawn(S1)], *meetings, mode=Mode.RETIME)
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
        done = fixed(
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
    done = fixed(problem, [Withdrawn(S2)], make_meeting(problem))
    assert shown(done) == [("b1", "s1", 0)]
