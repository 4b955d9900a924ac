"""What is kept of jobs: how far they are, how they ended, what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.jobs.task import CUT, OUR_FAULT, Drafted, Failed, Filed
from api.office.schedules import Made, keep_draft
from data.store.history import Deed, add_deed
from data.store.jobs import (
    CUT_OFF,
    DONE,
    FAILED,
    STOPPED,
    add_event,
    find_job,
    job_id,
    list_running,
)
from data.store.notices import add_notices
from data.store.schedules import schedule_id
from data.tables import NoticeRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.jobs.task import Ended
    from data.database import Database
    from data.tables import JobRow
    from data.tables.base import Facts
    from scheduler.progress import Event


def keep_event(records: Database, job: int, at: datetime, event: Event) -> None:
    """Write down how far a job is."""
    with records.writing() as session:
        add_event(session, job, at, event_facts(event))


def event_facts(event: Event) -> Facts:
    """Return an event as it is kept; `gap` is |bound - value| / max(1, |bound|)."""
    gap = None
    if event.value is not None and event.bound is not None:
        gap = abs(event.bound - event.value) / max(1, abs(event.bound))
    return {
        "phase": event.phase,
        "done": event.done,
        "total": event.total,
        "tier": event.tier,
        "value": event.value,
        "bound": event.bound,
        "gap": gap,
    }


def keep_end(records: Database, job: JobRow, ended: Ended, now: datetime) -> None:
    """Keep what came of a job, and that it ended, in one transaction.

    Where that cannot be kept, at least that the job failed; nothing where a restored
    backup does not know the job.
    """
    try:
        with records.writing() as session:
            if row := _again(session, job):
                _keep_outcome(session, row, ended, now)
                _end(session, row, now)
    except Exception:
        with records.writing() as session:
            if row := _again(session, job):
                row.state, row.fault = FAILED, OUR_FAULT
                _end(session, row, now)
        raise


def _keep_outcome(session: Session, row: JobRow, ended: Ended, now: datetime) -> None:
    outcome = ended.outcome
    row.state = STOPPED if ended.stopped else DONE
    match outcome:
        case Drafted():
            made = Made(row.started_by, now, outcome.based_on, outcome.title)
            facts = outcome.files, outcome.meetings
            draft = keep_draft(session, row.fair_id, *facts, made)
            row.schedule_id, row.result = schedule_id(draft), outcome.facts
        case Filed():
            row.result = outcome.facts
            add_notices(session, _notices(row, outcome, now))
        case Failed():
            row.fault = outcome.fault
            row.state = STOPPED if ended.stopped else FAILED


def _notices(row: JobRow, filed: Filed, now: datetime) -> list[NoticeRow]:
    return [
        NoticeRow(
            fair_id=row.fair_id,
            schedule_id=row.request["schedule_id"],
            side=told.side,
            party=told.party,
            kind=told.kind,
            sha256=told.sha256,
            made_by=row.started_by,
            made_at=now,
        )
        for told in filed.told
    ]


def end_cut_off(records: Database, job: JobRow, now: datetime) -> None:
    """Mark a job whose process was ended because the server closes."""
    with records.writing() as session:
        if row := _again(session, job):
            _cut_off(session, row, now)


def cut_off_running(session: Session, now: datetime) -> None:
    """Mark the jobs that nobody runs any more, as an earlier server left them."""
    for row in list_running(session):
        _cut_off(session, row, now)


def _cut_off(session: Session, row: JobRow, now: datetime) -> None:
    row.state, row.fault = CUT_OFF, CUT
    _end(session, row, now)


def _end(session: Session, row: JobRow, now: datetime) -> None:
    row.ended_at = now
    session.add(row)
    facts = {"kind": row.kind, "state": row.state, "schedule": row.schedule_id}
    deed = Deed("job.end", f"job {job_id(row)}", facts, fair_id=row.fair_id)
    add_deed(session, deed, None, now)


def _again(session: Session, job: JobRow) -> JobRow | None:
    """Return a job as it is now; None where another one, or none, has its number."""
    row = find_job(session, job.fair_id, job_id(job))
    return row if row and row.started_at == job.started_at else None
