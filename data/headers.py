"""Which row of a sheet is its header, and which column holds what."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from data.cells import cell_text
from data.columns import COLUMNS, Column, Kind, columns_by_field
from data.headings import (
    COMMA_LANGUAGES,
    COMPANY,
    DESCRIPTION,
    foreign_headings,
)
from data.limits import HEADER_ROWS
from scheduler.fit.letters import fold_letters

if TYPE_CHECKING:
    from data.workbook import Sheet

_SIGNS = "\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Scripts whose vowel signs, which are no letters, tell words apart."""

_NOT_WORD = re.compile(rf"[^\w{_SIGNS}]|_")
_BRACKETS = re.compile(r"[(\[【{<《](.*?)[)\]】}>》]")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_PARTIES = {Kind.BUYERS: "buyer", Kind.SUPPLIERS: "supplier", Kind.ABSENCES: "party"}
"""What a company is in a sheet of one side, or of either."""
_SPLIT = re.compile(r"[/|\n,，;；、:：]|\s-\s")


class Meaning(NamedTuple):
    """What a header text says: the fields it can be, and what stands in brackets."""

    fields: tuple[str, ...]
    bracket: str = ""


@dataclass(frozen=True)
class HeaderCell:
    """One header: its place, its text and what was understood.

    `field` is "" where it was not; `near` then names the column that it resembles;
    `fields` has several where it is ambiguous.
    """

    row: int
    column: int
    text: str
    field: str = ""
    near: str = ""
    fields: tuple[str, ...] = ()
    bracket: str = ""


@dataclass(frozen=True)
class Header:
    """The header of a sheet: rows `top` to `bottom` (0-based), its cells by column."""

    kind: Kind
    top: int
    bottom: int
    cells: tuple[HeaderCell, ...]
    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Column, ...]:
        """Return the required columns that are not there."""
        return tuple(
            column
            for column in COLUMNS[self.kind]
            if column.required and column.field not in self.columns
        )

    @property
    def has_decimal_comma(self) -> bool:
        """Tell whether the sheet is in a language that writes 2,5 for two and a half.

        Two of its names have to be of such languages alone, and more than the others.
        """
        comma = sum(header_key(cell.text) in _comma_names() for cell in self.cells)
        named = sum(bool(cell.field) for cell in self.cells)
        return comma > 1 and comma * 2 > named

    @property
    def understood(self) -> tuple[Column, ...]:
        """Return the columns that are there, in the order of the sheet."""
        known = columns_by_field(self.kind)
        fields = dict.fromkeys(cell.field for cell in self.cells if cell.field)
        return tuple(known[field] for field in fields)


@lru_cache(maxsize=20_000)
def header_key(text: str) -> str:
    """Return `text` without case, width, accents, blanks and punctuation."""
    return _NOT_WORD.sub("", fold_letters(text))


@cache
def names_of(kind: Kind) -> dict[str, str]:
    """Return field by normalised name; Chinese and English names come first."""
    names: dict[str, str] = {}
    for column in COLUMNS[kind]:
        for name in column.names:
            names.setdefault(header_key(name), column.field)
    if kind is Kind.CALLS:  # which we write ourselves, with numbers headed "no."
        return names
    known = columns_by_field(kind)
    meant = {field: field for field in known} | {DESCRIPTION: "product"}
    if kind in _PARTIES:
        meant[COMPANY] = _PARTIES[kind]
    if kind is Kind.ABSENCES:  # one column for either side
        meant |= dict.fromkeys(("buyer", "supplier", "id"), "party")
    for heading in foreign_headings():
        if (field := meant.get(heading.field)) in known:
            names.setdefault(header_key(heading.name), str(field))
    return names


@cache
def _descriptions() -> frozenset[str]:
    """Return the names of columns that say what a product is, or more about it."""
    foreign = (h.name for h in foreign_headings() if h.field == DESCRIPTION)
    return frozenset(map(header_key, foreign))


@cache
def _comma_names() -> frozenset[str]:
    """Return the names that only languages with a decimal comma have."""
    comma: set[str] = set()
    point: set[str] = set()
    for heading in foreign_headings():
        names = comma if heading.language in COMMA_LANGUAGES else point
        names.add(header_key(heading.name))
    ours = (name for columns in COLUMNS.values() for c in columns for name in c.names)
    return frozenset(comma - point - set(map(header_key, ours)))


@lru_cache(maxsize=20_000)
def read_meaning(kind: Kind, text: str) -> Meaning:
    """Return what `text` means as a header of `kind`.

    The whole counts first, then the whole without brackets, then its parts: the
    Chinese and the other words, and what stands between slashes. Parts that mean
    different fields make it ambiguous. Known parts must make up half of the text, or
    all of its Chinese.
    """
    names = names_of(kind)
    wide = unicodedata.normalize("NFKC", text)
    bracket = "".join(_BRACKETS.findall(wide)).strip()
    if whole := names.get(header_key(wide)):  # "(€)" is no part of the name
        return Meaning((whole,), "" if header_key(bracket) else bracket)
    bare = _BRACKETS.sub(" ", wide)
    if whole := names.get(header_key(bare)):
        return Meaning((whole,), bracket)
    parts = [part for piece in _SPLIT.split(wide) for part in _scripts(piece)]
    fields = dict.fromkeys(
        names[key] for part in parts if (key := header_key(part)) in names
    )
    chinese = _CHINESE.findall(bare)
    sure = bool(chinese) and all(header_key(part) in names for part in chinese)
    known = sum(len(header_key(part)) for part in parts if header_key(part) in names)
    if not sure and known * 2 < len(header_key(wide)):
        return Meaning(())
    return Meaning(tuple(fields), bracket)


def _scripts(text: str) -> list[str]:
    """Return `text` itself, its Chinese words and all the rest."""
    bare = _BRACKETS.sub(" ", text)
    return [*_CHINESE.findall(text), _CHINESE.sub(" ", bare), *_BRACKETS.findall(text)]


def find_header(sheet: Sheet, kind: Kind) -> Header | None:
    """Return the row that names most columns of `kind`, the first of equals.

    A row counts with two columns, or with one where that is a required one and
    nothing else stands in the row.
    """
    best: Header | None = None
    for row in range(min(HEADER_ROWS, len(sheet.rows))):
        header = _read_row(sheet, kind, row)
        if best is None or len(header.columns) > len(best.columns):
            best = header
    if best is None or not _is_plausible(best):
        return None
    return best


def _is_plausible(header: Header) -> bool:
    if len(header.columns) > 1:
        return True
    known = columns_by_field(header.kind)
    return (
        len(header.cells) == 1
        and bool(header.cells[0].field)
        and known[header.cells[0].field].required
    )


def _read_row(sheet: Sheet, kind: Kind, row: int) -> Header:
    texts = _header_texts(sheet, row)
    cells = []
    columns: dict[str, list[int]] = {}
    for column, text in texts.items():
        meaning = read_meaning(kind, text)
        one = meaning.fields[0] if len(meaning.fields) == 1 else ""
        fields = meaning.fields if len(meaning.fields) > 1 else ()
        cells.append(HeaderCell(row, column, text, one, "", fields, meaning.bracket))
    cells = _without_descriptions(cells, kind)
    for cell in cells:
        if cell.field:
            columns.setdefault(cell.field, []).append(cell.column)
    return Header(
        kind,
        row,
        _bottom(sheet, row),
        tuple(cells),
        {field: tuple(places) for field, places in columns.items()},
    )


def _without_descriptions(cells: list[HeaderCell], kind: Kind) -> list[HeaderCell]:
    """Let a description say more about the product where another column names it."""
    products = [cell for cell in cells if cell.field == "product"]
    weak = [cell for cell in products if header_key(cell.text) in _descriptions()]
    if not weak or len(weak) == len(products):
        return cells
    taken = {cell.field for cell in cells}
    free = "specification" in columns_by_field(kind) and "specification" not in taken
    said = "specification" if free else ""
    return [replace(c, field=said) if c in weak else c for c in cells]


def _header_texts(sheet: Sheet, row: int) -> dict[int, str]:
    """Return the texts of a row; a merged title gives way to the cells below it."""
    texts = {
        column: text
        for column, value in enumerate(sheet.rows[row])
        if (text := cell_text(value))
    }
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    for merge in sheet.merges:
        if merge.top == merge.bottom == row and merge.right > merge.left:
            subs = {
                column: text
                for column in range(merge.left, min(merge.right + 1, len(below)))
                if isinstance(below[column], str) and (text := cell_text(below[column]))
            }
            if len(subs) > 1:
                texts.pop(merge.left, None)
                texts |= subs
    return dict(sorted(texts.items()))


def _bottom(sheet: Sheet, row: int) -> int:
    """Return the last row of the header: merged cells and sub-titles reach down."""
    bottom = row
    line = sheet.rows[row]
    below = sheet.rows[row + 1] if row + 1 < len(sheet.rows) else []
    for merge in sheet.merges:
        if merge.top != row or merge.left >= len(line) or line[merge.left] == "":
            continue
        bottom = max(bottom, merge.bottom)
        subs = [value for value in below[merge.left : merge.right + 1] if value != ""]
        is_title = merge.bottom == row and merge.right > merge.left and len(subs) > 1
        if is_title and all(isinstance(value, str) for value in subs):
            bottom = max(bottom, row + 1)
    return min(bottom, len(sheet.rows) - 1)
