"""Long work: what was asked, how far it is, how it ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.base import JSON_TYPE, Facts, Moment


class JobRow(SQLModel, table=True):
    """A piece of work in a process of its own.

    `state`: waiting, running, done, stopped (by a person, the best was kept), failed,
    cut off (the server ended under it). `schedule_id` is the draft that was made,
    `result` says what else came of it, `fault` is the problem that a failure left.
    """

    __tablename__ = "job"

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", index=True, ondelete="CASCADE")
    kind: str
    request: Facts = Field(sa_column=Column(JSON_TYPE, nullable=False))
    state: str = Field(default="waiting", index=True)
    stop_wanted: bool = False
    started_by: int | None = Field(foreign_key="user_account.id")
    created_at: datetime = Field(sa_type=Moment)
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    schedule_id: int | None = Field(default=None, foreign_key="schedule.id")
    result: Facts | None = Field(default=None, sa_column=Column(JSON_TYPE))
    fault: Facts | None = Field(default=None, sa_column=Column(JSON_TYPE))


class JobEventRow(SQLModel, table=True):
    """One word of progress: phase, tier, value, bound, gap."""

    __tablename__ = "job_event"
    __table_args__ = (UniqueConstraint("job_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    job_id: int = Field(foreign_key="job.id", ondelete="CASCADE")
    number: int
    at: datetime = Field(sa_type=Moment)
    event: Facts = Field(sa_column=Column(JSON_TYPE, nullable=False))
