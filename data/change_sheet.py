"""Sheets made from the answers: changes for `fairmatch repair`, and what to look into."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from data.call_answers import ANSWER_WORDS, Answer
from data.columns import ABSENCES
from data.templates import CREATED
from data.whole_file import write_whole
from scheduler.repair.changes import Party, Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from data.call_ledger import Ledger

WITHDRAWN = "退展 withdrawn"
FOLLOW_UP = (
    "编号 id",
    "类别 side",
    "单位 party",
    "结果 outcome",
    "代替人 other person",
    "代替人电话 their phone",
    "备注 notes",
    "呼叫人 caller",
)
SIDES = {Side.BUYER: "采购商 buyer", Side.SUPPLIER: "供应商 supplier"}


def write_cancellations(path: Path, ledger: Ledger) -> int:
    """Write a row for each party that cancelled; return how many did."""
    cancelled = [
        (party, entry)
        for party, entry in sorted(ledger.items())
        if entry.answer is Answer.CANCELLED
    ]
    rows = []
    for party, entry in cancelled:
        values = {"party": party.id, "kind": WITHDRAWN, "notes": entry.notes}
        rows.append([values.get(column.field, "") for column in ABSENCES])
    _write(path, "变更 changes", [column.title for column in ABSENCES], rows)
    return len(cancelled)


def write_follow_up(path: Path, ledger: Ledger, names: Mapping[Party, str]) -> None:
    """Write a row for each party that wants another time or sends another person."""
    rows = [
        [
            party.id,
            SIDES[party.side],
            names.get(party, ""),
            f"{ANSWER_WORDS[entry.answer].zh} {ANSWER_WORDS[entry.answer].en}",
            entry.person,
            entry.phone,
            entry.notes,
            entry.caller,
        ]
        for party, entry in sorted(ledger.items())
        if entry.answer in {Answer.MOVED, Answer.OTHER_PERSON}
    ]
    _write(path, "跟进 follow up", FOLLOW_UP, rows)


def _write(
    path: Path, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        book.set_properties({"created": CREATED})
        text, bold = (
            book.add_format({"num_format": "@"}),
            book.add_format({"bold": True}),
        )
        sheet = book.add_worksheet(name)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, bold)
            sheet.set_column(at, at, 20)
        for number, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                sheet.write_string(number, at, cell, text)
    write_whole(path, buffer.getvalue())
