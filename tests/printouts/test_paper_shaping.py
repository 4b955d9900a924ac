"""Scripts whose letters change beside others: shaped, measured, broken, found again."""

from dataclasses import replace
from io import BytesIO

import pytest

from printouts.drawing import Ink, Script
from printouts.render import Pdf
from printouts.script_canvas import ScriptCanvas
from printouts.shaping import letters, shape, syllables
from printouts.sheet import Page, Run, left_text
from printouts.text import clean, shorten, width, wrap
from printouts.theme import BODY
from printouts.typeface import PRIVATE, Face, make_to_unicode, split_fonts
from tests.printouts import paper_cases as cases

HINDI = "क्षितिज"  # "ksha" is one sign, and each short i is drawn before its consonant
NAMES = {
    "Hindi": "भारतीय व्यापार",
    "Bengali": "বাংলাদেশ ট্রেডিং",
    "Punjabi": "ਪੰਜਾਬ ਵਪਾਰ",
    "Gujarati": "ગુજરાત શ્રી",
    "Tamil": "தமிழ் வணிகம்",
    "Telugu": "తెలుగు వ్యాపారం",
    "Kannada": "ಕನ್ನಡ ವ್ಯಾಪಾರ",
    "Malayalam": "മലയാളം വ്യാപാരം",
    "Sinhala": "ශ්‍රී ලංකා",
    "Thai": "บริษัท ที่ปั้น",
    "Lao": "ບໍລິສັດ ລາວ",
    "Burmese": "မြန်မာ ကုန်သွယ်ရေး",
    "Khmer": "ក្រុមហ៊ុន កម្ពុជា",
    "Georgian": "საქართველო",
    "Armenian": "Հայաստան",
    "Amharic": "ኢትዮጵያ",
    "emoji": "Ltd 🎉",
}


def test_other_scripts_are_their_own_letters():
    for text in ("plain", "上海 12", "Ñandú", "שלום"):
        assert letters(text) is text


def test_letters_of_shaped_scripts_are_syllables():
    assert letters(f"A {HINDI}!") == ("A", " ", "क्षि", "ति", "ज", "!")
    assert syllables("ที่") == ("ที่",)


def test_a_sign_is_drawn_where_it_belongs():
    short_i, ksha = shape("क्षि", Face.REGULAR)
    (alone,) = shape("क्ष", Face.REGULAR)
    assert ksha.code == alone.code
    assert short_i.advance > 0
    tone = shape("ที่", Face.REGULAR)[-1]
    assert (tone.advance, tone.up > 0 or tone.right != 0) == (0, True)


@pytest.mark.parametrize("face", Face)
def test_a_text_is_as_wide_as_its_glyphs(face):
    glyphs = [glyph for part in syllables(HINDI) for glyph in shape(part, face)]
    wide = sum(glyph.advance for glyph in glyphs)
    assert width(HINDI, face, 10) == pytest.approx(wide / 100)
    assert min(glyph.code for glyph in glyphs) > PRIVATE


def test_what_is_shaped_is_set_apart_in_the_fallback_font():
    parts = [
        (font.fontName, text) for font, text in split_fonts("上 हिन्दी אב", Face.BOLD)
    ]
    main, more = "FairSansCJK-Bold", "FairSansCJK-Bold-More"
    assert parts == [(main, "上 "), (more, "हिन्दी"), (main, " "), (more, "אב")]
    neighbours = [text for _, text in split_fonts("हिन्दीאב", Face.BOLD)]
    assert neighbours == ["हिन्दी", "אב"]


def test_no_line_end_parts_a_syllable():
    text = NAMES["Thai"].replace(" ", "") * 6
    lines = wrap(text, Face.REGULAR, 10, 60)
    assert len(lines) > 3
    assert [part for line in lines for part in letters(line)] == list(letters(text))
    assert all(width(line, Face.REGULAR, 10) <= 60 for line in lines)


def test_a_shortened_text_ends_after_a_syllable():
    short = shorten("क्षि" * 9, Face.REGULAR, 10, 40)
    assert set(letters(short)) == {"क्षि", "…"}


def test_joiners_stay_where_they_shape_and_go_elsewhere():
    assert clean(NAMES["Sinhala"]) == NAMES["Sinhala"]
    assert clean("a\u200db\u200c") == "ab"
    assert clean("\u200dක") == "ක"


def test_a_glyph_says_nothing_but_its_text_does():
    assert "<00> <200B>" in make_to_unicode("F", [PRIVATE + 7])
    said = HINDI.encode("utf-16-be").hex().upper()
    written = ScriptCanvas(BytesIO()).written(Script(Face.BOLD, 10, HINDI))
    assert written.startswith(f"/Span <</ActualText <FEFF{said}>>> BDC ")
    assert written.endswith(" 0 Ts EMC")
    assert written.count(" TJ") == 5  # two signs and three letters: ksha is one


def test_same_text_has_the_same_bytes_whatever_was_drawn_before():
    first = _pdf("हिन्दी")
    for name in NAMES.values():
        _pdf(name)
    assert _pdf("हिन्दी") == first


def _pdf(text):
    ink, pdf = Ink(), Pdf("x", "en")
    drawing = ink.draw(Page((left_text(10, 10, Run(text, BODY), 150),)))
    pdf.add_page(drawing, ink.scripts, ink.figures)
    return pdf.to_bytes()


@pytest.mark.tool("pdftotext")
def test_names_of_shaped_scripts_are_printed_and_found(tmp_path):
    problem = _problem(list(NAMES.values()))
    case = (problem, cases.schedule(problem), cases.DIRECTORY)
    assert cases.missing_glyphs(*case) == ()
    found = cases.copied_pickup_list(case, tmp_path)
    for name in NAMES.values():
        assert name.split()[-1] in found
    assert "\u200b" not in found


def _problem(names):
    problem = cases.problem()
    template = problem.buyers[0]
    more = [
        replace(template, id=f"X{at:02}", name=name) for at, name in enumerate(names)
    ]
    return replace(problem, buyers=(*problem.buyers, *more))
