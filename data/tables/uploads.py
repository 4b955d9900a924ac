"""Files as they were received."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.base import Moment


class UploadRow(SQLModel, table=True):
    """A file of a fair, kept byte by byte; the same content is kept once a kind.

    `state`: waiting (seen as a preview), applied, replaced (a later one is applied).
    """

    __tablename__ = "upload"
    __table_args__ = (UniqueConstraint("fair_id", "kind", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", ondelete="CASCADE")
    kind: str
    file_name: str
    size_bytes: int
    sha256: str
    content: bytes
    state: str = "waiting"
    uploaded_by: int | None = Field(foreign_key="user_account.id")
    uploaded_at: datetime = Field(sa_type=Moment)
    applied_by: int | None = Field(default=None, foreign_key="user_account.id")
    applied_at: datetime | None = Field(default=None, sa_type=Moment)
    version: int = 1
