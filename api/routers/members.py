"""Who may see a fair, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from api.deps import Asked, Fair, Id, Now, Reading, Writing, needs
from api.office.people import Person
from api.office.rights import Right
from api.office.users import let_see, let_see_no_more
from api.problems import problems
from api.schemas.pages import PageOut, show_page
from api.schemas.people import PersonOut, show_person
from data.store.users import list_members

router = APIRouter(prefix="/fairs/{fair_id}/members", tags=["members"])

Keeping = Annotated[Person, Depends(needs(Right.KEEP_USERS))]


@router.get("", responses=problems(404))
def read_members(
    fair: Fair,
    person: Annotated[Person, Depends(needs(Right.SEE_MEMBERS))],
    session: Reading,
    window: Asked,
) -> PageOut[PersonOut]:
    """List who sees the fair, by login; administrators see all fairs besides."""
    page = list_members(session, fair.id, window)
    return show_page(page, window, show_person)


@router.put("/{user_id}", status_code=204, responses=problems(404))
def put_member(
    user_id: Id, fair: Fair, person: Keeping, session: Writing, now: Now
) -> None:
    """Let a user see the fair."""
    let_see(session, person, now, fair, user_id)


@router.delete("/{user_id}", status_code=204, responses=problems(404))
def delete_member(
    user_id: Id, fair: Fair, person: Keeping, session: Writing, now: Now
) -> None:
    """Let a user see the fair no more."""
    let_see_no_more(session, person, now, fair, user_id)
