"""Names of categories that mean the same in two languages."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from scheduler.fit.text import TEXT_UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scipy import sparse

    from scheduler.fit.vectors import Line

ALIKE = 0.4
"""The cosine of their meanings from which two names have something in common. Of names
of families and segments of the UNSPSC half of those found were right there, so what is
in common counts by its square: who is half sure of a meaning says a quarter."""


def names_of(lines: Iterable[Line]) -> list[str]:
    """Return the names of the categories of lines, sorted, without codes."""
    names = {name for line in lines for name in line.categories}
    return sorted(name for name in names if not any(map(str.isdigit, name)))


def find_alike(
    names: Sequence[str], meant: Mapping[str, sparse.csr_matrix]
) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for each name those in other languages that mean alike, and how much.

    `meant` has a row per name for each language (`build_translations`).
    """
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for one, other in permutations(meant, 2):
        shared = (meant[one] @ meant[other].T).tocoo()
        cosine = shared.data / (TEXT_UNIT * TEXT_UNIT)
        near = cosine >= ALIKE
        columns = (shared.row[near], shared.col[near], cosine[near])
        for i, j, share in sorted(zip(*(one.tolist() for one in columns), strict=True)):
            found[names[i]] = (*found.get(names[i], ()), (names[j], share**2))
    return found
