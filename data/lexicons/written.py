"""Which language each party of a side writes in, by the words that the lexicons know."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from data.lexicons.lexicon import languages_of
from scheduler.fit.glossary import ENGLISH
from scheduler.fit.letters import fold_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_KNOWN = 0.25
"""The share of its words that a language knows at least. Lexicons know 0.4 (German, for
its compounds) to 0.7 of what is written in their language, 0.1 at most of Turkish,
Indonesian or Vietnamese, 0.35 of a sister language."""

OTHERS_KNOWN = 0.4
"""And that share of the words of a party which writes otherwise than its side does."""

SURELY = 6
"""By so many words a language must know a party better than the usual one does."""

LEAST_SHARE = 0.05
"""Or by this share of the words of its side, all parties that it knows best together."""

MOST_TEXTS = 8
"""Texts of a party that are looked at."""

_WORD = re.compile(r"[^\W\d_]{3,}")


class _Known(NamedTuple):
    """How many words somebody says, and how many of them each language knows."""

    said: int
    words: Counter[str]


def find_languages(side: Sequence[Iterable[str]]) -> list[str]:
    """Return the language of the texts of each party of a side, "" where none is known.

    A side has one usual language. A party writes in another one that knows more of its
    words, if somebody surely writes it there: a few odd words are no language.
    """
    known = [_count(texts) for texts in side]
    usual = _usual(known)
    languages = [usual, *sorted(_others(known, usual))]
    return [max(languages, key=one.words.__getitem__) for one in known]


def _count(texts: Iterable[str]) -> _Known:
    some = " ".join(sorted(texts)[:MOST_TEXTS])
    words = set(_WORD.findall(fold_letters(some)))
    return _Known(
        len(words), Counter(one for word in words for one in languages_of(word))
    )


def _rank(language: str, words: Counter[str]) -> tuple[int, bool, str]:
    """Return what is least for the language that knows most, English if two do."""
    return -words[language], language != ENGLISH, language


def _usual(known: Sequence[_Known]) -> str:
    """Return the language that knows most of what all say together."""
    together: Counter[str] = Counter()
    for one in known:
        together.update(one.words)
    said = sum(one.said for one in known)
    best = min(together, key=lambda each: _rank(each, together), default="")
    return best if together[best] > LEAST_KNOWN * said else ""


def _others(known: Sequence[_Known], usual: str) -> set[str]:
    """Return the other languages that somebody surely writes.

    English words are everywhere, so another language must know more than English does.
    """
    more: Counter[str] = Counter()
    sure = set()
    for one in known:
        best = min(one.words, key=lambda each: _rank(each, one.words), default="")
        usually = max(one.words[usual], one.words[ENGLISH] if best != ENGLISH else 0)
        ahead = one.words[best] - usually
        if ahead > 0 and one.words[best] > OTHERS_KNOWN * one.said:
            more[best] += ahead
            sure |= {best} if ahead >= SURELY else set()
    said = sum(one.said for one in known)
    return sure | {one for one, words in more.items() if words > LEAST_SHARE * said}
