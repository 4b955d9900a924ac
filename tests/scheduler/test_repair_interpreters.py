"""Repairs beside interpreters: nobody is given a meeting that none could serve."""

from dataclasses import replace

import pytest

from scheduler.check import check_schedule
from scheduler.fair import Interpreter, Place
from scheduler.reasons import ReasonCode
from scheduler.repair.changes import (
    BoothMoved,
    Mode,
    NoShow,
    RepairSettings,
)
from scheduler.repair.repair import repair
from scheduler.repair.standby import standbys
from scheduler.rules import Rule
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_slot,
    make_supplier,
)
from tests.repair_cases import B1, S1, repair_small, repaired, shown, touched

TO_H2 = BoothMoved(S1, Place("H2", "new"))


def abroad(*halls, locks=(), buyers=2, **fair):
    """Return Spanish buyers, s1 in H1 and s2 in H2, an interpreter in each of `halls`."""
    return make_problem(
        [make_buyer(f"b{i + 1}", languages=("es",)) for i in range(buyers)],
        [make_supplier(f"s{i}", languages=("zh",), hall=f"H{i}") for i in (1, 2)],
        make_fair(
            interpreters=tuple(Interpreter(("zh", "es"), hall=h) for h in halls), **fair
        ),
        locks=locks,
    )


@pytest.mark.parametrize("locks", [(), (make_lock(),)])
def test_a_booth_that_moves_away_from_its_interpreters_loses_its_meeting(locks):
    problem = abroad("H1", locks=locks, buyers=1)
    done = repaired(problem, [TO_H2], make_meeting(problem))
    assert shown(done) == []
    assert [(m.buyer, m.supplier) for m in done.lost] == [("b1", "s1")]
    assert done.unlocked == locks
    (short,) = done.schedule.shortfalls
    assert [r.code for r in short.reasons] == [ReasonCode.NO_INTERPRETER]


@pytest.mark.parametrize("locks", [(), (make_lock(),)])
@pytest.mark.parametrize(("mode", "meetings"), [(Mode.CANCEL, 1), (Mode.RETIME, 2)])
def test_two_booths_in_one_hall_share_its_interpreter(mode, meetings, locks):
    problem = abroad("H1", "H2", locks=locks)
    done = repaired(
        problem,
        [TO_H2],
        make_meeting(problem, "b1", "s1"),
        make_meeting(problem, "b2", "s2"),
        mode=mode,
    )
    assert len(done.schedule.meetings) == meetings
    assert ("b2", "s2", 0) in shown(done)
    assert done.unlocked == locks


def test_what_has_begun_is_past_whoever_interprets():
    problem = abroad("H1", buyers=1)
    done = repair_small(problem, [TO_H2], make_meeting(problem), now=make_slot(1))
    assert shown(done) == [("b1", "s1", 0)]
    (broken,) = check_schedule(done.problem, done.candidates, done.schedule)
    assert broken.rule is Rule.NO_INTERPRETER


def test_a_freed_buyer_is_given_no_interpreter_that_others_have():
    # s1 does not come; in the only other round the one interpreter is with b2
    problem = abroad("", rounds=2)
    busy = make_supplier("s3", languages=("zh",), hall="H3")
    problem = replace(problem, suppliers=(*problem.suppliers, busy))
    done = repaired(
        problem,
        [NoShow(S1)],
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b2", "s3", 1),
        mode=Mode.FILL,
        cure_first=True,
    )
    assert [(buyer, at) for buyer, _, at in shown(done)] == [("b1", 0), ("b2", 1)]


def test_a_standby_has_an_interpreter():
    problem = abroad("", rounds=2)
    candidates = make_candidates(problem)
    schedule = make_schedule(problem, make_meeting(problem, "b1", "s1", 0))
    free = standbys(problem, candidates, schedule)
    assert {slot.round_index for one in free for slot in one.slots} == {1}


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
    done = repaired(problem, far, *meetings, mode=Mode.CANCEL)
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
