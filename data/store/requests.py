"""Idempotency-Keys and what was answered to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, delete, select

from data.tables import RequestKeyRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def find_answer(session: Session, user_id: int, key: str) -> RequestKeyRow | None:
    """Return what was answered to a key of a user, None for a new key."""
    query = select(RequestKeyRow).where(
        RequestKeyRow.user_id == user_id, RequestKeyRow.key == key
    )
    return session.exec(query).one_or_none()


def keep_answer(session: Session, answer: RequestKeyRow) -> None:
    """Keep what is answered to a key, together with what the request did."""
    session.add(answer)


def drop_answers(session: Session, before: datetime) -> None:
    """Forget the keys answered before a moment."""
    session.exec(delete(RequestKeyRow).where(col(RequestKeyRow.answered_at) < before))
