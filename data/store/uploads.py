"""Files as they were received: kept once for each content, listed, taken."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy.orm import defer
from sqlmodel import col, select

from data.store.pages import Page, Window, read_page
from data.tables import UploadRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

APPLIED, REPLACED = "applied", "replaced"
WITHOUT_CONTENT = defer(UploadRow.content)  # type: ignore[arg-type]  # a column's attribute


def find_same(
    session: Session, fair_id: int, kind: str, content: bytes
) -> UploadRow | None:
    """Return the upload of a kind that has this content."""
    query = select(UploadRow).where(
        UploadRow.fair_id == fair_id,
        UploadRow.kind == kind,
        UploadRow.sha256 == hashlib.sha256(content).hexdigest(),
    )
    return session.exec(query.options(WITHOUT_CONTENT)).one_or_none()


def add_upload(session: Session, upload: UploadRow) -> UploadRow:
    """Keep a file and return it with its id."""
    session.add(upload)
    session.flush()
    return upload


def find_upload(session: Session, fair_id: int, upload_id: int) -> UploadRow | None:
    """Return an upload of a fair without its content."""
    query = select(UploadRow).where(
        UploadRow.fair_id == fair_id, UploadRow.id == upload_id
    )
    return session.exec(query.options(WITHOUT_CONTENT)).one_or_none()


def load_content(session: Session, upload: UploadRow) -> bytes:
    """Return the file as it was received."""
    return session.exec(
        select(UploadRow.content).where(UploadRow.id == upload.id)
    ).one()


def list_uploads(
    session: Session, fair_id: int, kind: str, window: Window
) -> Page[UploadRow]:
    """Return the uploads of a fair without their contents, latest first.

    `kind` "" stands for all.
    """
    query = select(UploadRow).where(UploadRow.fair_id == fair_id)
    if kind:
        query = query.where(UploadRow.kind == kind)
    query = query.order_by(col(UploadRow.id).desc()).options(WITHOUT_CONTENT)
    return read_page(session, query, window)


def mark_applied(
    session: Session, upload: UploadRow, user_id: int, now: datetime
) -> None:
    """Let `upload` be the one of its kind that is applied."""
    others = select(UploadRow).where(
        UploadRow.fair_id == upload.fair_id,
        UploadRow.kind == upload.kind,
        UploadRow.state == APPLIED,
        UploadRow.id != upload.id,
    )
    for other in session.exec(others.options(WITHOUT_CONTENT)):
        other.state = REPLACED
        other.version += 1
        session.add(other)
    upload.state = APPLIED
    upload.applied_by, upload.applied_at = user_id, now
    upload.version += 1
    session.add(upload)
