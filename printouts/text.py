"""The one way text gets onto paper: cleaned, checked for glyphs, wrapped, shortened.

Nothing here interprets markup: a name that contains "<b>" is printed as it is.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from printouts.script import joined
from printouts.shaping import letter_widths, letters
from printouts.typeface import SHAPED, Face, known_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLACEHOLDER = "▢"
"""Stands for a character the font lacks: seen by whoever reads the paper."""

ELLIPSIS = "…"
SILENT = frozenset({"Cf", "Mn"})
"""Kinds that may vanish when the font lacks them: marks and invisible controls."""

NO_LINE_START = frozenset("、。，．：；？！）］｝〉》」』】〕〗’”…—·%‰℃,.:;?!)]}>/-")
NO_LINE_END = frozenset("（［｛〈《「『【〔〖‘“([{<#￥$")
KEPT_WHOLE = re.compile("(?:股份)?有限(?:责任)?公司|分公司|集团公司")
"""Ends of Chinese company names, which no line end parts."""
WIDE = 0x2E80
"""From here on a line may break before and after a character (Han, kana, Hangul)."""
_WIDE = f"{chr(WIDE)}-{chr(sys.maxunicode)}"
MAY_BREAK = re.compile(
    f"(?=[^ {re.escape(''.join(sorted(NO_LINE_START)))}])"
    f"(?<=[^{re.escape(''.join(sorted(NO_LINE_END)))}])"
    f"(?:(?<=[ {_WIDE}])|(?=[{_WIDE}]))"
)
"""Where a line may end: after a space or beside what is wide, not at such marks."""


@dataclass(frozen=True, slots=True, order=True)
class MissingGlyph:
    """A character that the font lacks, and whose paper it is on ("": everybody's)."""

    character: str
    party: str

    @property
    def code_point(self) -> str:
        """Return the character's number and name, for a person to look up."""
        name = unicodedata.name(self.character, "").lower()
        return f"U+{ord(self.character):04X} {name}".strip()


def clean(text: str) -> str:
    """Return `text` composed (NFC), in one line, without controls.

    Every kind of blank, and every control character, becomes one space; characters
    that only steer direction or joining go, but for joiners of letters that are shaped.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isprintable():
        return " ".join(composed.split())
    kept = (
        " " if unicodedata.category(c) in _BLANK else c
        for before, c in zip(" " + composed, composed, strict=False)
        if unicodedata.category(c) != "Cf" or (SHAPED.match(c) and _is_shaped(before))
    )
    return " ".join("".join(kept).split())


def _is_shaped(letter: str) -> bool:
    return bool(SHAPED.match(letter)) and unicodedata.category(letter) != "Cf"


def storable(text: str) -> str:
    """Return `text` clean, and "?" for a lone half of a letter: no file can hold one."""
    return clean(text).encode("utf-8", "replace").decode()


_BLANK = frozenset({"Cc", "Zl", "Zp", "Zs"})


@lru_cache(maxsize=65_536)
def printable(text: str) -> str:
    """Return `text` clean and with `PLACEHOLDER` for what the font lacks."""
    known, plain = known_characters(), joined(clean(text))
    if known.issuperset(map(ord, plain)):
        return plain
    return "".join(
        c if ord(c) in known else PLACEHOLDER
        for c in plain
        if ord(c) in known or not _is_silent(c)
    )


def find_missing(party: str, texts: Iterable[str]) -> Iterator[MissingGlyph]:
    """Yield each character of `texts` that will be printed as `PLACEHOLDER`, once."""
    known = known_characters()
    joined = " ".join(texts)
    if known.issuperset(map(ord, set(joined))):
        return
    for character in sorted(set(clean(joined))):
        if ord(character) not in known and not _is_silent(character):
            yield MissingGlyph(character, party)


def _is_silent(character: str) -> bool:
    return unicodedata.category(character) in SILENT


def width(text: str, face: Face, size: float) -> float:
    """Return how wide printable `text` is, in the unit of `size`."""
    return sum(map(letter_widths(face).__getitem__, letters(text))) * size / 1000


def widest_piece(text: str, face: Face, size: float) -> float:
    """Return the width of the longest part of `text` that a line end may not part."""
    pieces = _pieces(printable(text))
    return max((width(piece.rstrip(), face, size) for piece in pieces), default=0.0)


@lru_cache(maxsize=65_536)
def wrap(
    text: str, face: Face, size: float, limit: float, most: int = 0
) -> tuple[str, ...]:
    """Break `text` into lines no wider than `limit`, at most `most` (0: any number).

    Chinese breaks between any two characters but not before a closing or after an
    opening mark; other scripts break at spaces, and inside a word only when it alone
    is too wide. Where lines are left out the last ends in an ellipsis.
    """
    text = printable(text)
    if width(text, face, size) <= limit:
        return (text,)
    lines = list(_break(text, face, size, limit))
    if most and len(lines) > most:
        lines = [
            *lines[: most - 1],
            shorten(" ".join(lines[most - 1 :]), face, size, limit),
        ]
    return tuple(lines)


def is_shortened(text: str, lines: tuple[str, ...]) -> bool:
    """Tell whether `wrap` left part of `text` out."""
    said = "".join(lines).replace(" ", "")
    return said != printable(text).replace(" ", "")


@lru_cache(maxsize=16_384)
def shorten(text: str, face: Face, size: float, limit: float) -> str:
    """Return `text`, cut to `limit` with an ellipsis where it is wider."""
    text = printable(text)
    if width(text, face, size) <= limit:
        return text
    widths = letter_widths(face)
    room = limit - width(ELLIPSIS, face, size)
    kept = []
    for character in letters(text):
        room -= widths[character] * size / 1000
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ELLIPSIS


def _break(text: str, face: Face, size: float, limit: float) -> Iterator[str]:
    line, used = "", 0.0
    for piece, wide, needed in _measured(text, face, size):
        if used + needed <= limit:
            line, used = line + piece, used + wide
            continue
        if line.strip():
            yield line.rstrip()
        line, used = "", 0.0
        for part in _parts(piece, face, size, limit):
            if line:
                yield line.rstrip()
            line, used = part, width(part, face, size)
    if line.strip():
        yield line.rstrip()


def _measured(text: str, face: Face, size: float) -> Iterator[tuple[str, float, float]]:
    """Yield the pieces with their widths, with and without the spaces at their end."""
    if letters(text) is not text:  # of some letters a syllable is measured, not each
        for piece in _pieces(text):
            bare = width(piece.rstrip(), face, size)
            yield piece, width(piece, face, size), bare
        return
    widths = letter_widths(face)
    sums = [0.0, *accumulate(map(widths.__getitem__, text))]
    start = 0
    for piece in _pieces(text):
        end = start + len(piece)
        bare = start + len(piece.rstrip())
        wide = (sums[end] - sums[start]) * size / 1000
        yield piece, wide, (sums[bare] - sums[start]) * size / 1000
        start = end


def _pieces(text: str) -> Iterator[str]:
    """Yield what must stay together: a word with its space, a Han with its marks."""
    whole = {
        at
        for match in KEPT_WHOLE.finditer(text)
        for at in range(match.start() + 1, match.end())
    }
    start = 0
    for match in MAY_BREAK.finditer(text, 1):
        at = match.start()
        if at not in whole:
            yield text[start:at]
            start = at
    if start < len(text):
        yield text[start:]


def _parts(piece: str, face: Face, size: float, limit: float) -> Iterator[str]:
    """Cut a piece that is wider than a whole line."""
    widths = letter_widths(face)
    part, used = "", 0.0
    for character in letters(piece):
        wide = widths[character] * size / 1000
        if part and used + wide > limit and character != " ":
            yield part
            part, used = "", 0.0
        part, used = part + character, used + wide
    yield part
