"""Notices on the wire."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.schedules import BIGGEST_ID
from printouts.kinds import NoticeKind
from scheduler.repair.changes import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.tables import NoticeRow


class NoticeState(StrEnum):
    """How far a notice is."""

    WRITTEN = "written"
    SENT = "sent"


class SentNew(BaseModel):
    """Which written notices went out: all of a kind of a release."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"schedule_id": 1, "kind": "sms"}},
    )

    schedule_id: int = Field(ge=1, le=BIGGEST_ID)
    kind: NoticeKind


class SentOut(BaseModel):
    """How many notices are marked as sent now that were not before."""

    count: int


class NoticeOut(BaseModel):
    """A notice to a party; `sha256` is that of the file that tells it."""

    id: int
    schedule_id: int
    side: Side
    party: str
    kind: NoticeKind
    state: NoticeState
    sha256: str
    made_by: str
    made_at: datetime


def show_notice(row: NoticeRow, people: Mapping[int, str]) -> NoticeOut:
    """Return a notice; `people` are the names of users."""
    return NoticeOut(
        id=row.id or 0,
        schedule_id=row.schedule_id,
        side=Side(row.side),
        party=row.party,
        kind=NoticeKind(row.kind),
        state=NoticeState(row.state),
        sha256=row.sha256,
        made_by=people.get(row.made_by or 0, ""),
        made_at=row.made_at,
    )
