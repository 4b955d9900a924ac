"""Chinese words and what they mean in English, found in texts from the left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HAN = "\u3400-\u9fff\uf900-\ufaff"
"""Characters that Chinese words are made of."""

_RUNS = re.compile(f"[{HAN}]+")


class Glossary:
    """Splits texts into the words it knows.

    `entries` gives the English meanings of each word. From the left the longest word
    is taken, as in most Chinese segmenters before statistics; a character that begins
    no word is passed over.
    """

    def __init__(self, entries: Mapping[str, tuple[str, ...]]) -> None:
        self.entries = entries
        self._longest = max(map(len, entries), default=0)

    def split(self, text: str) -> list[str]:
        """Return the known words of a normalised text, in order."""
        return [word for run in _RUNS.findall(text) for word in self._words(run)]

    def used_by(self, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the entries that these texts say: they split them just the same."""
        said = {word for text in texts for word in self.split(text)}
        return {word: self.entries[word] for word in sorted(said)}

    def _words(self, run: str) -> Iterable[str]:
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
