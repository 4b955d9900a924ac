"""Rows of all worksheets of a workbook, written at once into what xlsxwriter made of it.

Cell by cell xlsxwriter asks what the master workbook never has: formulas, links, rich
text. Its 250,000 cells at 1,426 buyers x 773 suppliers took 5.7 processor seconds so, and
take 2.7 this way, a time in which a clerk waits. xlsxwriter writes everything but the
rows: header, widths, formats, names, print set-up, and in each sheet a specimen of every
style; rows as the standard (ECMA-376, part 1, 18.3.1.73 and 18.4.8) wants them take the
specimens' place.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.utility import xl_col_to_name

from printouts.row_height import row_height
from printouts.text import storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from printouts.book_sheet import Cell, Sheet

STYLES: Final = ("text", "extra", "blank", "number", "date", "time")
"""Of cells: printed text, other text, nothing, and values of three kinds."""
SPECIMEN: Final = 16
"""Row of the specimens, from 0: not among the 16 whose columns the header names."""
LONGEST_CELL: Final = 32_767
"""Characters that a cell can hold; what is longer ends in an ellipsis."""
DAY_0: Final = date(1899, 12, 30)
"""Days of a workbook are counted from here: 1 March 1900 is the 61st."""
STRINGS: Final = "xl/sharedStrings.xml"
STYLE: Final = re.compile(rf'<c r="[A-Z]+{SPECIMEN + 1}" s="(\d+)"/>')
TAKEN_AS_CODE: Final = re.compile("_x[0-9a-fA-F]{4}_")
UNFIT: Final = re.compile("[\ufffe\uffff]")
"""What XML cannot hold; a workbook writes its number."""


def add_specimens(page: Any, formats: Mapping[str, Any]) -> None:
    """Write a cell of each style into `page`, in the order of `STYLES`."""
    for column, style in enumerate(STYLES):
        page.write_blank(SPECIMEN, column, None, formats[style])


def fill_rows(book: bytes, sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook with the rows of `sheets` in the place of its specimens."""
    with ZipFile(BytesIO(book)) as made:
        parts = {info: made.read(info).decode() for info in made.infolist()}
    by_name = {info.filename: info for info in parts}
    strings = _Strings(parts[by_name[STRINGS]])
    for number, sheet in enumerate(sheets, start=1):
        part = by_name[f"xl/worksheets/sheet{number}.xml"]
        parts[part] = _filled(parts[part], sheet, strings)
    parts[by_name[STRINGS]] = strings.to_xml()
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as full:
        for info, text in parts.items():
            full.writestr(info, text)
    return buffer.getvalue()


class _Strings(dict[str, str]):
    """The number of each text, "" of one that holds nothing to show.

    Texts that show the same have one; it follows those that are in the book already.
    """

    def __init__(self, xml: str) -> None:
        super().__init__()
        self._xml = xml
        self._first = xml.count("<si>")
        self._shown: dict[str, str] = {"": ""}

    def __missing__(self, text: str) -> str:
        shown = cell_text(text)
        if shown not in self._shown:
            self._shown[shown] = str(self._first + len(self._shown) - 1)
        number = self[text] = self._shown[shown]
        return number

    def to_xml(self) -> str:
        """Return the part of the book that holds them; its counts are optional."""
        texts = list(self._shown)[1:]
        items = "".join(f"<si><t>{_escaped(text)}</t></si>" for text in texts)
        xml = self._xml.replace("</sst>", f"{items}</sst>")
        return re.sub(r' (?:count|uniqueCount)="\d+"', "", xml, count=2)


def cell_text(text: str) -> str:
    """Return `text` as a cell holds it: clean, in one line, no longer than allowed."""
    text = storable(text)
    if len(text) <= LONGEST_CELL:
        return text
    return text[: LONGEST_CELL - 1] + "…"


def _escaped(text: str) -> str:
    plain = escape(TAKEN_AS_CODE.sub(lambda found: f"_x005F{found[0]}", text))
    return UNFIT.sub(lambda found: f"_x{ord(found[0]):04X}_", plain)


def _filled(xml: str, sheet: Sheet, strings: _Strings) -> str:
    last = f"{xl_col_to_name(len(sheet.columns) - 1)}{len(sheet.rows) + 1}"
    xml = re.sub('(?<=<dimension ref=")[^"]*', f"A1:{last}", xml, count=1)
    styles = dict(zip(STYLES, STYLE.findall(xml), strict=True))
    begin, end = xml.index(f'<row r="{SPECIMEN + 1}"'), xml.index("</sheetData>")
    return "".join((xml[:begin], *_rows(sheet, styles, strings), xml[end:]))


def _rows(sheet: Sheet, styles: Mapping[str, str], strings: _Strings) -> Iterator[str]:
    columns = [
        (xl_col_to_name(at), styles["text" if at < sheet.printed else "extra"])
        for at in range(len(sheet.columns))
    ]
    widths = [width for _, width in sheet.columns[: sheet.printed]]
    for number, row in enumerate(sheet.rows, start=2):
        printed = zip(row, widths, strict=False)
        shown = ((one, width) for one, width in printed if isinstance(one, str))
        height = f"{row_height(shown):.16G}"
        yield f'<row r="{number}" ht="{height}" customHeight="1">'
        for (letter, text), value in zip(columns, row, strict=False):
            if isinstance(value, str) and (of := strings[value]):
                yield f'<c r="{letter}{number}" s="{text}" t="s"><v>{of}</v></c>'
            else:
                yield _value(f"{letter}{number}", value, styles)
        yield "</row>"


def _value(at: str, value: Cell, styles: Mapping[str, str]) -> str:
    """Return the cell of what is no text, or shows nothing."""
    if isinstance(value, (int, float)):
        return f'<c r="{at}" s="{styles["number"]}"><v>{value:.16G}</v></c>'
    if isinstance(value, date):
        days = (value - DAY_0).days
        return f'<c r="{at}" s="{styles["date"]}"><v>{days}</v></c>'
    if isinstance(value, time):
        return f'<c r="{at}" s="{styles["time"]}"><v>{_share_of_day(value)}</v></c>'
    return f'<c r="{at}" s="{styles["blank"]}"/>'


@lru_cache(maxsize=1440)
def _share_of_day(clock: time) -> str:
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    return f"{seconds / 86_400:.16G}"
