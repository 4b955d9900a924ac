"""Drafts over HTTP: edits with the checker's word, undo, places, standbys."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.deps import (
    Asked,
    AtDesk,
    Fair,
    Id,
    Now,
    Reading,
    Version,
    etag,
    needs,
)
from api.office import editing
from api.office.desk import Desk
from api.office.people import Person
from api.office.rights import Right
from api.office.schedule_reading import find_places, find_standbys
from api.office.schedules import get_schedule, name_people, open_schedule
from api.problems import problems
from api.schemas.edits import (
    MOST_ROUNDS,
    EditedOut,
    EditNew,
    EditOut,
    PlacesOut,
    StandbyOut,
    read_edit,
    show_edit,
    show_edited,
    show_places,
    show_standby,
)
from api.schemas.pages import PageOut, show_page
from api.schemas.suggestions import LONGEST_NAME
from data.store.names import find_user_names
from data.store.schedules import list_edits
from scheduler.fair import SessionId, Slot
from scheduler.problem import BuyerId, SupplierId
from scheduler.repair.changes import Party, Side

router = APIRouter(prefix="/fairs/{fair_id}/schedules/{schedule_id}", tags=["drafts"])

Seeing = Annotated[Person, Depends(needs(Right.SEE_SCHEDULES))]
Editing = Annotated[Person, Depends(needs(Right.EDIT_DRAFTS))]
Name = Annotated[str, Query(min_length=1, max_length=LONGEST_NAME)]

MOST_STANDBYS = 20


def _asked(
    fair: Fair, person: Editing, schedule_id: Id, version: Version, now: Now
) -> editing.Asked:
    return editing.Asked(person, now, fair, schedule_id, version)


Draft = Annotated[editing.Asked, Depends(_asked)]
EDITS = problems(404, 409, 412, 428)


@router.post("/edits", status_code=201, responses=EDITS)
def post_edit(
    asked: Draft, body: EditNew, desk: AtDesk, response: Response
) -> EditedOut:
    """Move, swap, add, remove, lock or unlock; the checker's word comes with the answer.

    An edit may break rules: such a draft is kept, and cannot be released.
    """
    return _shown(editing.edit_draft(desk, asked, read_edit(body)), desk, response)


@router.post("/undo", responses=EDITS)
def post_undo(asked: Draft, desk: AtDesk, response: Response) -> EditedOut:
    """Take the last edit back."""
    return _shown(editing.undo_edit(desk, asked), desk, response)


@router.post("/redo", responses=EDITS)
def post_redo(asked: Draft, desk: AtDesk, response: Response) -> EditedOut:
    """Do again what was undone last."""
    return _shown(editing.redo_edit(desk, asked), desk, response)


def _shown(edited: editing.Edited, desk: Desk, response: Response) -> EditedOut:
    row = edited.opened.row
    response.headers.update(etag(row.version))
    with desk.database.reading() as session:
        return show_edited(edited, name_people(session, [row]))


@router.get("/edits", responses=problems(404))
def read_edits(
    fair: Fair, person: Seeing, schedule_id: Id, session: Reading, window: Asked
) -> PageOut[EditOut]:
    """List the edits of a draft, latest first."""
    get_schedule(session, fair, schedule_id)
    page = list_edits(session, schedule_id, window)
    people = find_user_names(session, {r.edited_by for r in page.rows if r.edited_by})
    return show_page(page, window, lambda row: show_edit(row, people))


@router.get("/places", responses=problems(404, 409))
def read_places(
    fair: Fair,
    person: Seeing,
    schedule_id: Id,
    buyer: Name,
    supplier: Name,
    session: Reading,
    desk: AtDesk,
) -> PlacesOut:
    """List the slots in which both of a pair are free, with what each would break."""
    opened = open_schedule(session, desk.shelf, fair, schedule_id)
    places = find_places(opened, BuyerId(buyer), SupplierId(supplier))
    return show_places(opened, places)


@router.get("/standbys", responses=problems(404, 409))
def read_standbys(
    fair: Fair,
    person: Seeing,
    schedule_id: Id,
    session_: Reading,
    desk: AtDesk,
    session: Name | None = None,
    round: Annotated[int, Query(ge=0, lt=MOST_ROUNDS)] = 0,
    side: Side = Side.SUPPLIER,
    party: Name | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_STANDBYS)] = 5,
) -> list[StandbyOut]:
    """List who could step in: in a slot, at a party, or anywhere; best first."""
    opened = open_schedule(session_, desk.shelf, fair, schedule_id)
    slot = None if session is None else Slot(SessionId(session), round)
    who = None if party is None else Party(side, party)
    return [show_standby(opened, s) for s in find_standbys(opened, slot, who, limit)]
