"""Uploads and what they would change, on the wire."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.findings import FindingOut, NoteOut, show_faults, show_notes
from data.party_plan import LINES

if TYPE_CHECKING:
    from api.office.uploads import Preview
    from data.party_plan import Change
    from data.party_texts import PartyText
    from data.tables import UploadRow
    from scheduler.wording import Language

UploadKind = Literal[
    "buyers",
    "suppliers",
    "locks",
    "absences",
    "history",
    "categories",
    "synonyms",
    "staff",
]
State = Literal["waiting", "applied", "replaced"]
MOST_SHOWN = 500
"""Changes of one sort that a preview lists; all are counted."""

MOST_TAKEN = 5000


class UploadOut(BaseModel):
    """A file as it was received. `state`: a later one of its kind replaces an applied."""

    id: int
    kind: str
    file_name: str
    size_bytes: int
    sha256: str
    state: State
    uploaded_by: int | None
    uploaded_at: datetime
    applied_by: int | None
    applied_at: datetime | None


class PartyNamed(BaseModel):
    """A party that comes or goes, with the number of its lines."""

    code: str
    name: str
    lines: int


class FieldChange(BaseModel):
    """A field that gets another text; "" is nothing."""

    field: str
    old: str
    new: str


class PartyChanged(BaseModel):
    """A party that changes, field by field, and the lines that come and go."""

    code: str
    name: str
    fields: list[FieldChange]
    lines_added: list[dict[str, str]]
    lines_gone: list[dict[str, str]]


class ConflictOut(BaseModel):
    """A field that a person edited and of which the sheet says something new.

    `field` "party": whether the party is on the list at all; "lines": all its lines.
    """

    code: str
    field: str
    mine: str
    sheet: str


class CountsOut(BaseModel):
    """How many parties or rows come, change and go, and how many conflicts there are."""

    added: int
    changed: int
    gone: int
    conflicts: int


class PreviewOut(BaseModel):
    """What applying an upload would do; send the ETag back with the application.

    Lists hold the first 500 of each sort, `conflicts` all. Rows are those of further
    sheets, by field.
    """

    upload: UploadOut
    can_apply: bool
    counts: CountsOut
    added: list[PartyNamed]
    changed: list[PartyChanged]
    gone: list[PartyNamed]
    rows_added: list[dict[str, str]]
    rows_gone: list[dict[str, str]]
    conflicts: list[ConflictOut]
    faults: list[FindingOut]
    notes: list[NoteOut]


class ConflictNew(BaseModel):
    """A conflict in which the sheet shall win."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(max_length=300)]
    field: Annotated[str, Field(max_length=100)]


class ApplyNew(BaseModel):
    """How to apply an upload: edits by hand win but in the conflicts named here."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"take_sheet": []}},
    )

    take_sheet: list[ConflictNew] = Field(default=[], max_length=MOST_TAKEN)


class AppliedOut(BaseModel):
    """An upload that was applied, and what it changed."""

    upload: UploadOut
    counts: CountsOut
    records_version: int


def show_upload(row: UploadRow) -> UploadOut:
    """Return an upload."""
    return UploadOut.model_validate(
        {name: getattr(row, name) for name in UploadOut.model_fields}
    )


def show_counts(preview: Preview) -> CountsOut:
    """Return how much a preview changes."""
    if preview.rows is not None:
        rows = preview.rows
        return CountsOut(
            added=len(rows.added), changed=0, gone=len(rows.gone), conflicts=0
        )
    plan = preview.plan
    return CountsOut(
        added=len(plan.added),
        changed=len(plan.changed),
        gone=len(plan.gone),
        conflicts=len(plan.conflicts),
    )


def show_preview(preview: Preview, language: Language) -> PreviewOut:
    """Return what an upload would do."""
    plan, rows, sheet = preview.plan, preview.rows, preview.reading.sheet
    return PreviewOut(
        upload=show_upload(preview.reading.upload),
        can_apply=not sheet.has_errors,
        counts=show_counts(preview),
        added=[_named(text) for text in plan.added[:MOST_SHOWN]],
        changed=[
            _changed(one.new.text, one.changes) for one in plan.changed[:MOST_SHOWN]
        ],
        gone=[_named(text) for text in plan.gone[:MOST_SHOWN]],
        rows_added=[dict(row) for row in rows.added[:MOST_SHOWN]] if rows else [],
        rows_gone=[dict(row) for row in rows.gone[:MOST_SHOWN]] if rows else [],
        conflicts=[ConflictOut(**one._asdict()) for one in plan.conflicts],
        faults=show_faults(sheet.faults, language),
        notes=show_notes(sheet.notes, language),
    )


def show_applied(upload: UploadRow, done: Preview, records_version: int) -> AppliedOut:
    """Return what an application changed."""
    return AppliedOut(
        upload=show_upload(upload),
        counts=show_counts(done),
        records_version=records_version,
    )


def _named(text: PartyText) -> PartyNamed:
    return PartyNamed(code=text.code, name=text.name, lines=len(text.lines))


def _changed(text: PartyText, changes: tuple[Change, ...]) -> PartyChanged:
    lines = next((one for one in changes if one.field == LINES), None)
    old = _lines(lines.old) if lines else []
    new = _lines(lines.new) if lines else []
    return PartyChanged(
        code=text.code,
        name=text.name,
        fields=[FieldChange(**c._asdict()) for c in changes if c.field != LINES],
        lines_added=[line for line in new if line not in old],
        lines_gone=[line for line in old if line not in new],
    )


def _lines(text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(text or "[]")
    return found
