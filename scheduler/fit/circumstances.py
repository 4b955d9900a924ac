"""Certificates and regions of two parties, each read once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np
from scipy import sparse

from scheduler.fit.traditional import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence, Sized

    from numpy.typing import NDArray

    from scheduler.problem import DemandLine, Supplier

Fact = TypeVar("Fact", bound=Hashable)

UNSTATED = 0.5
"""What a supplier that states no certificates at all is taken to have of them."""

_CUT = re.compile(r"[;；、,，/|\n]+|\s+(?:and|y)\s+|和|及")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` in one width, case and script without accents and marks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub("", unicodedata.normalize("NFC", kept)).translate(
        TO_SIMPLIFIED
    )


def parts(text: str) -> frozenset[str]:
    """Return the folded entries of a list in a cell."""
    return frozenset(key for part in _CUT.split(text) if (key := fold(part)))


def same_region(one: str, other: str) -> bool:
    """Tell whether a place of one lies in one of the other: 杭州 in 浙江杭州."""
    return any(a in b or b in a for a in parts(one) for b in parts(other))


class Agreement(Generic[Fact]):
    """Whether two facts of parties agree, worked out once per pair of distinct ones.

    Values are 1 or 0, and nan where one side says nothing.
    """

    def __init__(
        self,
        ours: Sequence[Fact],
        theirs: Sequence[Fact],
        agree: Callable[[Fact, Fact], bool],
    ) -> None:
        here = {fact: i for i, fact in enumerate(dict.fromkeys(ours))}
        there = {fact: i for i, fact in enumerate(dict.fromkeys(theirs))}
        self._here = np.array([here[fact] for fact in ours], dtype=np.int64)
        self._there = np.array([there[fact] for fact in theirs], dtype=np.int64)
        self._table = np.array(
            [[float(agree(a, b)) if a and b else np.nan for b in there] for a in here]
        ).reshape(len(here), len(there))

    @property
    def compares(self) -> bool:
        """Tell whether any two parties could be compared."""
        return bool(np.isfinite(self._table).any())

    def of(
        self, buyer: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the value of each pair of positions."""
        found: NDArray[np.float64] = self._table[
            self._here[buyer], self._there[supplier]
        ]
        return found


class Certificates:
    """Which of the certificates a line demands its supplier has."""

    def __init__(
        self, demands: Sequence[DemandLine], suppliers: Sequence[Supplier]
    ) -> None:
        wanted = [frozenset(map(fold, line.certificates)) - {""} for line in demands]
        held = [
            frozenset(fold(c) for line in supplier.lines for c in line.certificates)
            for supplier in suppliers
        ]
        names = {name: i for i, name in enumerate(sorted(set().union(*wanted)))}
        self._wanted = _rows([[names[name] for name in row] for row in wanted], names)
        self._held = _rows(
            [
                # "iso9001" is there where "iso90012015" is.
                [
                    at
                    for name, at in names.items()
                    if any(h.startswith(name) for h in row)
                ]
                for row in held
            ],
            names,
        )
        self._states = np.array([bool(row) for row in held], dtype=bool)

    @property
    def compares(self) -> bool:
        """Tell whether any are demanded and any are stated."""
        return bool(self._wanted.nnz and self._states.any())

    def of(
        self, line: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the share that is there; nan where none is demanded."""
        wanted = self._wanted[line]
        demanded = np.diff(wanted.indptr)
        found = np.asarray(wanted.multiply(self._held[supplier]).sum(axis=1)).ravel()
        share = np.where(
            self._states[supplier], found / np.maximum(demanded, 1), UNSTATED
        )
        return np.where(demanded > 0, share, np.nan)


def _rows(rows: Sequence[Sequence[int]], names: Sized) -> sparse.csr_matrix:
    columns = [at for row in rows for at in row]
    return sparse.csr_matrix(
        (np.ones(len(columns)), columns, np.cumsum([0, *map(len, rows)])),
        shape=(len(rows), len(names)),
    )
