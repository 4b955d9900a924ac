"""Buyers and suppliers: what is said of them, read whole and kept whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, insert
from sqlmodel import col, select

from data.parties import PARTY_FIELD
from data.party_texts import CONTACT, PLACE, PartyText
from data.store.among import chunks
from data.tables import ContactRow, LineRow, PartyRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlmodel import Session

    from data.columns import Kind
    from data.party_texts import Cells

OWN = (*PLACE, "language")
"""Fields of a party that have a column of their own; the rest is in `cells`."""


class Kept(NamedTuple):
    """A party of the records: its row, and what is said of it."""

    row: PartyRow
    text: PartyText


def load_parties(session: Session, fair_id: int, kind: Kind) -> list[Kept]:
    """Return all parties of a side in order of code, with those taken off the list."""
    found = session.exec(
        select(PartyRow, ContactRow)
        .join(ContactRow, isouter=True)
        .where(PartyRow.fair_id == fair_id, PartyRow.side == PARTY_FIELD[kind])
    ).all()
    lines = _load_lines(session, fair_id, kind)
    kept = [
        Kept(row, party_text(row, contact, lines.get(row.id, ())))
        for row, contact in found
    ]
    return sorted(kept, key=lambda one: one.row.code)


def load_texts(session: Session, fair_id: int, kind: Kind) -> list[PartyText]:
    """Return what is said of the parties that are on the list of a side."""
    kept = load_parties(session, fair_id, kind)
    return [one.text for one in kept if not one.row.is_removed]


def party_text(
    row: PartyRow, contact: ContactRow | None, lines: Sequence[Cells]
) -> PartyText:
    """Return what rows say of a party; without its contact where that is None."""
    cells = dict(row.cells) | {name: getattr(row, name) for name in OWN}
    if contact is not None:
        cells |= {name: getattr(contact, name) for name in CONTACT}
    filled = {name: text for name, text in cells.items() if text}
    return PartyText(row.code, row.name, filled, tuple(lines))


def keep_parties(session: Session, kept: Iterable[Kept]) -> None:
    """Let rows, new or loaded, say what their texts say, with contacts and lines."""
    pairs = list(kept)
    for row, text in pairs:
        row.name = text.name
        for name in OWN:
            setattr(row, name, text.cells.get(name, ""))
        apart = {*OWN, *CONTACT}
        row.cells = {n: said for n, said in text.cells.items() if n not in apart}
        session.add(row)
    session.flush()
    for table in (ContactRow, LineRow):
        _delete_of(session, table, [row.id for row, _ in pairs])
    _insert(session, ContactRow, [_contact_values(*one) for one in pairs])
    _insert(session, LineRow, [v for one in pairs for v in _line_values(*one)])


def drop_parties(session: Session, rows: Iterable[PartyRow]) -> None:
    """Forget parties with all that is said of them."""
    ids = [row.id for row in rows]
    for table in (ContactRow, LineRow):
        _delete_of(session, table, ids)
    for chunk in chunks(ids):
        session.execute(delete(PartyRow).where(col(PartyRow.id).in_(chunk)))


def _load_lines(
    session: Session, fair_id: int, kind: Kind
) -> dict[int | None, list[Cells]]:
    """Return the lines of a side by the id of their party, in their order."""
    query = (
        select(LineRow.party_id, LineRow.product, LineRow.category, LineRow.cells)
        .join(PartyRow)
        .where(PartyRow.fair_id == fair_id, PartyRow.side == PARTY_FIELD[kind])
        .order_by(col(LineRow.party_id), col(LineRow.position))
    )
    lines: defaultdict[int | None, list[Cells]] = defaultdict(list)
    for party_id, product, category, cells in session.exec(query):
        lines[party_id].append(line_cells(product, category, cells))
    return lines


def line_cells(product: str, category: str, cells: Cells) -> Cells:
    """Return what the columns of a line say, without empty texts."""
    own = {"product": product, "category": category}
    return {name: text for name, text in own.items() if text} | dict(cells)


def _contact_values(row: PartyRow, text: PartyText) -> dict[str, Any]:
    return {
        "party_id": row.id,
        **{name: text.cells.get(name, "") for name in CONTACT},
    }


def _line_values(row: PartyRow, text: PartyText) -> list[dict[str, Any]]:
    return [
        {
            "party_id": row.id,
            "position": position,
            "product": line.get("product", ""),
            "category": line.get("category", ""),
            "cells": {
                name: said
                for name, said in line.items()
                if name not in {"product", "category"}
            },
        }
        for position, line in enumerate(text.lines)
    ]


def _insert(session: Session, table: Any, values: list[dict[str, Any]]) -> None:
    if values:
        session.execute(insert(table), values)


def _delete_of(session: Session, table: Any, ids: list[int | None]) -> None:
    for chunk in chunks(ids):
        session.execute(delete(table).where(table.party_id.in_(chunk)))
