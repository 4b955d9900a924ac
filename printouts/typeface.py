"""The fonts of all papers: loads them, measures with them, knows what they lack.

reportlab draws a text in one font and never falls back; so each weight has a second
font with further scripts, and `split_fonts` says which part is set in which.

Repairs one fault of reportlab: it writes the copy-and-search table wrongly for
characters above U+FFFF, so that a rare name printed right but was found as another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum, StrEnum
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

FOLDER = Path(__file__).parent / "fonts"
JOINED = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
"""Arabic letters as they look beside others."""
SHAPED = re.compile(
    "[\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u200c\u200d]"
)
"""Letters, and the joiners among them, whose look depends on their neighbours: they are
set in the fallback font, as `shaping` says."""
NO_LETTER = "\u200b"
PRIVATE = 0xF0000
"""From here on a number stands for a glyph of the fallback font, not for a letter."""
BLOCK = 100
"""Most entries the PDF format allows in one bfchar block of a ToUnicode table."""


class Face(StrEnum):
    """The two weights, named as reportlab knows them."""

    REGULAR = "FairSansCJK"
    BOLD = "FairSansCJK-Bold"

    __hash__ = str.__hash__
    """That of Enum is slower, and a face is in the key of every text."""


FILES = {
    Face.REGULAR: ("FairSansCJK-Regular", "FairSansMore-Regular"),
    Face.BOLD: ("FairSansCJK-Bold", "FairSansMore-Bold"),
}
"""Of each weight the font, and the one to fall back on."""


class Fonts(NamedTuple):
    """The fonts of one weight, registered with reportlab."""

    main: ttfonts.TTFont
    fallback: ttfonts.TTFont


@lru_cache(maxsize=1)
def load_faces() -> dict[Face, Fonts]:
    """Register all fonts with reportlab, once a process, and return them."""
    rl_config.useA85 = 0
    rl_config.invariant = 1
    ttfonts.makeToUnicodeCMap = make_to_unicode
    faces = {
        face: Fonts(_font(face.value, main), _font(f"{face.value}-More", fallback))
        for face, (main, fallback) in FILES.items()
    }
    rl_config.canvas_basefontname = Face.REGULAR.value  # else Helvetica is named
    return faces


def _font(name: str, file: str) -> ttfonts.TTFont:
    font = ttfonts.TTFont(name, str(FOLDER / f"{file}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=1)
def known_characters() -> frozenset[int]:
    """Return the code points that both weights can draw, in either of their fonts."""
    return main_characters().union(_in_both_weights(lambda fonts: fonts.fallback))


@lru_cache(maxsize=1)
def main_characters() -> frozenset[int]:
    """Return the code points that need no fallback."""
    return _in_both_weights(lambda fonts: fonts.main)


def _in_both_weights(choose: Callable[[Fonts], ttfonts.TTFont]) -> frozenset[int]:
    glyphs = [set(choose(fonts).face.charToGlyph) for fonts in load_faces().values()]
    known = set.intersection(*glyphs)
    return frozenset(code for code in known if code < PRIVATE)


def split_fonts(text: str, face: Face) -> Iterator[tuple[ttfonts.TTFont, str]]:
    """Yield the parts of `text` with the font that each is set in.

    What is shaped is a part of its own.
    """
    fonts = load_faces()[face]
    if main_characters().issuperset(map(ord, text)) and not SHAPED.search(text):
        yield fonts.main, text  # nearly all, and without asking for each letter
        return
    for setting, letters in groupby(text, _setting):
        is_main = setting is _Setting.MAIN
        yield fonts.main if is_main else fonts.fallback, "".join(letters)


class _Setting(Enum):
    MAIN, FALLBACK, SHAPED = range(3)


def _setting(letter: str) -> _Setting:
    if SHAPED.match(letter):
        return _Setting.SHAPED
    is_main = ord(letter) in main_characters()
    return _Setting.MAIN if is_main else _Setting.FALLBACK


@lru_cache(maxsize=8)
def advances(face: Face) -> dict[int, float]:
    """Return the width of every character in thousandths of the size."""
    fonts, main = load_faces()[face], main_characters()
    further = fonts.fallback.face.charWidths
    widths: dict[int, float] = fonts.main.face.charWidths
    return widths | {code: further[code] for code in further if code not in main}


def make_to_unicode(fontname: str, subset: list[int]) -> str:
    """Return the PDF table that leads from codes of `subset` back to characters."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        "<< /Registry (%s)" % fontname,  # noqa: UP031
        "/Ordering (%s)" % fontname,  # noqa: UP031
        "/Supplement 0",
        ">> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{max(len(subset) - 1, 0):02X}>",
        "endcodespacerange",
    ]
    for first in range(0, len(subset), BLOCK):
        block = subset[first : first + BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{first + i:02X}> <{_utf16(c)}>" for i, c in enumerate(block)]
        lines.append("endbfchar")
    lines += [
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines)


def _utf16(code: Any) -> str:
    """Return a letter as a search looks for it: a joined form as what it is a form of.

    A glyph that is no letter is none: what it is part of says the text itself.
    """
    letter = chr(code) if code < PRIVATE else NO_LETTER
    if JOINED.match(letter):
        letter = unicodedata.normalize("NFKC", letter)
    return letter.encode("utf-16-be", "surrogatepass").hex().upper()
