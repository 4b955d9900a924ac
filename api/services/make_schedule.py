"""From the facts of a fair to a checked schedule with its reasons in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from api.services.errors import NoAnswerError
from api.services.versions import library_versions
from data.folder import ScheduleFolder, Summary
from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError
from scheduler.fit.model import FitModel
from scheduler.solve import solve

if TYPE_CHECKING:
    from api.services.stopwatch import Stopwatch
    from scheduler.directory import Directory
    from scheduler.executor.protocol import Executor
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule
    from scheduler.settings import SolveSettings


def make_schedule(
    problem: Problem,
    directory: Directory,
    settings: SolveSettings,
    release: int,
    watch: Stopwatch,
    executor: Executor | None = None,
) -> ScheduleFolder:
    """Return a schedule that the checker has passed, with all that goes with it.

    Raises ProblemError where the locks contradict the rules, NoAnswerError where time
    was too short for any, and BrokenRuleError where the checker finds a violation,
    which is a fault of ours.
    """
    with watch.phase("fit"):
        model = FitModel(problem, progress=watch.progress)
        candidates = model.candidates(executor)
    with watch.phase("solve"):
        result = solve(problem, candidates, settings, watch.progress, executor)
    if result.schedule is None:
        raise NoAnswerError
    with watch.phase("reasons"):
        schedule = replace(_with_reasons(result.schedule, model), release=release)
    with watch.phase("check"):
        violations = check_schedule(problem, candidates, schedule)
    if violations:
        raise BrokenRuleError([violation.wording for violation in violations])
    summary = Summary(
        buyers=len(problem.buyers),
        suppliers=len(problem.suppliers),
        meetings=len(schedule.meetings),
        tiers=result.tiers,
        status=result.status,
        seed=settings.seed,
        versions=library_versions(),
    )
    return ScheduleFolder(problem, candidates, schedule, directory, summary)


def _with_reasons(schedule: Schedule, model: FitModel) -> Schedule:
    details = model.details((m.buyer, m.supplier) for m in schedule.meetings)
    meetings = tuple(
        replace(meeting, because=detail.wording)
        for meeting, detail in zip(schedule.meetings, details, strict=True)
    )
    return replace(schedule, meetings=meetings)
