"""Tokens that let a person's programs in, with the rights of the person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from api.office.errors import MissingError
from api.office.logins import let_in, new_secret
from data.store.access import TOKEN, find_token
from data.store.history import Deed, add_deed
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.people import Person
    from data.tables import AccessRow

PREFIX = "fairmatch_"
"""Tells what it is to whoever finds one where it should not be."""

LONGEST_DAYS = 366

_TOKEN = Wording(en="token", zh="令牌")


def create_token(
    session: Session, person: Person, now: datetime, name: str, days: int
) -> tuple[AccessRow, str]:
    """Return a new token and its secret, which is shown this once."""
    secret = PREFIX + new_secret()
    row = let_in(session, person.id, TOKEN, secret, now, timedelta(days=days), name)
    add_deed(session, Deed("token.create", f"token {row.id}"), person.id, now)
    return row, secret


def revoke_token(
    session: Session, person: Person, now: datetime, token_id: int
) -> None:
    """End one of one's own tokens; raises MissingError."""
    row = find_token(session, person.id, token_id, now)
    if row is None:
        raise MissingError(_TOKEN)
    row.ended_at = now
    session.add(row)
    add_deed(session, Deed("token.revoke", f"token {token_id}"), person.id, now)
