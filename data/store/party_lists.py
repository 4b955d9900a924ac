"""The list of a side as people and sheets change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.parties import PARTY_FIELD
from data.party_plan import ListedParty
from data.store.parties import Kept, drop_parties, keep_parties
from data.tables import PartyRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from data.columns import Kind
    from data.party_plan import PartyPlan


def listed(kept: Kept) -> ListedParty:
    """Return a party of the records as plans know it."""
    row = kept.row
    return ListedParty(kept.text, row.edited, row.upload_id is None, row.is_removed)


def keep_plan(
    session: Session,
    kind: Kind,
    known: Iterable[Kept],
    plan: PartyPlan,
    fair_id: int,
    upload_id: int,
) -> None:
    """Do what `plan` says of the parties of a side, which are `known`."""
    rows = {kept.row.code: kept.row for kept in known}
    new = [
        *map(ListedParty, plan.added),
        *(change.new for change in plan.changed),
        *plan.touched,
    ]
    kept = []
    for one in new:
        code = one.text.code
        row = rows.get(code) or new_row(fair_id, kind, code)
        row.upload_id = upload_id
        kept.append(changed(row, one))
    keep_parties(session, kept)
    gone = [*(text.code for text in plan.gone), *plan.forgotten]
    drop_parties(session, [rows[code] for code in gone])


def new_row(fair_id: int, kind: Kind, code: str) -> PartyRow:
    """Return the row of a party that is not kept yet."""
    side = PARTY_FIELD[kind]
    return PartyRow(fair_id=fair_id, side=side, code=code, name="", version=0)


def changed(row: PartyRow, one: ListedParty) -> Kept:
    """Let a row be what people made of its party, as of the next version."""
    row.edited = dict(one.edited)
    row.is_removed = one.is_removed
    if one.by_hand:
        row.upload_id = None
    row.version += 1
    return Kept(row, one.text)
