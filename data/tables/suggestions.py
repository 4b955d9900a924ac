"""Suggestions and what was decided of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from data.tables.base import Moment


class SuggestionRow(SQLModel, table=True):
    """A pair put forward; parties by their codes, so that it outlives an upload.

    `state`: waiting, approved, rejected, withdrawn. `upload_id` names the sheet it came
    in, None where it was typed.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        Index("ix_suggestion_pair", "fair_id", "buyer", "supplier"),
        Index("ix_suggestion_state", "fair_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", ondelete="CASCADE")
    buyer: str
    supplier: str
    strength: str
    reason: str = ""
    sales_rep: str = ""
    state: str = "waiting"
    suggested_by: int | None = Field(foreign_key="user_account.id")
    suggested_at: datetime = Field(sa_type=Moment)
    decided_by: int | None = Field(default=None, foreign_key="user_account.id")
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    decision_reason: str = ""
    upload_id: int | None = Field(default=None, foreign_key="upload.id")
    version: int = 1
