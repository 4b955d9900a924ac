"""The day from which the final lists stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.office.errors import ConflictError, StaleError
from api.office.rights import Right
from data.store.history import Deed, add_deed
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person


class FrozenError(ConflictError):
    """The lists are final; only a supervisor still changes them."""

    def __init__(self, freeze_on: date) -> None:
        super().__init__(
            "lists-frozen",
            Wording(
                en=f"The lists are final since {freeze_on}. Nothing was changed.",
                zh=f"名单已于 {freeze_on} 定稿。未作任何更改。",
            ),
            Wording(
                en="Ask a supervisor to make the change or to move the day.",
                zh="请由主管进行修改，或调整定稿日期。",
            ),
        )


def is_frozen(fair: FairSeen, now: datetime) -> bool:
    """Tell whether the lists are final at `now`, by the day at the fair."""
    return now.astimezone(ZoneInfo(fair.row.timezone)).date() >= fair.row.freeze_on


def demand_open(person: Person, now: datetime, fair: FairSeen) -> None:
    """Raise FrozenError where the lists are final for this person."""
    if is_frozen(fair, now) and not person.may(Right.CHANGE_FROZEN):
        raise FrozenError(fair.row.freeze_on)


def move_freeze(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    version: int,
    freeze_on: date,
    why: str,
) -> FairSeen:
    """Let the lists be final from another day; raises StaleError."""
    row = fair.row
    if row.version != version:
        raise StaleError
    facts = {"old": row.freeze_on.isoformat(), "new": freeze_on.isoformat()}
    row.freeze_on = freeze_on
    row.version += 1
    session.add(row)
    deed = Deed("fair.freeze", f"fair {fair.id}", facts, why, fair.id)
    add_deed(session, deed, person.id, now)
    return fair
