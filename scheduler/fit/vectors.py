"""Lines as rows of whole numbers: what is compared, and in which unit."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from scheduler.fit.category_names import find_alike, names_of
from scheduler.fit.codes import build_code_matrices
from scheduler.fit.text import build_vectors, normalise
from scheduler.fit.translation import build_translations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scheduler.fit.settings import FitSettings
    from scheduler.problem import DemandLine, OfferLine

TEXT_BITS = 32
"""In a product of two rows categories lie above this bit and text below."""


class Line(NamedTuple):
    """What of a line is compared, normalised; equal ones are scored once."""

    product: str
    specification: str
    categories: tuple[str, ...]


def line_of_demand(line: DemandLine, say: Callable[[str], str]) -> Line:
    """Return what is compared of a demand; a specification alone is the product.

    `say` normalises a text.
    """
    product, specification = say(line.product), say(line.specification)
    if not product:
        product, specification = specification, ""
    return Line(product, specification, line.categories)


def line_of_offer(line: OfferLine, say: Callable[[str], str]) -> Line:
    """Return what is compared of an offer."""
    return Line(say(line.product), "", line.categories)


def build_matrices(
    demands: Sequence[Line],
    offers: Sequence[Line],
    settings: FitSettings,
    placed: Mapping[str, tuple[tuple[str, ...], ...]],
    glossary: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return both sides as rows of features: first those of text, then categories.

    Only the demand side carries the value of a category, lifted above the bits of the
    text: one product of two rows then holds both sums, each exact. A specification
    comes on top of the product, so that it adds and never takes away. What a
    text means by the `glossary` is compared with what those in other languages mean.
    """
    texts = sorted({text for line in (*demands, *offers) for text in line[:2]})
    position = {text: i for i, text in enumerate(texts)}
    wanted = [position[line.product] for line in demands]
    more = [position[line.specification] for line in demands]
    offered = [position[line.product] for line in offers]
    common = _common(len(texts))
    vectors = build_vectors(texts, common)
    ours = [vectors[wanted] + _scaled(vectors[more], settings.specification)]
    theirs = [vectors[offered]]
    names = names_of((*demands, *offers))
    said = [*texts, *map(normalise, names)]
    use = glossary and settings.translation
    meant = build_translations(said, glossary, common) if use else {}
    for one, other in permutations(meant, 2):
        ours.append(_scaled(meant[one][wanted], settings.translation))
        theirs.append(meant[other][offered])
    worth, under = build_code_matrices(
        [line.categories for line in demands],
        [line.categories for line in offers],
        settings.code_levels,
        placed,
        find_alike(names, {one: rows[len(texts) :] for one, rows in meant.items()}),
    )
    worth.data <<= TEXT_BITS
    return (
        sparse.hstack([*ours, worth], format="csr", dtype=np.int64),
        sparse.hstack([*theirs, under], format="csr", dtype=np.int64),
    )


def _scaled(vectors: sparse.csr_matrix, share: float) -> sparse.csr_matrix:
    """Return `share` of each vector, in whole numbers."""
    scaled = vectors.copy()
    scaled.data = np.rint(vectors.data * share).astype(np.int64)
    return scaled


def _common(texts: int) -> int:
    """Return how many of `texts` may say the same before it tells nothing.

    In a hundred products twenty may well be pumps; a word in every hundredth of a
    great many lines is grammar, packing or a trade's habit. What five thousand say is
    the dearest to multiply, and rarer words tell their products apart.
    """
    return max(200, min(texts // 100, 5_000))
