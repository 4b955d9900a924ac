"""Notices over HTTP: what was told to whom; that it went out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.deps import BIGGEST_ID, Asked, Fair, Now, Reading, Writing, needs
from api.office.notices import send_notices
from api.office.people import Person
from api.office.rights import Right
from api.problems import problems
from api.schemas.notices import (
    NoticeOut,
    NoticeState,
    SentNew,
    SentOut,
    show_notice,
)
from api.schemas.pages import PageOut, show_page
from api.schemas.suggestions import LONGEST_NAME
from data.store.names import find_user_names
from data.store.notices import Sought, list_notices
from printouts.kinds import NoticeKind

router = APIRouter(prefix="/fairs/{fair_id}/notices", tags=["notices"])

Notifying = Annotated[Person, Depends(needs(Right.NOTIFY))]


def _sought(
    schedule_id: Annotated[int | None, Query(ge=1, le=BIGGEST_ID)] = None,
    party: Annotated[str | None, Query(max_length=LONGEST_NAME)] = None,
    kind: NoticeKind | None = None,
    state: NoticeState | None = None,
) -> Sought:
    return Sought(schedule_id, party, kind and kind.value, state and state.value)


@router.get("", responses=problems(404))
def read_notices(
    fair: Fair,
    person: Notifying,
    session: Reading,
    window: Asked,
    sought: Annotated[Sought, Depends(_sought)],
) -> PageOut[NoticeOut]:
    """List the notices of a fair, latest first."""
    page = list_notices(session, fair.id, sought, window)
    people = find_user_names(session, {r.made_by for r in page.rows if r.made_by})
    return show_page(page, window, lambda row: show_notice(row, people))


@router.post("/sent", responses=problems(404))
def post_sent(
    fair: Fair, person: Notifying, body: SentNew, session: Writing, now: Now
) -> SentOut:
    """Write down that the notices of a kind of a release went out."""
    count = send_notices(session, person, now, fair, body.schedule_id, body.kind.value)
    return SentOut(count=count)
