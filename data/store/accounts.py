"""Which suppliers a rep looks after: by account, or named in the supplier's own row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, delete, select

from data.cells import match_key, split_list
from data.store.among import among
from data.tables import AccountRow, PartyRow, UserRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel import Session


def list_given(session: Session, fair_id: int, user_id: int) -> frozenset[str]:
    """Return the codes of the suppliers that were given to a user."""
    query = select(AccountRow.supplier).where(
        AccountRow.fair_id == fair_id, AccountRow.user_id == user_id
    )
    return frozenset(session.exec(query))


def give(
    session: Session, fair_id: int, user_id: int, suppliers: Collection[str]
) -> None:
    """Give a user suppliers that he has not been given yet."""
    session.add_all(
        AccountRow(fair_id=fair_id, supplier=code, user_id=user_id)
        for code in sorted(suppliers)
    )
    session.flush()


def take_back(
    session: Session, fair_id: int, user_id: int, suppliers: Collection[str]
) -> None:
    """Take suppliers back that were given to a user."""
    session.exec(
        delete(AccountRow).where(
            col(AccountRow.fair_id) == fair_id,
            col(AccountRow.user_id) == user_id,
            among(col(AccountRow.supplier), suppliers),
        )
    )


def list_own_suppliers(session: Session, fair_id: int, user_id: int) -> frozenset[str]:
    """Return the codes of the suppliers that a user looks after.

    Those of its accounts, and those whose "sales rep" cell names it by login or by
    name (case, width and blanks ignored). An account given to somebody else does not
    take away what the sheet says.
    """
    named = list_named(session, fair_id, session.get_one(UserRow, user_id))
    return list_given(session, fair_id, user_id) | named


def list_named(session: Session, fair_id: int, user: UserRow) -> frozenset[str]:
    """Return the codes of the suppliers whose "sales rep" cell names a user."""
    names = {match_key(user.login), match_key(user.name)} - {""}
    cell = col(PartyRow.cells)["sales_rep"].as_string()
    query = select(PartyRow.code, cell).where(
        PartyRow.fair_id == fair_id,
        PartyRow.side == "supplier",
        col(PartyRow.is_removed).is_(False),
    )
    return frozenset(
        code
        for code, text in session.exec(query)
        if text and not names.isdisjoint(map(match_key, split_list(text)))
    )
