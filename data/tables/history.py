"""Who did what, when and why; only ever added to."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from data.tables.base import JSON_TYPE, Facts, Moment


class HistoryRow(SQLModel, table=True):
    """One deed. `facts` says what changed, without contact data.

    The database itself refuses to change or delete a row (see the first migration).
    """

    __tablename__ = "history"

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int | None = Field(default=None, foreign_key="fair.id", index=True)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    at: datetime = Field(sa_type=Moment)
    action: str
    subject: str = ""
    facts: Facts = Field(
        default_factory=dict, sa_column=Column(JSON_TYPE, nullable=False)
    )
    why: str = ""
