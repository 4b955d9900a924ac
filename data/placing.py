"""Finds the place in a category tree of what people wrote as a category."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rapidfuzz import fuzz, process

from data.category_tree import CategoryTree, name_key
from scheduler.fit.codes import normalise_category
from scheduler.problem import Buyer, Categories, DemandLine, OfferLine, Supplier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.faults import Findings, Where

ALIKE = 90
"""Likeness of names (0-100) from which one is taken for a slip of the other."""

SHORTEST = 6
"""Letters a name has to have to be read in spite of a slip."""

MANY = 6
"""Places of one name from which it says too little to be placed."""

NEAREST = 3
_CODE = re.compile(r"[a-z]?\d{2,}(?:-\d)?")
_CHECK_DIGIT = re.compile(r"-\d$")
_SEPARATOR = re.compile(r"\s*[>＞|\\]\s*|\s/\s")
Party = TypeVar("Party", Buyer, Supplier)


def _beginnings(text: str) -> tuple[str, ...]:
    """Return what a code begins with, the shortest first; none of a name."""
    code = normalise_category(text).replace(".", "")
    if not _CODE.fullmatch(code):
        return ()
    plain = _CHECK_DIGIT.sub("", code)
    return tuple(plain[:end] for end in range(1, len(plain) + 1))


class Placing(NamedTuple):
    """Where a text lies: codes (several are alternatives), and how it was read."""

    codes: tuple[str, ...] = ()
    guessed: bool = False


class Placer:
    """Places texts in `tree`; `synonyms` gives every other word for a word's key."""

    def __init__(
        self, tree: CategoryTree, synonyms: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.tree = tree
        self._synonyms = synonyms

    def place(self, text: str) -> Placing:
        """Return where `text` lies: a code, its beginning, a name, a near name."""
        code = normalise_category(text)
        if code in self.tree.nodes:
            return Placing((code,))
        stems = self.tree.by_stem
        above = [stems[at] for at in _beginnings(text) if at in stems]
        if above:
            return Placing((above[-1],))
        for found in (self.by_name(text), self._by_path(text)):
            if found:
                return Placing(found)
        return self._by_likeness(text)

    def by_name(self, text: str) -> tuple[str, ...]:
        """Return the codes of exactly this name or a synonym of it."""
        key = name_key(text)
        for word in (key, *map(name_key, self._synonyms.get(key, ()))):
            codes = self.tree.by_name.get(word, ())
            if 0 < len(codes) < MANY:
                return tuple(codes)
        return ()

    def nearest(self, text: str) -> str:
        """Return the nearest names to show."""
        best = process.extract(
            name_key(text), self.tree.by_name.keys(), scorer=fuzz.WRatio,
            limit=NEAREST, score_cutoff=60,
        )  # fmt: skip
        found = dict.fromkeys(self.tree.by_name[key][0] for key, _, _ in best)
        return "; ".join(map(self.tree.spoken, found)) or "–"

    def _by_path(self, text: str) -> tuple[str, ...]:
        """Return the codes whose own and upper names are those of "A > B > C"."""
        names = [name_key(part) for part in _SEPARATOR.split(text) if part.strip()]
        codes = self.tree.by_name.get(names[-1], ()) if len(names) > 1 else ()
        scored = {code: self._agreement(code, names[:-1]) for code in codes}
        best = max(scored.values(), default=0)
        return tuple(c for c, n in scored.items() if n == best) if best else ()

    def _agreement(self, code: str, above: list[str]) -> int:
        path = self.tree.path(code)[:-1]
        known = {name_key(n) for at in path for n in self.tree.nodes[at].names}
        return sum(name in known for name in above)

    def _by_likeness(self, text: str) -> Placing:
        key = name_key(text)
        if len(key) < SHORTEST:
            return Placing()
        best = process.extractOne(
            key, self.tree.by_name.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        if best is None or len(self.tree.by_name[best[0]]) >= MANY:
            return Placing()
        return Placing(tuple(self.tree.by_name[best[0]]), guessed=True)


def place_all(
    placer: Placer,
    buyers: tuple[Buyer, ...],
    suppliers: tuple[Supplier, ...],
    where: Where,
    findings: Findings,
) -> tuple[tuple[Buyer, ...], tuple[Supplier, ...], Categories]:
    """Place every category; lines without one take that of their product's name."""
    buyers = tuple(_with_names(one, placer) for one in buyers)
    suppliers = tuple(_with_names(one, placer) for one in suppliers)
    parties: tuple[Buyer | Supplier, ...] = (*buyers, *suppliers)
    lines = [line for party in parties for line in party.lines]
    seen = Counter(text for line in lines for text in line.categories)
    placed: dict[str, tuple[tuple[str, ...], ...]] = {}
    for text in sorted(seen):
        found = placer.place(text)
        if found.codes:
            paths = tuple(placer.tree.path(code) for code in sorted(found.codes))
            placed[normalise_category(text)] = paths
        if found.guessed:
            code = placer.tree.spoken(found.codes[0])
            findings.note("category-guessed", where, text=text, category=code)
        elif not found.codes:
            findings.note(
                "category-unplaced", where,
                text=text, lines=seen[text], nearest=placer.nearest(text),
            )  # fmt: skip
    names = {code: placer.tree.nodes[code].wording for paths in placed.values() for path in paths for code in path}  # fmt: skip
    return buyers, suppliers, Categories(placed, dict(sorted(names.items())))


def _with_names(party: Party, placer: Placer) -> Party:
    lines = tuple(_with_name(line, placer) for line in party.lines)
    return party if lines == party.lines else replace(party, lines=lines)


Line = TypeVar("Line", DemandLine, OfferLine)


def _with_name(line: Line, placer: Placer) -> Line:
    if line.categories:
        return line
    codes = placer.by_name(line.product)
    shown = tuple(placer.tree.nodes[code].code for code in codes)
    return replace(line, categories=shown) if shown else line


def synonyms_by_key(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return for the key of each word the other words of its group."""
    return {name_key(word): tuple(o for o in group if o != word) for group in groups for word in group}  # fmt: skip
