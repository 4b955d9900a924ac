"""Requests that a program may repeat without doing their work twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.base import JSON_TYPE, Facts, Moment


class RequestKeyRow(SQLModel, table=True):
    """An Idempotency-Key of a user, what was asked with it, and what was answered."""

    __tablename__ = "request_key"
    __table_args__ = (UniqueConstraint("user_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", ondelete="CASCADE")
    key: str
    asked_sha256: str
    answer: Facts = Field(sa_column=Column(JSON_TYPE, nullable=False))
    answered_at: datetime = Field(sa_type=Moment, index=True)
