"""Notices: what was told to whom, and that it went out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.schedules import get_schedule, subject_of
from data.store.history import Deed, add_deed
from data.store.notices import mark_sent

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person


def send_notices(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    schedule: int,
    kind: str,
) -> int:
    """Write down that the notices of a kind went out; return how many just did.

    Somebody else sends them: a gateway, a mail server, a person on the phone. Raises
    MissingError.
    """
    get_schedule(session, fair, schedule)
    count = mark_sent(session, schedule, kind)
    facts = {"kind": kind, "count": count}
    deed = Deed("notices.sent", subject_of(schedule), facts, fair_id=fair.id)
    add_deed(session, deed, person.id, now)
    return count
