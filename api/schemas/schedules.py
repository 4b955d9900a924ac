"""Schedules on the wire: drafts and releases."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.suggestions import LONGEST_REASON
from scheduler.result import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.office.shelf import Opened
    from data.tables import ScheduleRow

LONGEST_TITLE = 200
BIGGEST_ID = 2**31 - 1


class DraftNew(BaseModel):
    """A draft to make out of a schedule: another draft, or a release."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"based_on": 1, "title": "With a later lunch"}},
    )

    based_on: int = Field(ge=1, le=BIGGEST_ID)
    title: str = Field(default="", max_length=LONGEST_TITLE)


class ReleaseNew(BaseModel):
    """What to release: a draft, which then never changes again.

    An earlier release is rolled back to: what it says becomes the newest release.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"schedule_id": 1, "why": "Approved at T-7."}},
    )

    schedule_id: int = Field(ge=1, le=BIGGEST_ID)
    why: str = Field(default="", max_length=LONGEST_REASON)


class TierOut(BaseModel):
    """One wish: its value, a proven bound and the gap between them.

    The bound is the one that was proven when the schedule was made, before any edit.
    """

    name: str
    value: int
    bound: int
    gap: float
    maximise: bool


class ScheduleOut(BaseModel):
    """A draft (`release` is null), or a release, numbered from 0.

    People are named, "" where the program did it. `based_on` is the schedule it was
    made out of.
    """

    id: int
    release: int | None
    title: str
    based_on: int | None
    seed: int
    status: Status
    buyers: int
    suppliers: int
    meetings: int
    shortfalls: int
    unplaced_musts: int
    made_by: str
    made_at: datetime
    released_by: str
    released_at: datetime | None
    version: int


class ScheduleWhole(ScheduleOut):
    """A schedule with its figures; `violations` counts what the checker says."""

    tiers: list[TierOut]
    violations: int


def show_schedule(row: ScheduleRow, people: Mapping[int, str]) -> ScheduleOut:
    """Return a schedule for a list; `people` are the names of users."""
    summary, remarks = row.summary, row.remarks
    return ScheduleOut(
        id=row.id or 0,
        release=row.release,
        title=row.title,
        based_on=row.based_on,
        seed=row.seed,
        status=Status(summary["status"]),
        buyers=summary["buyers"],
        suppliers=summary["suppliers"],
        meetings=summary["meetings"],
        shortfalls=len(remarks["shortfalls"]),
        unplaced_musts=len(remarks["unplaced_musts"]),
        made_by=people.get(row.made_by or 0, ""),
        made_at=row.made_at,
        released_by=people.get(row.released_by or 0, ""),
        released_at=row.released_at,
        version=row.version,
    )


def show_whole_schedule(opened: Opened, people: Mapping[int, str]) -> ScheduleWhole:
    """Return a schedule with its figures."""
    tiers = [
        TierOut(
            name=tier.name,
            value=tier.value,
            bound=tier.bound,
            gap=tier.gap,
            maximise=tier.maximise,
        )
        for tier in opened.content.summary.tiers
    ]
    return ScheduleWhole(
        **dict(show_schedule(opened.row, people)),
        tiers=tiers,
        violations=len(opened.violations),
    )
