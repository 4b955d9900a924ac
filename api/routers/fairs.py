"""Fairs over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.deps import (
    Asked,
    Asking,
    Fair,
    Now,
    OnceOnly,
    Reading,
    Version,
    Writing,
    etag,
    needs,
)
from api.office.fair_seen import FairSeen, get_fair
from api.office.fairs import change_fair, create_fair
from api.office.people import Person
from api.office.rights import Right
from api.problems import problems
from api.schemas.fairs import (
    FairNew,
    FairOut,
    FairWhole,
    show_fair,
    show_whole_fair,
)
from api.schemas.pages import PageOut, show_page
from data.store.fairs import list_fairs

router = APIRouter(prefix="/fairs", tags=["fairs"])


@router.get("", responses=problems())
def read_fairs(session: Reading, person: Asking, window: Asked) -> PageOut[FairOut]:
    """List the fairs that you may see, latest first."""
    page = list_fairs(session, person.member, window)
    return show_page(page, window, lambda row: show_fair(FairSeen(row)))


@router.post("", status_code=201, responses=problems())
def post_fair(
    body: FairNew,
    session: Writing,
    person: Annotated[Person, Depends(needs(Right.CREATE_FAIR))],
    now: Now,
    once: OnceOnly,
    response: Response,
) -> FairWhole:
    """Create a fair from its fair.toml."""

    def create() -> FairWhole:
        return show_whole_fair(create_fair(session, person, now, body.settings))

    fair = once.do(session, body.model_dump(), FairWhole, create)
    response.headers.update(etag(fair.version))
    return fair


@router.get("/{fair_id}", responses=problems(404))
def read_fair(
    fair: Fair,
    person: Annotated[Person, Depends(needs(Right.SEE_FAIR))],
    response: Response,
) -> FairWhole:
    """Show one fair with its settings."""
    response.headers.update(etag(fair.row.version))
    return show_whole_fair(fair)


@router.put("/{fair_id}", responses=problems(404, 409, 412, 428))
def put_fair(
    body: FairNew,
    fair: Fair,
    session: Writing,
    person: Annotated[Person, Depends(needs(Right.CHANGE_FAIR))],
    now: Now,
    version: Version,
    response: Response,
) -> FairWhole:
    """Replace the settings of a fair."""
    mine = get_fair(session, person, fair.id)
    changed = change_fair(session, person, now, mine, version, body.settings)
    response.headers.update(etag(changed.row.version))
    return show_whole_fair(changed)
