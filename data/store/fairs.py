"""Fairs and who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select

from data.store.pages import Page, Window, read_page
from data.tables import FairRow, MembershipRow, UserRow

if TYPE_CHECKING:
    from sqlmodel import Session


def find_fair(session: Session, fair_id: int, member: int | None) -> FairRow | None:
    """Return the fair if user `member` may see it; None for `member` sees all."""
    asked = {"fair": fair_id, "member": member}
    query = _FAIR if member is None else _FAIR_OF_MEMBER
    return session.exec(query, params=asked).one_or_none()


_FAIR = select(FairRow).where(FairRow.id == bindparam("fair"))
_FAIR_OF_MEMBER = _FAIR.join(MembershipRow).where(
    MembershipRow.user_id == bindparam("member")
)
"""Asked with almost every request, so they are built once."""


def list_fairs(session: Session, member: int | None, window: Window) -> Page[FairRow]:
    """Return the fairs that user `member` may see, latest first; None sees all."""
    query = select(FairRow)
    if member is not None:
        query = query.join(MembershipRow).where(MembershipRow.user_id == member)
    query = query.order_by(col(FairRow.first_day).desc(), col(FairRow.id).desc())
    return read_page(session, query, window)


def add_fair(session: Session, fair: FairRow) -> FairRow:
    """Keep a new fair and return it with its id."""
    session.add(fair)
    session.flush()
    return fair


def add_member(session: Session, fair_id: int, user_id: int) -> None:
    """Let a user see a fair; nothing happens where that is so."""
    if session.get(MembershipRow, (fair_id, user_id)) is None:
        session.add(MembershipRow(fair_id=fair_id, user_id=user_id))
        session.flush()


def note_change(session: Session, fair: FairRow) -> None:
    """Count a change of what schedules of a fair are made from."""
    fair.records_version += 1
    session.add(fair)


def has_content(session: Session) -> bool:
    """Tell whether there is a fair, or a user who has set a password."""
    known = col(UserRow.password_hash).is_not(None)
    fair = session.exec(select(FairRow.id).limit(1)).first()
    return (
        fair is not None
        or session.exec(select(UserRow.id).where(known).limit(1)).first() is not None
    )
