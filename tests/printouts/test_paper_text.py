"""Text on paper: cleaned, checked for glyphs, wrapped and shortened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printouts.text import (
    PLACEHOLDER,
    MissingGlyph,
    clean,
    find_missing,
    is_shortened,
    printable,
    shorten,
    width,
    wrap,
)
from printouts.typeface import BLOCK, Face, known_characters, make_to_unicode


def all_of_gbk():
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.add(bytes([lead, trail]).decode("gbk"))
            except UnicodeDecodeError:
                continue
    return found


@pytest.mark.parametrize(
    "characters",
    [
        "".join(all_of_gbk()),
        "淼垚鑫燊喆旻㛃𬭼",
        "".join(map(chr, range(0xAC00, 0xD7A4))),
        "".join(map(chr, range(0x21, 0x7F))),
        "".join(map(chr, range(0xA1, 0x180))).replace("\xad", ""),
        "".join(map(chr, range(0x391, 0x3CA))).replace("\u03a2", ""),
        "".join(map(chr, range(0x400, 0x460))),
        PLACEHOLDER + "…–—“”‘’·↓→",
        "".join(map(chr, (*range(0x621, 0x63B), *range(0x641, 0x653)))),
        "".join(map(chr, range(0xFE80, 0xFEFD))),
        "".join(map(chr, range(0x5D0, 0x5EB))),
        "".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE3F, 0xE5C)))),
    ],
    ids=[
        "gbk",
        "rare",
        "hangul",
        "ascii",
        "latin",
        "greek",
        "cyrillic",
        "own",
        "arabic",
        "arabic joined",
        "hebrew",
        "thai",
    ],
)
def test_font_has_every_character(characters):
    assert [c for c in characters if ord(c) not in known_characters()] == []


def test_clean_makes_one_line_without_controls():
    assert clean(" a\x00b\n\tc\u2028d\u00a0\u3000e\u200b\u202e ") == "a b c d e"


def test_clean_composes():
    assert clean("e\u0301") == "é"


def test_printable_shows_what_is_missing():
    assert printable("A𓀀Ꭰ") == f"A{PLACEHOLDER}{PLACEHOLDER}"
    assert printable("\ud800") == PLACEHOLDER
    assert printable("𓀀\ufe0f") == PLACEHOLDER  # the selector itself goes


def test_missing_glyphs_are_named_by_character_and_party():
    found = list(find_missing("B1", ["A𓀀", "𓀀Ꭰ\ufe0f"]))
    assert found == [MissingGlyph("Ꭰ", "B1"), MissingGlyph("𓀀", "B1")]
    assert found[1].code_point == "U+13000 egyptian hieroglyph a001"
    assert list(find_missing("B1", ["上海", "x\n"])) == []


def test_wrap_keeps_words_whole():
    lines = wrap("one two three four", Face.REGULAR, 10, 50)
    assert lines == ("one two", "three four")


def test_wrap_breaks_a_word_that_is_too_wide_and_loses_nothing():
    lines = wrap("x" * 50, Face.REGULAR, 10, 50)
    assert "".join(lines) == "x" * 50
    assert len(lines) > 1


def test_wrap_follows_the_chinese_rules_for_line_ends():
    # six characters of 10 pt a line: neither "（" ends a line nor "）" or "。" begins one
    lines = wrap("供应商名称（上海）。供应商", Face.REGULAR, 10, 60)
    assert lines == ("供应商名称", "（上海）。供", "应商")


def test_wrap_says_that_something_is_left_out():
    text = "word " * 40
    lines = wrap(text, Face.REGULAR, 10, 50, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert is_shortened(text, lines)
    assert not is_shortened("word", wrap("word", Face.REGULAR, 10, 50, 3))


def test_shorten_keeps_what_fits():
    assert shorten("short", Face.BOLD, 10, 100) == "short"
    cut = shorten("a long line of words", Face.BOLD, 10, 60)
    assert cut.endswith("…")
    assert width(cut, Face.BOLD, 10) <= 60


@given(
    st.text(max_size=200),
    st.sampled_from(Face),
    st.integers(min_value=30, max_value=400),
    st.integers(min_value=0, max_value=4),
)
def test_no_line_is_wider_than_its_column(text, face, limit, most):
    lines = wrap(text, face, 10, limit, most)
    assert all(width(line, face, 10) <= limit for line in lines)
    assert not most or len(lines) <= most
    if not most:
        assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")


def test_to_unicode_writes_utf16_in_small_blocks():
    table = make_to_unicode("F1", [0x4E00 + i for i in range(150)] + [0x2CB7C])
    assert "<96> <D872DF7C>" in table  # entry 150, a surrogate pair
    assert f"{BLOCK} beginbfchar" in table
    assert "51 beginbfchar" in table


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("", -1.0, ()),
        ("一二三四五六七", 30.0, ("一二三", "四五六", "七")),
        ("一二三。四五", 30.0, ("一二", "三。四", "五")),
        ("甲甲有限公司", 45.0, ("甲甲", "有限公司")),
        ("一 二三", 25.0, ("一 二", "三")),
        ("一二三四有限公司五", 30.0, ("一二三", "四", "有限公", "司五")),
    ],
)
def test_lines_hold_as_many_pieces_as_fit(text, limit, lines):
    # a Han character is as wide as it is high: ten points
    assert wrap(text, Face.REGULAR, 10, limit) == lines
