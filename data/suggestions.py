"""Suggestions of sales reps; pairs named twice are joined or reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.columns import Kind
from data.names import Id, PartyIndex
from data.parties import PARTY_WORD
from data.words import find_meaning, gather_words
from scheduler.problem import BuyerId, Strength, Suggestion, SupplierId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.faults import Findings, Where
    from data.rows import Record

_STRENGTHS = gather_words("strength", {
    Strength.MUST: ("must", "必须", "必见", "务必", "必选", "一定"),
    Strength.PREFER: ("prefer", "推荐", "优先", "建议", "希望", "preferred", "should"),
    Strength.AVOID: ("avoid", "不建议", "尽量避免", "避免", "不推荐", "should not"),
    Strength.NEVER: ("never", "禁止", "不可", "不见", "禁止见面", "must not"),
})  # fmt: skip
_BITES = {Strength.MUST: 3, Strength.NEVER: 3, Strength.AVOID: 2, Strength.PREFER: 1}


class Placed(NamedTuple):
    """A suggestion and where it was made."""

    suggestion: Suggestion
    where: Where


def read_suggestions(
    records: list[Record],
    buyers: PartyIndex[BuyerId],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> list[Placed]:
    """Read the rows of a suggestions sheet."""
    placed = []
    for record in records:
        buyer = find_party(record, "buyer", buyers, Kind.BUYERS, findings)
        supplier = find_party(record, "supplier", suppliers, Kind.SUPPLIERS, findings)
        strength = read_strength(record, findings)
        if buyer is None or supplier is None or strength is None:
            continue
        wish = Suggestion(
            buyer, supplier, strength, record.text("reason"), record.text("sales_rep")
        )
        placed.append(Placed(wish, record.where("strength")))
    return placed


def read_strength(record: Record, findings: Findings) -> Strength | None:
    """Return how strong the suggestion is; "必须 must" counts as one word."""
    text = record.text("strength")
    strength = find_meaning(text, _STRENGTHS)
    if strength is None:
        findings.fault("strength-unknown", record.where("strength"), text)
    return strength


def find_party(
    record: Record,
    field: str,
    index: PartyIndex[Id],
    kind: Kind,
    findings: Findings,
) -> Id | None:
    """Return the party a cell names; None with a fault."""
    return find_named(record.text(field), record.where(field), index, kind, findings)


def find_named(
    text: str,
    where: Where,
    index: PartyIndex[Id],
    kind: Kind,
    findings: Findings,
) -> Id | None:
    """Return the party that `text` names; None with a fault at `where`."""
    text = " ".join(text.split())
    word = PARTY_WORD[kind]
    if not text:
        findings.fault("value-missing", where, column=word)
        return None
    found = index.find(text)
    if found.id is None:
        code = "party-ambiguous" if found.ambiguous else "party-unknown"
        findings.fault(code, where, text, kind=word, nearest=found.nearest)
    return found.id


def merge_suggestions(placed: list[Placed], findings: Findings) -> list[Placed]:
    """Keep one suggestion a pair: the stronger; must against never is a fault."""
    kept: dict[tuple[BuyerId, SupplierId], Placed] = {}
    for one in placed:
        pair = (one.suggestion.buyer, one.suggestion.supplier)
        other = kept.setdefault(pair, one)
        if other is one:
            continue
        mine, theirs = one.suggestion.strength, other.suggestion.strength
        place = spoken_place(other.where)
        if {mine, theirs} == {Strength.MUST, Strength.NEVER}:
            findings.fault("suggestion-conflict", one.where, mine, other=theirs, place=place)  # fmt: skip
        elif mine is not theirs:
            findings.fault("suggestion-twice", one.where, mine, other=theirs, place=place)  # fmt: skip
        if _BITES[mine] > _BITES[theirs]:
            kept[pair] = one
    return sorted(kept.values(), key=lambda one: (one.suggestion.buyer, one.suggestion.supplier))  # fmt: skip


def strongest(strengths: Iterable[Strength]) -> Strength:
    """Return the one that holds of a pair of which several are said; of equals any."""
    return max(strengths, key=_BITES.__getitem__)


def spoken_place(where: Where) -> str:
    """Return a place in one word group: "locks.xlsx Sheet1 B7"."""
    return " ".join(part for part in (where.file, where.sheet, where.cell) if part)
