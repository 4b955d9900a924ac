"""Which suppliers a rep looks after: by account, or named in the supplier's own row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from data.cells import match_key, split_list
from data.tables import AccountRow, PartyRow, UserRow

if TYPE_CHECKING:
    from sqlmodel import Session


def list_own_suppliers(session: Session, fair_id: int, user_id: int) -> frozenset[str]:
    """Return the codes of the suppliers that a user looks after.

    Those of its accounts, and those whose "sales rep" cell names it by login or by
    name (case, width and blanks ignored). An account given to somebody else does not
    take away what the sheet says.
    """
    given = select(AccountRow.supplier).where(
        AccountRow.fair_id == fair_id, AccountRow.user_id == user_id
    )
    return frozenset(session.exec(given)) | _named(session, fair_id, user_id)


def _named(session: Session, fair_id: int, user_id: int) -> set[str]:
    user = session.get_one(UserRow, user_id)
    names = {match_key(user.login), match_key(user.name)} - {""}
    cell = col(PartyRow.cells)["sales_rep"].as_string()
    query = select(PartyRow.code, cell).where(
        PartyRow.fair_id == fair_id,
        PartyRow.side == "supplier",
        col(PartyRow.is_removed).is_(False),
    )
    return {
        code
        for code, text in session.exec(query)
        if text and not names.isdisjoint(map(match_key, split_list(text)))
    }
