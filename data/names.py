"""Names of companies for comparing, and finding a party by what somebody wrote."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from rapidfuzz import fuzz, process

from data.cells import match_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_WORD = re.compile(r"[\W_]+")
Id = TypeVar("Id", bound=str)
NEAREST = 3


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Return `name` without case, width, blanks and punctuation."""
    key = _NOT_WORD.sub("", unicodedata.normalize("NFKC", name).casefold())
    return key or match_key(name)


class Found(NamedTuple, Generic[Id]):
    """The party that was meant, None where none or several; `nearest` names those."""

    id: Id | None
    nearest: str = ""
    ambiguous: bool = False


class PartyIndex(Generic[Id]):
    """Finds a party by id, else by name; never by likeness."""

    def __init__(self, parties: Iterable[tuple[Id, str]]) -> None:
        self._names: dict[Id, str] = dict(parties)
        self._by_id: defaultdict[str, list[Id]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Id]] = defaultdict(list)
        for id_, name in self._names.items():
            self._by_id[match_key(id_)].append(id_)
            self._by_name[name_key(name)].append(id_)

    def find(self, text: str) -> Found[Id]:
        """Return the party that `text` is the id or the name of."""
        exact = next(
            (id_ for id_ in self._by_id.get(match_key(text), ()) if id_ == text), None
        )
        if exact is not None:
            return Found(exact)
        for ids in (
            self._by_id.get(match_key(text)),
            self._by_name.get(name_key(text)),
        ):
            if ids and len(ids) == 1:
                return Found(ids[0])
            if ids:
                return Found(None, self._spoken(ids), ambiguous=True)
        return Found(None, self._nearest(text))

    def name(self, id_: Id) -> str:
        """Return the name of the party `id_`."""
        return self._names[id_]

    def _nearest(self, text: str) -> str:
        best = process.extract(
            name_key(text), self._by_name.keys(), scorer=fuzz.WRatio,
            limit=NEAREST, score_cutoff=50,
        )  # fmt: skip
        return (
            self._spoken(
                [id_ for key, _, _ in best for id_ in self._by_name[key]][:NEAREST]
            )
            or "–"
        )

    def _spoken(self, ids: list[Id]) -> str:
        return "; ".join(
            self._names[id_]
            if id_ == self._names[id_]
            else f"{self._names[id_]} ({id_})"
            for id_ in ids
        )
