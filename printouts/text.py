"""The one way text gets onto paper: cleaned, checked for glyphs, wrapped, shortened.

Nothing here interprets markup: a name that contains "<b>" is printed as it is.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise, repeat
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
    text = printable(text)
    pieces = (text[begin:end].rstrip() for begin, end in pairwise(_ends(text)))
    return max((width(piece, face, size) for piece in pieces), default=0.0)


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
    return filter(None, map(str.rstrip, _cut(text, face, size, limit)))


def _cut(text: str, face: Face, size: float, limit: float) -> Iterator[str]:
    """Yield lines of as many pieces as fit; by the letter where one alone does not.

    `sums` is how wide the text is up to each place, so that what fits is found by
    halving. No syllable reaches from one piece into another: where they meet stands a
    space or a wide character, and neither is shaped.
    """
    ends, sums = _ends(text), _sums(text, face)
    bare = [sums[end - (text[end - 1] == " ")] for end in ends[1:]]
    begin = done = 0  # where the line begins, and how many pieces have a place

    def wide(reached: float) -> float:
        return (reached - sums[begin]) * size / 1000

    while done < len(bare):
        fitting = bisect_right(bare, limit, lo=done, key=wide)
        if fitting == done and begin == ends[done]:
            *parts, last = _parts(text[begin : ends[done + 1]], face, size, limit)
            yield from parts
            done += 1
            begin = ends[done] - len(last)
        elif fitting < len(bare):
            done = fitting
            yield text[begin : ends[done]]
            begin = ends[done]
        else:
            break
    yield text[begin:]


def _sums(text: str, face: Face) -> list[float]:
    """Return how wide the text is before each letter, and in all."""
    found, widths = letters(text), letter_widths(face)
    wide: Iterable[float] = map(widths.__getitem__, found)
    if found is not text:  # what is wide is a syllable; it counts at its first letter
        wide = chain.from_iterable(
            (one, *repeat(0.0, len(syllable) - 1))
            for one, syllable in zip(wide, found, strict=True)
        )
    return [0.0, *accumulate(wide)]


def _ends(text: str) -> list[int]:
    """Return 0, where what must stay together ends, and the length of the text.

    That is a word with its space, or a Han character with its marks.
    """
    whole = {
        at
        for match in KEPT_WHOLE.finditer(text)
        for at in range(match.start() + 1, match.end())
    }
    found = (match.start() for match in MAY_BREAK.finditer(text, 1))
    ends = [end for end in found if end not in whole]
    return [0, *ends, len(text)] if text else [0]


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
