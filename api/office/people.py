"""The person who asks."""

from __future__ import annotations

from dataclasses import dataclass

from api.office.errors import NotAllowedError
from api.office.rights import RIGHTS, Right, Role
from scheduler.wording import Language, Wording


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
            raise NotAllowedError(Wording.same(right.value))
