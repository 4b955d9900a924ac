"""One-time links: each sets a password once, and ends unused after three days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from api.office.errors import MissingError
from api.office.logins import let_in, new_secret, set_password
from api.office.passwords import check_password, hash_password
from api.office.people import get_user, person_of
from api.office.rights import Role
from data.store.access import LINK, end_access, find_user_by_secret
from data.store.history import Deed, add_deed
from data.store.users import add_user, list_active
from data.tables import UserRow
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.people import Person
    from data.database import Database

LASTS = timedelta(days=3)
FIRST = "admin"
"""The login of the first administrator."""

_LINK = Wording(en="link, or it was used or has ended", zh="链接，或链接已使用、已失效")


def make_link(
    session: Session, person: Person | None, now: datetime, user_id: int
) -> str:
    """Return the secret of a new link for a user; his earlier ones end.

    `person` is None where it is made on the server's machine. Raises MissingError.
    """
    user = get_user(session, user_id)
    secret = _renew(session, user, now)
    by = person.id if person else None
    add_deed(session, Deed("user.link", f"user {user_id}"), by, now)
    return secret


def use_link(database: Database, secret: str, password: str, now: datetime) -> None:
    """Set the password of whom the link is for; raises MissingError, WeakPasswordError.

    A link works once: the second of two who use it at the same moment finds none.
    """
    with database.reading() as session:
        check_password(_meant(session, secret, now).login, password)
    kept = hash_password(password)
    with database.writing() as session:
        user = _meant(session, secret, now)
        set_password(session, person_of(user).id, kept, now)


def first_link(session: Session, now: datetime) -> str | None:
    """Return the secret of a link for the first administrator.

    None where an active administrator has a password already. A start of the server
    makes the link anew until it was used, so a lost one does no harm.
    """
    administrators = list_active(session, Role.ADMINISTRATOR)
    if any(user.password_hash for user in administrators):
        return None
    if not administrators:
        user = UserRow(login=FIRST, name=FIRST, role=Role.ADMINISTRATOR, created_at=now)
        administrators = [add_user(session, user)]
        add_deed(session, Deed("user.create", f"user {user.id}"), None, now)
    return _renew(session, administrators[0], now)


def _renew(session: Session, user: UserRow, now: datetime) -> str:
    user_id, secret = person_of(user).id, new_secret()
    end_access(session, user_id, (LINK,), now)
    let_in(session, user_id, LINK, secret, now, LASTS)
    return secret


def _meant(session: Session, secret: str, now: datetime) -> UserRow:
    user = find_user_by_secret(session, secret, (LINK,), now)
    if user is None:
        raise MissingError(_LINK)
    return user
