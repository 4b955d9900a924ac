"""What is wrong with an input and what was inferred from it, as records.

A fault says where, what was found, what was expected and what to do, in both languages.
Its text comes from `data/codes/`; its place is a file, a sheet and a cell ("B7"), or
for fair.toml a key ("fair.min_meetings").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from data.codes import FAULTS, NOTES
from scheduler.wording import Language, Wording

FOUND_LIMIT = 120
"""Characters of a cell that a fault repeats."""

FAULT_LIMIT = 5_000
"""Faults kept of one file; the rest is counted in a last one."""


NOTE_LIMIT = 20
"""Notes of one kind kept per sheet; the rest is counted."""


_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


class Severity(StrEnum):
    """An error rejects the input; a warning leaves the value out and goes on."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Where:
    """A file, and inside it a sheet and a cell or a key; empty means the whole."""

    file: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong; `found` is what the sheet says, shortened."""

    severity: Severity
    code: str
    file: str
    sheet: str
    cell: str
    found: str
    expected: Wording
    advice: Wording

    @property
    def is_error(self) -> bool:
        """Tell whether the input cannot be used because of it."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Note:
    """One thing inferred, left out or changed on the way in."""

    code: str
    file: str
    sheet: str
    cell: str
    wording: Wording


@dataclass
class Findings:
    """Collects the faults and notes of an input while it is read."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _count: dict[str, int] = field(default_factory=dict)
    _noted: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def fault(
        self, code: str, where: Where, found: object = "", **facts: object
    ) -> None:
        """Add the fault `code`; `facts` fill the blanks of its text."""
        count = self._count[where.file] = self._count.get(where.file, 0) + 1
        if count > FAULT_LIMIT + 1:
            return
        if count == FAULT_LIMIT + 1:
            code, where, found = "too-many-faults", Where(where.file), ""
            facts = {"limit": FAULT_LIMIT}
        entry = FAULTS[code]
        self.faults.append(
            Fault(
                severity=Severity(entry.severity),
                code=code,
                file=where.file,
                sheet=where.sheet,
                cell=where.cell,
                found=shorten(str(found)),
                expected=_fill(entry.expected, facts),
                advice=_fill(entry.advice, facts),
            )
        )

    def note(self, code: str, where: Where, **facts: object) -> None:
        """Add the note `code`; of one kind and sheet only `NOTE_LIMIT` are kept."""
        kind = (code, where.file, where.sheet)
        count = self._noted[kind] = self._noted.get(kind, 0) + 1
        if count <= NOTE_LIMIT:
            wording = _fill(NOTES[code], facts)
            self.notes.append(Note(code, where.file, where.sheet, where.cell, wording))

    def all_notes(self) -> tuple[Note, ...]:
        """Return the notes, then how many more there were of each kind."""
        first = {(n.code, n.file, n.sheet): n.wording for n in reversed(self.notes)}
        more = [
            Note("more-of-kind", file, sheet, "", _fill(
                NOTES["more-of-kind"],
                {"count": count - NOTE_LIMIT, "first": first[code, file, sheet]},
            ))
            for (code, file, sheet), count in self._noted.items()
            if count > NOTE_LIMIT
        ]  # fmt: skip
        return (*self.notes, *more)

    def all_faults(self) -> tuple[Fault, ...]:
        """Return the faults, those of a sheet from top to bottom, left to right."""
        sheets: dict[tuple[str, str], int] = {}
        for fault in self.faults:
            sheets.setdefault((fault.file, fault.sheet), len(sheets))
        return tuple(
            sorted(
                self.faults,
                key=lambda f: (sheets[f.file, f.sheet], _position(f.cell)),
            )
        )

    @property
    def has_errors(self) -> bool:
        """Tell whether any fault rejects the input."""
        return any(fault.is_error for fault in self.faults)


def _position(cell: str) -> tuple[int, int, str]:
    """Return the (row, length of column, column) of a cell, zeros for a key."""
    match = _CELL.fullmatch(cell)
    return (int(match[2]), len(match[1]), match[1]) if match else (0, 0, "")


def format_fault(fault: Fault, language: Language) -> str:
    """Return one paragraph: where, what was found, what is expected, what to do."""
    place = _place(fault.file, fault.sheet, fault.cell)
    expected, advice = fault.expected.text(language), fault.advice.text(language)
    if language is Language.ZH:
        kind = "错误" if fault.is_error else "提醒"
        found = f"填写的是“{fault.found}”。" if fault.found else ""
        return f"{kind} {place}：{found}{expected}{advice}（{fault.code}）"
    kind = "Error" if fault.is_error else "Warning"
    found = f'found "{fault.found}". ' if fault.found else ""
    return f"{kind} in {place}: {found}{expected} {advice} ({fault.code})"


def format_note(note: Note, language: Language) -> str:
    """Return one line: where, and what was inferred."""
    place = _place(note.file, note.sheet, note.cell)
    colon = "：" if language is Language.ZH else ": "
    return f"{place}{colon}{' '.join(note.wording.text(language).split())}"


def shorten(text: str) -> str:
    """Return `text` on one line, cut to `FOUND_LIMIT` characters."""
    line = " ".join(text.split())
    return line if len(line) <= FOUND_LIMIT else line[: FOUND_LIMIT - 1] + "…"


def _fill(template: Wording, facts: dict[str, object]) -> Wording:
    return template.filled(facts) if facts else template


def _place(file: str, sheet: str, cell: str) -> str:
    return " ".join(part for part in (file, sheet, cell) if part)
