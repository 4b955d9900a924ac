"""How often a password was tried for a login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, delete

from data.store.access import hash_secret
from data.tables import GuessRow

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session


def count_guess(
    session: Session, login: str, now: datetime, after: datetime
) -> GuessRow:
    """Count one more try, and return how many there were; those before `after` are old.

    The row begins anew where its first try is old.
    """
    session.exec(delete(GuessRow).where(col(GuessRow.since) <= after))
    row = session.get(GuessRow, hash_secret(login), populate_existing=True)
    row = row or GuessRow(login_hash=hash_secret(login), tries=0, since=now)
    row.tries += 1
    session.add(row)
    return row


def forget_guesses(session: Session, login: str) -> None:
    """Begin anew: the last password was right."""
    session.exec(delete(GuessRow).where(col(GuessRow.login_hash) == hash_secret(login)))
