"""A sheet of changes written for `fairmatch repair`: who cancelled on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter

from data.call_answers import Answer
from data.columns import ABSENCES
from data.templates import CREATED

if TYPE_CHECKING:
    from pathlib import Path

    from data.call_ledger import Ledger

WITHDRAWN = "退展 withdrawn"


def write_cancellations(path: Path, ledger: Ledger) -> int:
    """Write a row for each party that cancelled; return how many did."""
    cancelled = [
        (party, entry)
        for party, entry in sorted(ledger.items())
        if entry.answer is Answer.CANCELLED
    ]
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"created": CREATED})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("变更 changes")
        for at, column in enumerate(ABSENCES):
            sheet.write_string(0, at, column.title, book.add_format({"bold": True}))
            sheet.set_column(at, at, 20)
        for row, (party, entry) in enumerate(cancelled, start=1):
            values = {"party": party.id, "kind": WITHDRAWN, "notes": entry.notes}
            for at, column in enumerate(ABSENCES):
                sheet.write_string(row, at, values.get(column.field, ""), text)
    return len(cancelled)
