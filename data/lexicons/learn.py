"""Learn lexicons from titles in many languages: `python -m data.lexicons.learn FILE`.

FILE holds the Common Procurement Vocabulary as JSON, a list of objects with "labels":
a title in each language (README.md says where it comes from).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from data.lexicons.lexicon import PATH
from scheduler.fit.glossary import ENGLISH
from scheduler.fit.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROUNDS = 6
"""Rounds of expectation and maximisation."""

LEAST = 0.1
"""The least that a meaning must be likely."""

MOST_MEANINGS = 3

NOT_TRANSLATED = {"ga"}
"""Languages whose titles are the English ones."""


def main() -> None:
    """Write the lexicons of all languages of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    labels = [one["labels"] for one in json.loads(parser.parse_args().file.read_text())]
    languages = sorted(labels[0].keys() - NOT_TRANSLATED)
    titles = {
        language: [normalise(_title(one, language)) for one in labels]
        for language in languages
    }
    said: defaultdict[str, str] = defaultdict(str)
    for language in languages:
        for word, meanings in _words(titles, language).items():
            said[word] += f"|{language}={' '.join(meanings)}"
    lines = [f"{word}\t{said[word]}\n" for word in sorted(said) if word.isalpha()]
    PATH.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))


def _title(labels: dict[str, str], language: str) -> str:
    """Return the title in a language; none where the English one only stands for it."""
    title = labels.get(language, "")
    return "" if language != ENGLISH and title == labels[ENGLISH] else title


def _words(titles: dict[str, list[str]], language: str) -> dict[str, tuple[str, ...]]:
    """Return all words of a language, English ones without a meaning of their own."""
    if language == ENGLISH:
        return dict.fromkeys(_vocabulary(titles[ENGLISH]), ())
    return learn(titles[language], titles[ENGLISH])


def learn(ours: Sequence[str], theirs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the likely meanings of each word of `ours`, the likeliest first.

    Titles are normalised, and one of `ours` says the same as that of `theirs` beside
    it. IBM Model 1 (Brown et al., The Mathematics of Statistical Machine Translation,
    1993) is learnt from ours to theirs and back; two words are as likely as the root of
    the product of both, so that neither a rare nor a common word means everything.
    """
    words, meanings = _vocabulary(ours), _vocabulary(theirs)
    there = _likelihood(ours, theirs, words, meanings)
    back = _likelihood(theirs, ours, meanings, words)
    both = there.multiply(back.T).sqrt().tocsr()
    found = {}
    for at, word in enumerate(words):
        row = both[at]
        likely = row.indices[row.data >= LEAST], row.data[row.data >= LEAST]
        best = np.lexsort((likely[0], -likely[1]))[:MOST_MEANINGS]
        if len(best):
            found[word] = tuple(meanings[i] for i in likely[0][best])
    return found


def _vocabulary(titles: Sequence[str]) -> list[str]:
    return sorted({word for title in titles for word in title.split()})


def _likelihood(
    ours: Sequence[str],
    theirs: Sequence[str],
    words: Sequence[str],
    meanings: Sequence[str],
) -> sparse.csr_matrix:
    """Return how likely each of our words (rows) is said as each of theirs (columns)."""
    word, meaning, place, places = _together(ours, theirs, words, meanings)
    pairs, pair = np.unique(word * len(meanings) + meaning, return_inverse=True)
    of_word = pairs // len(meanings)
    likely = np.ones(len(pairs))
    for _ in range(ROUNDS):
        share = likely[pair]
        share /= np.bincount(place, share, minlength=places)[place]
        count = np.bincount(pair, share)
        likely = count / np.bincount(of_word, count)[of_word]
    shape = (len(words) + 1, len(meanings))
    table = sparse.csr_matrix((likely, (of_word, pairs % len(meanings))), shape=shape)
    return table[: len(words)]


def _together(
    ours: Sequence[str],
    theirs: Sequence[str],
    words: Sequence[str],
    meanings: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int]:
    """Return (our word, their word, place) of all that stand in one title.

    A place is a word of theirs in a title, to be said by one of ours or by none, whose
    number is that after the last word.
    """
    number = {word: at for at, word in enumerate(words)}
    numbers = {word: at for at, word in enumerate(meanings)}
    found = []
    place = 0
    for our, their in zip(ours, theirs, strict=True):
        some = [*(number[one] for one in dict.fromkeys(our.split())), len(words)]
        for said in dict.fromkeys(their.split()):
            found += [(one, numbers[said], place) for one in some]
            place += 1
    word, meaning, places = np.array(found, np.int64).reshape(-1, 3).T
    return word, meaning, places, place


if __name__ == "__main__":
    main()
