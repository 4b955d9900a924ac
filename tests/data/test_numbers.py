"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.numbers import (
    Number,
    find_amount,
    parse_header_unit,
    parse_number,
    parse_range,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1200", Number(1200)),
        ("1,200", Number(1200)),
        ("１，２００．５", Number(1200.5)),
        ("1,234,567.5", Number(1234567.5)),
        ("1 200", Number(1200)),
        ("1200.", Number(1200)),
        (".5", Number(0.5)),
        ("1.2万", Number(12000)),
        ("3亿", Number(300_000_000)),
        ("10k", Number(10_000)),
        ("1e3", Number(1000)),
        ("1.200,50", Number(1200.5)),
        ("5000吨", Number(5000, "吨")),
        ("3万件", Number(30000, "件")),
        ("500千克", Number(500, "千克")),
        ("5 m", Number(5, "m")),
        ("100m²", Number(100, "m2")),
        ("20 箱(12瓶)", Number(20, "箱(12瓶)")),
        ("50000 元/吨", Number(50000, "元/吨")),
        ("约500箱", Number(500, "箱", "", True)),
        ("1000+", Number(1000, "", "", True)),
        ("￥3.15", Number(3.15, "", "CNY")),
        ("USD 20,000", Number(20000, "", "USD")),
        ("50万元", Number(500_000, "", "CNY")),
        ("50万元整", Number(500_000, "", "CNY")),
        ("RMB 3000元", Number(3000, "", "CNY")),
        ("US$5 each", Number(5, "each", "USD")),
    ],
)
def test_numbers_as_people_type_them(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("按需", "number-unclear"),
        ("数量100", "number-unclear"),
        ("1/2", "number-unclear"),
        ("1.5.2", "number-unclear"),
        ("1e999", "number-unclear"),
        ("500-1000", "number-range"),
        ("2万至3万", "number-range"),
        ("-3", "number-negative"),
        ("1,5", "number-ambiguous"),
        ("0,125", "number-ambiguous"),
    ],
)
def test_numbers_that_are_not_guessed(text, problem):
    assert parse_number(text).value is None
    assert parse_number(text).problem == problem


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", Number(1.5)),
        ("12,50 €", Number(12.5, "", "EUR")),
        ("1.200", Number(1200)),
        ("1.200,50", Number(1200.5)),
        ("1.200.000", Number(1_200_000)),
        ("1 200,5 кг", Number(1200.5, "кг")),
        ("1'200,5", Number(1200.5)),
        ("1.5", Number(1.5)),
        ("0,125", Number(0.125)),
        ("1,500", Number(problem="number-ambiguous", others=("1.500", "1500"))),
        ("12500", Number(12500)),
        ("3 тыс. шт", Number(3000, "шт")),
        ("2,5 Mio", Number(2_500_000)),
        ("R$ 3.000,00", Number(3000, "", "BRL")),
        ("1500 руб.", Number(1500, "", "RUB")),
        ("5만원", Number(50_000, "", "KRW")),
        ("300円", Number(300, "", "JPY")),
        ("10 triệu đồng", Number(10_000_000, "", "VND")),
    ],
)
def test_numbers_of_languages_with_a_decimal_comma(text, number):
    assert parse_number(text, comma=True) == number


def test_ranges_and_amounts_with_a_decimal_comma():
    assert parse_range("1,50 - 2,75 €", comma=True) == (1.5, 2.75, "EUR")
    assert find_amount("bis 1.200,5 t im Jahr", comma=True) == (1200.5, "t")


def test_an_ambiguous_number_names_both_readings():
    assert parse_number("1,5").others == ("1.5", "15")


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("18-25", (18, 25, "")),
        ("2-3万", (20000, 30000, "")),
        ("2万-3万", (20000, 30000, "")),
        ("￥18~25", (18, 25, "CNY")),
        ("10元", (10, 10, "CNY")),
        ("25-18", None),
        ("面议", None),
        ("1-2-3", None),
        ("-5", None),
    ],
)
def test_price_ranges(text, price):
    assert parse_range(text) == price


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("万元", (10_000, "CNY", "")),
        ("元", (1, "CNY", "")),
        ("吨", (1, "", "吨")),
        ("万", (10_000, "", "")),
    ],
)
def test_units_in_headers(header, meaning):
    assert parse_header_unit(header) == meaning


@given(st.integers(0, 10**12))
def test_whole_numbers_survive_every_grouping(number):
    for text in (str(number), f"{number:,}", f"{number}吨", f"{number}.0"):
        assert parse_number(text).value == number


@given(st.text(max_size=30))
def test_no_text_raises(text):
    number = parse_number(text)
    assert (number.value is None) == bool(number.problem)
    parse_range(text)
