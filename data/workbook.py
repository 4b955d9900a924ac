"""A file on disk to plain grids of values: `read_workbook`.

Nothing here knows what a buyer is. Sheets come as rows of values that begin at A1, with
merged ranges, and with cells that hold no usable value marked as `BadCell`.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from data.csvfile import read_csv
from data.faults import Findings, Where
from data.hostile import Content, detect_content
from data.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from data.xlsread import XlsError, read_xls
from data.xlsxscan import (
    DoctypeError,
    SheetScan,
    column_letters,
    scan_workbook,
)

if TYPE_CHECKING:
    from pathlib import Path


class BadCell(NamedTuple):
    """A cell without a usable value: `code` of its fault, `shown` as the sheet does."""

    code: str
    shown: str


Value = str | float | int | bool | date | datetime | time | timedelta | BadCell


class Merge(NamedTuple):
    """A merged range, 0-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One sheet as rows of equal length that begin at A1; "" is an empty cell."""

    file: str
    name: str
    rows: list[list[Value]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False

    def where(self, row: int, column: int) -> Where:
        """Return the place of the 0-based `row` and `column`."""
        return Where(self.file, self.name, cell_address(row, column))


@dataclass
class Workbook:
    """The sheets of one file in its own order; a CSV file has one without a name."""

    path: Path
    content: Content
    sheets: tuple[Sheet, ...]


def cell_address(row: int, column: int) -> str:
    """Return the address of 0-based `row` and `column`: (6, 1) is "B7"."""
    return f"{column_letters(column)}{row + 1}"


def read_workbook(path: Path, findings: Findings) -> Workbook | None:
    """Read `path` whatever its ending says; None with faults where it cannot be."""
    content = detect_content(path, findings)
    if content is None:
        return None
    if content is Content.TEXT:
        rows = read_csv(path, findings)
        sheets = (
            None if rows is None else [Sheet(path.name, "", [[*row] for row in rows])]
        )
    elif content is Content.XLS:
        sheets = _read_xls(path, findings)
    else:
        sheets = _read_xlsx(path, findings)
    return None if sheets is None else Workbook(path, content, tuple(sheets))


def _read_xlsx(path: Path, findings: Findings) -> list[Sheet] | None:
    where = Where(path.name)
    try:
        scans = scan_workbook(path)
        parts = _sheet_parts(path)
        by_name = {name: scans[part] for name, part in parts.items() if part in scans}
        within = [
            _within_limits(path, name, scan, findings) for name, scan in by_name.items()
        ]
        if not all(within):
            return None
        return _calamine_sheets(path, by_name, findings)
    except DoctypeError:
        findings.fault("xml-doctype", where)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ExpatError,
        ET.ParseError,
        KeyError,
        ValueError,
        CalamineError,
    ) as error:
        findings.fault("damaged", where, why=error)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's own, no Exception
            raise
        findings.fault("damaged", where, why=error)
    return None


def _within_limits(path: Path, name: str, scan: SheetScan, findings: Findings) -> bool:
    rows, columns = scan.last_row + 1, scan.last_column + 1
    where = Where(path.name, name)
    if rows > MAX_ROWS:
        findings.fault("too-many-rows", where, limit=MAX_ROWS, last=rows)
        return False
    if columns > MAX_COLUMNS:
        last = column_letters(scan.last_column)
        findings.fault("too-many-columns", where, limit=MAX_COLUMNS, last=last)
        return False
    if rows * columns > MAX_CELLS:
        findings.fault("too-many-cells", where, limit=MAX_CELLS, size=rows * columns)
        return False
    return True


def _sheet_parts(path: Path) -> dict[str, str]:
    """Return the part ("xl/worksheets/sheet1.xml") of each sheet by its name.

    Raises ValueError where two sheets have one name.
    """
    with zipfile.ZipFile(path) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  # scanned: no DOCTYPE
        links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts: dict[str, str] = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            link = next((v for k, v in element.items() if k.endswith("}id")), "")
            target = targets.get(link, "")
            name = element.get("name", "")
            if name in parts:
                raise ValueError(name)
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            parts[name] = part.lower()
    return parts


def _calamine_sheets(
    path: Path, scans: dict[str, SheetScan], findings: Findings
) -> list[Sheet]:
    sheets = []
    with CalamineWorkbook.from_path(str(path)) as book:
        for meta in book.sheets_metadata:
            if meta.name not in scans:  # a chart, or a part that was not looked at
                continue
            scan = scans[meta.name]
            source = book.get_sheet_by_name(meta.name)
            rows: list[list[Value]] = source.to_python(skip_empty_area=False)  # type: ignore[assignment]
            _mark_bad_cells(rows, scan)
            merges = tuple(
                Merge(a[0], a[1], b[0], b[1])
                for a, b in source.merged_cell_ranges or ()
            )
            hidden = meta.visible is not SheetVisibleEnum.Visible
            sheets.append(Sheet(path.name, meta.name, rows, merges, hidden))
            if scan.formulas:
                where = Where(path.name, meta.name)
                findings.note("formulas", where, count=scan.formulas)
            if scan.hidden_rows:
                where = Where(path.name, meta.name)
                findings.note("hidden-rows", where, count=scan.hidden_rows)
    return sheets


def _mark_bad_cells(rows: list[list[Value]], scan: SheetScan) -> None:
    bad = {at: BadCell("error-cell", shown) for at, shown in scan.errors.items()}
    bad |= {at: BadCell("formula-no-value", "=") for at in scan.unvalued}
    width = scan.last_column + 1
    for (row, column), cell in bad.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        line = rows[row]
        line.extend([""] * (max(width, column + 1) - len(line)))
        line[column] = cell
    width = max((len(line) for line in rows), default=0)
    for line in rows:
        if len(line) < width:
            line.extend([""] * (width - len(line)))


def _read_xls(path: Path, findings: Findings) -> list[Sheet] | None:
    try:
        raw = read_xls(path)
    except XlsError as error:
        findings.fault(error.code, Where(path.name), **error.facts)
        return None
    sheets = []
    for one in raw:
        merges = tuple(Merge(*merge) for merge in one.merges)
        rows: list[list[Value]] = one.rows  # type: ignore[assignment]  # calamine's own values
        sheets.append(Sheet(path.name, one.name, rows, merges, one.hidden))
    return sheets
