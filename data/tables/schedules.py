"""Schedules: drafts and numbered releases, their meetings, the edits of a draft."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.base import JSON_TYPE, Facts, Moment


class ScheduleRow(SQLModel, table=True):
    """A schedule with everything it was made from.

    `release` is None for a draft, from 0 up for a release, which never changes again.
    `based_on` is the schedule it was made out of. `problem`, `directory` and `summary`
    are the files of a schedule folder, the first two gzipped; the meetings are rows.
    `version` counts the edits of a draft, `basis_version` those of them that changed
    `problem`: suggestions approved for it.
    """

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("fair_id", "release"),)

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", ondelete="CASCADE")
    release: int | None = None
    based_on: int | None = Field(default=None, foreign_key="schedule.id")
    title: str = ""
    seed: int = 0
    problem: bytes
    directory: bytes
    summary: Facts = Field(sa_column=Column(JSON_TYPE, nullable=False))
    remarks: Facts = Field(sa_column=Column(JSON_TYPE, nullable=False))
    """Shortfalls and unplaced musts, as in schedule.json."""

    made_by: int | None = Field(foreign_key="user_account.id")
    made_at: datetime = Field(sa_type=Moment)
    released_by: int | None = Field(default=None, foreign_key="user_account.id")
    released_at: datetime | None = Field(default=None, sa_type=Moment)
    dropped_at: datetime | None = Field(default=None, sa_type=Moment)
    version: int = 1
    basis_version: int = 1


class MeetingRow(SQLModel, table=True):
    """A meeting of a schedule, as in schedule.json; `start` and `end` with offset."""

    __tablename__ = "meeting"
    __table_args__ = (UniqueConstraint("schedule_id", "buyer", "supplier"),)

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id", ondelete="CASCADE")
    buyer: str
    supplier: str
    session: str
    round_index: int
    start: str
    end: str
    hall: str
    booth: str
    table_number: int
    fit: int
    locked: bool
    because_en: str
    because_zh: str


class EditRow(SQLModel, table=True):
    """One edit of a draft: the meetings it took away and those it put there.

    An edit that was undone keeps its row, `is_undone`, until another edit is made.
    """

    __tablename__ = "schedule_edit"
    __table_args__ = (UniqueConstraint("schedule_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id", ondelete="CASCADE")
    number: int
    kind: str
    before: list[Facts] = Field(sa_column=Column(JSON_TYPE, nullable=False))
    after: list[Facts] = Field(sa_column=Column(JSON_TYPE, nullable=False))
    edited_by: int | None = Field(foreign_key="user_account.id")
    edited_at: datetime = Field(sa_type=Moment)
    is_undone: bool = False
