"""What everybody changes of himself: name and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.errors import ConflictError
from api.office.people import get_user, person_of
from api.office.rights import Role
from data.cells import clean_text
from data.store.accounts import list_named
from data.store.history import Deed, add_deed
from data.store.users import list_fairs_of
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.people import Person
    from data.tables import UserRow
    from scheduler.wording import Language

Named = dict[int, frozenset[str]]


class NameInSheetsError(ConflictError):
    """With another name the sheets would give a rep other suppliers."""

    def __init__(self) -> None:
        super().__init__(
            "name-in-sheets",
            Wording(
                en="The sheets name reps: with this name you would look after other "
                "suppliers. Nothing was changed.",
                zh="表格按姓名指定销售人员：改用此姓名后您负责的供应商会改变。未作任何更改。",
            ),
            Wording(
                en="Ask an administrator to change it, or a specialist for the suppliers.",
                zh="请由管理员修改姓名，或由专员分配供应商。",
            ),
        )


def change_self(
    session: Session, person: Person, now: datetime, name: str, language: Language
) -> Person:
    """Change one's own name and language; raises NameInSheetsError."""
    user = get_user(session, person.id)
    before = _named(session, user)
    user.name, user.language = clean_text(name) or user.name, language
    user.version += 1
    session.add(user)
    if _named(session, user) != before:
        raise NameInSheetsError
    deed = Deed("user.change-self", f"user {person.id}")
    add_deed(session, deed, person.id, now)
    return person_of(user)


def _named(session: Session, user: UserRow) -> Named:
    """Return the suppliers that sheets give to a rep, by fair."""
    if user.role != Role.REP:
        return {}
    fairs = list_fairs_of(session, user.id or 0)
    return {fair: list_named(session, fair, user) for fair in fairs}
