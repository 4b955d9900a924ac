"""What approving suggestions does to a schedule, as one answer."""

from __future__ import annotations

import pytest

from api.services.agree_suggestions import agree_suggestions
from data.folder import ScheduleFolder, Summary
from scheduler.check import check_schedule
from scheduler.directory import Directory
from scheduler.errors import BrokenRuleError
from scheduler.fit.model import FitModel
from scheduler.measure import measure_tiers
from scheduler.problem import Strength
from scheduler.result import Status, Tier
from tests.builders import (
    make_candidates,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_suggestion,
    make_supplier,
)

MUST, PREFER, AVOID, NEVER = Strength


def folder(problem, *meetings, fits=None):
    """Return a schedule with figures as a solve leaves them."""
    candidates = make_candidates(problem, fits)
    schedule = make_schedule(problem, *meetings)
    values = measure_tiers(problem, candidates, schedule)
    tiers = tuple(
        Tier(name, values[name], values[name], maximise=name == "fit", reached=0)
        for name in ("shortfall", "fit")
    )
    summary = Summary(
        buyers=len(problem.buyers),
        suppliers=len(problem.suppliers),
        meetings=len(meetings),
        tiers=tiers,
        status=Status.OPTIMAL,
        seed=0,
        versions={},
    )
    return ScheduleFolder(problem, candidates, schedule, Directory(), summary)


def agree(content, *wishes):
    """Let (strength, buyer, supplier) be approved."""
    asked = [make_suggestion(*wish) for wish in wishes]
    return agree_suggestions(content, asked, lambda: FitModel(content.problem))


def crowded():
    """Return b1 with s1 and b2 with s2, where s1 takes one meeting only."""
    suppliers = [make_supplier("s1", max_meetings=1), make_supplier("s2")]
    problem = make_problem(2, suppliers)
    fits = {("b1", "s1"): 80, ("b2", "s1"): 70, ("b2", "s2"): 60}
    meetings = make_meeting(problem), make_meeting(problem, "b2", "s2", fit=60)
    return folder(problem, *meetings, fits=fits)


def test_a_must_that_costs_somebody_the_minimum_says_whom_and_why():
    done = agree(crowded(), (MUST, "b2", "s1"))
    (lost,) = done.dropped
    assert (lost.had, lost.shortfall.buyer, lost.shortfall.meetings) == (1, "b1", 0)
    assert [reason.code for reason in lost.shortfall.reasons] == ["supplier-max"]
    assert done.tiers["musts"] == (1, 0)
    assert done.tiers["shortfall"] == (0, 1)
    assert done.tiers["fit"] == (140, 130)  # 80 + 60, then 70 + 60
    assert [(c.kind, c.meeting.buyer, c.meeting.supplier) for c in done.difference.changes] == [
        ("gone", "b1", "s1"), ("new", "b2", "s1"),
    ]  # fmt: skip
    assert [one.meets for one in done.settled] == [True]
    assert done.proven


def test_the_content_is_whole_checked_and_has_its_reasons():
    content = crowded()
    done = agree(content, (MUST, "b2", "s1"))
    after = done.content
    assert check_schedule(after.problem, after.candidates, after.schedule) == ()
    assert all(meeting.because.zh for meeting in after.schedule.meetings)
    assert after.schedule.release == content.schedule.release
    assert [(t.name, t.value) for t in after.summary.tiers] == [
        ("shortfall", 1),
        ("fit", 130),
    ]
    assert after.summary.status == "feasible"


def test_the_same_asked_twice_is_answered_the_same():
    wishes = (MUST, "b2", "s1"), (NEVER, "b2", "s2")
    one, other = (agree(crowded(), *wishes) for _ in range(2))
    assert one.content.schedule == other.content.schedule
    assert (one.tiers, one.difference) == (other.tiers, other.difference)


def test_what_has_no_place_says_why():
    (soft,) = agree(crowded(), (PREFER, "b2", "s1")).settled
    assert (soft.meets, [r.code for r in soft.reasons]) == (False, ["supplier-max"])


def test_several_make_place_for_each_other():
    done = agree(crowded(), (PREFER, "b2", "s1"), (MUST, "b1", "s2"))
    assert [one.meets for one in done.settled] == [True, True]
    assert [one.reasons[0].code for one in done.settled] == ["meets", "meets"]
    assert done.dropped == ()


def test_a_must_that_fits_badly_is_weighed():
    problem = make_problem(1, 2, make_fair(min_meetings=1))
    content = folder(problem, make_meeting(problem), fits={("b1", "s1"): 80})
    done = agree(content, (MUST, "b1", "s2"))
    (new,) = (m for m in done.content.schedule.meetings if m.supplier == "s2")
    assert new.fit == FitModel(problem).detail("b1", "s2").fit
    assert new.because.en


def test_a_never_that_meets_is_gone_with_its_lock():
    problem = make_problem(1, 1, make_fair(min_meetings=0))
    done = agree(folder(problem, make_meeting(problem)), (NEVER, "b1", "s1"))
    assert done.content.schedule.meetings == ()
    assert [one.meets for one in done.settled] == [False]


def test_nothing_changes_where_all_is_so_already():
    problem = make_problem(1, 1)
    done = agree(folder(problem, make_meeting(problem)), (MUST, "b1", "s1"))
    assert done.difference.changes == ()
    assert done.dropped == ()


def test_a_schedule_that_breaks_a_rule_is_not_worked_on():
    problem = make_problem(1, 2)
    wrong = make_meeting(problem, fit=7)
    with pytest.raises(BrokenRuleError):
        agree(folder(problem, wrong), (MUST, "b1", "s2"))
