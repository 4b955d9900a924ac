"""Workbooks of messages: every cell is text, nothing in it is ever run or lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from printouts.notice_text import clean, shorten
from printouts.row_height import FONT, row_height
from printouts.sheet_header import sheet_header
from printouts.sheet_names import SheetNames
from printouts.typeface import Face

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 15_000
"""Excel stops at 32,767 units, a rare letter takes two; a cut text ends in …"""
LINES = {"border": 1, "border_color": "#BFBFBF"}
NO_FORMULAS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""Written as the workbook's date: the clock would change the bytes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, whether long text is wrapped.

    What is `strong` is looked for first, and shaded where a row is. One not `printed` stands on the screen, beside
    the paper; those printed come first, and are no wider than `WIDEST` together.
    """

    header: str
    width: float
    wraps: bool = False
    strong: bool = False
    printed: bool = True


class Book:
    """A workbook under way; `close` writes it."""

    def __init__(self, path: Path, title: str, heading: str = "") -> None:
        self._heading = sheet_header(heading)
        self._book = xlsxwriter.Workbook(str(path), NO_FORMULAS)
        self._book.set_properties({"title": title, "created": MADE_AT})
        self._names = SheetNames()
        self._styles: dict[tuple[bool, bool, bool], Format] = {}
        self._number = self._format(align="center")
        self._head = self._format(bold=True, text_wrap=True, bg_color="#DDEBF7")

    def add_sheet(
        self, name: str, columns: Sequence[Column], frozen: int = 0
    ) -> Worksheet:
        """Add a sheet with its header row; a name that Excel refuses is altered.

        The first `frozen` columns stay in sight when the others are moved.
        """
        sheet = self._book.add_worksheet(self._names.give(name))
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.header, self._head)
        heads = [(column.header, column.width) for column in columns]
        sheet.set_row(0, row_height(heads, Face.BOLD))
        sheet.freeze_panes(1, frozen)
        _print_to(sheet, 0, columns)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(0.4, 0.4, 0.7, 0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_header(f"&L{self._heading}")
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def write_row(
        self,
        sheet: Worksheet,
        at: int,
        cells: Sequence[str | int],
        columns: Sequence[Column],
        *,
        warm: bool = False,
    ) -> None:
        """Write a row; `warm` shades what is strong: somebody has to act on it."""
        wrapped = []
        for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if isinstance(cell, int):
                sheet.write_number(at, number, cell, self._number)
                continue
            text = _cell(cell)
            sheet.write_string(at, number, text, self._style(column, warm=warm))
            if column.printed and column.wraps:
                wrapped.append((text, column.width))
        sheet.set_row(at, row_height(wrapped))
        _print_to(sheet, at, columns)

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def _style(self, column: Column, *, warm: bool) -> Format:
        is_shaded = warm and column.strong
        key = (column.wraps, column.strong, is_shaded)
        if key not in self._styles:
            # quote_prefix keeps "=1+1" text even when somebody edits the cell
            look = {"num_format": "@", "quote_prefix": True, "text_wrap": column.wraps}
            shade = {"bg_color": "#FCE4D6"} if is_shaded else {}
            self._styles[key] = self._format(bold=column.strong, **look, **shade)
        return self._styles[key]

    def _format(self, **look: object) -> Format:
        return self._book.add_format({**FONT, "valign": "top", **LINES, **look})


def _print_to(sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    sheet.print_area(0, 0, row, sum(one.printed for one in columns) - 1)


def _cell(text: str) -> str:
    lines = [clean(line) for line in text.split("\n")]
    return shorten("\n".join(lines), LONGEST_CELL)
