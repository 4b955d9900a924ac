"""A first pass over the XML of a workbook, before any library builds cells from it.

It finds how far the content of each sheet reaches (a single stray cell in XFD1048576
makes a reader allocate the whole sheet), cells with errors, formulas that were saved
without a result, and document types, which no workbook needs.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 20


class DoctypeError(Exception):
    """The XML declares a document type."""


@dataclass
class SheetScan:
    """Last row and column with content (0-based, -1 without) and the odd cells.

    `errors` maps a cell to what it shows (`#N/A`); `unvalued` are formulas without a
    stored result; `formulas` counts all formulas, `hidden_rows` the hidden rows with
    content.
    """

    last_row: int = -1
    last_column: int = -1
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: set[tuple[int, int]] = field(default_factory=set)
    formulas: int = 0
    hidden_rows: int = 0


def scan_workbook(path: Path) -> dict[str, SheetScan]:
    """Return the scan of each sheet part of `path` ("xl/worksheets/sheet1.xml").

    Names of parts are in lower case, as readers do not tell cases apart.
    Reads every XML part to its end, so a wrong checksum, a lying size or broken XML
    is found here: raises zipfile.BadZipFile, zlib.error, EOFError, expat.ExpatError,
    DoctypeError.
    """
    scans: dict[str, SheetScan] = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name = info.filename.lower()
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                # a part that occurs twice is judged by both
                _scan_sheet(archive, info, scans.setdefault(name, SheetScan()))
            elif name.endswith((".xml", ".rels")) and "/media/" not in name:
                _parse(archive, info, _new_parser())
    return scans


def _parse(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, parser: expat.XMLParserType
) -> None:
    with archive.open(info) as stream:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _new_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise DoctypeError


class _SheetHandler:
    """Fills a scan while a sheet is parsed; written for speed, 2 million calls a sheet."""

    def __init__(self, parser: expat.XMLParserType, scan: SheetScan) -> None:
        self._parser = parser
        self._scan = scan
        self._row = self._column = -1
        self._kind = ""
        self._formula = False
        self._open = self._hidden = False
        self._text: list[str] = []
        self._columns: dict[str, int] = {}
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {}
        self._by_tag = {
            "c": self._cell, "v": self._value, "is": self._value,
            "f": self._start_formula, "row": self._start_row,
        }  # fmt: skip

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of any element, whatever its namespace prefix."""
        handler = self._starts.get(name)
        if handler is None:
            tag = name.rpartition(" ")[2]
            handler = self._starts[name] = self._by_tag.get(tag, _ignore)
        handler(attributes)

    def finish(self) -> None:
        """Take note of the last cell."""
        self._finish_cell()

    def _cell(self, attributes: dict[str, str]) -> None:
        if self._open:
            self._finish_cell()
        self._kind = attributes.get("t", "")
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is None:
            known = self._columns[letters] = column_index(letters)
        self._column = known
        self._row = int(reference[len(letters) :] or 0) - 1

    def _value(self, _: dict[str, str]) -> None:
        scan = self._scan
        if self._row > scan.last_row:
            scan.last_row = self._row
        if self._column > scan.last_column:
            scan.last_column = self._column
        if self._hidden:
            self._hidden = False
            scan.hidden_rows += 1
        if self._kind == "e":
            self._open = True
            self._parser.CharacterDataHandler = self._text.append
        elif self._formula:
            # an empty <v/> is no result, but for a text it is the empty text
            self._formula = self._kind != "str"
            self._parser.CharacterDataHandler = self._note_result

    def _note_result(self, text: str) -> None:
        if text.strip():
            self._formula = False

    def _start_formula(self, _: dict[str, str]) -> None:
        self._formula = self._open = True
        self._scan.formulas += 1

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._open:
            self._finish_cell()
        self._row = int(attributes.get("r", self._row + 2)) - 1
        self._column = -1
        self._hidden = attributes.get("hidden") in {"1", "true"}

    def _finish_cell(self) -> None:
        at = (self._row, self._column)
        if self._text:
            self._scan.errors[at] = "".join(self._text).strip()
            self._text.clear()
        elif self._formula:
            self._scan.unvalued.add(at)
            self._scan.last_row = max(self._scan.last_row, self._row)
            self._scan.last_column = max(self._scan.last_column, self._column)
        self._formula = self._open = False
        self._parser.CharacterDataHandler = None


def _ignore(_: dict[str, str]) -> None:
    """Let elements pass that say nothing about cells."""


def _scan_sheet(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, scan: SheetScan
) -> None:
    parser = _new_parser()
    handler = _SheetHandler(parser, scan)
    parser.StartElementHandler = handler.start
    _parse(archive, info, parser)
    handler.finish()


def column_index(letters: str) -> int:
    """Return the 0-based column of "A", "XFD", ..."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """Return the letters of a 0-based column: 0 is "A"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
