"""Days as people type them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.dates import parse_day

DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2026, 12, 3, 9, 0),  # noqa: DTZ001  # sheets have no zones
        "2026-12-03",
        "2026/12/3",
        "2026.12.3",
        "2026年12月3日",
        "２０２６年１２月３日",
        "20261203",
        20261203.0,
        "Dec 3, 2026",
        "3 December 2026",
        "3rd Dec 2026",
        "2026-12-03T10:00",
        "3.12.2026",
        "03. 12. 2026",
        "3. Dezember 2026",
        "3 décembre 2026",
        "3 DEC. 2026",
        "3 de diciembre de 2026",
        "3 de dezembro de 2026",
        "3 dicembre 2026",
        "3 декабря 2026 г.",
        "3 грудня 2026",
        "3 grudnia 2026",
        "3 desember 2026",
        "03.12.2026 г.",
        "3 Aralık 2026",
        "2026년 12월 3일",
        "2026年12月03日",
    ],
)
def test_days_as_people_type_them(value):
    assert parse_day(value).value == DAY


def test_a_serial_number_is_told():
    # 46359 days after 1899-12-30
    assert parse_day(46359.0) == parse_day("46359")
    assert parse_day(46359).value == DAY
    assert parse_day(46359).from_serial


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3/12/2026", "day and month can be swapped"),
        ("2026-02-30", "there is no such day"),
        ("12月3日", "the year is missing"),
        ("2026年12月", "the day is missing"),
        ("尽快", "this is no date"),
        ("3 Foo 2026", "this is no date"),
        ("3 jui 2026", "this is no date"),  # juin or juillet
        ("31.2.2026", "there is no such day"),
        ("", "this is no date"),
    ],
)
def test_unclear_days_say_why(text, why):
    assert parse_day(text).value is None
    assert parse_day(text).why.en == why


@pytest.mark.parametrize("value", [5, 0.5, True, None])
def test_other_values_are_no_days(value):
    assert parse_day(value).value is None


def test_day_and_month_are_told_apart_where_they_can_be():
    assert parse_day("13/12/2026").value == date(2026, 12, 13)
    assert parse_day("12/13/2026").value == date(2026, 12, 13)
    assert parse_day("12/12/2026").value == date(2026, 12, 12)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_survives_each_way_to_write_it(day):
    for text in (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    ):
        assert parse_day(text).value == day


@given(st.text(max_size=20))
def test_no_text_raises(text):
    parse_day(text)
