"""Users as administrators keep them: created, changed, put out, let see fairs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from api.office.errors import ConflictError, StaleError
from api.office.logins import plain_login
from api.office.people import get_user, person_of
from api.office.rights import Role
from data.store.access import LINK, LOGIN, TOKEN, end_access
from data.store.fairs import add_member
from data.store.history import Deed, add_deed
from data.store.users import add_user, drop_member, find_user_by_login, list_active
from data.tables import UserRow
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person

EVERY_KIND = (LOGIN, TOKEN, LINK)


class LoginTakenError(ConflictError):
    """Another user has the login."""

    def __init__(self, login: str) -> None:
        super().__init__(
            "login-taken",
            Wording(
                en=f"Another user has the login {login}.",
                zh=f"登录名 {login} 已被使用。",
            ),
            Wording(en="Choose another one.", zh="请换一个登录名。"),
        )


class LastAdministratorError(ConflictError):
    """Nobody would be left to keep the users."""

    def __init__(self) -> None:
        super().__init__(
            "last-administrator",
            Wording(
                en="This is the last administrator. Nothing was changed.",
                zh="这是最后一位管理员。未作任何更改。",
            ),
            Wording(
                en="Make somebody else an administrator first.",
                zh="请先将另一位用户设为管理员。",
            ),
        )


@dataclass(frozen=True)
class About:
    """What an administrator says of a user; the language is that of what he reads."""

    name: str
    role: Role
    language: Language
    is_active: bool = True


def create_user(
    session: Session, person: Person, now: datetime, login: str, about: About
) -> UserRow:
    """Create a user, who can log in after a link; raises LoginTakenError."""
    login = plain_login(login)
    if find_user_by_login(session, login) is not None:
        raise LoginTakenError(login)
    user = add_user(session, UserRow(login=login, created_at=now, **asdict(about)))
    _tell(session, person, now, "user.create", user, role=user.role)
    return user


def change_user(
    session: Session,
    person: Person,
    now: datetime,
    user_id: int,
    version: int,
    about: About,
) -> UserRow:
    """Change version `version` of a user; whoever is put out is logged out at once.

    Raises MissingError, StaleError, LastAdministratorError.
    """
    user = get_user(session, user_id)
    if user.version != version:
        raise StaleError
    if not (about.is_active and about.role is Role.ADMINISTRATOR):
        _keep_an_administrator(session, user)
    for name, value in asdict(about).items():
        setattr(user, name, value)
    user.version += 1
    session.add(user)
    if not about.is_active:
        end_access(session, user_id, EVERY_KIND, now)
    facts = {"role": user.role, "is_active": user.is_active}
    _tell(session, person, now, "user.change", user, **facts)
    return user


def let_see(
    session: Session, person: Person, now: datetime, fair: FairSeen, user_id: int
) -> None:
    """Make a user a member of a fair; raises MissingError."""
    user = get_user(session, user_id)
    add_member(session, fair.id, user_id)
    _tell_fair(session, person, now, "member.add", fair, user)


def let_see_no_more(
    session: Session, person: Person, now: datetime, fair: FairSeen, user_id: int
) -> None:
    """End the membership of a user; raises MissingError for an unknown user."""
    user = get_user(session, user_id)
    drop_member(session, fair.id, user_id)
    _tell_fair(session, person, now, "member.drop", fair, user)


def _keep_an_administrator(session: Session, user: UserRow) -> None:
    active = [one.id for one in list_active(session, Role.ADMINISTRATOR)]
    if active == [user.id]:
        raise LastAdministratorError


def _tell(
    session: Session,
    person: Person,
    now: datetime,
    action: str,
    user: UserRow,
    **facts: object,
) -> None:
    deed = Deed(action, f"user {person_of(user).id}", facts)
    add_deed(session, deed, person.id, now)


def _tell_fair(
    session: Session,
    person: Person,
    now: datetime,
    action: str,
    fair: FairSeen,
    user: UserRow,
) -> None:
    deed = Deed(action, f"user {user.id}", fair_id=fair.id)
    add_deed(session, deed, person.id, now)
