"""Names in Arabic, Hebrew and Thai: joined, in their order, and found again."""

import unicodedata
from dataclasses import replace

import pytest

from printouts.drawing import Ink
from printouts.script import joined, visual
from printouts.sheet import Page, Run, left_text
from printouts.text import printable, width, wrap
from printouts.theme import BODY
from printouts.typeface import Face, load_faces, make_to_unicode, split_fonts
from tests.printouts import paper_cases as cases

ARABIC = "شركة الخليج"
HEBREW = "חברה לסחר (2026)"
THAI = "บริษัท ไทยการค้า จำกัด"
MARKED = "مُحَمَّد"


def test_arabic_letters_are_joined_and_none_is_lost():
    said = joined(ARABIC)
    assert said != ARABIC
    assert unicodedata.normalize("NFKC", said) == ARABIC
    assert joined(said) == said  # once is enough


def test_vowel_signs_stay():
    assert [c for c in joined(MARKED) if unicodedata.combining(c)]


def test_other_scripts_are_left_alone():
    for text in (HEBREW, THAI, "ABC", "上海 12"):
        assert joined(text) == text


def test_a_form_that_no_font_has_stays_its_letter(monkeypatch):
    monkeypatch.setattr("printouts.script.known_characters", frozenset)
    assert joined(ARABIC) == ARABIC


def test_lines_from_the_right_are_drawn_from_the_left():
    assert visual("אבג (12)") == "(12) גבא"
    assert visual("A אב B") == "A בא B"
    assert visual("plain (text)") == "plain (text)"


def test_marks_keep_texts_as_they_are_read_and_scripts_as_they_are_drawn():
    mark = left_text(10, 10, Run("אב", BODY), 50)
    ink = Ink()
    ink.draw(Page((mark,)))
    assert mark.text == "אב"
    assert [script.text for script in ink.scripts] == ["בא"]


def test_each_part_is_set_in_the_font_that_has_it():
    parts = [(font.fontName, text) for font, text in split_fonts("A אב 上", Face.BOLD)]
    fonts = load_faces()[Face.BOLD]
    main, fallback = fonts.main.fontName, fonts.fallback.fontName
    assert parts == [(main, "A "), (fallback, "אב"), (main, " 上")]
    assert main != fallback


def test_texts_are_measured_in_both_fonts():
    alone = [width(part, Face.REGULAR, 10) for part in ("A ", "אב", " 上")]
    assert width("A אב 上", Face.REGULAR, 10) == pytest.approx(sum(alone))
    assert min(alone) > 0


def test_joined_forms_are_found_as_their_letters():
    table = make_to_unicode("F", [ord(letter) for letter in joined("لا")])
    assert "<00> <06440627>" in table  # lam and alef in one form


@pytest.mark.tool("pdftotext")
def test_names_of_other_scripts_are_printed_and_found(tmp_path):
    names = [ARABIC, HEBREW, THAI, MARKED, "대한무역", "Gulf شركة 12"]
    problem = cases.problem()
    buyers = zip(problem.buyers, names, strict=True)
    problem = replace(
        problem, buyers=tuple(replace(buyer, name=name) for buyer, name in buyers)
    )
    case = (problem, cases.schedule(problem), cases.DIRECTORY)
    assert cases.missing_glyphs(*case) == ()
    found = cases.copied_pickup_list(case, tmp_path)
    for word in ("חברה", "לסחר", "ไทยการค้า", "대한무역", "شركة", "الخليج"):
        assert word in found
    assert found.count("شركة") == 2


def test_long_names_of_other_scripts_wrap_between_words():
    lines = wrap(" ".join([ARABIC] * 12), Face.REGULAR, 10, 200)
    assert len(lines) == 3
    assert " ".join(lines) == printable(" ".join([ARABIC] * 12))
