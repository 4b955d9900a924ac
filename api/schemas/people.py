"""People, their logins and what lets them in, on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from api.office.passwords import LONGEST, SHORTEST
from api.office.people import person_of
from api.office.rights import RIGHTS, Right, Role
from api.office.tokens import LONGEST_DAYS
from scheduler.wording import Language

if TYPE_CHECKING:
    from api.office.people import Person
    from data.tables import AccessRow, UserRow

LONGEST_NAME = 100
SECRET = 100
"""Characters of a secret at most."""

_PASSWORD = "three words nobody joins"  # noqa: S105 - an example
_SECRET = "what the link says"  # noqa: S105 - an example


def _like(**example: Any) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


class LoginNew(BaseModel):
    """Who logs in."""

    model_config = _like(login="li.na", password=_PASSWORD)

    login: str = Field(min_length=1, max_length=LONGEST_NAME)
    password: str = Field(min_length=1, max_length=LONGEST)


class PasswordChange(BaseModel):
    """One's own password, old and new."""

    model_config = _like(old="the one before, now known", new=_PASSWORD)

    old: str = Field(min_length=1, max_length=LONGEST)
    new: str = Field(min_length=SHORTEST, max_length=LONGEST)


class MeChange(BaseModel):
    """One's own name, and the language that one reads."""

    model_config = _like(name="李娜", language="zh")

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    language: Language


class LinkUse(BaseModel):
    """The secret of a one-time link, and the password it is to set."""

    model_config = _like(secret=_SECRET, password=_PASSWORD)

    secret: str = Field(min_length=1, max_length=SECRET)
    password: str = Field(min_length=SHORTEST, max_length=LONGEST)


class TokenNew(BaseModel):
    """A token for a program; `name` says to you what it is for."""

    model_config = _like(name="badge printer, hall 3", days=90)

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    days: int = Field(ge=1, le=LONGEST_DAYS, description="How long it works.")


class UserChange(BaseModel):
    """What an administrator says of a user; who is not active cannot log in."""

    model_config = _like(name="李娜", role="rep", language="zh", is_active=True)

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    role: Role
    language: Language = Language.ZH
    is_active: bool = True


class UserNew(UserChange):
    """A new user; `login` is kept in small letters."""

    model_config = _like(login="li.na", name="李娜", role="rep", language="zh")

    login: str = Field(min_length=1, max_length=LONGEST_NAME, pattern=r"^\S+$")


class PersonOut(BaseModel):
    """A person as everybody at the same fair may see him."""

    id: int
    login: str
    name: str
    role: Role


class Me(PersonOut):
    """Who asks, and what he may do."""

    language: Language
    rights: list[Right]


class UserOut(PersonOut):
    """A user as administrators see him; `has_password` once he used a link."""

    language: Language
    is_active: bool
    has_password: bool
    version: int


class LinkOut(BaseModel):
    """The secret of a one-time link; it is shown this once."""

    secret: str
    address: str = Field(description="Where a browser sets the password.")


class TokenOut(BaseModel):
    """A token that works until `expires_at`."""

    id: int
    name: str
    created_at: datetime
    expires_at: datetime


class TokenMade(TokenOut):
    """A new token with its secret, which is shown this once."""

    secret: str


def show_me(person: Person) -> Me:
    """Return who asks."""
    return Me(
        id=person.id,
        login=person.login,
        name=person.name,
        role=person.role,
        language=person.language,
        rights=[right for right in RIGHTS if person.may(right)],
    )


def show_person(row: UserRow) -> PersonOut:
    """Return a user for those who see the same fair."""
    person = person_of(row)
    return PersonOut(
        id=person.id, login=person.login, name=person.name, role=person.role
    )


def show_user(row: UserRow) -> UserOut:
    """Return a user for administrators."""
    return UserOut(
        **dict(show_person(row)),
        language=Language(row.language),
        is_active=row.is_active,
        has_password=row.password_hash is not None,
        version=row.version,
    )


def show_token(row: AccessRow) -> TokenOut:
    """Return a token without its secret, which is not known any more."""
    return TokenOut(
        id=row.id or 0,
        name=row.name,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )
