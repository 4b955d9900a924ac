"""Words that mean the same product, written one way before texts are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from scheduler.fit.text import WIDE, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPACED = re.compile(rf"[^{WIDE}]+")


class Synonyms:
    """Groups of words; groups that share one are one group.

    A Chinese, Japanese or Korean word is found inside others, any other as a whole word
    or phrase, its English plural included. Of a group the first Chinese word stands for
    all, else the first.
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._meant: dict[str, str] = {}
        for group in _joined([normalise(word) for word in group] for group in groups):
            meant = min(group, key=lambda word: (bool(_SPACED.fullmatch(word)), word))
            self._meant |= dict.fromkeys(group, meant)
        words = sorted(self._meant, key=lambda word: (-len(word), word))
        self._find = re.compile("|".join(map(_pattern, words))) if words else None
        self.say = lru_cache(maxsize=None)(self._say)

    def _say(self, text: str) -> str:
        plain = normalise(text)
        if self._find is None:
            return plain
        return self._find.sub(self._replace, plain)

    def _replace(self, found: re.Match[str]) -> str:
        word = found[0]
        for known in (word, word.removesuffix("s"), word.removesuffix("es")):
            if known in self._meant:
                return self._meant[known]
        return word  # pragma: no cover - the pattern has no other ends


def _pattern(word: str) -> str:
    if _SPACED.fullmatch(word):
        return rf"(?<!\S){re.escape(word)}(?:s|es)?(?!\S)"
    return re.escape(word)


def _joined(groups: Iterable[Sequence[str]]) -> list[set[str]]:
    """Return the groups, those with a word in common as one."""
    joined: list[set[str]] = []
    for words in groups:
        group = {word for word in words if word}
        for other in [one for one in joined if one & group]:
            joined.remove(other)
            group |= other
        if len(group) > 1:
            joined.append(group)
    return joined
