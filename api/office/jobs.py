"""Jobs: asked for, seen, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.errors import ConflictError, MissingError
from api.office.rights import Right
from api.office.schedule_errors import NotReleasedError, UnsoundError
from api.office.schedules import get_schedule, open_schedule
from data.store.history import Deed, add_deed
from data.store.jobs import RUNNING, STOPPED, WAITING, add_job, find_job, job_id
from data.tables import JobRow
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.desk import Desk
    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from data.tables.base import Facts

JOB = Wording(en="job", zh="任务")
FILE = Wording(en="file; make it again", zh="文件，请重新生成")


FILE_RIGHTS = {"notices": Right.NOTIFY, "folder": Right.DOWNLOAD}
"""Who may have the file of a job, where not everybody who prints may."""


class JobEndedError(ConflictError):
    """What has ended cannot be stopped."""

    def __init__(self) -> None:
        super().__init__(
            "job-ended",
            Wording(en="The job has ended already.", zh="任务已经结束。"),
            Wording(en="See what came of it.", zh="请查看任务结果。"),
        )


def start_job(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    kind: str,
    request: Facts,
) -> JobRow:
    """Keep a job that waits for its turn."""
    row = JobRow(
        fair_id=fair.id,
        kind=kind,
        request=request,
        started_by=person.id,
        created_at=now,
    )
    add_job(session, row)
    deed = Deed("job.start", subject_of(row), {"kind": kind}, fair_id=fair.id)
    add_deed(session, deed, person.id, now)
    return row


def check_papers(
    desk: Desk, fair: FairSeen, schedule: int, since: int | None, *, released: bool
) -> None:
    """Refuse what nothing may be made from before anybody waits for it.

    Raises MissingError, NotReleasedError where only a release will do, UnsoundError.
    """
    with desk.database.reading() as session:
        opened = open_schedule(session, desk.shelf, fair, schedule)
        if since is not None:
            get_schedule(session, fair, since)
    if released and opened.row.release is None:
        raise NotReleasedError
    if opened.violations:
        raise UnsoundError(opened.violations)


def get_job(session: Session, fair: FairSeen, wanted: int) -> JobRow:
    """Return a job of the fair; raises MissingError."""
    row = find_job(session, fair.id, wanted)
    if row is None:
        raise MissingError(JOB)
    return row


def stop_job(
    session: Session, person: Person, now: datetime, fair: FairSeen, wanted: int
) -> JobRow:
    """Let a job end and keep the best; one that waits never begins.

    Raises MissingError, NotAllowedError for a job of somebody else, JobEndedError.
    """
    row = get_job(session, fair, wanted)
    if row.started_by != person.id:
        person.demand(Right.MAKE_SCHEDULES)
    if row.state not in (WAITING, RUNNING):
        raise JobEndedError
    if row.state == WAITING:
        row.state, row.ended_at = STOPPED, now
    row.stop_wanted = True
    session.add(row)
    deed = Deed("job.stop", subject_of(row), fair_id=fair.id)
    add_deed(session, deed, person.id, now)
    return row


def get_file(
    session: Session, person: Person, fair: FairSeen, wanted: int
) -> tuple[JobRow, str]:
    """Return a job and the checksum of its file, which the person may have.

    Raises MissingError, NotAllowedError: messages and folders hold contact data.
    """
    row = get_job(session, fair, wanted)
    person.demand(FILE_RIGHTS.get(row.kind, Right.PRINT))
    if row.result is None or "sha256" not in row.result:
        raise MissingError(FILE)
    return row, str(row.result["sha256"])


def subject_of(row: JobRow) -> str:
    """Return how history names a job."""
    return f"job {job_id(row)}"
