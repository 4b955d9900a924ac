"""Text of cells, keys for comparing, lists inside a cell."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cells import cell_text, clean_text, match_key, number_text, split_list
from data.workbook import BadCell


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  a  b ", "a b"),
        ("ＡＢ１２（上海）", "AB12（上海）"),
        ("不锈钢　管\u200b", "不锈钢 管"),
        ("first \r\n\n second", "first\nsecond"),
        ("e\u0301", "é"),
        ("淼垚喆㛃𬭼", "淼垚喆㛃𬭼"),
    ],
)
def test_clean_text_keeps_what_is_read_and_drops_what_is_not(typed, shown):
    assert clean_text(typed) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (13800138000.0, "13800138000"),
        (0.25, "0.25"),
        (1e300, "1e+300"),
        (3, "3"),
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime(2026, 12, 3, 0, 0), "2026-12-03"),  # noqa: DTZ001  # sheets have no zones
        (datetime(2026, 12, 3, 9, 30), "2026-12-03 09:30:00"),  # noqa: DTZ001
        (date(2026, 12, 3), "2026-12-03"),
        (time(9, 30), "09:30:00"),
        (BadCell("error-cell", "#N/A"), ""),
        ("x ", "x"),
    ],
)
def test_cell_text_writes_values_as_people_do(value, shown):
    assert cell_text(value) == shown


def test_number_text_is_exact_for_whole_numbers():
    assert number_text(5.0) == "5"
    assert number_text(1e15) == "1000000000000000"


def test_match_key_ignores_case_width_and_blanks():
    assert match_key(" Ｄ1-am ") == match_key("D1 -AM") == "d1-am"


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("A;B；C、D,E，F/G\nH", ("A", "B", "C", "D", "E", "F", "G", "H")),
        ("A;;A; ", ("A",)),
        ("HIV 1/2, Kit", ("HIV 1/2", "Kit")),
        ("Foo Co., Ltd.; Bar, Inc.", ("Foo Co., Ltd.", "Bar, Inc.")),
        ("上海（苏州、无锡）、北京", ("上海（苏州、无锡）", "北京")),
        ("unclosed) a/b", ("unclosed) a", "b")),
        ("14111507,31151505", ("14111507", "31151505")),
        ("", ()),
    ],
)
def test_split_list(cell, parts):
    assert split_list(cell) == parts


@given(st.text())
def test_clean_text_is_stable(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert once == once.strip()


@given(st.lists(st.text("abc中文", min_size=1), unique=True))
def test_split_list_reads_back_what_was_joined(parts):
    assert split_list("；".join(parts)) == tuple(parts)
