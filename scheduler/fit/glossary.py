"""Words of a language and what they mean in English, found in texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CHINESE = "zh"
ENGLISH = "en"

HAN = "\u3400-\u9fff\uf900-\ufaff"
"""Characters that Chinese words are made of."""

_PIECES = re.compile(f"[{HAN}]+|[^\\s{HAN}]+")
_HAN = re.compile(f"[{HAN}]")


class Glossary:
    """Splits texts into the words it knows.

    `entries` gives the English meanings of each word. Of Chinese characters the longest
    word is taken from the left, as in most segmenters before statistics; one that begins
    no word is passed over. Other words stand between blanks.
    """

    def __init__(self, entries: Mapping[str, tuple[str, ...]]) -> None:
        self.entries = entries
        self._longest = max(map(len, entries), default=0)

    def split(self, text: str) -> list[str]:
        """Return the known words of a normalised text, in order."""
        return [word for piece in _PIECES.findall(text) for word in self._words(piece)]

    def used_by(self, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the entries that these texts say: they split them just the same."""
        said = {word for text in texts for word in self.split(text)}
        return {word: self.entries[word] for word in sorted(said)}

    def _words(self, piece: str) -> Iterable[str]:
        if not _HAN.match(piece):
            return (piece,) if piece in self.entries else ()
        return self._characters(piece)

    def _characters(self, run: str) -> Iterable[str]:
        at = 0
        while at < len(run):
            size = next(
                (
                    n
                    for n in range(min(self._longest, len(run) - at), 0, -1)
                    if run[at : at + n] in self.entries
                ),
                0,
            )
            if size:
                yield run[at : at + size]
            at += size or 1


def language_of(text: str, glossaries: Mapping[str, Glossary]) -> str:
    """Return the language whose words a normalised text says most of.

    Chinese characters are Chinese where that is among them; English stands for all that
    is compared as it is written, and is taken where others know no more.
    """
    if CHINESE in glossaries and _HAN.search(text):
        return CHINESE
    words = text.split()
    known = {
        language: sum(word in glossary.entries for word in words)
        for language, glossary in sorted(glossaries.items())
    }
    most = max(known.values(), default=0)
    if most <= known.get(ENGLISH, 0):
        return ENGLISH
    return next(language for language, count in known.items() if count == most)
