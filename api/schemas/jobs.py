"""Jobs on the wire: what to do, how far it is, what came of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.schemas.schedules import BIGGEST_ID, LONGEST_TITLE
from api.schemas.texts import TextOut
from printouts.kinds import NoticeKind, PaperKind
from scheduler.repair.changes import Mode
from scheduler.settings import SolveSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.tables import JobEventRow, JobRow
    from data.tables.base import Facts

PLAIN = SolveSettings()
BIGGEST_SEED = 2**31 - 1
LONGEST_S = 3600.0
LARGEST_GAP = 0.5
MOST_CHANGES = 500
LONGEST_CELL = 300

BuyerCode = Annotated[str, Field(min_length=1, max_length=LONGEST_CELL)]


class JobState(StrEnum):
    """How a job is: stopped by a person, cut off where the server ended under it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    CUT_OFF = "cut off"


class ScheduleJobNew(BaseModel):
    """A schedule to make of the records as they are when the job's turn comes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"seed": 0, "time_limit_s": 60}},
    )

    seed: int = Field(default=PLAIN.seed, ge=0, le=BIGGEST_SEED)
    time_limit_s: float = Field(default=PLAIN.time_limit_s, gt=0, le=LONGEST_S)
    gap: float = Field(
        default=PLAIN.gap_target,
        ge=0,
        le=LARGEST_GAP,
        description="The share of the best fit that may be missing at a large fair.",
    )
    title: str = Field(default="", max_length=LONGEST_TITLE)


class ChangeNew(BaseModel):
    """What happened, in the words of a sheet of absences (docs/sheets.md)."""

    model_config = ConfigDict(extra="forbid")

    party: str = Field(min_length=1, max_length=LONGEST_CELL)
    kind: str = Field(min_length=1, max_length=LONGEST_CELL)
    session: str = Field(default="", max_length=LONGEST_CELL)
    round: str = Field(default="", max_length=LONGEST_CELL, description="From 1 on.")
    hall: str = Field(default="", max_length=LONGEST_CELL)
    booth: str = Field(default="", max_length=LONGEST_CELL)


class RepairJobNew(BaseModel):
    """A schedule to repair with the fewest papers changed (docs/repair.md).

    `walk_ins` are codes of buyers on the list of the fair whom the schedule does not
    know yet; `added_sessions` takes in the sessions that the settings of the fair have
    and the schedule has not.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "schedule_id": 1,
                "changes": [{"party": "B01", "kind": "no-show"}],
                "walk_ins": [],
                "added_sessions": False,
                "mode": "fill",
                "now": "D1-AM:2",
            }
        },
    )

    schedule_id: int = Field(ge=1, le=BIGGEST_ID)
    changes: list[ChangeNew] = Field(default=[], max_length=MOST_CHANGES)
    walk_ins: list[BuyerCode] = Field(default=[], max_length=MOST_CHANGES)
    added_sessions: bool = False
    mode: Mode = Mode.FILL
    now: str = Field(
        default="",
        max_length=40,
        description="A moment or a session and a round from 1 on: what is past stays.",
    )
    papers_first: bool = False
    seed: int = Field(default=0, ge=0, le=BIGGEST_SEED)
    title: str = Field(default="", max_length=LONGEST_TITLE)

    @model_validator(mode="after")
    def _says_something(self) -> RepairJobNew:
        if not (self.changes or self.walk_ins or self.added_sessions):
            message = "say what happened: changes, walk_ins or added_sessions"
            raise ValueError(message)
        return self


class PrintJobNew(BaseModel):
    """Papers to print; with `since` only those that say something else than then."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"schedule_id": 2, "since": 1, "kinds": []}},
    )

    schedule_id: int = Field(ge=1, le=BIGGEST_ID)
    since: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    kinds: list[PaperKind] = Field(default=[], max_length=len(PaperKind))


class NoticesJobNew(BaseModel):
    """Messages of a release to write; with `since` only to whom a change concerns."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"schedule_id": 2, "since": 1, "kinds": ["sms"]}},
    )

    schedule_id: int = Field(ge=1, le=BIGGEST_ID)
    since: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    kinds: list[NoticeKind] = Field(default=[], max_length=len(NoticeKind))


class FolderJobNew(BaseModel):
    """A whole schedule folder to write, for `fairmatch` on another machine.

    Without `papers` only the files that say the schedule and what it was made from.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"schedule_id": 2, "papers": True}},
    )

    schedule_id: int = Field(ge=1, le=BIGGEST_ID)
    papers: bool = True


class JobFault(BaseModel):
    """One thing wrong, as in a refusal."""

    code: str
    place: str
    text: TextOut


class JobProblem(BaseModel):
    """Why a job failed: a stable code, what happened, what to do."""

    code: str
    title: TextOut
    detail: TextOut
    faults: list[JobFault]


class JobOut(BaseModel):
    """A job. `schedule_id` is the draft that was made, `result` what else came of it.

    `request` is what was asked for.
    """

    id: int
    kind: str
    state: JobState
    request: dict[str, Any]
    stop_wanted: bool
    started_by: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    schedule_id: int | None
    result: dict[str, Any] | None
    problem: JobProblem | None


class ProgressOut(BaseModel):
    """How far a job is; `gap` is between the value of a wish and its bound."""

    number: int
    at: datetime
    phase: str
    done: int
    total: int
    tier: str
    value: int | None
    bound: int | None
    gap: float | None


def show_job(row: JobRow, people: Mapping[int, str]) -> JobOut:
    """Return a job; `people` are the names of users."""
    return JobOut(
        id=row.id or 0,
        kind=row.kind,
        state=JobState(row.state),
        request=row.request,
        stop_wanted=row.stop_wanted,
        started_by=people.get(row.started_by or 0, ""),
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        schedule_id=row.schedule_id,
        result=row.result,
        problem=JobProblem.model_validate(row.fault) if row.fault else None,
    )


def show_progress(row: JobEventRow) -> ProgressOut:
    """Return an event of a job."""
    event: Facts = row.event
    return ProgressOut(number=row.number, at=row.at, **event)
