"""Which notice of which release was written or sent."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from data.tables.base import Moment


class NoticeRow(SQLModel, table=True):
    """A message to a party; its text is made again from the release, not kept."""

    __tablename__ = "notice"

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", index=True, ondelete="CASCADE")
    schedule_id: int = Field(foreign_key="schedule.id", index=True)
    side: str
    party: str
    kind: str
    state: str = "written"
    sha256: str
    made_by: int | None = Field(foreign_key="user_account.id")
    made_at: datetime = Field(sa_type=Moment)
