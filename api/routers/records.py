"""The records of a fair as a whole over HTTP: check, history, the day they freeze."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.deps import (
    Asked,
    Fair,
    Now,
    Reading,
    Speaking,
    Version,
    Writing,
    etag,
    needs,
)
from api.office.fair_seen import get_fair
from api.office.freezing import move_freeze
from api.office.people import Person
from api.office.rights import Right
from api.problems import problems
from api.schemas.fairs import FairOut, show_fair
from api.schemas.pages import PageOut, show_page
from api.schemas.records import (
    CheckOut,
    DeedOut,
    FreezeNew,
    show_check,
    show_deed,
)
from data.store.history import list_deeds
from data.store.names import find_user_names
from data.store.problem import read_records

router = APIRouter(prefix="/fairs/{fair_id}", tags=["records"])


@router.get("/check", responses=problems(404))
def read_check(
    fair: Fair,
    session: Reading,
    person: Annotated[Person, Depends(needs(Right.UPLOAD))],
    language: Speaking,
    response: Response,
) -> CheckOut:
    """Say everything that is wrong with the records, and whether they can be scheduled."""
    row = get_fair(session, person, fair.id).row
    response.headers.update(etag(row.records_version))
    return show_check(read_records(session, row), row.records_version, language)


@router.get("/history", responses=problems(404))
def read_history(
    fair: Fair,
    session: Reading,
    person: Annotated[Person, Depends(needs(Right.SEE_HISTORY))],
    window: Asked,
) -> PageOut[DeedOut]:
    """List what was done at a fair, latest first."""
    page = list_deeds(session, fair.id, window)
    people = find_user_names(session, {r.user_id for r in page.rows if r.user_id})
    return show_page(page, window, lambda row: show_deed(row, people))


@router.put("/freeze", responses=problems(404, 412, 428))
def put_freeze(
    body: FreezeNew,
    fair: Fair,
    session: Writing,
    person: Annotated[Person, Depends(needs(Right.CHANGE_FROZEN))],
    now: Now,
    version: Version,
    response: Response,
) -> FairOut:
    """Move the day from which only a supervisor changes the lists."""
    mine = get_fair(session, person, fair.id)
    moved = move_freeze(session, person, now, mine, version, body.freeze_on, body.why)
    response.headers.update(etag(moved.row.version))
    return show_fair(moved)
