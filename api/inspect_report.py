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
    from scheduler.wording import Wording


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
            kind=console.text(_kind(one)),
            errors=one.errors,
            warnings=one.warnings,
        ),
        bold=True,
    )
    if inspection.rows:
        holds = messages.HOLDS if inspection.parties else messages.HOLDS_ROWS
        console.say("  " + console.text(holds, **_counts(one)))
    for sheet in inspection.sheets:
        console.say(f"  {_sheet(console, sheet)}")
        inferred = _inferred(console, sheet.headers)
        if inferred:
            taken = console.text(messages.TAKEN_FOR, pairs=console.listed(inferred))
            console.say(f"    {taken}")
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
    name = sheet.name or console.text(messages.ONLY_SHEET)
    if sheet.left_out is not None:
        why = console.text(sheet.left_out)
        return console.text(messages.SHEET_LEFT_OUT, name=name, why=why)
    known = sum(seen.column is not None for seen in sheet.headers)
    facts = {"known": known, "all": len(sheet.headers)}
    return console.text(messages.SHEET_READ, name=name, **facts)


def _inferred(console: Console, headers: Sequence[HeaderSeen]) -> list[str]:
    """Return the headers that were taken for something they do not literally say."""
    return [
        f"{seen.text} -> {console.text(seen.column)}"
        for seen in headers
        if seen.column is not None and not _says(seen.text, seen.column)
    ]


def _says(text: str, column: Wording) -> bool:
    return column.zh in text or column.en.casefold() in text.casefold()


def _kind(one: Inspected) -> Wording:
    inspection = one.inspection
    if inspection.path.suffix.lower() == ".toml":
        return messages.SETTINGS
    return KIND_WORDS[inspection.kind]


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
