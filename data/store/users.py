"""People: who they are, and which fairs they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, delete, select

from data.store.pages import Page, Window, read_page
from data.tables import MembershipRow, UserRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session


def find_user(session: Session, user_id: int) -> UserRow | None:
    """Return a user by id."""
    return session.get(UserRow, user_id)


def find_user_by_login(session: Session, login: str) -> UserRow | None:
    """Return a user by the login, which is casefolded."""
    return session.exec(select(UserRow).where(UserRow.login == login)).one_or_none()


def list_users(session: Session, window: Window) -> Page[UserRow]:
    """Return all users by login."""
    return read_page(session, select(UserRow).order_by(col(UserRow.login)), window)


def add_user(session: Session, user: UserRow) -> UserRow:
    """Keep a new user and return it with its id."""
    session.add(user)
    session.flush()
    return user


def list_active(session: Session, role: str) -> Sequence[UserRow]:
    """Return the active users with a role."""
    query = select(UserRow).where(
        UserRow.role == role, col(UserRow.is_active).is_(True)
    )
    return session.exec(query.order_by(col(UserRow.id))).all()


def list_members(session: Session, fair_id: int, window: Window) -> Page[UserRow]:
    """Return who is a member of a fair, by login."""
    query = (
        select(UserRow)
        .join(MembershipRow, col(MembershipRow.user_id) == col(UserRow.id))
        .where(MembershipRow.fair_id == fair_id)
        .order_by(col(UserRow.login))
    )
    return read_page(session, query, window)


def find_member(session: Session, fair_id: int, user_id: int) -> UserRow | None:
    """Return a user who is a member of a fair."""
    query = select(UserRow).join(
        MembershipRow, col(MembershipRow.user_id) == col(UserRow.id)
    )
    query = query.where(MembershipRow.fair_id == fair_id, UserRow.id == user_id)
    return session.exec(query).one_or_none()


def list_fairs_of(session: Session, user_id: int) -> Sequence[int]:
    """Return the ids of the fairs that a user is a member of."""
    query = select(MembershipRow.fair_id).where(MembershipRow.user_id == user_id)
    return session.exec(query).all()


def drop_member(session: Session, fair_id: int, user_id: int) -> None:
    """Let a user no longer see a fair; nothing happens where that is so."""
    session.exec(
        delete(MembershipRow).where(
            col(MembershipRow.fair_id) == fair_id,
            col(MembershipRow.user_id) == user_id,
        )
    )
