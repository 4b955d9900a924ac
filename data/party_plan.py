"""What a new version of a sheet would change, and where it meets what people edited.

An edit by hand wins over a sheet that still says what it said before the edit. Where
the sheet says something new of an edited field the two are in conflict: the edit wins
unless the person who applies the sheet says otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from data.party_texts import PartyText

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME, LINES = "name", "lines"
"""Fields of an edit beside those of columns: the name, and all lines as JSON."""

WHOLE = "party"
"""The field of a conflict on whether the party is on the list at all."""


@dataclass(frozen=True)
class ListedParty:
    """A party of the records, and what people did to it.

    `edited` gives by field what the sheet said when a person changed it; `by_hand`: no
    sheet ever had the party; `is_removed`: a person took it off the list.
    """

    text: PartyText
    edited: Mapping[str, str] = field(default_factory=dict)
    by_hand: bool = False
    is_removed: bool = False


class Conflict(NamedTuple):
    """A field where a person and the sheet say different things; "" is nothing."""

    code: str
    field: str
    mine: str
    sheet: str


class Change(NamedTuple):
    """A field that gets another text; old or new "" is nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class PartyChange:
    """A party that changes, with what the records will hold of it."""

    new: ListedParty
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class PartyPlan:
    """What taking a sheet does; `touched` are changed in their edits only."""

    added: tuple[PartyText, ...] = ()
    changed: tuple[PartyChange, ...] = ()
    gone: tuple[PartyText, ...] = ()
    touched: tuple[ListedParty, ...] = ()
    forgotten: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Tell whether people would see no difference."""
        return not (self.added or self.changed or self.gone)


def plan_parties(
    listed: Iterable[ListedParty],
    sheet: Iterable[PartyText],
    take: frozenset[tuple[str, str]] = frozenset(),
) -> PartyPlan:
    """Return what a sheet changes; `take` are the (code, field) where it shall win."""
    planner = _Planner(take)
    known = {one.text.code: one for one in listed}
    said = {text.code: text for text in sheet}
    for code in sorted(known.keys() | said.keys()):
        one, text = known.get(code), said.get(code)
        if one is None:
            planner.added.append(said[code])
        elif text is None:
            planner.leave(one)
        elif one.is_removed:
            planner.come_back(one, text)
        else:
            planner.merge(one, text)
    return planner.plan()


class _Planner:
    """Collects the parts of a plan, party by party."""

    def __init__(self, take: frozenset[tuple[str, str]]) -> None:
        self._take = take
        self.added: list[PartyText] = []
        self.changed: list[PartyChange] = []
        self.gone: list[PartyText] = []
        self.touched: list[ListedParty] = []
        self.forgotten: list[str] = []
        self.conflicts: list[Conflict] = []

    def plan(self) -> PartyPlan:
        """Return what was collected."""
        return PartyPlan(
            tuple(self.added),
            tuple(self.changed),
            tuple(self.gone),
            tuple(self.touched),
            tuple(self.forgotten),
            tuple(self.conflicts),
        )

    def leave(self, one: ListedParty) -> None:
        """Plan for a party that the sheet does not have."""
        code = one.text.code
        if one.is_removed:
            self.forgotten.append(code)
        elif one.by_hand:
            return
        elif not one.edited or self._is_taken(code, WHOLE, one.text.name, ""):
            self.gone.append(one.text)
        else:
            self.touched.append(ListedParty(one.text, one.edited, by_hand=True))

    def come_back(self, one: ListedParty, text: PartyText) -> None:
        """Plan for a party that a person took off the list and the sheet still has."""
        if one.text == text:
            return
        if self._is_taken(text.code, WHOLE, "", text.name):
            self.added.append(text)
        else:
            self.touched.append(ListedParty(text, is_removed=True))

    def merge(self, one: ListedParty, text: PartyText) -> None:
        """Plan for a party that both have: the sheet's word, but for edits."""
        if one == ListedParty(text):
            return  # most of a sheet says what it said before
        mine, theirs = flat(one.text), flat(text)
        edited = dict(one.edited)
        if one.by_hand:
            edited = dict.fromkeys(mine, "") | edited
        result = dict(theirs)
        for name in sorted(edited):
            old, new = mine.get(name, ""), theirs.get(name, "")
            if old == new:
                del edited[name]
            elif new == edited[name] or not self._is_taken(text.code, name, old, new):
                result[name] = old
                edited[name] = new
            else:
                del edited[name]
        self._compare(one, mine, ListedParty(unflat(text.code, result), edited))

    def _compare(
        self, one: ListedParty, mine: Mapping[str, str], new: ListedParty
    ) -> None:
        result = flat(new.text)
        changes = tuple(
            Change(name, mine.get(name, ""), result.get(name, ""))
            for name in sorted(mine.keys() | result.keys())
            if mine.get(name, "") != result.get(name, "")
        )
        if changes:
            self.changed.append(PartyChange(new, changes))
        elif new != one:
            self.touched.append(new)

    def _is_taken(self, code: str, name: str, mine: str, sheet: str) -> bool:
        """Note the conflict, and tell whether the sheet shall win it."""
        self.conflicts.append(Conflict(code, name, mine, sheet))
        return (code, name) in self._take


def flat(text: PartyText) -> dict[str, str]:
    """Return everything said of a party as text by field."""
    said = {NAME: text.name, **text.cells}
    if text.lines:
        lines = [dict(line) for line in text.lines]
        said[LINES] = json.dumps(lines, ensure_ascii=False, sort_keys=True)
    return said


def unflat(code: str, said: Mapping[str, str]) -> PartyText:
    """Return the party that `flat` makes `said` of; empty texts are left out."""
    cells = {n: text for n, text in said.items() if text and n not in {NAME, LINES}}
    lines = json.loads(said.get(LINES) or "[]")
    return PartyText(code, said.get(NAME, ""), cells, tuple(lines))


def edit_party(one: ListedParty, wanted: Mapping[str, str]) -> ListedParty:
    """Return a party after an edit by hand; `wanted` gives new texts by flat field."""
    mine = flat(one.text)
    edited = dict(one.edited)
    if not one.by_hand:
        for name, said in wanted.items():
            before = edited.setdefault(name, mine.get(name, ""))
            if said == before:
                del edited[name]
    return ListedParty(unflat(one.text.code, {**mine, **wanted}), edited, one.by_hand)
