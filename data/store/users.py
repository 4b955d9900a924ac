"""People and what lets them in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlmodel import col, select

from data.tables import AccessRow, UserRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret: it is long and random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_user_by_secret(
    session: Session, secret: str, kinds: tuple[str, ...], now: datetime
) -> UserRow | None:
    """Return the active user whom `secret` lets in at `now` as one of `kinds`."""
    query = (
        select(UserRow)
        .join(AccessRow, col(AccessRow.user_id) == col(UserRow.id))
        .where(AccessRow.secret_hash == hash_secret(secret))
        .where(col(AccessRow.kind).in_(kinds))
        .where(col(AccessRow.ended_at).is_(None), AccessRow.expires_at > now)
        .where(col(UserRow.is_active).is_(True))
    )
    return session.exec(query).one_or_none()
