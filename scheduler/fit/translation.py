"""Texts in several languages as vectors of one: by what their words mean in English.

Texts are compared with those in other languages only; two in one have nothing to gain
here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from scheduler.fit.glossary import ENGLISH, Glossary, language_of
from scheduler.fit.text import (
    count_features,
    find_features,
    normalise,
    of_length,
    weigh,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


def build_translations(
    texts: Sequence[str],
    glossary: Mapping[str, Mapping[str, tuple[str, ...]]],
    common: int,
) -> dict[str, sparse.csr_matrix]:
    """Return what texts say in English as rows of one length, by their language.

    `texts` are normalised; rows of texts in other languages are empty. English stands
    for all that is in no language of the `glossary`. Of a meaning only those pieces
    count that somebody says, as much as they count there; pieces of more than `common`
    texts count as in `text`.
    """
    glossaries = {language: Glossary(words) for language, words in glossary.items()}
    written = np.array([language_of(text, glossaries) for text in texts])
    languages = sorted({ENGLISH, *written.tolist()})
    rows = {one: np.flatnonzero(written == one).tolist() for one in languages}
    meant = {
        language: _meanings([texts[row] for row in at], glossaries[language])
        for language, at in rows.items()
        if language != ENGLISH
    }
    plain = [texts[row] for row in rows[ENGLISH]]
    counts, vocabulary = count_features([*plain, *_said_by_others(meant)])
    said, worth = weigh(counts, common)
    vectors = {ENGLISH: said[: len(plain)]} | {
        language: (shares @ _pieces(words, vocabulary) @ sparse.diags(worth)).tocsr()
        for language, (words, shares) in meant.items()
    }
    return {
        language: _at_rows(of_length(one), np.array(rows[language]), len(texts))
        for language, one in vectors.items()
        if one.nnz
    }


def _said_by_others(
    meant: Mapping[str, tuple[list[str], sparse.csr_matrix]],
) -> list[str]:
    """Return the meanings of texts as English texts, where two languages may need them.

    With one language beside English only what is really said there counts.
    """
    if len(meant) < 2:
        return []
    return [
        " ".join(words[i] for i in shares.indices[first:last])
        for words, shares in meant.values()
        for first, last in pairwise(shares.indptr)
    ]


def _at_rows(
    vectors: sparse.csr_matrix, rows: NDArray[np.int64], size: int
) -> sparse.csr_matrix:
    """Return a matrix of `size` rows, the given ones at `rows`, which ascend."""
    lengths = np.zeros(size, np.int64)
    lengths[rows] = np.diff(vectors.indptr)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    shape = (size, vectors.shape[1])
    return sparse.csr_matrix((vectors.data, vectors.indices, ends), shape=shape)


def _pieces(words: Sequence[str], vocabulary: NDArray[np.uint64]) -> sparse.csr_matrix:
    """Return how often each word has each feature of an ascending `vocabulary`."""
    word, feature = find_features(words)
    known = np.isin(feature, vocabulary)
    at = np.searchsorted(vocabulary, feature[known])
    return sparse.csr_matrix(
        (np.ones(len(at)), (word[known], at)), shape=(len(words), len(vocabulary))
    )


def _meanings(
    texts: Sequence[str], glossary: Glossary
) -> tuple[list[str], sparse.csr_matrix]:
    """Return the English words meant, and how much of each is in each text."""
    shares = {word: _shares(said) for word, said in glossary.entries.items()}
    number: dict[str, int] = {}
    found = [
        (row, number.setdefault(meant, len(number)), share)
        for row, text in enumerate(texts)
        for word in glossary.split(text)
        for meant, share in shares[word]
    ]
    row, column, weight = np.array(found).reshape(-1, 3).T
    at = (row.astype(np.int64), column.astype(np.int64))
    shape = (len(texts), len(number))
    return list(number), sparse.csr_matrix((weight, at), shape=shape)


def _shares(meanings: Sequence[str]) -> list[tuple[str, float]]:
    """Return the words of the meanings of a word: all meanings together weigh as one,
    each as all others, and so do the words of each."""
    return [
        (word, (len(meanings) * len(words)) ** -0.5)
        for words in [normalise(one).split() for one in meanings]
        for word in words
    ]
