"""Jobs over HTTP: started, listed, watched as they go, stopped; files to download."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from fastapi.responses import FileResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api.deps import (
    BIGGEST_ID,
    Asked,
    AtDesk,
    Closing,
    Fair,
    Id,
    Jobs,
    Now,
    OnceOnly,
    Reading,
    Records,
    Writing,
    needs,
)
from api.jobs.task import file_of
from api.office.errors import MissingError
from api.office.jobs import (
    FILE,
    check_papers,
    get_file,
    get_job,
    start_job,
    stop_job,
)
from api.office.people import Person
from api.office.repairing import check_repair
from api.office.rights import Right
from api.problems import problems
from api.schemas.jobs import (
    FolderJobNew,
    JobOut,
    NoticesJobNew,
    PrintJobNew,
    ProgressOut,
    RepairJobNew,
    ScheduleJobNew,
    show_job,
    show_progress,
)
from api.schemas.pages import PageOut, show_page
from data.database import Database
from data.store.jobs import RUNNING, WAITING, job_id, list_events, list_jobs
from data.store.names import find_user_names
from data.tables import JobRow

router = APIRouter(prefix="/fairs/{fair_id}/jobs", tags=["jobs"])

Seeing = Annotated[Person, Depends(needs(Right.SEE_JOBS))]
Making = Annotated[Person, Depends(needs(Right.MAKE_SCHEDULES))]
Printing = Annotated[Person, Depends(needs(Right.PRINT))]
Notifying = Annotated[Person, Depends(needs(Right.NOTIFY))]

LOOK_S = 0.3
"""Seconds between two looks for news of a job that is watched."""

WATCH_S = 55.0
"""Seconds after which a stream ends; browsers go on from where they were by themselves."""

MOST_EVENTS = 200
"""Events sent at a time."""


class _Start:
    """Keeps a job, once for each Idempotency-Key, and wakes whoever runs it."""

    def __init__(
        self, fair: Fair, records: Records, jobs: Jobs, now: Now, once: OnceOnly
    ) -> None:
        self._fair, self._records, self._jobs = fair, records, jobs
        self._now, self._once = now, once

    def __call__(self, person: Person, kind: str, body: BaseModel) -> JobOut:
        """Return the job that waits now."""
        request = body.model_dump(mode="json")
        with self._records.writing() as session:

            def work() -> JobOut:
                asked = self._now, self._fair, kind, request
                row = start_job(session, person, *asked)
                return show_job(row, {person.id: person.name})

            job = self._once.do(session, request, JobOut, work)
        self._jobs.wake()
        return job


Start = Annotated[_Start, Depends(_Start)]
STARTED = problems(404, 409)


@router.post("/schedule", status_code=202, responses=STARTED)
def post_schedule_job(person: Making, start: Start, body: ScheduleJobNew) -> JobOut:
    """Make a schedule of the records; it becomes a draft."""
    return start(person, "schedule", body)


@router.post("/repair", status_code=202, responses=STARTED)
def post_repair_job(
    person: Making, fair: Fair, start: Start, body: RepairJobNew, desk: AtDesk
) -> JobOut:
    """Repair a schedule after what happened; the repaired one becomes a draft."""
    check_repair(desk, fair, body.model_dump(mode="json"))
    return start(person, "repair", body)


@router.post("/print", status_code=202, responses=STARTED)
def post_print_job(
    person: Printing, fair: Fair, start: Start, body: PrintJobNew, desk: AtDesk
) -> JobOut:
    """Print a schedule, or what changed since another one."""
    check_papers(desk, fair, body.schedule_id, body.since, released=False)
    return start(person, "print", body)


@router.post("/notices", status_code=202, responses=STARTED)
def post_notices_job(
    person: Notifying, fair: Fair, start: Start, body: NoticesJobNew, desk: AtDesk
) -> JobOut:
    """Write the messages of a release, or of what changed since another schedule."""
    check_papers(desk, fair, body.schedule_id, body.since, released=True)
    return start(person, "notices", body)


@router.post("/folder", status_code=202, responses=STARTED)
def post_folder_job(
    person: Annotated[Person, Depends(needs(Right.DOWNLOAD))],
    fair: Fair,
    start: Start,
    body: FolderJobNew,
    desk: AtDesk,
) -> JobOut:
    """Write the whole folder of a schedule, as the command line does."""
    check_papers(desk, fair, body.schedule_id, None, released=False)
    return start(person, "folder", body)


@router.get("", responses=problems(404))
def read_jobs(
    fair: Fair, person: Seeing, session: Reading, window: Asked
) -> PageOut[JobOut]:
    """List the jobs of a fair, latest first."""
    page = list_jobs(session, fair.id, window)
    people = find_user_names(session, {r.started_by for r in page.rows if r.started_by})
    return show_page(page, window, lambda row: show_job(row, people))


@router.get("/{job_id}", responses=problems(404))
def read_job(fair: Fair, person: Seeing, job_id: Id, session: Reading) -> JobOut:
    """Show one job."""
    return _shown(session, get_job(session, fair, job_id))


@router.post("/{job_id}/stop", responses=problems(404, 409))
def post_stop(
    fair: Fair, person: Seeing, job_id: Id, session: Writing, now: Now
) -> JobOut:
    """Let a job end now and keep the best that it has found."""
    return _shown(session, stop_job(session, person, now, fair, job_id))


def _shown(session: Session, row: JobRow) -> JobOut:
    users = {row.started_by} if row.started_by else set()
    return show_job(row, find_user_names(session, users))


def _watched(fair: Fair, person: Seeing, job_id: Id, records: Records) -> JobRow:
    with records.reading() as session:
        return get_job(session, fair, job_id)


@router.get(
    "/{job_id}/events", response_class=EventSourceResponse, responses=problems(404)
)
async def read_events(
    fair: Fair,
    job: Annotated[JobRow, Depends(_watched)],
    records: Records,
    is_closing: Closing,
    last_event_id: Annotated[str | None, Header(max_length=20)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Watch a job: `progress` events as they come, then `end` with the job.

    Give the id of the last event you know as Last-Event-ID to go on from there. A stream
    ends after a minute, and where the server is told to stop.
    """
    known = _number(last_event_id or "")
    loop = asyncio.get_running_loop()
    over = loop.time() + WATCH_S
    while True:
        news, ended = await run_in_threadpool(_news, records, job, known)
        for event in news:
            known = event.number
            yield ServerSentEvent(data=event, event="progress", id=str(known))
        if ended is not None and len(news) < MOST_EVENTS:
            yield ServerSentEvent(data=ended, event="end")
            return
        if loop.time() > over or is_closing():
            return
        await asyncio.sleep(LOOK_S)


def _number(text: str) -> int:
    """Return the number of an event; what is none is before the first."""
    is_number = text.isascii() and text.isdecimal()
    return min(int(text), BIGGEST_ID) if is_number else 0


def _news(
    records: Database, job: JobRow, known: int
) -> tuple[list[ProgressOut], JobOut | None]:
    """Return the events after number `known`, and the job where it has ended."""
    with records.reading() as session:
        rows = list_events(session, job_id(job), known, MOST_EVENTS)
        row = session.get(JobRow, job_id(job))
        ended = None
        if row is not None and row.state not in (WAITING, RUNNING):
            ended = _shown(session, row)
        return [show_progress(one) for one in rows], ended


@router.get(
    "/{job_id}/file",
    response_class=FileResponse,
    responses={200: {"content": {"application/zip": {}}}, **problems(404)},
)
def read_file(
    fair: Fair, person: Seeing, job_id: Id, session: Reading, jobs: Jobs
) -> FileResponse:
    """Download what a job has printed or written, as one archive."""
    row, sha256 = get_file(session, person, fair, job_id)
    path = file_of(jobs.folder, sha256)
    if not path.exists():
        raise MissingError(FILE)
    name = f"fairmatch-{row.kind}-{job_id}.zip"
    tag = {"ETag": f'"{sha256}"'}
    return FileResponse(path, headers=tag, media_type="application/zip", filename=name)
