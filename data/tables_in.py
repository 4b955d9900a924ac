"""A file to the tables in it: which sheets are read, which are left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.columns import COLUMNS, KIND_WORDS, Kind, columns_by_field
from data.faults import Findings, Where, shorten
from data.headers import Header, find_header, header_key
from data.limits import HEADER_ROWS
from data.near_headings import find_near, likely_headings, nearest_headings
from data.rows import MEASURED, Table
from data.workbook import Sheet, Workbook, cell_address
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.columns import Column

OWN_COLUMN = "问题 problems"
"""Header of the column that a checked workbook carries; it is never read."""
OWN_COLUMN_KEY = header_key(OWN_COLUMN)
OWN_SHEETS = frozenset({"检查结果 check", "说明 help"})
"""Sheets that checked workbooks and templates carry; they are never read."""

EMPTY_SHEET = Wording(en="it is empty", zh="没有内容")
HIDDEN = Wording(en="it is hidden", zh="已隐藏")
NO_HEADER = Wording(
    en="no header of a {kind} sheet was found", zh="没有找到{kind}表的表头"
)
NO_COLUMN = Wording(en="it has no column {column}", zh="没有“{column}”列")
NO_ROWS = Wording(en="there is no row below its header", zh="表头下没有数据")


@dataclass(frozen=True)
class SheetView:
    """A sheet, its header where one was found, and why it is left out (None: read)."""

    sheet: Sheet
    header: Header | None
    left_out: Wording | None


def view_sheets(workbook: Workbook, kind: Kind) -> tuple[SheetView, ...]:
    """Judge every sheet of `workbook` as a sheet of `kind`."""
    sheets = [sheet for sheet in workbook.sheets if sheet.name not in OWN_SHEETS]
    all_hidden = all(sheet.hidden for sheet in sheets)
    return tuple(_view(sheet, kind, read_hidden=all_hidden) for sheet in sheets)


def _view(sheet: Sheet, kind: Kind, *, read_hidden: bool) -> SheetView:
    if not _has_content(sheet):
        return SheetView(sheet, None, EMPTY_SHEET)
    header = find_header(sheet, kind)
    if sheet.hidden and not read_hidden:
        return SheetView(sheet, header, HIDDEN)
    if header is None:
        word = KIND_WORDS[kind]
        return SheetView(sheet, None, NO_HEADER.filled({"kind": word}))
    missing = missing_columns(header)
    if missing:
        return SheetView(
            sheet, header, NO_COLUMN.filled({"column": list_columns(missing)})
        )
    if not any(_filled(row) for row in sheet.rows[header.bottom + 1 :]):
        return SheetView(sheet, header, NO_ROWS)
    return SheetView(sheet, header, None)


def missing_columns(header: Header) -> tuple[Column, ...]:
    """Return the required columns that are missing; a category stands for a product."""
    return tuple(
        column
        for column in header.missing
        if column.field != "product" or "category" not in header.columns
    )


def open_tables(
    workbook: Workbook, kind: Kind, views: Iterable[SheetView], findings: Findings
) -> list[Table]:
    """Return the tables that are read; faults where there is none."""
    views = tuple(views)
    tables = [
        Table(view.sheet, view.header)
        for view in views
        if view.left_out is None and view.header is not None
    ]
    if not tables:
        _explain_none(workbook, kind, views, findings)
        return []
    for view in views:
        if view.left_out is not None and len(views) > 1:
            where = Where(workbook.path.name, view.sheet.name)
            findings.note("sheet-left-out", where, why=view.left_out)
    for table in tables:
        check_header(table.sheet, table.header, findings)
    return tables


def check_header(sheet: Sheet, header: Header, findings: Findings) -> None:
    """Report columns that occur twice, are unclear, or are not used."""
    known = columns_by_field(header.kind)
    if header.top > 0:
        where = sheet.where(header.top, 0)
        findings.note("header-row", where, row=header.top + 1)
    if header.has_decimal_comma and not MEASURED.isdisjoint(header.columns):
        findings.note("decimal-comma", sheet.where(header.top, 0))
    for field, columns in header.columns.items():
        if len(columns) > 1:
            _report_twice(sheet, header, known[field], columns, findings)
    for cell in header.cells:
        where = sheet.where(cell.row, cell.column)
        if cell.field in MEASURED and cell.bracket:
            word = known[cell.field].wording
            findings.note("unit-in-header", where, column=word, unit=cell.bracket)
        if cell.fields:
            words = list_columns(known[field] for field in cell.fields)
            findings.fault("header-ambiguous", where, cell.text, columns=words)
        elif not cell.field and not header_key(cell.text).startswith(OWN_COLUMN_KEY):
            near = find_near(header.kind, cell.text)
            if near and near.field not in header.columns:
                word = known[near.field].wording
                findings.note("header-near", where, header=cell.text, column=word)
            else:
                findings.note("column-unused", where, header=shorten(cell.text))


def _report_twice(
    sheet: Sheet,
    header: Header,
    column: Column,
    places: tuple[int, ...],
    findings: Findings,
) -> None:
    where = sheet.where(header.top, places[1])
    if column.joins:
        cells = ", ".join(cell_address(header.top, place) for place in places)
        findings.note("columns-joined", where, columns=cells, column=column.wording)
        return
    other = cell_address(header.top, places[0])
    text = next(c.text for c in header.cells if c.column == places[1])
    findings.fault("header-twice", where, text, column=column.wording, other=other)


def _explain_none(
    workbook: Workbook, kind: Kind, views: tuple[SheetView, ...], findings: Findings
) -> None:
    file = workbook.path.name
    word = KIND_WORDS[kind]
    filled = [view for view in views if view.left_out is not EMPTY_SHEET]
    if not filled:
        findings.fault("sheet-empty", Where(file))
        return
    others = [(v.sheet, other) for v in filled if (other := _other_kind(v.sheet, kind))]
    for sheet, other in others:
        where = Where(file, sheet.name)
        findings.fault("kind-other", where, kind=word, other=KIND_WORDS[other])
    if others:
        return
    with_header = [(v.sheet, v.header) for v in filled if v.header is not None]
    if not with_header:
        needed = list_columns(column for column in COLUMNS[kind] if column.required)
        for view in filled:
            where = Where(file, view.sheet.name)
            nearest = nearest_headings(kind, likely_headings(kind, view.sheet))
            findings.fault(
                "header-missing", where, limit=HEADER_ROWS, kind=word,
                columns=needed, nearest=nearest,
            )  # fmt: skip
        return
    for sheet, header in with_header:
        _explain_header(sheet, header, findings)


def _explain_header(sheet: Sheet, header: Header, findings: Findings) -> None:
    where = sheet.where(header.top, header.cells[0].column)
    missing = missing_columns(header)
    for column in missing:
        findings.fault(
            "column-missing", where, kind=KIND_WORDS[header.kind],
            column=column.title, understood=list_columns(header.understood),
            nearest=nearest_of_header(header),
        )  # fmt: skip
    if not missing:
        findings.fault("rows-missing", where)
    check_header(sheet, header, findings)


def nearest_of_header(header: Header) -> Wording:
    """Return what the headings that were not read resemble."""
    texts = [cell.text for cell in header.cells if not cell.field]
    return nearest_headings(header.kind, texts)


def _other_kind(sheet: Sheet, expected: Kind) -> Kind | None:
    """Return the other kind whose needed columns a sheet has, None without one.

    A sheet with the columns of what is expected is of no other kind.
    """
    for kind in (expected, *COLUMNS):
        header = find_header(sheet, kind)
        if header is not None and not missing_columns(header):
            return None if kind is expected else kind
    return None


def _has_content(sheet: Sheet) -> bool:
    return any(_filled(row) for row in sheet.rows)


def _filled(row: Sequence[object]) -> bool:
    return any(
        value != "" and (not isinstance(value, str) or value.strip()) for value in row
    )


def list_columns(columns: Iterable[Column]) -> Wording:
    """Return the names of `columns` in one text, a dash for none."""
    listed = list(columns)
    return Wording(
        en=", ".join(column.en for column in listed) or "–",
        zh="、".join(column.zh for column in listed) or "–",
    )
