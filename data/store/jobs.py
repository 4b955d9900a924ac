"""Long work and its progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from data.store.pages import Page, Window, read_page
from data.tables import JobEventRow, JobRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from data.tables.base import Facts

WAITING, RUNNING, DONE = "waiting", "running", "done"
STOPPED, FAILED, CUT_OFF = "stopped", "failed", "cut off"


def add_job(session: Session, row: JobRow) -> JobRow:
    """Keep a new job, waiting, and return it with its id."""
    session.add(row)
    session.flush()
    return row


def job_id(row: JobRow) -> int:
    """Return the id of a kept job."""
    assert row.id is not None  # noqa: S101 - it has been kept
    return row.id


def find_job(session: Session, fair_id: int, wanted: int) -> JobRow | None:
    """Return a job of the fair."""
    query = select(JobRow).where(JobRow.id == wanted, JobRow.fair_id == fair_id)
    return session.exec(query).one_or_none()


def list_jobs(session: Session, fair_id: int, window: Window) -> Page[JobRow]:
    """Return the jobs of a fair, latest first."""
    query = select(JobRow).where(JobRow.fair_id == fair_id)
    return read_page(session, query.order_by(col(JobRow.id).desc()), window)


def take_next(session: Session, kinds: Collection[str], now: datetime) -> JobRow | None:
    """Set the job of `kinds` that waits for longest running, and return it."""
    query = select(JobRow).where(JobRow.state == WAITING, col(JobRow.kind).in_(kinds))
    row = session.exec(query.order_by(col(JobRow.id)).limit(1)).first()
    if row is not None:
        row.state, row.started_at = RUNNING, now
        session.add(row)
        session.flush()
    return row


def list_running(session: Session) -> Sequence[JobRow]:
    """Return the jobs that are said to run."""
    query = select(JobRow).where(JobRow.state == RUNNING)
    return session.exec(query.order_by(col(JobRow.id))).all()


def is_stop_wanted(session: Session, wanted: int) -> bool:
    """Tell whether somebody wants the job to end."""
    query = select(JobRow.stop_wanted).where(JobRow.id == wanted)
    return bool(session.exec(query).one_or_none())


def add_event(session: Session, job: int, at: datetime, event: Facts) -> None:
    """Write down how far a job is."""
    query = select(func.max(JobEventRow.number)).where(JobEventRow.job_id == job)
    number = (session.exec(query).one() or 0) + 1
    session.add(JobEventRow(job_id=job, number=number, at=at, event=event))


def list_events(
    session: Session, job: int, after: int, limit: int
) -> Sequence[JobEventRow]:
    """Return the events of a job that come after number `after`, in order."""
    query = select(JobEventRow).where(
        JobEventRow.job_id == job, JobEventRow.number > after
    )
    return session.exec(query.order_by(col(JobEventRow.number)).limit(limit)).all()
