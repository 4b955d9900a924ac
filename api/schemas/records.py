"""What the records as a whole say, on the wire: their check, their history."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.findings import FindingOut, NoteOut, show_faults, show_notes

if TYPE_CHECKING:
    from data.intake import Intake
    from data.tables import HistoryRow
    from scheduler.wording import Language


class CheckOut(BaseModel):
    """Everything wrong with the records of a fair; without errors it can be scheduled."""

    records_version: int
    can_schedule: bool
    buyers: int
    suppliers: int
    faults: list[FindingOut]
    notes: list[NoteOut]


class DeedOut(BaseModel):
    """Who did what, when and why; `facts` say what changed, without contact data."""

    id: int
    at: datetime
    user_id: int | None
    user: str = Field(description='The name of the person; "" for the program itself.')
    action: str
    subject: str
    facts: dict[str, Any]
    why: str


class FreezeNew(BaseModel):
    """The day from which the lists are final, by the calendar at the fair."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"freeze_on": "2026-11-28", "why": "Two sheets come late."}
        },
    )

    freeze_on: date
    why: str = Field(min_length=1, max_length=2000)


def show_check(intake: Intake, records_version: int, language: Language) -> CheckOut:
    """Return what is wrong with the records."""
    return CheckOut(
        records_version=records_version,
        can_schedule=intake.problem is not None,
        buyers=len(intake.directory.buyers),
        suppliers=len(intake.directory.suppliers),
        faults=show_faults(intake.faults, language),
        notes=show_notes(intake.notes, language),
    )


def show_deed(row: HistoryRow, people: dict[int, str]) -> DeedOut:
    """Return one deed with the name of who did it."""
    return DeedOut(
        id=row.id or 0,
        at=row.at,
        user_id=row.user_id,
        user=people.get(row.user_id or 0, ""),
        action=row.action,
        subject=row.subject,
        facts=row.facts,
        why=row.why,
    )
