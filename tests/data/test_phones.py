"""Phone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.phones import parse_phone

MOBILE = "+8613800138000"


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000",
        "138-0013-8000",
        "１３８ ００１３ ８０００",
        "+86 138 0013 8000",
        "0086 13800138000",
        "8613800138000",
        "13800138000.0",
        "手机：13800138000",
    ],
)
def test_mainland_mobiles(typed):
    assert parse_phone(typed).number == MOBILE


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+852 9123 4567", "+85291234567"),
        ("021-62345678", "+862162345678"),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_other_numbers(typed, number):
    assert parse_phone(typed).number == number


def test_an_extension_is_kept_apart():
    phone = parse_phone("021-62345678转801")
    assert (phone.number, phone.extension) == ("+862162345678", "801")


@pytest.mark.parametrize(
    "typed",
    [
        "13800138000/13900139000",
        "13800138000；13900139000",
        "13800138000 或 13900139000",
    ],
)
def test_the_first_of_several_is_used(typed):
    phone = parse_phone(typed)
    assert (phone.number, phone.further) == (MOBILE, 1)


def test_an_unusable_first_number_gives_way():
    assert parse_phone("123 / 13800138000").number == MOBILE


def test_digits_that_excel_rounded_away_are_lost():
    assert parse_phone("1.38E+10").problem == "phone-lost"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("12345", "too few digits"),
        ("1234567890123456789", "too many digits"),
        ("138001380001", "no such number exists"),
        ("微信 abc", "this is no phone number"),
        ("abc/def", "this is no phone number"),
        ("-", "this is no phone number"),
    ],
)
def test_unusable_numbers_say_why(typed, why):
    phone = parse_phone(typed)
    assert (phone.number, phone.problem) == ("", "phone-unusable")
    assert phone.why.en == why


@given(st.text(max_size=40))
def test_no_text_raises(typed):
    phone = parse_phone(typed)
    assert bool(phone.number) != bool(phone.problem)
