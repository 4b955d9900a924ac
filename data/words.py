"""A cell that holds one of a few words: must, deal, no-show, confirmed.

The Chinese and English words stand where they are used; those of the languages of
`headings.csv` in `words.csv`: a line a meaning, add words there.
"""

from __future__ import annotations

import csv
import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from data.headers import header_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FILE = Path(__file__).with_name("words.csv")
_PARTS = re.compile(r"[\u3400-\u9fff]+|[^\s\u3400-\u9fff/|,;，、；()（）]+")
_NOT = ("not", "no", "don't", "do not", "cannot", "不", "非", "未", "没有", "不要")

Meaning = TypeVar("Meaning", bound=StrEnum)


def gather_words(
    of: str, own: Mapping[Meaning, Iterable[str]]
) -> Mapping[str, Meaning]:
    """Return meaning by word: our `own` ones, and those that `words.csv` has `of` it.

    A word of two meanings in two languages has that of our own, or none.
    """
    found = {header_key(word): one for one, words in own.items() for word in words}
    further: dict[str, set[Meaning]] = {}
    for meaning, _, word in words_of(of):
        one = next(one for one in own if one.value == meaning)
        further.setdefault(header_key(word), set()).add(one)
    sure = {key: ones.pop() for key, ones in further.items() if len(ones) == 1}
    return sure | found


def find_meaning(text: str, words: Mapping[str, Meaning]) -> Meaning | None:
    """Return the one meaning of `text`: "必须 must" or "prefer (old customer)".

    None where it has none or several, or denies what no known word denies: "must not
    meet" is never, but nobody knows what "not must" is.
    """
    if (whole := words.get(header_key(text))) is not None:
        return whole
    keys = [key for part in _PARTS.findall(text) if (key := header_key(part))]
    found = set(_runs(keys, words))
    return found.pop() if len(found) == 1 else None


def _runs(keys: list[str], words: Mapping[str, Meaning]) -> Iterator[Meaning | None]:
    """Yield the meaning of each longest run of parts that is a word; None for a not."""
    at = 0
    while at < len(keys):
        end = next(
            (e for e in range(len(keys), at, -1) if "".join(keys[at:e]) in words), at
        )
        if end > at:
            yield words["".join(keys[at:end])]
        elif keys[at] in _nots():
            yield None
        at = max(end, at + 1)


@cache
def _nots() -> frozenset[str]:
    return frozenset(
        map(header_key, [*_NOT, *(word for _, _, word in words_of("not"))])
    )


@cache
def words_of(of: str) -> tuple[tuple[str, str, str], ...]:
    """Return (meaning, language, word) of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["meaning"], column, word.strip())
            for row in csv.DictReader(file)
            if row["of"] == of
            for column, words in row.items()
            if column not in {"of", "meaning"}
            for word in words.split(";")
            if word.strip()
        )
