"""Text of lines as sparse vectors: runs of wide characters, words and their pieces.

Every step is array work over all texts at once. Features are numbered by the value of
their hash, so vectors do not depend on the order of rows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from scheduler.fit.arabic import bare_words
from scheduler.fit.letters import fold_letters
from scheduler.fit.words import STOP_CHARACTERS, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TEXT_UNIT = 1 << 15
"""Weights are whole numbers of this unit, so that sums of products are exact."""

WIDE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
"""Scripts that need no spaces, or (Hangul) put them either way: one to three of their
characters make a word."""

_JOINED = "\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff"
"""Scripts whose vowel signs belong to the word they stand in: Indic, Thai, Khmer."""

MOST_LOST = 0.5
"""The share of a text (of its squared weights) that common features may be."""

_PIECES = re.compile(rf"[{WIDE}]+|\d+\.\d+|[^\W_{WIDE}{_JOINED}]+|[{_JOINED}]+")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")
_SIZE = re.compile(r"(\d+)([^\W\d]+)")
_JOINTS = re.compile(f"[{''.join(sorted(STOP_CHARACTERS))}]")
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_WIDE_GRAMS = (1, 2, 3)
_LATIN_GRAMS = (2, 3, 4)


def normalise(text: str) -> str:
    """Return `text` in one width, case and script, without accents, in pieces."""
    plain = _DECIMAL_COMMA.sub(".", fold_letters(text))
    pieces = _PIECES.findall(_JOINTS.sub(" ", plain))
    telling = [_without_unit(piece) for piece in pieces if piece not in STOP_WORDS]
    return bare_words(" ".join(telling or pieces))


def _without_unit(piece: str) -> str:
    """Return 250 for 250mg, but A4 and 10W40 as they are."""
    size = _SIZE.fullmatch(piece) if piece[0].isdigit() else None
    return size[1] if size and size[2] in STOP_WORDS else piece


def find_features(
    texts: Sequence[str],
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return (text number, feature hash) of every feature found, with repeats."""
    joined = "".join(f"\n {text} " for text in texts) + "\n" + " " * max(_LATIN_GRAMS)
    chars = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    doc = np.cumsum(chars == ord("\n")) - 1
    found = [*_wide_grams(chars), *_latin_grams(chars), _words(chars)]
    starts = np.concatenate([start for start, _ in found])
    return doc[starts], np.concatenate([value for _, value in found])


def build_vectors(texts: Sequence[str], common: int) -> sparse.csr_matrix:
    """Return a row of length `TEXT_UNIT` per normalised text: TF-IDF over all of them.

    What more than `common` texts say ("de", "服务") tells nothing apart and is left
    out, unless a text says little else: who asks for "pump 300" at a fair of pumps is
    served by all of them.
    """
    counts, _ = count_features(texts)
    return of_length(weigh(counts, common)[0])


def weigh(
    counts: sparse.csr_matrix, common: int
) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
    """Return the weight of each feature in each text, and of each feature by itself.

    Rare features weigh more (inverse frequency); those of more than `common` texts
    nothing, unless a text says little else.
    """
    texts, features = counts.shape
    frequency = np.bincount(counts.indices, minlength=features)
    idf = np.log((1.0 + texts) / np.maximum(1, frequency))
    weights = (1.0 + np.log(counts.data)) * idf[counts.indices]
    rows = np.repeat(np.arange(texts), np.diff(counts.indptr))
    said = (frequency <= common) | _needed(
        counts.indices, rows, weights, frequency, common
    )
    idf[~said] = 0.0
    weights[~said[counts.indices]] = 0.0
    weighed = sparse.csr_matrix((weights, counts.indices, counts.indptr), counts.shape)
    return weighed, idf


def count_features(
    texts: Sequence[str],
) -> tuple[sparse.csr_matrix, NDArray[np.uint64]]:
    """Return how often each text says each feature, and the features, ascending."""
    doc, hashes = find_features(texts)
    vocabulary, feature = np.unique(hashes, return_inverse=True)
    counts = sparse.csr_matrix(
        (np.ones(len(doc)), (doc, feature)), shape=(len(texts), len(vocabulary))
    )
    counts.sum_duplicates()
    return counts, vocabulary


def of_length(weights: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return the rows of `weights` in whole numbers, each of length `TEXT_UNIT`."""
    size = weights.shape[0]
    rows = np.repeat(np.arange(size), np.diff(weights.indptr))
    norm = np.sqrt(np.bincount(rows, weights.data**2, minlength=size))
    whole = np.rint(weights.data / np.maximum(norm, 1e-12)[rows] * TEXT_UNIT)
    vectors = sparse.csr_matrix(
        (whole.astype(np.int64), weights.indices, weights.indptr), shape=weights.shape
    )
    vectors.eliminate_zeros()
    return vectors


def _needed(
    feature: NDArray[np.integer],
    row: NDArray[np.int64],
    weight: NDArray[np.float64],
    frequency: NDArray[np.int64],
    common: int,
) -> NDArray[np.bool_]:
    """Tell the common features that weigh most in a text of which little else is left.

    Entries are columns, ascending by `row` and within it by feature.
    """
    needed = np.zeros(len(frequency), dtype=bool)
    is_common = frequency[feature] > common
    if not is_common.any():
        return needed
    square = weight**2
    whole = np.bincount(row, square)
    lost = np.bincount(row, square * is_common)
    bare = np.flatnonzero(is_common & (lost > MOST_LOST * whole)[row])
    heaviest = bare[np.lexsort((feature[bare], -weight[bare], row[bare]))]
    first = np.flatnonzero(np.diff(row[heaviest], prepend=-1))
    needed[feature[heaviest[first]]] = True
    return needed


def _is_wide(chars: NDArray[np.uint32]) -> NDArray[np.bool_]:
    cjk = ((chars >= 0x3040) & (chars <= 0x9FFF)) | (chars >= 0xF900)
    return cjk | ((chars >= 0xAC00) & (chars <= 0xD7A3))


def _hashes(chars: NDArray[np.uint32], length: int) -> NDArray[np.uint64]:
    count = len(chars) - length + 1
    total = np.full(count, length, dtype=np.uint64)
    for offset in range(length):
        total = (total ^ chars[offset : offset + count]) * _PRIME
        total ^= total >> np.uint64(29)
    return total


def _windows(good: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    count = len(good) - length + 1
    result = np.ones(count, dtype=bool)
    for offset in range(length):
        result &= good[offset : offset + count]
    return result


def _wide_grams(
    chars: NDArray[np.uint32],
) -> list[tuple[NDArray[np.int64], NDArray[np.uint64]]]:
    """Return runs of one to three characters, those at the end of a word twice.

    A Chinese word says last what the thing is: 烟煤 is coal, 煤矿 is a mine. So do
    Japanese and Korean ones: 給水ポンプ and 유압펌프 are pumps.
    """
    wide = _is_wide(chars)
    space = chars == ord(" ")
    found = []
    for n in _WIDE_GRAMS:
        inside = _windows(wide, n)
        found.append(_take(chars, inside, n))
        found.append(_take(chars, inside[:-1] & space[n:], n + 1))
    return found


def _latin_grams(
    chars: NDArray[np.uint32],
) -> list[tuple[NDArray[np.int64], NDArray[np.uint64]]]:
    space = (chars == ord(" ")) | (chars == ord("\n"))
    letter = ~space & ~_is_wide(chars)
    edge = letter | (chars == ord(" "))
    found = []
    for n in _LATIN_GRAMS:
        count = max(0, len(chars) - n + 1)
        good = _windows(letter[1:], n - 2)[:count] & edge[:count] & edge[n - 1 :]
        good &= letter[:count] | letter[1 : count + 1]
        found.append(_take(chars, good, n))
    return found


def _take(
    chars: NDArray[np.uint32], good: NDArray[np.bool_], length: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    starts = np.flatnonzero(good)
    return starts, _hashes(chars, length)[starts]


def _words(chars: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    inside = (chars != ord(" ")) & (chars != ord("\n")) & ~_is_wide(chars)
    step = np.diff(inside.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(step == 1), np.flatnonzero(step == -1)
    total = np.full(len(starts), 99, dtype=np.uint64)
    alive = np.arange(len(starts))
    offset = 0
    while len(alive):
        total[alive] = (total[alive] ^ chars[starts[alive] + offset]) * _PRIME
        total[alive] ^= total[alive] >> np.uint64(29)
        offset += 1
        alive = alive[starts[alive] + offset < ends[alive]]
    return starts, total
