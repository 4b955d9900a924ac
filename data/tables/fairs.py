"""Fairs, and who may see which."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from data.tables.base import Moment


class FairRow(SQLModel, table=True):
    """A fair. `settings` is its fair.toml as text; names and days repeat it.

    `freeze_on`: from this day only a supervisor changes the final lists. `version`
    counts the changes of this row; `records_version` those of everything a schedule is
    made from but suggestions: settings, parties, further sheets.
    """

    __tablename__ = "fair"

    id: int | None = Field(default=None, primary_key=True)
    name_en: str
    name_zh: str
    timezone: str
    settings: str
    first_day: date
    last_day: date
    freeze_on: date
    created_by: int | None = Field(foreign_key="user_account.id")
    created_at: datetime = Field(sa_type=Moment)
    version: int = 1
    records_version: int = 1


class MembershipRow(SQLModel, table=True):
    """A user may see a fair."""

    __tablename__ = "membership"

    fair_id: int = Field(foreign_key="fair.id", primary_key=True, ondelete="CASCADE")
    user_id: int = Field(
        foreign_key="user_account.id",
        primary_key=True,
        index=True,
        ondelete="CASCADE",
    )
