"""Rows written at once: what a reader finds is what xlsxwriter would have written."""

import re
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from printouts.book_sheet import Sheet, columns_of
from printouts.row_height import row_height
from printouts.sheet_rows import STYLES, add_specimens, cell_text, fill_rows

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LOOKS = dict(zip(STYLES, ("@", "@", "General", "0.00", "yyyy-mm-dd", "hh:mm"), strict=True))  # fmt: skip
KIND = {str: "text", int: "number", float: "number", date: "date", time: "time"}
COLUMNS = columns_of(("One", "一", 9), ("Two", "二", 30), ("Three", "三", 8))
ODD = (
    "=1+1", "<b>&\"'</b>", "_x0041_ and _xZZZZ_", "a\ufffeb\uffff", "  a \t b ", "\x00\x1b",
    "👩\u200d🔧 𬭼", "'", "1E5", "http://a.example", "", "夏" * 40, "\ud800x", "]]>",
)  # fmt: skip


def made(*sheets, filled):
    """Write a workbook, row by row through xlsxwriter or at once."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        formats = {
            name: book.add_format({"num_format": LOOKS[name]}) for name in STYLES
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for at, (head, _) in enumerate(sheet.columns):
                page.write_string(0, at, head.en)
            if filled:
                add_specimens(page, formats)
            else:
                write_slowly(page, sheet, formats)
    content = buffer.getvalue()
    return fill_rows(content, sheets) if filled else content


def write_slowly(page, sheet, formats):
    for number, row in enumerate(sheet.rows, start=1):
        pairs = list(zip(row, sheet.columns, strict=True))[: sheet.printed]
        texts = [
            (value, width) for value, (_, width) in pairs if isinstance(value, str)
        ]
        page.set_row(number, row_height(texts))
        for at, value in enumerate(row):
            value = cell_text(value) if isinstance(value, str) else value
            kind = KIND.get(type(value), "blank") if value != "" else "blank"
            look = formats["extra" if kind == "text" and at >= sheet.printed else kind]
            if kind == "blank":
                page.write_blank(number, at, None, look)
            elif kind == "text":
                page.write_string(number, at, value, look)
            else:
                page.write(number, at, value, look)


def read(content):
    """Return all that a reader finds in each cell, and how high rows are."""
    found = []
    for page in openpyxl.load_workbook(BytesIO(content)):
        cells = [
            (cell.coordinate, cell.data_type, cell.value, cell.number_format)
            for row in page.iter_rows()
            for cell in row
        ]
        heights = {at: page.row_dimensions[at].height for at in range(1, 9)}
        found.append((page.title, page.dimensions, cells, heights))
    return found


def sheet_of(rows, name="A", printed=2):
    return Sheet(name, COLUMNS, rows, printed=printed)


VALUES = st.one_of(
    st.none(),
    st.sampled_from(ODD),
    st.text(max_size=20),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.times().map(lambda one: one.replace(microsecond=0)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=4), st.integers(1, 3))
def test_a_reader_finds_what_xlsxwriter_would_have_written(rows, printed):
    sheets = sheet_of(rows, "A", printed), sheet_of(rows[::-1], "B")
    assert read(made(*sheets, filled=True)) == read(made(*sheets, filled=False))


def test_texts_that_look_like_parts_of_the_file_stay_texts():
    rows = [("<r><t>x</t></r>", "</si></sst>", "</row></sheetData>")]
    (found,) = read(made(sheet_of(rows), filled=True))
    assert [cell[2] for cell in found[2][3:]] == list(rows[0])


def test_texts_that_show_the_same_are_held_once():
    content = made(sheet_of([("a b", "  a\tb", "a b"), ("c", "One", "")]), filled=True)
    with ZipFile(BytesIO(content)) as parts:
        strings = parts.read("xl/sharedStrings.xml").decode()
    assert re.findall("<t>(.*?)</t>", strings) == [
        "One",
        "Two",
        "Three",
        "a b",
        "c",
        "One",
    ]


def test_values_are_those_of_a_workbook():
    rows = [(date(2026, 12, 3), time(9, 30), 0.25), (date(1900, 3, 1), None, "")]
    (found,) = read(made(sheet_of(rows), filled=True))
    assert [cell[2] for cell in found[2][3:]] == [
        datetime(2026, 12, 3),  # noqa: DTZ001  cells have no zone
        time(9, 30),
        0.25,
        datetime(1900, 3, 1),  # noqa: DTZ001
        None,
        None,
    ]


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_a_sheet_of_any_length_has_no_specimen_left(rows):
    sheet = sheet_of([("x", 1, "y")] * rows)
    (found,) = read(made(sheet, filled=True))
    assert found[1] == f"A1:C{rows + 1}"
    assert len(found[2]) == 3 * (rows + 1)
