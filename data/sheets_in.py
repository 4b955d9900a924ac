"""A file of one kind to its rows or its parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.duplicates import report_duplicates
from data.parties import EXAMPLE_MARKS, Party, group_parties
from data.rows import Record, read_records
from data.tables_in import open_tables, view_sheets
from data.workbook import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from data.columns import Kind
    from data.faults import Findings


def read_parties(path: Path, kind: Kind, findings: Findings) -> list[Party]:
    """Read the parties of a buyers or suppliers file, in order of their ids."""
    workbook = read_workbook(path, findings)
    if workbook is None:
        return []
    tables = open_tables(workbook, kind, view_sheets(workbook, kind), findings)
    records = [record for table in tables for record in read_records(table, findings)]
    parties = group_parties(tables, records, kind, findings)
    report_duplicates(parties, findings)
    return parties


def read_kind(path: Path | None, kind: Kind, findings: Findings) -> list[Record]:
    """Read the rows of a file of `kind`; a table without rows is allowed here."""
    if path is None:
        return []
    workbook = read_workbook(path, findings)
    if workbook is None:
        return []
    views = view_sheets(workbook, kind)
    return [
        record
        for table in open_tables(workbook, kind, views, findings)
        for record in read_records(table, findings)
        if not is_example(record)
    ]


def is_example(record: Record) -> bool:
    """Tell whether the row is the example of a template."""
    first = next((v for v in record.values if isinstance(v, str) and v.strip()), "")
    return first.strip().casefold().startswith(EXAMPLE_MARKS)
