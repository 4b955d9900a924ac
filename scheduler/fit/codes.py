"""Categories as written on a line, and the ancestors that a code carries in itself."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from scheduler.fit.traditional import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

CODE_UNIT = 1 << 20
"""Shares of a category are counted in this unit, so that sums are exact."""

_SPACES = re.compile(r"\s+")
_NUMERIC = re.compile(r"\d{2,}")
_TRAILING_ZEROS = re.compile(r"(?:00)+$")
_PARTS = re.compile(r"[.>|\\]| / ")


def normalise_category(category: str) -> str:
    """Return the category in one width, case and script, without stray spaces."""
    folded = unicodedata.normalize("NFKC", category).casefold().translate(TO_SIMPLIFIED)
    return _SPACES.sub(" ", folded.strip())


def ancestors(category: str) -> tuple[str, ...]:
    """Return the category and what it lies under, the most general first.

    Numeric codes lie under their prefixes of two digits each ("14111507" under
    "141115", "1411", "14"; zeros at the end of eight digits only fill up); codes and
    paths with separators lie under their beginnings ("arv.adult.ritonavir"). A plain
    name lies under nothing.
    """
    code = normalise_category(category)
    if _NUMERIC.fullmatch(code):
        short = _TRAILING_ZEROS.sub("", code) if len(code) == 8 else code
        return tuple(short[:end] for end in (*range(2, len(short), 2), len(short)))
    parts = [part.strip() for part in _PARTS.split(code) if part.strip()]
    return tuple(".".join(parts[:end]) for end in range(1, len(parts) + 1))


def find_paths(
    category: str, placed: Mapping[str, tuple[tuple[str, ...], ...]]
) -> tuple[tuple[str, ...], ...]:
    """Return the ways from the most general to the category: in a tree, or its own.

    Names in a tree are marked, so that they never meet a code that looks the same.
    """
    found = placed.get(normalise_category(category))
    if not found:
        return (ancestors(category),)
    return tuple(tuple(f"tree:{code}" for code in path) for path in found)


def build_code_matrices(
    demands: Sequence[tuple[str, ...]],
    offers: Sequence[tuple[str, ...]],
    levels: tuple[float, ...],
    placed: Mapping[str, tuple[tuple[str, ...], ...]],
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return a row per demand and per offer; their product is the share of `levels`.

    A demand says what sharing each ancestor adds, in `CODE_UNIT`s: the parent its
    share, the category itself the rest up to its own. An offer has a 1 for its
    categories and all they lie under. `placed` as in `scheduler.problem.Categories`.
    """
    worth = {own: _steps(own, levels, placed) for own in set(demands)}
    under = {own: _memberships(own, placed) for own in set(offers)}
    names = sorted({name for row in [*worth.values(), *under.values()] for name in row})
    position = {name: i for i, name in enumerate(names)}
    return (
        _matrix([worth[own] for own in demands], position),
        _matrix([under[own] for own in offers], position),
    )


def _matrix(
    rows: Sequence[dict[str, int]], position: dict[str, int]
) -> sparse.csr_matrix:
    return sparse.csr_matrix(
        (
            np.array([row[name] for row in rows for name in row], dtype=np.int64),
            np.array([position[name] for row in rows for name in row], dtype=np.int32),
            np.cumsum([0, *(len(row) for row in rows)]),
        ),
        shape=(len(rows), len(position)),
    )


def _memberships(
    categories: Iterable[str], placed: Mapping[str, tuple[tuple[str, ...], ...]]
) -> dict[str, int]:
    return {
        name: 1
        for category in categories
        for path in find_paths(category, placed)
        for name in path
    }


def _steps(
    categories: Iterable[str],
    levels: tuple[float, ...],
    placed: Mapping[str, tuple[tuple[str, ...], ...]],
) -> dict[str, int]:
    steps: dict[str, int] = {}
    for path in (p for c in categories for p in find_paths(c, placed)):
        shares = [round(share * CODE_UNIT) for share in levels[: len(path)]]
        for share, above, name in zip(
            shares, [*shares[1:], 0], reversed(path), strict=False
        ):
            steps[name] = max(steps.get(name, 0), share - above)
    return steps
