"""Texts by field as rows of a table, for the code that reads sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from data.columns import COLUMNS, Kind
from data.faults import Where
from data.headers import Header
from data.rows import Record, Table
from data.workbook import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class TextRow(NamedTuple):
    """A row: what faults call it, and its texts by field."""

    name: str
    cells: Mapping[str, str]


@dataclass
class TextSheet(Sheet):
    """A sheet that nobody wrote: its places are called by row and column names."""

    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def where(self, row: int, column: int) -> Where:
        """Return the place of the 0-based `row` and `column`."""
        return Where(self.file, self.names[row], self.titles[column])


def text_records(kind: Kind, rows: Sequence[TextRow], file: str) -> list[Record]:
    """Return `rows` as the records of a table of `kind` in `file`."""
    columns = COLUMNS[kind]
    sheet = TextSheet(
        file,
        "",
        [[row.cells.get(column.field, "") for column in columns] for row in rows],
        names=tuple(row.name for row in rows),
        titles=tuple(column.title for column in columns),
    )
    places: dict[str, tuple[int, ...]] = {
        column.field: (at,) for at, column in enumerate(columns)
    }
    table = Table(sheet, Header(kind, 0, 0, (), places))
    return [Record(table, at, values) for at, values in enumerate(sheet.rows)]


def row_text(record: Record) -> dict[str, str]:
    """Return what a row of a further sheet says by field, without empty texts."""
    fields = record.table.header.columns
    return {name: text for name in fields if (text := record.text(name))}
