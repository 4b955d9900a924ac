"""What a job does, by its kind; the same functions that the command line calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.jobs.load import load
from api.jobs.task import Drafted, Failed, Filed
from api.office.errors import UnusableError
from api.office.repairing import read_asked
from api.office.schedules import pack_schedule
from api.office.shelf import Shelf
from api.services.stopwatch import Stopwatch
from data.database import Database
from data.store.fairs import find_fair
from data.store.schedules import find_latest_release

if TYPE_CHECKING:
    from sqlmodel import Session

    from api.jobs.task import Task
    from data.changes import ReadChanges
    from data.folder import ScheduleFolder
    from data.intake import Intake
    from data.tables import FairRow
    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.progress import Progress


@dataclass(frozen=True)
class Work:
    """How to do a kind of job; `keeps`: stopped early, it leaves something to keep."""

    do: Callable[[Task, Progress], Drafted | Filed | Failed]
    keeps: bool


def make(task: Task, progress: Progress) -> Drafted:
    """Make a schedule of the records; raises UnusableError with their faults."""
    from api.services.make_schedule import make_schedule
    from api.services.weigh_fair import price_fair, weigh_fair
    from data.prices_json import price_json
    from scheduler.settings import SolveSettings

    asked, watch = task.request, Stopwatch(progress)
    with watch.phase("read"):
        problem, directory = _read_fair(task)
    settings = SolveSettings(
        seed=asked["seed"],
        time_limit_s=asked["time_limit_s"],
        gap_target=asked["gap"],
    )
    content = make_schedule(problem, directory, settings, 0, watch)
    summary = replace(
        content.summary,
        balance=weigh_fair(content, watch),
        prices=[price_json(price) for price in price_fair(content, watch)],
    )
    return _drafted(replace(content, summary=summary), watch, asked["title"])


def _read_fair(task: Task) -> tuple[Problem, Directory]:
    """Return what the records say; codes on papers stay those of the last release."""
    from api.services.schedule_fair import carry_over

    database = Database(task.database)
    with database.reading() as session:
        intake, before = _read_intake(session, _fair(session, task))
    database.close()
    if intake.problem is None or any(fault.is_error for fault in intake.faults):
        raise UnusableError(intake.faults, intake.notes)
    problem = intake.problem
    return problem, carry_over(intake.directory, problem, before)


def _read_intake(session: Session, fair: FairRow) -> tuple[Intake, Directory]:
    """Return the facts of the fair and the directory of its newest release."""
    from data.store.problem import read_records
    from scheduler.directory import Directory

    latest = find_latest_release(session, fair.id or 0)
    before = Directory()
    if latest is not None:
        before = Shelf().open(session, latest).content.directory
    return read_records(session, fair), before


def repair(task: Task, progress: Progress) -> Drafted:
    """Repair a schedule after what happened; raises as `repair_schedule` does."""
    from api.services.repair_schedule import RepairHow, repair_schedule
    from api.services.touched import touched_json
    from scheduler.repair.changes import Mode

    asked, watch = task.request, Stopwatch(progress)
    with watch.phase("load"):
        (before,) = load(task, asked["schedule_id"])
    with watch.phase("read"):
        read = _read_changes(task, before.problem)
    how = RepairHow(
        Mode(asked["mode"]), asked["now"], asked["seed"], asked["papers_first"]
    )
    done = repair_schedule(before, read, how, watch)
    content = replace(done.content, schedule=replace(done.content.schedule, release=0))
    drafted = _drafted(content, watch, asked["title"], asked["schedule_id"])
    return replace(drafted, facts=touched_json(done.result, done.standbys))


def _read_changes(task: Task, problem: Problem) -> ReadChanges:
    database = Database(task.database)
    with database.reading() as session:
        read = read_asked(session, _fair(session, task), task.request, problem)
    database.close()
    return read


def _fair(session: Session, task: Task) -> FairRow:
    fair = find_fair(session, task.fair_id, None)
    assert fair is not None  # noqa: S101 - jobs go with their fair
    return fair


def _drafted(
    content: ScheduleFolder,
    watch: Stopwatch,
    title: str,
    based_on: int | None = None,
) -> Drafted:
    summary = replace(content.summary, seconds=dict(watch.seconds))
    files, meetings = pack_schedule(replace(content, summary=summary))
    return Drafted(files, meetings, title, based_on, {})


def _print(task: Task, progress: Progress) -> Filed:
    from api.jobs.files import print_pack

    return print_pack(task, progress)


def _notify(task: Task, progress: Progress) -> Filed:
    from api.jobs.files import write_messages

    return write_messages(task, progress)


def _write_folder(task: Task, progress: Progress) -> Filed:
    from api.jobs.files import write_folder

    return write_folder(task, progress)


WORK = {
    "schedule": Work(make, keeps=True),
    "repair": Work(repair, keeps=True),
    "print": Work(_print, keeps=False),
    "notices": Work(_notify, keeps=False),
    "folder": Work(_write_folder, keeps=False),
}
