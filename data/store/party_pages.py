"""Pages of the lists of buyers and suppliers, and one party with all that is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import or_
from sqlmodel import col, func, select

from data.store.among import among
from data.store.pages import Page, Window, read_page
from data.store.parties import Kept, line_cells, party_text
from data.tables import ContactRow, LineRow, PartyRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel import Session, SQLModel

    from data.party_texts import Cells

_SEARCHED = (PartyRow.code, PartyRow.name, PartyRow.hall, PartyRow.booth)


class PartyHead(NamedTuple):
    """What a list shows of a party: columns of its row, and the fields edited by hand."""

    id: int
    side: str
    code: str
    name: str
    hall: str
    booth: str
    language: str
    edited: Cells
    upload_id: int | None
    version: int


class Contact(NamedTuple):
    """How a party is reached."""

    party_id: int
    contact: str
    title: str
    phone: str
    email: str


@dataclass(frozen=True)
class SoughtParties:
    """Which parties are asked for: of a side ("" for both), with a text in them."""

    side: str = ""
    text: str = ""


def list_parties(
    session: Session, fair_id: int, sought: SoughtParties, window: Window
) -> Page[PartyHead]:
    """Return a page of the parties on the lists, in order of side and code.

    A text is looked for in code, name, hall and booth, whatever its case.
    """
    query = _columns(PartyRow, PartyHead).where(
        PartyRow.fair_id == fair_id, col(PartyRow.is_removed).is_(False)
    )
    if sought.side:
        query = query.where(PartyRow.side == sought.side)
    if sought.text:
        query = query.where(
            or_(*(col(c).icontains(sought.text, autoescape=True) for c in _SEARCHED))
        )
    query = query.order_by(col(PartyRow.side), col(PartyRow.code))
    page = read_page(session, query, window)
    return Page([PartyHead(*row) for row in page.rows], page.total)


def _columns(table: type[SQLModel], names: type[NamedTuple]) -> Any:
    """Ask for the columns of `names` alone: whole rows cost three times as much."""
    return select(*(getattr(table, name) for name in names._fields))


def count_lines(session: Session, party_ids: Collection[int]) -> dict[int, int]:
    """Return how many lines parties have, by id; those without one are left out."""
    query = (
        select(LineRow.party_id, func.count())
        .where(among(col(LineRow.party_id), party_ids))
        .group_by(col(LineRow.party_id))
    )
    return dict(session.exec(query).all())


def load_contacts(session: Session, party_ids: Collection[int]) -> dict[int, Contact]:
    """Return the contacts of parties by id."""
    query = _columns(ContactRow, Contact)
    query = query.where(among(col(ContactRow.party_id), party_ids))
    return {row.party_id: Contact(*row) for row in session.exec(query)}


def find_party(session: Session, fair_id: int, party_id: int) -> Kept | None:
    """Return a party on a list of the fair with its contact and lines."""
    query = select(PartyRow).where(
        PartyRow.fair_id == fair_id,
        PartyRow.id == party_id,
        col(PartyRow.is_removed).is_(False),
    )
    row = session.exec(query).one_or_none()
    return None if row is None else _whole(session, row)


def find_by_code(session: Session, fair_id: int, side: str, code: str) -> Kept | None:
    """Return the party of a side with a code, also if it was taken off the list."""
    query = select(PartyRow).where(
        PartyRow.fair_id == fair_id, PartyRow.side == side, PartyRow.code == code
    )
    row = session.exec(query).one_or_none()
    return None if row is None else _whole(session, row)


def _whole(session: Session, row: PartyRow) -> Kept:
    contact = session.get(ContactRow, row.id)
    query = (
        select(LineRow.product, LineRow.category, LineRow.cells)
        .where(LineRow.party_id == row.id)
        .order_by(col(LineRow.position))
    )
    return Kept(
        row, party_text(row, contact, [line_cells(*x) for x in session.exec(query)])
    )
