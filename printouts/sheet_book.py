"""Workbooks of messages: every cell is text, nothing in it is ever run or lost."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import xlsxwriter

from printouts.notice_text import clean, shorten
from printouts.sheet_header import sheet_header
from printouts.sheet_names import SheetNames

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
WORD_LOSS = 1.5
"""Characters of a line that stay empty, because words are not cut."""
LINE, TALLEST = 22, 545
"""Pixels of a line, and of the tallest row that Excel allows."""
MADE_AT = datetime(2000, 1, 1, tzinfo=UTC)
"""Written as the workbook's date: the clock would change the bytes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, whether long text is wrapped."""

    header: str
    width: float
    wraps: bool = False


class Book:
    """A workbook under way; `close` writes it."""

    def __init__(self, path: Path, title: str, heading: str = "") -> None:
        self._heading = sheet_header(heading)
        self._book = xlsxwriter.Workbook(str(path), NO_FORMULAS)
        self._book.set_properties({"title": title, "created": MADE_AT})
        self._names = SheetNames()
        # quote_prefix keeps "=1+1" text even when somebody edits the cell
        cell = {"valign": "top", "num_format": "@", "quote_prefix": True, **LINES}
        self._text = self._book.add_format(cell)
        self._wrapped = self._book.add_format({**cell, "text_wrap": True})
        self._warm = self._book.add_format(
            {**cell, "text_wrap": True, "bg_color": "#FCE4D6"}
        )
        self._number = self._book.add_format(
            {"valign": "top", "align": "center", **LINES}
        )
        self._head = self._book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bg_color": "#DDEBF7",
                **LINES,
            }
        )

    def add_sheet(self, name: str, columns: Sequence[Column]) -> Worksheet:
        """Add a sheet with its header row; a name that Excel refuses is altered."""
        sheet = self._book.add_worksheet(self._names.give(name))
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(0, at, column.header, self._head)
        heads = [_lines(column.header, column.width) for column in columns]
        sheet.set_row_pixels(0, _pixels(max(heads)))
        sheet.freeze_panes(1, 0)
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
        """Write a row; `warm` shades it because somebody has to act on it."""
        tall = 1
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell, self._number)
            else:
                style = self._style(columns[column], warm=warm)
                text = _cell(cell)
                sheet.write_string(at, column, text, style)
                if warm or columns[column].wraps:
                    tall = max(tall, _lines(text, columns[column].width))
        sheet.set_row_pixels(at, _pixels(tall))

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def _style(self, column: Column, *, warm: bool) -> Format:
        if warm:
            return self._warm
        return self._wrapped if column.wraps else self._text


def _cell(text: str) -> str:
    lines = [clean(line) for line in text.split("\n")]
    return shorten("\n".join(lines), LONGEST_CELL)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, rather one too many.

    Heights are written because only some programs work them out when they open a file.
    """
    return sum(_wrapped(line, width - WORD_LOSS) for line in text.split("\n"))


def _wrapped(line: str, width: float) -> int:
    wide = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in line)
    return max(1, math.ceil(wide / max(1.0, width)))


def _pixels(lines: int) -> int:
    return min(TALLEST, lines * LINE + 6)
