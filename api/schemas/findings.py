"""Faults and notes of sheets and records on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from data.faults import Severity, format_fault, format_note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.faults import Fault, Note
    from scheduler.wording import Language


class FindingOut(BaseModel):
    """One thing wrong, in a cell of a sheet, or in a field (`cell`) of a party (`sheet`).

    An error keeps the sheet from being applied; a warning leaves one value out.
    """

    code: str
    severity: Severity
    file: str
    sheet: str
    cell: str
    text: str


class NoteOut(BaseModel):
    """One thing that was inferred."""

    code: str
    file: str
    sheet: str
    cell: str
    text: str


def show_faults(faults: Iterable[Fault], language: Language) -> list[FindingOut]:
    """Return faults in words."""
    return [
        FindingOut(
            code=fault.code,
            severity=fault.severity,
            file=fault.file,
            sheet=fault.sheet,
            cell=fault.cell,
            text=format_fault(fault, language),
        )
        for fault in faults
    ]


def show_notes(notes: Iterable[Note], language: Language) -> list[NoteOut]:
    """Return notes in words."""
    return [
        NoteOut(
            code=note.code,
            file=note.file,
            sheet=note.sheet,
            cell=note.cell,
            text=format_note(note, language),
        )
        for note in notes
    ]
