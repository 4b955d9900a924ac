"""Who did what: written with every deed, read by page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from data.store.among import among
from data.store.pages import Page, Window, read_page
from data.tables import HistoryRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlmodel import Session


@dataclass(frozen=True)
class Deed:
    """What a person did. `action` is a stable word like "fair.create".

    `facts` holds no contact data: history is never deleted. `user_id` is None for what
    the program did by itself, `fair_id` for what concerns no fair.
    """

    action: str
    subject: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    fair_id: int | None = None


def add_deed(
    session: Session, deed: Deed, user_id: int | None, at: datetime
) -> HistoryRow:
    """Write `deed` down, together with whatever else the session keeps."""
    row = HistoryRow(
        fair_id=deed.fair_id,
        user_id=user_id,
        at=at,
        action=deed.action,
        subject=deed.subject,
        facts=dict(deed.facts),
        why=deed.why,
    )
    session.add(row)
    return row


def list_deeds(session: Session, fair_id: int, window: Window) -> Page[HistoryRow]:
    """Return what was done at a fair, latest first."""
    query = (
        select(HistoryRow)
        .where(HistoryRow.fair_id == fair_id)
        .order_by(col(HistoryRow.id).desc())
    )
    return read_page(session, query, window)


def list_deeds_of(
    session: Session, fair_id: int, subjects: Collection[str]
) -> Sequence[HistoryRow]:
    """Return what was done with things of a fair ("suggestion 7"), earliest first."""
    query = (
        select(HistoryRow)
        .where(HistoryRow.fair_id == fair_id, among(col(HistoryRow.subject), subjects))
        .order_by(col(HistoryRow.id))
    )
    return session.exec(query).all()
