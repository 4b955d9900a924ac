"""Logging in and out, and one's own password."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from api.office.passwords import (
    check_password,
    hash_password,
    is_outdated,
    is_password,
)
from api.office.people import Person, get_user, person_of
from data.store.access import (
    LINK,
    LOGIN,
    add_access,
    end_access,
    end_secret,
    hash_secret,
)
from data.store.history import Deed, add_deed
from data.store.users import find_user_by_login
from data.tables import AccessRow
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.gate import Gate
    from data.database import Database


class WrongPasswordError(FairmatchError):
    """Login and password do not go together; which of them is wrong is not said."""

    def __init__(self) -> None:
        super().__init__(
            "wrong-password",
            Wording(
                en="Login and password do not go together.", zh="登录名或密码不正确。"
            ),
            Wording(
                en="Check both; an administrator can give you a link for a new password.",
                zh="请检查后重试；管理员可提供重设密码的链接。",
            ),
        )


@dataclass(frozen=True)
class Door:
    """Where logins pass: the records, the count of tries, whence and when they come."""

    database: Database
    gate: Gate
    address: str
    now: datetime

    def check(self, login: str, password: str) -> str:
        """Return the hash that is kept of the right password of a login.

        Raises WrongPasswordError, TooManyTriesError.
        """
        self.gate.enter(self.database, login, self.address, self.now)
        with self.database.reading() as session:
            user = find_user_by_login(session, login)
        kept = user.password_hash if user is not None and user.is_active else None
        if not is_password(kept, password) or kept is None:
            raise WrongPasswordError
        self.gate.leave(self.database, login, self.address)
        return kept


def log_in(door: Door, login: str, password: str, hours: int) -> tuple[Person, str]:
    """Return the person and the secret of a login that lasts `hours`.

    Raises WrongPasswordError, TooManyTriesError.
    """
    login = plain_login(login)
    kept = door.check(login, password)
    renewed = hash_password(password) if is_outdated(kept) else kept
    secret = new_secret()
    with door.database.writing() as session:
        user = find_user_by_login(session, login)
        if user is None or not user.is_active or user.password_hash != kept:
            raise WrongPasswordError  # changed since it was checked
        user.password_hash = renewed
        session.add(user)
        person = person_of(user)
        let_in(session, person.id, LOGIN, secret, door.now, timedelta(hours=hours))
    return person, secret


def log_out(session: Session, secret: str, now: datetime) -> None:
    """End a login; nothing happens where it has ended."""
    end_secret(session, secret, now)


def change_password(
    door: Door, person: Person, secret: str, old: str, new: str
) -> None:
    """Replace one's own password; other logins and links of the person end.

    Raises WeakPasswordError, WrongPasswordError, TooManyTriesError.
    """
    check_password(person.login, new)
    door.check(person.login, old)
    kept = hash_password(new)
    with door.database.writing() as session:
        set_password(session, person.id, kept, door.now, but=secret)


def set_password(
    session: Session, user_id: int, kept: str, now: datetime, but: str = ""
) -> None:
    """Keep the hash of a new password and end the logins of the user, except `but`."""
    user = get_user(session, user_id)
    user.password_hash = kept
    session.add(user)
    end_access(session, user_id, (LOGIN, LINK), now, but)
    add_deed(session, Deed("user.password", f"user {user_id}"), user_id, now)


def let_in(
    session: Session,
    user_id: int,
    kind: str,
    secret: str,
    now: datetime,
    lasts: timedelta,
    name: str = "",
) -> AccessRow:
    """Keep the hash of a secret that lets a user in from `now` on."""
    row = AccessRow(
        user_id=user_id,
        kind=kind,
        secret_hash=hash_secret(secret),
        name=name,
        created_at=now,
        expires_at=now + lasts,
    )
    return add_access(session, row)


def new_secret() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(32)


def plain_login(login: str) -> str:
    """Return the one form of a login that is kept."""
    return unicodedata.normalize("NFKC", login).strip().casefold()
