"""From a sheet with a header to the rows that belong to its table.

Blank rows, repeated headers, totals, remarks and headings inside the table are told
from rows that say something; cells that were merged downwards speak for every row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from data.cells import cell_text, clean_text
from data.columns import Column, Kind, columns_by_field
from data.headers import Header, header_key, read_meaning
from data.numbers import parse_header_unit
from data.workbook import BadCell, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from data.faults import Findings, Where

_TOTAL = re.compile(
    r"(合计|合計|총계|합계|总计|小计|共计|累计|总金额|total|subtotal|grand total|sum|suma|summe|"
    r"gesamt|gesamtsumme|total général|total general|total geral|totale|итого|всего|toplam|"
    r"tổng cộng|tổng|разом|всього|усього|razem|ogółem|totaal|jumlah|المجموع|الإجمالي|รวม|"
    r"รวมทั้งสิ้น|कुल|कुल योग)[:：]?\s*(\d.*)?$",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(备注|注意|注|说明|重要说明|填表说明|填表人|制表人|制表|审核|签字|日期|note|notes|"
    r"remark|remarks|p\.?s|anmerkung|hinweis|bemerkung|remarque|nota|observaciones|observações|"
    r"примечание|ghi chú|비고|備考|примітка|uwaga|uwagi|opmerking|catatan|ملاحظة|ملاحظات|"
    r"หมายเหตุ|टिप्पणी)\s*\d*[:：.、]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？!?]|[:：]\s*\S")
_HEADING_WIDTH = 3
"""Columns from which a merged cell is a heading rather than a value."""

MEASURED = frozenset({"quantity", "budget", "minimum_order", "price_range"})
_NO_TOTAL = frozenset("0123456789BbCc")
"""First characters of cells, common in ids and phones, that no word of a total has."""

TOTAL_CELLS = 4
"""Filled cells from the left in which a word like 合计 is looked for."""

_FILLED_DOWN = frozenset({"product", "category"})


@dataclass(slots=True)
class Record:
    """One row of the table; `heading` is the section it stands under, "" without."""

    table: Table
    row: int
    values: list[Value]
    heading: str = ""

    def value(self, field: str) -> Value:
        """Return the cell of `field` as read; "" where there is none."""
        for column in self.table.header.columns.get(field, ()):
            value = self.values[column]
            if value != "":
                return value
        return ""

    def text(self, field: str) -> str:
        """Return what the cell of `field` says; "" for none and for a bad cell."""
        columns = self.table.header.columns.get(field)
        if columns is None:
            return ""
        if len(columns) == 1:
            value = self.values[columns[0]]
            if value == "":
                return ""
            return clean_text(value) if type(value) is str else cell_text(value)
        texts = [cell_text(self.values[column]) for column in columns]
        return "; ".join(dict.fromkeys(text for text in texts if text))

    def where(self, field: str) -> Where:
        """Return the place of `field`, of the row's first cell where it has none."""
        columns = self.table.header.columns.get(field, (0,))
        filled = [c for c in columns if self.values[c] != ""]
        return self.table.sheet.where(self.row, (filled or list(columns))[0])


@dataclass
class Table:
    """A sheet with its header."""

    sheet: Sheet
    header: Header

    @property
    def kind(self) -> Kind:
        """Return what the table is about."""
        return self.header.kind

    @cached_property
    def party_fields(self) -> tuple[str, ...]:
        """Return the columns here that belong to the party, not to the line."""
        known = columns_by_field(self.kind)
        return tuple(name for name in self.header.columns if known[name].party)

    @cached_property
    def decimal_comma(self) -> bool:
        """Tell whether figures are written 1.200,50 here."""
        return self.header.has_decimal_comma

    def header_unit(self, field: str) -> tuple[float, str, str]:
        """Return (factor, currency, unit) that the header of `field` says: "(万元)"."""
        return self._header_units.get(field, (1, "", ""))

    @cached_property
    def _header_units(self) -> dict[str, tuple[float, str, str]]:
        return {
            cell.field: parse_header_unit(cell.bracket)
            for cell in self.header.cells
            if cell.field in MEASURED
            and cell.bracket
            and cell.field not in read_meaning(self.kind, cell.bracket).fields
        }


def read_records(table: Table, findings: Findings) -> list[Record]:
    """Return the rows that say something; faults for cells without a usable value."""
    _fill_merged(table)
    headings = _wide_merges(table)
    titles = _titles(table)
    known = frozenset(c for cs in table.header.columns.values() for c in cs)
    ids = table.header.columns.get("id", ())
    records: list[Record] = []
    pending: tuple[str, Where] | None = None
    heading = ""
    sheet = table.sheet
    for row in range(table.header.bottom + 1, len(sheet.rows)):
        values = sheet.rows[row]
        filled = [column for column, value in enumerate(values) if value != ""]
        if not filled or (len(filled) < 3 and not _says_something(values, filled)):
            continue
        skip = _judge_row(values, filled, known, ids, titles, row in headings)
        if skip == "heading-row":
            text = cell_text(values[filled[0]])
            pending = (text, sheet.where(row, filled[0]))
            continue
        if skip:
            findings.note(skip, sheet.where(row, filled[0]))
            continue
        if pending:
            heading = pending[0]
            findings.note("heading-row", pending[1], text=heading)
            pending = None
        records.append(Record(table, row, values, heading))
    if pending:
        findings.note("note-row", pending[1])
    _report_bad_cells(table, records, findings)
    return records


def _says_something(values: list[Value], filled: list[int]) -> bool:
    """Tell a row from one that holds nothing but blanks."""
    return any(
        not isinstance(values[column], str) or str(values[column]).strip()
        for column in filled
    )


def _judge_row(
    values: list[Value],
    filled: list[int],
    known: frozenset[int],
    ids: tuple[int, ...],
    titles: Mapping[int, frozenset[str]],
    is_wide: bool,
) -> str:
    """Return the code of the note that a row is skipped with, "" to keep it."""
    first = values[filled[0]]
    if known.isdisjoint(filled):
        return "note-row"
    if not isinstance(first, str):
        return "total-row" if _is_total(values, filled) else ""
    text = clean_text(first)
    if _is_total(values, filled):
        return "total-row"
    if len(filled) == 1 and (_SENTENCE.search(text) or filled[0] in ids):
        return "heading-row" if is_wide else "note-row"
    if len(filled) <= 2 and _REMARK.match(text):  # text and a value
        return "note-row"
    if header_key(text) in titles.get(filled[0], ()) and _is_header(
        values, filled, titles
    ):
        return "repeated-header"
    return "heading-row" if len(filled) == 1 and is_wide else ""


def _is_total(values: list[Value], filled: list[int]) -> bool:
    """Tell a row of sums: a word like 合计 in a first cell, and no other text."""
    words = [
        column
        for column in filled[:TOTAL_CELLS]
        if isinstance(value := values[column], str)
        and value[:1] not in _NO_TOTAL
        and _TOTAL.fullmatch(clean_text(value)) is not None
    ]
    return bool(words) and not any(
        isinstance(value := values[column], str) and re.search(r"[^\W\d]{2}", value)
        for column in filled
        if column not in words
    )


def _titles(table: Table) -> dict[int, frozenset[str]]:
    """Return what a header may say in each column: its text, or another of its names.

    So a second header row in another language is known for one.
    """
    known = columns_by_field(table.kind)
    return {
        cell.column: frozenset(
            map(
                header_key,
                (cell.text, *(known[cell.field].names if cell.field else ())),
            )
        )
        for cell in table.header.cells
    }


def _is_header(
    values: list[Value], filled: list[int], titles: Mapping[int, frozenset[str]]
) -> bool:
    same = sum(
        header_key(cell_text(values[column])) in titles.get(column, ())
        for column in filled
    )
    return same * 2 > len(filled) and same > 1


def _wide_merges(table: Table) -> set[int]:
    """Return the rows in which a heading is merged across the table."""
    return {
        merge.top
        for merge in table.sheet.merges
        if merge.right - merge.left + 1 >= _HEADING_WIDTH
        and merge.top > table.header.bottom
    }


def _fill_merged(table: Table) -> None:
    """Copy a cell merged downwards into its rows: for the party, product, category."""
    fields = {c: f for f, columns in table.header.columns.items() for c in columns}
    known = columns_by_field(table.kind)
    rows = table.sheet.rows
    for merge in table.sheet.merges:
        field = fields.get(merge.left)
        if field is None or merge.top <= table.header.bottom:
            continue
        if _fills_down(known[field], table.kind) and merge.top < len(rows):
            value = rows[merge.top][merge.left]
            for row in range(merge.top + 1, min(merge.bottom + 1, len(rows))):
                if rows[row][merge.left] == "" and any(v != "" for v in rows[row]):
                    rows[row][merge.left] = value


def _fills_down(column: Column, kind: Kind) -> bool:
    is_line_sheet = kind in {Kind.BUYERS, Kind.SUPPLIERS}
    return column.party or column.field in _FILLED_DOWN or not is_line_sheet


def _report_bad_cells(table: Table, records: list[Record], findings: Findings) -> None:
    for record, column, bad in _bad_cells(table, records):
        where = table.sheet.where(record.row, column)
        findings.fault(bad.code, where, bad.shown)


def _bad_cells(
    table: Table, records: list[Record]
) -> Iterator[tuple[Record, int, BadCell]]:
    known = sorted({c for columns in table.header.columns.values() for c in columns})
    for record in records:
        for column in known:
            value = record.values[column]
            if type(value) is BadCell:
                yield record, column, value
