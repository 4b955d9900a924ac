"""The workbook given back: an error column, highlighted cells, comments, a list.

Corrected by hand and read again it is clean: the added column and sheet are never
read, and a second check replaces those of the first.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import coordinate_from_string

from data.faults import Fault, Findings, format_fault, format_note
from data.hostile import Content
from data.tables_in import OWN_COLUMN
from data.whole_file import write_whole
from data.workbook import BadCell, Sheet, read_workbook
from scheduler.wording import Language

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from data.inspect import Inspection, SheetSeen

AUTHOR = "Fairmatch"
LIST_SHEET = "检查结果 check"
_RED = "FFFFC7CE"
_AMBER = "FFFFEB9C"
_ERROR_FILL = PatternFill("solid", fgColor=_RED)
_WARNING_FILL = PatternFill("solid", fgColor=_AMBER)
_NO_FILL = PatternFill()
_WRAP = Alignment(wrap_text=True, vertical="top")


def write_checked(inspection: Inspection, out_path: Path) -> None:
    """Write the inspected workbook with its faults to `out_path` (an .xlsx).

    Sheets that were not read stay as they are. In sheets that were, formulas give
    way to their stored results, so that a program can read the file again. An .xls
    or a CSV becomes a plain .xlsx; a file that could not be read, a list of faults.
    """
    findings = Findings()
    source = read_workbook(inspection.path, findings)
    if source is None:
        book = Book()
        book.remove(book.worksheets[0])
    elif source.content is Content.XLSX:
        book = _open(inspection, source.sheets)
    else:
        book = _copy(source.sheets)
    for seen in inspection.sheets:
        sheet = book[seen.name or "Sheet1"]
        faults = [f for f in inspection.faults if f.sheet == seen.name and f.cell]
        _mark_sheet(sheet, seen, faults)
    _write_list(book, inspection)
    buffer = BytesIO()
    book.save(buffer)
    write_whole(out_path, buffer.getvalue())


def _open(inspection: Inspection, sheets: tuple[Sheet, ...]) -> Book:
    """Open the workbook with its own styles; a plain copy where that fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and drawings that get lost
            return _load(inspection)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OSError):
        return _copy(sheets)


def _load(inspection: Inspection) -> Book:
    book = load_workbook(inspection.path)
    if any(note.code == "formulas" for note in inspection.notes):
        values = load_workbook(inspection.path, data_only=True)
        for seen in inspection.sheets:
            if seen.left_out is None:
                _keep_values(book[seen.name], values[seen.name])
    return book


def _keep_values(sheet: Worksheet, values: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            stored = values[cell.coordinate].value if cell.data_type == "f" else None
            if stored is not None:
                cell.value = stored


def _copy(sheets: tuple[Sheet, ...]) -> Book:
    book = Book()
    book.remove(book.worksheets[0])
    for source in sheets:
        sheet = book.create_sheet(source.name or "Sheet1")
        for number, values in enumerate(source.rows, 1):
            for column, value in enumerate(values, 1):
                if value != "" and not isinstance(value, BadCell):
                    cell = sheet.cell(number, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
        for merge in source.merges:
            sheet.merge_cells(
                start_row=merge.top + 1, start_column=merge.left + 1,
                end_row=merge.bottom + 1, end_column=merge.right + 1,
            )  # fmt: skip
        if source.hidden:
            sheet.sheet_state = "hidden"
    if book.worksheets and all(s.sheet_state == "hidden" for s in book.worksheets):
        book.worksheets[0].sheet_state = "visible"
    return book


def _mark_sheet(sheet: Worksheet, seen: SheetSeen, faults: list[Fault]) -> None:
    column = _own_column(sheet, seen)
    _clear_marks(sheet, column)
    if not faults:
        return
    _free_column(sheet, column)
    by_row: defaultdict[int, list[Fault]] = defaultdict(list)
    by_cell: defaultdict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_cell[fault.cell].append(fault)
        by_row[coordinate_from_string(fault.cell)[1]].append(fault)
    header_row = seen.header_row or 1
    header = sheet.cell(header_row, column, OWN_COLUMN)
    header.font = Font(bold=True)
    sheet.column_dimensions[header.column_letter].width = 60
    for number, row_faults in by_row.items():
        cell = sheet.cell(number, column)
        texts = [_both(fault) for fault in row_faults]
        if number == header_row:
            texts.insert(0, OWN_COLUMN)
        cell.value = "\n".join(texts)
        cell.data_type = "s"
        cell.alignment = _WRAP
    for address, cell_faults in by_cell.items():
        _mark_cell(sheet, address, cell_faults)


def _mark_cell(sheet: Worksheet, address: str, faults: list[Fault]) -> None:
    cell: Cell = sheet[address]
    is_error = any(fault.is_error for fault in faults)
    cell.fill = _ERROR_FILL if is_error else _WARNING_FILL
    if hasattr(cell, "comment") and type(cell).__name__ == "Cell":
        comment = Comment("\n".join(_both(fault) for fault in faults), AUTHOR)
        comment.width, comment.height = 420, 160
        cell.comment = comment


def _own_column(sheet: Worksheet, seen: SheetSeen) -> int:
    """Return the column of an earlier check, else the first free one."""
    for header in seen.headers:
        if header.text.startswith(OWN_COLUMN):
            return int(sheet[header.cell].column)
    return seen.columns + 1


def _free_column(sheet: Worksheet, column: int) -> None:
    """Cut merged titles off that reach into `column`."""
    for area in list(sheet.merged_cells.ranges):
        if area.min_col <= column <= area.max_col:
            sheet.unmerge_cells(area.coord)
            if area.min_col < column:
                sheet.merge_cells(
                    start_row=area.min_row, start_column=area.min_col,
                    end_row=area.max_row, end_column=column - 1,
                )  # fmt: skip


def _clear_marks(sheet: Worksheet, column: int) -> None:
    """Remove what an earlier check wrote."""
    for row in sheet.iter_rows():
        for cell in row:
            comment = getattr(cell, "comment", None)
            if comment is not None and comment.author == AUTHOR:
                cell.comment = None
            if cell.fill.fgColor.rgb in {_RED, _AMBER}:
                cell.fill = _NO_FILL
            if cell.column == column and type(cell).__name__ == "Cell":
                cell.value = None


def _both(fault: Fault) -> str:
    zh, en = format_fault(fault, Language.ZH), format_fault(fault, Language.EN)
    return f"{zh}\n{en}"


def _write_list(book: Book, inspection: Inspection) -> None:
    """Add the sheet that lists every fault and note of the file."""
    if LIST_SHEET in book.sheetnames:
        book.remove(book[LIST_SHEET])
    sheet = book.create_sheet(LIST_SHEET)
    rows: list[tuple[str, ...]] = [
        ("工作表 sheet", "单元格 cell", "说明", "in English", "代码 code")
    ]
    for fault in inspection.faults:
        texts = [format_fault(fault, language) for language in Language]
        rows.append((fault.sheet, fault.cell, *texts, fault.code))
    for note in inspection.notes:
        texts = [format_note(note, language) for language in Language]
        rows.append((note.sheet, note.cell, *texts, note.code))
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"
            cell.alignment = _WRAP
    for letter, width in zip("ABCDE", (16, 10, 70, 70, 20), strict=True):
        sheet.column_dimensions[letter].width = width
