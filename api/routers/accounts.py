"""The suppliers that reps look after, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from api.deps import Asked, Fair, Id, Now, Reading, Records, needs
from api.office.accounts import hand_over, read_accounts, understand
from api.office.people import Person
from api.office.rights import Right
from api.problems import problems
from api.schemas.accounts import (
    AccountOut,
    HandoverNew,
    HandoverOut,
    show_account,
    show_handover,
)
from api.schemas.pages import PageOut, show_page

router = APIRouter(prefix="/fairs/{fair_id}/reps/{user_id}/suppliers", tags=["members"])


@router.get("", responses=problems(404, 409))
def read_suppliers_of_rep(
    user_id: Id,
    fair: Fair,
    person: Annotated[Person, Depends(needs(Right.SEE_ACCOUNTS))],
    session: Reading,
    window: Asked,
) -> PageOut[AccountOut]:
    """List the suppliers that a rep looks after; a rep sees his own list."""
    page = read_accounts(session, person, fair, user_id, window)
    return show_page(page, window, show_account)


@router.post("", responses=problems(404, 409))
def post_suppliers_of_rep(
    user_id: Id,
    body: HandoverNew,
    fair: Fair,
    person: Annotated[Person, Depends(needs(Right.GIVE_ACCOUNTS))],
    records: Records,
    now: Now,
) -> HandoverOut:
    """Give a rep suppliers and take others back, all or none."""
    with records.reading() as session:
        given = understand(session, fair, body.give)
    with records.writing() as session:
        asked = person, now, fair, user_id
        return show_handover(hand_over(session, *asked, given, body.take))
