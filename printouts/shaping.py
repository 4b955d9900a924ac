"""Scripts whose letters change beside others: HarfBuzz says which glyphs stand where.

Hindi, Bengali, Tamil, Thai, Khmer and their like. Only texts that hold such letters come
here, so that all others are set as fast as before. What is measured and drawn, and what
no line end parts, is a syllable: the least that HarfBuzz does not take apart.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz

from printouts.typeface import PRIVATE, SHAPED, Face, advances, load_faces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Glyph(NamedTuple):
    """A glyph of the fallback font; all but `code` in thousandths of the size.

    `code` is the private number by which reportlab knows it, `wide` what the font lets
    it take, `advance` what it takes here, moved by `right` and `up`.
    """

    code: int
    wide: float
    advance: float
    right: float
    up: float


def letters(text: str) -> Sequence[str]:
    """Return the letters of `text`; of scripts that are shaped, the syllables."""
    if text.isascii() or not SHAPED.search(text):
        return text
    return _letters(text)


@lru_cache(maxsize=16_384)
def _letters(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for is_shaped, part in groupby(text, lambda letter: bool(SHAPED.match(letter))):
        run = "".join(part)
        found += syllables(run) if is_shaped else run
    return tuple(found)


@lru_cache(maxsize=16_384)
def syllables(text: str) -> tuple[str, ...]:
    """Cut a text of shaped letters alone into its syllables."""
    starts = sorted({at for at, _ in _set(text, Face.REGULAR)})
    return tuple(text[at:end] for at, end in pairwise([*starts, len(text)]))


@lru_cache(maxsize=16_384)
def shape(syllable: str, face: Face) -> tuple[Glyph, ...]:
    """Return the glyphs of a syllable, in the order in which they are drawn."""
    return tuple(glyph for _, glyph in _set(syllable, face))


def _set(text: str, face: Face) -> Iterator[tuple[int, Glyph]]:
    """Yield each glyph of `text` with where in it its syllable begins."""
    shaper, known = _shaper(face), load_faces()[face].fallback.face
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaper, buffer)
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        code, wide = (
            PRIVATE + info.codepoint,
            shaper.get_glyph_h_advance(info.codepoint),
        )
        known.charToGlyph[code], known.charWidths[code] = info.codepoint, wide
        yield info.cluster, Glyph(code, wide, at.x_advance, at.x_offset, at.y_offset)


@lru_cache(maxsize=2)
def _shaper(face: Face) -> uharfbuzz.Font:
    file = load_faces()[face].fallback.face.filename
    shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)))
    shaper.scale = (1000, 1000)
    return shaper


@lru_cache(maxsize=8)
def letter_widths(face: Face) -> LetterWidths:
    """Return the width of every letter in thousandths of the size, by the letter."""
    return LetterWidths(face)


class LetterWidths(dict[str, float]):
    """Widths by letter or syllable, found when first asked for."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face, self._advances = face, advances(face)

    def __missing__(self, letter: str) -> float:
        """Return the width of a letter not asked for yet; 0 for one that is lacking."""
        if SHAPED.match(letter):
            wide = sum(glyph.advance for glyph in shape(letter, self._face))
        else:
            wide = self._advances.get(ord(letter), 0.0)
        self[letter] = wide
        return wide
