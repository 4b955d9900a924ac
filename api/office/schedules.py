"""Schedules: found, opened, kept as drafts, copied, dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.office.errors import MissingError, StaleError
from api.office.schedule_errors import ReleasedError
from data.kept_schedule import keep_files, meeting_facts
from data.store.history import Deed, add_deed
from data.store.names import find_user_names
from data.store.schedules import (
    add_schedule,
    advance_draft,
    find_schedule,
    read_all_meetings,
    read_files,
    schedule_id,
)
from data.tables import ScheduleRow
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from api.office.shelf import Opened, Shelf
    from data.folder import ScheduleFolder
    from data.kept_schedule import KeptFiles
    from data.tables.base import Facts

SCHEDULE = Wording(en="schedule", zh="排期")


@dataclass(frozen=True)
class Made:
    """Who made a schedule and when, out of which other one; None is the program."""

    by: int | None
    at: datetime
    based_on: int | None = None
    title: str = ""


def get_schedule(session: Session, fair: FairSeen, wanted: int) -> ScheduleRow:
    """Return a schedule of the fair without its files; raises MissingError."""
    row = find_schedule(session, fair.id, wanted)
    if row is None:
        raise MissingError(SCHEDULE)
    return row


def get_draft(
    session: Session, fair: FairSeen, wanted: int, version: int
) -> ScheduleRow:
    """Return a draft of `version`; raises MissingError, ReleasedError, StaleError."""
    row = get_schedule(session, fair, wanted)
    if row.release is not None:
        raise ReleasedError
    if row.version != version:
        raise StaleError
    return row


def open_schedule(
    session: Session, shelf: Shelf, fair: FairSeen, wanted: int
) -> Opened:
    """Return a schedule of the fair with all it holds; raises MissingError."""
    return shelf.open(session, get_schedule(session, fair, wanted))


def pack_schedule(content: ScheduleFolder) -> tuple[KeptFiles, list[Facts]]:
    """Return what is kept of a schedule, its meetings apart; work for no transaction."""
    zone = ZoneInfo(content.problem.fair.timezone)
    meetings = [meeting_facts(m, zone) for m in content.schedule.meetings]
    return keep_files(content), meetings


def keep_draft(
    session: Session,
    fair_id: int,
    files: KeptFiles,
    meetings: Iterable[Facts],
    made: Made,
) -> ScheduleRow:
    """Keep a schedule as a new draft, and write down that it was made."""
    row = ScheduleRow(
        fair_id=fair_id,
        based_on=made.based_on,
        title=made.title,
        seed=int(files.summary["seed"]),
        problem=files.problem,
        directory=files.directory,
        summary=files.summary,
        remarks=files.remarks,
        made_by=made.by,
        made_at=made.at,
    )
    add_schedule(session, row, meetings)
    facts = {"meetings": files.summary["meetings"], "based_on": made.based_on}
    _tell(session, "schedule.make", row, made.by, made.at, facts)
    return row


def copy_schedule(
    session: Session, fair: FairSeen, wanted: int, made: Made
) -> ScheduleRow:
    """Keep a draft with the content of another schedule; raises MissingError."""
    source = get_schedule(session, fair, wanted)
    problem, directory = read_files(session, wanted)
    row = ScheduleRow(
        fair_id=fair.id,
        based_on=wanted,
        title=made.title,
        seed=source.seed,
        problem=problem,
        directory=directory,
        summary=source.summary,
        remarks=source.remarks,
        made_by=made.by,
        made_at=made.at,
    )
    add_schedule(session, row, map(dict, read_all_meetings(session, wanted)))
    _tell(session, "schedule.copy", row, made.by, made.at, {"based_on": wanted})
    return row


def drop_draft(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    wanted: int,
    version: int,
) -> None:
    """Take a draft out of sight; raises what `get_draft` raises."""
    row = get_draft(session, fair, wanted, version)
    advance_draft(session, wanted, version, {"dropped_at": now})
    _tell(session, "schedule.drop", row, person.id, now, {})


def name_people(session: Session, rows: Iterable[ScheduleRow]) -> dict[int, str]:
    """Return the names of those who made or released schedules, by their ids."""
    users = {user for row in rows for user in (row.made_by, row.released_by) if user}
    return find_user_names(session, users)


def subject_of(schedule: int) -> str:
    """Return how history names a schedule."""
    return f"schedule {schedule}"


def _tell(
    session: Session,
    action: str,
    row: ScheduleRow,
    by: int | None,
    at: datetime,
    facts: Facts,
) -> None:
    subject = subject_of(schedule_id(row))
    deed = Deed(action, subject, facts, fair_id=row.fair_id)
    add_deed(session, deed, by, at)
