"""A one-time link made on the server's machine: a forgotten password ends no fair."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.office.links import make_link
from api.office.logins import plain_login
from api.services.back_up import demand_records
from api.services.errors import WrongRequestError
from api.services.serve import address_of, welcome
from data.database import Database
from data.store.users import find_user_by_login
from scheduler.wording import Wording

if TYPE_CHECKING:
    from sqlmodel import Session

    from api.settings import Settings


class NoUserError(WrongRequestError):
    """Nobody has the login, or who has it was put out."""

    def __init__(self, login: str) -> None:
        super().__init__(
            "no-user",
            Wording(
                en=f"No active user has the login {login}.",
                zh=f"没有登录名为 {login} 的有效用户。",
            ),
            Wording(
                en="Check the login; the first administrator is called 'admin', and one "
                "makes others active again.",
                zh="请检查登录名；首位管理员的登录名为 admin，停用的用户可由管理员重新启用。",
            ),
        )


def link_user(settings: Settings, login: str) -> str:
    """Return the address of a new link for a user; his earlier ones end.

    Whoever may read the records of the server may do this. Raises NoRecordsError,
    NoUserError.
    """
    database = Database(settings.database)
    try:
        demand_records(database, settings.database)
        with database.writing() as session:
            secret = _make(session, login)
    finally:
        database.close()
    return welcome(address_of(settings.host, settings.port), secret)


def _make(session: Session, login: str) -> str:
    user = find_user_by_login(session, plain_login(login))
    if user is None or user.id is None or not user.is_active:
        raise NoUserError(login)
    return make_link(session, None, datetime.now(UTC), user.id)
