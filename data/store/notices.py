"""Notices: whom a written or sent message of which release told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col, select

from data.store.among import among
from data.store.pages import Page, Window, read_page
from data.tables import NoticeRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

WRITTEN, SENT = "written", "sent"


@dataclass(frozen=True)
class Sought:
    """Which notices are asked for; None asks for any."""

    schedule_id: int | None = None
    party: str | None = None
    kind: str | None = None
    state: str | None = None


def add_notices(session: Session, rows: Iterable[NoticeRow]) -> None:
    """Write notices down; those whose message is known already stay as they are."""
    new = list(rows)
    schedules = {row.schedule_id for row in new}
    query = select(NoticeRow).where(among(col(NoticeRow.schedule_id), schedules))
    known = {_message(row) for row in session.exec(query)}
    session.add_all(row for row in new if _message(row) not in known)


def _message(row: NoticeRow) -> tuple[object, ...]:
    return row.schedule_id, row.side, row.party, row.kind, row.sha256


def list_notices(
    session: Session, fair_id: int, sought: Sought, window: Window
) -> Page[NoticeRow]:
    """Return the notices of a fair, latest first."""
    query = select(NoticeRow).where(NoticeRow.fair_id == fair_id)
    for name in ("schedule_id", "party", "kind", "state"):
        value = getattr(sought, name)
        if value is not None:
            query = query.where(col(getattr(NoticeRow, name)) == value)
    return read_page(session, query.order_by(col(NoticeRow.id).desc()), window)


def mark_sent(session: Session, schedule_id: int, kind: str) -> int:
    """Mark the written notices of a kind as sent; return how many there were."""
    done = session.connection().execute(
        update(NoticeRow)
        .where(
            col(NoticeRow.schedule_id) == schedule_id,
            col(NoticeRow.kind) == kind,
            col(NoticeRow.state) == WRITTEN,
        )
        .values(state=SENT)
    )
    return done.rowcount
