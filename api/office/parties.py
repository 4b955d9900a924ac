"""Buyers and suppliers: looked up, corrected, added and taken off by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.office.errors import ConflictError, MissingError, StaleError
from api.office.freezing import demand_open
from api.office.party_words import PartyWords, flat_words, judge
from api.office.rights import Right
from data.cells import clean_text
from data.parties import PARTY_FIELD
from data.party_plan import LINES, ListedParty, edit_party, flat, unflat
from data.party_texts import CONTACT
from data.store.fairs import note_change
from data.store.history import Deed, add_deed
from data.store.pages import Page, Window
from data.store.parties import Kept, drop_parties, keep_parties
from data.store.party_lists import changed, listed, new_row
from data.store.party_pages import (
    SoughtParties,
    count_lines,
    find_by_code,
    find_party,
    list_parties,
    load_contacts,
)
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from data.faults import Fault
    from data.party_texts import PartyText
    from data.store.party_pages import Contact, PartyHead
    from data.tables import PartyRow

PARTY = Wording(en="party", zh="单位")
SIDES = {side: kind for kind, side in PARTY_FIELD.items()}
PRIVATE = frozenset({*CONTACT, "notes"})
"""Fields whose texts history does not repeat."""


class CodeTakenError(ConflictError):
    """Another party of the side has the code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "code-taken",
            Wording(
                en=f"There is a party with the code {code} already.",
                zh=f"编号 {code} 已被使用。",
            ),
            Wording(
                en="Choose another code, or change that party.",
                zh="请换一个编号，或修改该单位。",
            ),
        )


@dataclass(frozen=True)
class PartyBrief:
    """A party in a list; `contact` is None where the person may not see it."""

    row: PartyHead
    lines: int
    contact: Contact | None


@dataclass(frozen=True)
class PartySeen:
    """A party with all that is said of it; `faults` are warnings of the last change."""

    row: PartyRow
    text: PartyText
    faults: tuple[Fault, ...] = ()


def read_parties(
    session: Session,
    person: Person,
    fair: FairSeen,
    sought: SoughtParties,
    window: Window,
) -> Page[PartyBrief]:
    """Return a page of the lists."""
    page = list_parties(session, fair.id, sought, window)
    ids = [row.id for row in page.rows]
    lines = count_lines(session, ids)
    may_see = person.may(Right.SEE_CONTACTS)
    contacts = load_contacts(session, ids) if may_see else {}
    return Page(
        [
            PartyBrief(row, lines.get(row.id, 0), contacts.get(row.id))
            for row in page.rows
        ],
        page.total,
    )


def get_party(
    session: Session, person: Person, fair: FairSeen, party_id: int
) -> PartySeen:
    """Return a party on a list; raises MissingError."""
    return _seen(person, _get(session, fair, party_id))


def add_party(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    side: str,
    code: str,
    words: PartyWords,
) -> PartySeen:
    """Put a party on a list by hand, back on it if it was taken off.

    Raises CodeTakenError, UnusableError, FrozenError.
    """
    demand_open(person, now, fair)
    kind = SIDES[side]
    code = " ".join(clean_text(code).split())
    known = find_by_code(session, fair.id, side, code)
    if known is not None and not known.row.is_removed:
        raise CodeTakenError(code)
    said = flat_words(words, kind)
    if known is None:
        row, one = (
            new_row(fair.id, kind, code),
            ListedParty(unflat(code, said), by_hand=True),
        )
    else:
        row = known.row
        blank = dict.fromkeys(flat(known.text), "")
        one = edit_party(replace(listed(known), is_removed=False), blank | said)
    faults = judge(fair, kind, one.text)
    kept = _keep(session, fair, changed(row, one))
    _write_down(session, person, now, fair, kept, "party.add", {})
    return _seen(person, kept, faults)


def change_party(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    party_id: int,
    version: int,
    words: PartyWords,
) -> PartySeen:
    """Change what is said of a party; a later sheet does not silently undo it.

    Raises MissingError, StaleError, UnusableError, FrozenError.
    """
    demand_open(person, now, fair)
    kept = _get(session, fair, party_id)
    if kept.row.version != version:
        raise StaleError
    kind = SIDES[kept.row.side]
    one = edit_party(listed(kept), flat_words(words, kind))
    faults = judge(fair, kind, one.text)
    facts = _difference(flat(kept.text), flat(one.text))
    kept = _keep(session, fair, changed(kept.row, one))
    _write_down(session, person, now, fair, kept, "party.change", facts)
    return _seen(person, kept, faults)


def remove_party(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    party_id: int,
    version: int,
    why: str,
) -> None:
    """Take a party off its list; raises MissingError, StaleError, FrozenError."""
    demand_open(person, now, fair)
    kept = _get(session, fair, party_id)
    if kept.row.version != version:
        raise StaleError
    _write_down(session, person, now, fair, kept, "party.remove", {}, why)
    one = listed(kept)
    if one.by_hand:
        drop_parties(session, [kept.row])
        note_change(session, fair.row)
    else:
        _keep(session, fair, changed(kept.row, replace(one, is_removed=True)))


def _get(session: Session, fair: FairSeen, party_id: int) -> Kept:
    kept = find_party(session, fair.id, party_id)
    if kept is None:
        raise MissingError(PARTY)
    return kept


def _keep(session: Session, fair: FairSeen, kept: Kept) -> Kept:
    keep_parties(session, [kept])
    note_change(session, fair.row)
    return kept


def _seen(person: Person, kept: Kept, faults: tuple[Fault, ...] = ()) -> PartySeen:
    """Return what a person may see of a party."""
    text = kept.text
    if not person.may(Right.SEE_CONTACTS):
        cells = {n: said for n, said in text.cells.items() if n not in PRIVATE}
        text = replace(text, cells=cells)
    return PartySeen(kept.row, text, faults)


def _difference(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, object]:
    """Return what history says of an edit: fields, and texts that are nobody's own."""
    names = sorted(n for n in old.keys() | new.keys() if old.get(n) != new.get(n))
    told = [name for name in names if name not in PRIVATE | {LINES}]
    return {
        "fields": names,
        "old": {name: old.get(name, "") for name in told},
        "new": {name: new.get(name, "") for name in told},
    }


def _write_down(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    kept: Kept,
    action: str,
    facts: Mapping[str, object],
    why: str = "",
) -> None:
    row = kept.row
    deed = Deed(action, f"{row.side} {row.code}", facts, why, fair.id)
    add_deed(session, deed, person.id, now)
    session.flush()
