"""What the parties of a fair are called, for whoever knows them by their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from data.names import PartyIndex
from data.store.among import among
from data.tables import PartyRow, UserRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel import Session

    from scheduler.problem import BuyerId, SupplierId

SIDES = ("buyer", "supplier")


def find_party_names(
    session: Session, fair_id: int, codes: Collection[str]
) -> dict[tuple[str, str], str]:
    """Return the names of those of `codes` that are there, by (side, code)."""
    query = select(PartyRow.side, PartyRow.code, PartyRow.name).where(
        PartyRow.fair_id == fair_id,
        col(PartyRow.side).in_(SIDES),  # or the index does not reach the codes
        among(col(PartyRow.code), codes),
    )
    return {(side, code): name for side, code, name in session.exec(query)}


def find_codes(
    session: Session, fair_id: int, codes: Collection[str]
) -> set[tuple[str, str]]:
    """Return those of `codes` that parties on the lists have, as (side, code)."""
    query = select(PartyRow.side, PartyRow.code).where(
        PartyRow.fair_id == fair_id,
        col(PartyRow.side).in_(SIDES),
        among(col(PartyRow.code), codes),
        col(PartyRow.is_removed).is_(False),
    )
    return {(side, code) for side, code in session.exec(query)}


def index_parties(
    session: Session, fair_id: int
) -> tuple[PartyIndex[BuyerId], PartyIndex[SupplierId]]:
    """Return what finds the buyers, and the suppliers, of a fair by code or name."""
    query = (
        select(PartyRow.side, PartyRow.code, PartyRow.name)
        .where(PartyRow.fair_id == fair_id, col(PartyRow.is_removed).is_(False))
        .order_by(col(PartyRow.code))
    )
    rows = session.exec(query).all()
    buyers, suppliers = (
        PartyIndex((code, name) for side, code, name in rows if side == wanted)
        for wanted in SIDES
    )
    return buyers, suppliers  # type: ignore[return-value]  # codes of their sides


def find_user_names(session: Session, users: Collection[int]) -> dict[int, str]:
    """Return the names of users by their ids."""
    query = select(UserRow.id, UserRow.name).where(among(col(UserRow.id), users))
    return {user: name for user, name in session.exec(query) if user is not None}
