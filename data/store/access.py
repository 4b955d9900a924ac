"""What lets people in: cookies of logins, tokens of programs, one-time links."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select, update

from data.store.pages import Page, Window, read_page
from data.tables import AccessRow, UserRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

LOGIN, TOKEN, LINK = "login", "token", "link"


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret: it is long and random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_user_by_secret(
    session: Session, secret: str, kinds: tuple[str, ...], now: datetime
) -> UserRow | None:
    """Return the active user whom `secret` lets in at `now` as one of `kinds`."""
    asked = {"secret": hash_secret(secret), "kinds": kinds, "now": now}
    return session.exec(_BY_SECRET, params=asked).one_or_none()


_BY_SECRET = (
    select(UserRow)
    .join(AccessRow, col(AccessRow.user_id) == col(UserRow.id))
    .where(AccessRow.secret_hash == bindparam("secret"))
    .where(col(AccessRow.kind).in_(bindparam("kinds", expanding=True)))
    .where(col(AccessRow.ended_at).is_(None))
    .where(AccessRow.expires_at > bindparam("now"))
    .where(col(UserRow.is_active).is_(True))
)
"""Asked with every request, so it is built once: that takes longer than asking it."""


def add_access(session: Session, row: AccessRow) -> AccessRow:
    """Keep something that lets a user in, and return it with its id."""
    session.add(row)
    session.flush()
    return row


def list_tokens(
    session: Session, user_id: int, now: datetime, window: Window
) -> Page[AccessRow]:
    """Return the tokens of a user that work at `now`, latest first."""
    query = (
        select(AccessRow)
        .where(AccessRow.user_id == user_id, AccessRow.kind == TOKEN)
        .where(col(AccessRow.ended_at).is_(None), AccessRow.expires_at > now)
        .order_by(col(AccessRow.id).desc())
    )
    return read_page(session, query, window)


def find_token(
    session: Session, user_id: int, token_id: int, now: datetime
) -> AccessRow | None:
    """Return a token of a user that works at `now`."""
    query = (
        select(AccessRow)
        .where(AccessRow.id == token_id, AccessRow.user_id == user_id)
        .where(AccessRow.kind == TOKEN)
        .where(col(AccessRow.ended_at).is_(None), AccessRow.expires_at > now)
    )
    return session.exec(query).one_or_none()


def end_access(
    session: Session,
    user_id: int,
    kinds: tuple[str, ...],
    now: datetime,
    but: str = "",
) -> None:
    """End what lets a user in as one of `kinds`, except the secret `but`."""
    session.exec(
        update(AccessRow)
        .where(col(AccessRow.user_id) == user_id, col(AccessRow.kind).in_(kinds))
        .where(col(AccessRow.ended_at).is_(None))
        .where(col(AccessRow.secret_hash) != hash_secret(but))
        .values(ended_at=now)
    )


def end_secret(session: Session, secret: str, now: datetime) -> None:
    """End what one secret lets in; nothing happens where it has ended."""
    session.exec(
        update(AccessRow)
        .where(col(AccessRow.secret_hash) == hash_secret(secret))
        .where(col(AccessRow.ended_at).is_(None))
        .values(ended_at=now)
    )
