"""The font of all papers: loads it, measures with it, and knows what it lacks.

Repairs one fault of reportlab: it writes the copy-and-search table wrongly for
characters above U+FFFF, so that a rare name printed right but was found as another.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

FOLDER = Path(__file__).parent / "fonts"
BLOCK = 100
"""Most entries the PDF format allows in one bfchar block of a ToUnicode table."""


class Face(StrEnum):
    """The two weights, named as reportlab knows them."""

    REGULAR = "FairSansCJK"
    BOLD = "FairSansCJK-Bold"

    __hash__ = str.__hash__
    """That of Enum is slower, and a face is in the key of every text."""


FILES = {
    Face.REGULAR: FOLDER / "FairSansCJK-Regular.ttf",
    Face.BOLD: FOLDER / "FairSansCJK-Bold.ttf",
}


@lru_cache(maxsize=1)
def load_faces() -> dict[Face, ttfonts.TTFont]:
    """Register both weights with reportlab, once a process, and return them."""
    rl_config.useA85 = 0
    rl_config.invariant = 1
    ttfonts.makeToUnicodeCMap = make_to_unicode
    faces = {face: ttfonts.TTFont(face.value, str(FILES[face])) for face in Face}
    for font in faces.values():
        pdfmetrics.registerFont(font)
    rl_config.canvas_basefontname = Face.REGULAR.value  # else Helvetica is named
    return faces


@lru_cache(maxsize=1)
def known_characters() -> frozenset[int]:
    """Return the code points that both weights can draw."""
    faces = load_faces()
    glyphs = [set(font.face.charToGlyph) for font in faces.values()]
    return frozenset(set.intersection(*glyphs))


@lru_cache(maxsize=8)
def advances(face: Face) -> dict[int, float]:
    """Return the width of every character in thousandths of the size."""
    widths: dict[int, float] = load_faces()[face].face.charWidths
    return widths


@lru_cache(maxsize=8)
def letter_widths(face: Face) -> LetterWidths:
    """Return the width of every letter in thousandths of the size, by the letter."""
    return LetterWidths(advances(face))


class LetterWidths(dict[str, float]):
    """Widths by letter, taken from those by number when first asked for."""

    def __init__(self, advances: dict[int, float]) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, letter: str) -> float:
        """Return the width of a letter not asked for yet; 0 for one that is lacking."""
        self[letter] = wide = self._advances.get(ord(letter), 0.0)
        return wide


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
    return chr(code).encode("utf-16-be", "surrogatepass").hex().upper()
