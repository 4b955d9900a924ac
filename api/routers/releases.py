"""Releases over HTTP: made, rolled back to, the newest."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.deps import AtDesk, Fair, Now, Reading, Version, etag, needs
from api.office.editing import Asked
from api.office.people import Person
from api.office.releasing import get_latest_release, release_schedule
from api.office.rights import Right
from api.office.schedules import name_people
from api.problems import problems
from api.schemas.schedules import (
    ReleaseNew,
    ScheduleOut,
    ScheduleWhole,
    show_schedule,
    show_whole_schedule,
)

router = APIRouter(prefix="/fairs/{fair_id}/releases", tags=["releases"])

Seeing = Annotated[Person, Depends(needs(Right.SEE_SCHEDULES))]
Releasing = Annotated[Person, Depends(needs(Right.RELEASE))]


@router.post("", status_code=201, responses=problems(404, 409, 412, 428))
def post_release(
    fair: Fair,
    person: Releasing,
    version: Version,
    body: ReleaseNew,
    desk: AtDesk,
    now: Now,
    response: Response,
) -> ScheduleOut:
    """Release a draft, or roll back to an earlier release under the next number."""
    asked = Asked(person, now, fair, body.schedule_id, version)
    row = release_schedule(desk, asked, body.why)
    response.headers.update(etag(row.version))
    with desk.database.reading() as session:
        return show_schedule(row, name_people(session, [row]))


@router.get("/latest", responses=problems(404))
def read_latest(
    fair: Fair, person: Seeing, session: Reading, desk: AtDesk, response: Response
) -> ScheduleWhole:
    """Show the newest release."""
    opened = desk.shelf.open(session, get_latest_release(session, fair))
    response.headers.update(etag(opened.row.version))
    return show_whole_schedule(opened, name_people(session, [opened.row]))
