"""The person who asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.office.errors import MissingError, NotAllowedError
from api.office.rights import RIGHTS, Right, Role, wording_of
from data.store.users import find_user
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from sqlmodel import Session

    from data.tables import UserRow

USER = Wording(en="user", zh="用户")


@dataclass(frozen=True)
class Person:
    """A user as services know one."""

    id: int
    login: str
    name: str
    role: Role
    language: Language

    @property
    def member(self) -> int | None:
        """Return the user whose fairs are seen; None sees all."""
        return None if self.role is Role.ADMINISTRATOR else self.id

    def may(self, right: Right) -> bool:
        """Tell whether the role has `right`."""
        return self.role in RIGHTS[right]

    def demand(self, right: Right) -> None:
        """Raise NotAllowedError where the role lacks `right`."""
        if not self.may(right):
            raise NotAllowedError(wording_of(right))


def get_user(session: Session, user_id: int) -> UserRow:
    """Return a user; raises MissingError."""
    row = find_user(session, user_id)
    if row is None:
        raise MissingError(USER)
    return row


def person_of(row: UserRow) -> Person:
    """Return the person of a kept user."""
    if row.id is None:
        raise MissingError(USER)
    return Person(row.id, row.login, row.name, Role(row.role), Language(row.language))
