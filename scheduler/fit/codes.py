"""Categories as written on a line, and the ancestors that a code carries in itself."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fit.traditional import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from scipy import sparse

CODE_UNIT = 1 << 20
"""Shares of a category are counted in this unit, so that sums are exact."""

SINGLY = 0.25
"""From this share of odd runs of zeros on, zeros fill codes up one by one."""

_SPACES = re.compile(r"\s+")
_NUMERIC = re.compile(r"\d{2,}")
_CHECK_DIGIT = re.compile(r"(\d{8})-\d")
_CUSTOMS = re.compile(r"\d{4}(?:[. ]\d{2}){1,3}|\d{4}[. ]\d{2}[. ]\d{3}[. ]\d")
_CODE_AND_NAME = re.compile(
    rf"[\[(]?({_CUSTOMS.pattern}|\d{{6,10}}(?:-\d)?)[\])]?(?:\s*[-–—:|,]\s*|\s+)[^\W\d].*"
)
_TRAILING_PAIRS = re.compile(r"(?:00)+$")
_TRAILING_ZEROS = re.compile(r"0+$")
_PARTS = re.compile(r"[.>|\\]| / ")


def normalise_category(category: str) -> str:
    """Return the category in one width, case and script, without stray spaces."""
    folded = unicodedata.normalize("NFKC", category).casefold().translate(TO_SIMPLIFIED)
    return _SPACES.sub(" ", folded.strip())


def code_of(category: str) -> str:
    """Return the code that a category is or begins with, else its normal form.

    "33651100-9" loses its check digit, "8413.50" and "8413 50" are 841350, and of
    "84135000 Hydraulic pumps" the code is taken.
    """
    code = normalise_category(category)
    if named := _CODE_AND_NAME.fullmatch(code):
        code = named[1]
    if checked := _CHECK_DIGIT.fullmatch(code):
        return checked[1]
    return re.sub("[. ]", "", code) if _CUSTOMS.fullmatch(code) else code


def ancestors(category: str, *, singly: bool = False) -> tuple[str, ...]:
    """Return the category and what it lies under, the most general first.

    Numeric codes lie under their prefixes of two digits each ("14111507" under
    "141115", "1411", "14"; zeros at the end of eight digits only fill up, in pairs, or
    `singly`); codes and paths with separators lie under their beginnings
    ("arv.adult.ritonavir"). A plain name lies under nothing.
    """
    code = code_of(category)
    if _NUMERIC.fullmatch(code):
        filling = _TRAILING_ZEROS if singly else _TRAILING_PAIRS
        short = filling.sub("", code) if len(code) == 8 else code
        return tuple(short[:end] for end in (*range(2, len(short), 2), len(short)))
    parts = [part.strip() for part in _PARTS.split(code) if part.strip()]
    return tuple(".".join(parts[:end]) for end in range(1, len(parts) + 1))


def are_filled_singly(categories: Collection[str]) -> bool:
    """Tell whether zeros fill codes of eight digits one by one, as in the CPV.

    UNSPSC fills in pairs: there few codes end in an odd number of zeros.
    """
    written = [normalise_category(category) for category in categories]
    if any(_CHECK_DIGIT.match(code) for code in written):
        return True
    codes = [code for code in map(code_of, written) if re.fullmatch(r"\d{8}", code)]
    odd = sum((len(code) - len(code.rstrip("0"))) % 2 for code in codes)
    return odd > max(1, SINGLY * len(codes))  # one alone may be a slip


def find_paths(
    category: str,
    placed: Mapping[str, tuple[tuple[str, ...], ...]],
    *,
    singly: bool = False,
) -> tuple[tuple[str, ...], ...]:
    """Return the ways from the most general to the category: in a tree, or its own.

    Names in a tree are marked, so that they never meet a code that looks the same.
    """
    found = placed.get(normalise_category(category))
    if not found:
        return (ancestors(category, singly=singly),)
    return tuple(tuple(f"tree:{code}" for code in path) for path in found)


def build_code_matrices(
    demands: Sequence[tuple[str, ...]],
    offers: Sequence[tuple[str, ...]],
    levels: tuple[float, ...],
    placed: Mapping[str, tuple[tuple[str, ...], ...]],
    alike: Mapping[str, tuple[tuple[str, float], ...]],
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Return a row per demand and per offer; their product is the share of `levels`.

    A demand says what sharing each ancestor adds, in `CODE_UNIT`s: the parent its
    share, the category itself the rest up to its own. An offer has a 1 for those of
    its categories and all they lie under that are demanded. `placed` as in
    `scheduler.problem.Categories`; a demand of a name takes part in those `alike` by how much.
    """
    written = {name for own in {*demands, *offers} for name in own}
    singly = are_filled_singly(written)
    paths = {name: find_paths(name, placed, singly=singly) for name in written}
    also = {own: _with_alike(own, alike) for own in set(demands)}
    worth = {own: _steps(names, levels, paths) for own, names in also.items()}
    names = sorted({name for row in worth.values() for name in row})
    position = {name: i for i, name in enumerate(names)}
    under = {own: _memberships(own, paths, position) for own in set(offers)}
    return (
        _matrix([worth[own] for own in demands], position),
        _matrix([under[own] for own in offers], position),
    )


def _matrix(
    rows: Sequence[dict[str, int]], position: dict[str, int]
) -> sparse.csr_matrix:
    from scipy import sparse  # noqa: PLC0415  (slow to load, and few need it)

    return sparse.csr_matrix(
        (
            np.array([row[name] for row in rows for name in row], dtype=np.int64),
            np.array([position[name] for row in rows for name in row], dtype=np.int32),
            np.cumsum([0, *(len(row) for row in rows)]),
        ),
        shape=(len(rows), len(position)),
    )


def _memberships(
    categories: Iterable[str],
    paths: Mapping[str, tuple[tuple[str, ...], ...]],
    demanded: Mapping[str, int],
) -> dict[str, int]:
    return {
        name: 1
        for category in categories
        for path in paths[category]
        for name in (*path, *_beginnings(path))
        if name in demanded
    }


def _beginnings(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a numeric code begins with besides its pairs: NAICS has 33391."""
    code = path[-1] if path else ""
    return tuple(code[:end] for end in range(3, len(code), 2)) if code.isdigit() else ()


def _with_alike(
    categories: Iterable[str], alike: Mapping[str, tuple[tuple[str, float], ...]]
) -> list[tuple[str, float]]:
    """Return the categories and what is alike, each with how much it counts."""
    return [each for one in categories for each in ((one, 1.0), *alike.get(one, ()))]


def _steps(
    categories: Iterable[tuple[str, float]],
    levels: tuple[float, ...],
    paths: Mapping[str, tuple[tuple[str, ...], ...]],
) -> dict[str, int]:
    steps: dict[str, int] = {}
    for path, part in ((p, part) for c, part in categories for p in paths[c]):
        shares = [round(share * part * CODE_UNIT) for share in levels[: len(path)]]
        for share, above, name in zip(
            shares, [*shares[1:], 0], reversed(path), strict=False
        ):
            steps[name] = max(steps.get(name, 0), share - above)
    return steps
