"""Schedules over HTTP: the list, one with its figures, its meetings, a difference."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.deps import (
    BIGGEST_ID,
    Asked,
    AtDesk,
    Fair,
    Id,
    Now,
    OnceOnly,
    Reading,
    Version,
    Writing,
    etag,
    needs,
)
from api.office.people import Person
from api.office.rights import Right
from api.office.schedule_reading import Wanted, find_changes, find_meetings
from api.office.schedules import Made, copy_schedule, drop_draft, name_people
from api.office.schedules import open_schedule as open_one
from api.problems import problems
from api.schemas.edits import MOST_ROUNDS
from api.schemas.meetings import (
    MeetingOut,
    PartyChangeOut,
    RemarksOut,
    ViolationOut,
    show_meeting,
    show_party_change,
    show_remarks,
    show_violation,
)
from api.schemas.pages import PageOut, show_page
from api.schemas.schedules import (
    DraftNew,
    ScheduleOut,
    ScheduleWhole,
    show_schedule,
    show_whole_schedule,
)
from api.schemas.suggestions import LONGEST_NAME
from data.store.schedules import list_schedules

router = APIRouter(prefix="/fairs/{fair_id}/schedules", tags=["schedules"])

Seeing = Annotated[Person, Depends(needs(Right.SEE_SCHEDULES))]
Editing = Annotated[Person, Depends(needs(Right.EDIT_DRAFTS))]
Name = Annotated[str | None, Query(min_length=1, max_length=LONGEST_NAME)]


@router.get("", responses=problems(404))
def read_schedules(
    fair: Fair,
    person: Seeing,
    session: Reading,
    window: Asked,
    released: Annotated[
        bool | None, Query(description="Releases alone, or drafts alone.")
    ] = None,
) -> PageOut[ScheduleOut]:
    """List drafts and releases, latest first."""
    page = list_schedules(session, fair.id, window, released=released)
    people = name_people(session, page.rows)
    return show_page(page, window, lambda row: show_schedule(row, people))


@router.post("", status_code=201, responses=problems(404))
def post_draft(
    fair: Fair,
    person: Editing,
    body: DraftNew,
    session: Writing,
    now: Now,
    once: OnceOnly,
) -> ScheduleOut:
    """Make a draft out of another schedule: a release to change, a draft to try on."""

    def work() -> ScheduleOut:
        made = Made(person.id, now, body.based_on, body.title)
        row = copy_schedule(session, fair, body.based_on, made)
        return show_schedule(row, name_people(session, [row]))

    return once.do(session, body.model_dump(), ScheduleOut, work)


@router.get("/{schedule_id}", responses=problems(404))
def read_schedule(
    fair: Fair,
    person: Seeing,
    schedule_id: Id,
    session: Reading,
    desk: AtDesk,
    response: Response,
) -> ScheduleWhole:
    """Show one schedule with its figures."""
    opened = open_one(session, desk.shelf, fair, schedule_id)
    response.headers.update(etag(opened.row.version))
    return show_whole_schedule(opened, name_people(session, [opened.row]))


@router.delete(
    "/{schedule_id}", status_code=204, responses=problems(404, 409, 412, 428)
)
def delete_draft(
    fair: Fair,
    person: Editing,
    schedule_id: Id,
    version: Version,
    session: Writing,
    now: Now,
) -> None:
    """Drop a draft; releases stay."""
    drop_draft(session, person, now, fair, schedule_id, version)


def _wanted(
    buyer: Name = None,
    supplier: Name = None,
    session: Name = None,
    round: Annotated[int | None, Query(ge=0, lt=MOST_ROUNDS)] = None,
    locked: bool | None = None,
) -> Wanted:
    return Wanted(buyer, supplier, session, round, locked)


@router.get("/{schedule_id}/meetings", responses=problems(404))
def read_meetings(
    fair: Fair,
    person: Seeing,
    schedule_id: Id,
    session_: Reading,
    desk: AtDesk,
    window: Asked,
    wanted: Annotated[Wanted, Depends(_wanted)],
    response: Response,
) -> PageOut[MeetingOut]:
    """List meetings by time, then place; of a party, a session, a round, locked ones."""
    opened = open_one(session_, desk.shelf, fair, schedule_id)
    response.headers.update(etag(opened.row.version))
    found = find_meetings(opened, wanted)
    problem = opened.content.problem
    return show_page(
        window.page(found), window, lambda meeting: show_meeting(problem, meeting)
    )


@router.get("/{schedule_id}/violations", responses=problems(404))
def read_violations(
    fair: Fair,
    person: Seeing,
    schedule_id: Id,
    session: Reading,
    desk: AtDesk,
    window: Asked,
) -> PageOut[ViolationOut]:
    """List what the checker says of a schedule; nothing of one that may be released."""
    opened = open_one(session, desk.shelf, fair, schedule_id)
    found, problem = opened.violations, opened.content.problem
    return show_page(
        window.page(found), window, lambda one: show_violation(problem, one)
    )


@router.get("/{schedule_id}/remarks", responses=problems(404))
def read_remarks(
    fair: Fair, person: Seeing, schedule_id: Id, session: Reading, desk: AtDesk
) -> RemarksOut:
    """List the buyers who stay short and the musts that are not placed, with reasons."""
    content = open_one(session, desk.shelf, fair, schedule_id).content
    lists = content.schedule.shortfalls, content.schedule.unplaced_musts
    return show_remarks(content.problem, *lists)


@router.get("/{schedule_id}/changes", responses=problems(404))
def read_changes(
    fair: Fair,
    person: Seeing,
    schedule_id: Id,
    since: Annotated[
        int, Query(ge=1, le=BIGGEST_ID, description="The schedule known before.")
    ],
    session: Reading,
    desk: AtDesk,
    window: Asked,
) -> PageOut[PartyChangeOut]:
    """List, party by party, what somebody who knows `since` has to be told."""
    after = open_one(session, desk.shelf, fair, schedule_id)
    before = open_one(session, desk.shelf, fair, since)
    found, problem = find_changes(before, after), after.content.problem
    return show_page(
        window.page(found), window, lambda one: show_party_change(problem, one)
    )
