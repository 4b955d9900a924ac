"""Texts in two languages as vectors of one: Chinese ones by what their words mean.

Chinese texts are compared with those in other scripts only, and these with Chinese ones;
two texts in one language have nothing to gain here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from scheduler.fit.glossary import HAN, Glossary
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

_HAN = re.compile(f"[{HAN}]")


def build_translations(
    texts: Sequence[str], entries: Mapping[str, tuple[str, ...]], common: int
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return what texts say, and what Chinese ones mean, as rows of one length.

    `texts` are normalised. A row of the first is empty where the text is Chinese, one of
    the second where it is not. Of a meaning only those pieces count that somebody says,
    as much as they count there; pieces of more than `common` texts count as in `text`.
    """
    chinese = np.array([bool(_HAN.search(text)) for text in texts], dtype=bool)
    rows, others = np.flatnonzero(chinese), np.flatnonzero(~chinese)
    counts, vocabulary = count_features([texts[row] for row in others.tolist()])
    said, worth = weigh(counts, common)
    words, shares = _meanings([texts[row] for row in rows.tolist()], entries)
    meant = (shares @ _pieces(words, vocabulary) @ sparse.diags(worth)).tocsr()
    return (
        _at_rows(of_length(said), others, len(texts)),
        _at_rows(of_length(meant), rows, len(texts)),
    )


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
    texts: Sequence[str], entries: Mapping[str, tuple[str, ...]]
) -> tuple[list[str], sparse.csr_matrix]:
    """Return the English words meant, and how much of each is in each text."""
    glossary = Glossary(entries)
    shares = {word: _shares(meanings) for word, meanings in entries.items()}
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
