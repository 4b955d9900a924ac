"""What `fairmatch inspect` prints of a file: as words, or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api import messages
from api.console import Console
from api.reports import list_faults
from data.columns import KIND_WORDS
from data.faults import format_note

if TYPE_CHECKING:
    from api.services.inspect_sheets import Inspected
    from data.faults import Fault, Note
    from data.inspect import HeaderSeen, SheetSeen


def report_inspection(console: Console, one: Inspected, *, quiet: bool) -> None:
    """Say what the file holds on standard output, its faults on standard error."""
    if not quiet:
        _report_understood(console, one)
    list_faults(console, one.inspection.faults)


def _report_understood(console: Console, one: Inspected) -> None:
    inspection = one.inspection
    console.say(
        console.text(
            messages.INSPECTED,
            file=inspection.path,
            kind=console.text(KIND_WORDS[inspection.kind]),
            errors=one.errors,
            warnings=one.warnings,
        ),
        bold=True,
    )
    if inspection.rows:
        console.say("  " + console.text(messages.HOLDS, **_counts(one)))
    for sheet in inspection.sheets:
        console.say(f"  {_sheet(console, sheet)}")
        if sheet.headers:
            console.say(f"    {_headers(console, sheet.headers)}")
    for note in inspection.notes:
        console.say(f"  - {format_note(note, console.language)}")
    if one.copy is not None:
        console.say("  " + console.text(messages.CHECKED_COPY, path=one.copy))


def _counts(one: Inspected) -> dict[str, int]:
    inspection = one.inspection
    return {
        "rows": inspection.rows,
        "parties": inspection.parties,
        "lines": inspection.lines,
    }


def _sheet(console: Console, sheet: SheetSeen) -> str:
    if sheet.left_out is not None:
        why = console.text(sheet.left_out)
        return console.text(messages.SHEET_LEFT_OUT, name=sheet.name, why=why)
    return console.text(messages.SHEET_READ, name=sheet.name)


def _headers(console: Console, headers: Sequence[HeaderSeen]) -> str:
    extra = console.text(messages.EXTRA_COLUMN)
    return ", ".join(
        f"{seen.text} -> {console.text(seen.column) if seen.column else extra}"
        for seen in headers
    )


def inspections_json(inspected: Sequence[Inspected]) -> dict[str, object]:
    """Return the reports for programs; faults and notes in both languages."""
    return {"files": [_file_json(one) for one in inspected]}


def _file_json(one: Inspected) -> dict[str, object]:
    inspection = one.inspection
    facts: dict[str, object] = {
        "file": str(inspection.path),
        "kind": inspection.kind.value,
        "errors": one.errors,
        "warnings": one.warnings,
        "copy": None if one.copy is None else str(one.copy),
        "sheets": [_sheet_json(sheet) for sheet in inspection.sheets],
        "faults": [_fault_json(fault) for fault in inspection.faults],
        "notes": [_note_json(note) for note in inspection.notes],
    }
    return facts | _counts(one)


def _sheet_json(sheet: SheetSeen) -> dict[str, object]:
    left_out = sheet.left_out
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "columns": [
            {
                "cell": seen.cell,
                "text": seen.text,
                "en": seen.column.en if seen.column else None,
                "zh": seen.column.zh if seen.column else None,
            }
            for seen in sheet.headers
        ],
        "left_out": left_out and {"en": left_out.en, "zh": left_out.zh},
    }


def _fault_json(fault: Fault) -> dict[str, object]:
    return {
        "severity": fault.severity.value,
        "code": fault.code,
        "file": fault.file,
        "sheet": fault.sheet,
        "cell": fault.cell,
        "found": fault.found,
        "expected": {"en": fault.expected.en, "zh": fault.expected.zh},
        "advice": {"en": fault.advice.en, "zh": fault.advice.zh},
    }


def _note_json(note: Note) -> dict[str, object]:
    return {
        "code": note.code,
        "file": note.file,
        "sheet": note.sheet,
        "cell": note.cell,
        "en": note.wording.en,
        "zh": note.wording.zh,
    }
