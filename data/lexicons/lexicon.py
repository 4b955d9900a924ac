"""The words of a language and what they mean in English, endings and compounds allowed."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = Path(__file__).parent / "words.tsv.gz"

COMPOUNDING = frozenset({"da", "de", "et", "fi", "hu", "nl", "sv"})
"""Languages that write several words as one, the last of which says what it is."""

LEAST_PART = 3
"""Letters of the shortest part of a compound."""

LEAST_SHARED = 4
"""Letters that two forms of a word begin with at least."""

LONGEST_ENDING = 2
"""Letters in which two forms of a word may differ at their ends."""


class Lexicon:
    """What the words of one language mean; `words` gives meanings between blanks."""

    def __init__(self, words: Mapping[str, str], *, compounds: bool) -> None:
        self.words = words
        self._compounds = compounds
        self._sorted = sorted(words)

    def meanings(self, word: str) -> tuple[str, ...]:
        """Return the meanings of a normalised word, or of its parts; none if unknown."""
        found = [self.words[part].split() for part in self._parts(word)]
        return tuple(dict.fromkeys(meaning for each in found for meaning in each))

    def _parts(self, word: str) -> list[str]:
        """Return the known words that a word is: one, or the parts of a compound.

        Both parts are better than the longest last one, which says what it is. Between
        them may stand a joining letter (Arbeit-s-kleidung).
        """
        known = self._near(word)
        if known or not self._compounds:
            return [known] if known else []
        lasts = []
        for at in range(LEAST_PART, len(word) - LEAST_PART + 1):
            last = self._near(word[at:])
            before = last and (self._near(word[:at]) or self._near(word[: at - 1]))
            if last and before:
                return [before, last]
            lasts += [last] if last else []
        return lasts[:1]

    def _near(self, word: str) -> str | None:
        """Return the known word that differs least at its end, if any is near."""
        if word in self.words:
            return word
        at = bisect_left(self._sorted, word)
        shared = [
            (_shared(word, other), other)
            for other in self._sorted[max(0, at - 3) : at + 3]
        ]
        near = [
            (len(other) - 2 * size, other)
            for size, other in shared
            if size >= max(LEAST_SHARED, max(len(word), len(other)) - LONGEST_ENDING)
        ]
        return min(near)[1] if near else None


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@cache
def read_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language; that of English knows its words alone."""
    sign = f"|{language}="
    found = {
        word: said.partition(sign)[2].partition("|")[0]
        for word, said in _words().items()
        if sign in said
    }
    return Lexicon(found, compounds=language in COMPOUNDING)


@lru_cache(maxsize=100_000)
def languages_of(word: str) -> frozenset[str]:
    """Return the languages that have a word, or the plural in -s of it."""
    said = _words().get(word, "") + _words().get(f"{word}s", "")
    return frozenset(one.partition("=")[0] for one in said.split("|")[1:])


@cache
def _words() -> dict[str, str]:
    """Return what each word says: "|es=pumps|pt=pumps pump"."""
    lines = gzip.decompress(PATH.read_bytes()).decode().splitlines()
    return dict(line.split("\t") for line in lines)
