"""Fairs: create, see, change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from api.office.errors import StaleError, UnusableError
from api.office.fair_seen import FairSeen
from api.office.freezing import demand_open
from api.office.rights import Role
from data.faults import Findings
from data.store.fairs import add_fair, add_member, note_change
from data.store.history import Deed, add_deed
from data.store.problem import read_kept_settings
from data.tables import FairRow

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlmodel import Session

    from api.office.people import Person
    from data.fairfile import FairFile

FREEZE_DAYS = 7
"""Days before the first fair day from which the final lists are frozen."""


def create_fair(
    session: Session, person: Person, now: datetime, settings: str
) -> FairSeen:
    """Create a fair from the text of its fair.toml; raises UnusableError.

    Whoever creates a fair sees it.
    """
    row = FairRow(
        **_stated(settings), created_by=person.id, created_at=now, settings=settings
    )
    fair = FairSeen(add_fair(session, row))
    if person.role is not Role.ADMINISTRATOR:
        add_member(session, fair.id, person.id)
    deed = Deed("fair.create", f"fair {fair.id}", fair_id=fair.id)
    add_deed(session, deed, person.id, now)
    return fair


def change_fair(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    version: int,
    settings: str,
) -> FairSeen:
    """Replace the settings of version `version`; raises StaleError, UnusableError.

    The day of the freeze moves along with the first day, unless a person has set it;
    once the lists are final the settings are so too, which raises FrozenError.
    """
    demand_open(person, now, fair)
    row = fair.row
    if row.version != version:
        raise StaleError
    stated = _stated(settings)
    if row.freeze_on != _freeze_day(row.first_day):
        del stated["freeze_on"]
    for name, value in stated.items():
        setattr(row, name, value)
    row.settings = settings
    row.version += 1
    note_change(session, row)
    add_deed(
        session, Deed("fair.change", f"fair {fair.id}", fair_id=fair.id), person.id, now
    )
    return fair


def _stated(settings: str) -> dict[str, Any]:
    """Return the columns that repeat what `settings` says; raises UnusableError."""
    file = read_settings(settings)
    days = sorted({session.start.date() for session in file.fair.sessions})
    return {
        "name_en": file.fair.name.en,
        "name_zh": file.fair.name.zh,
        "timezone": file.fair.timezone,
        "first_day": days[0],
        "last_day": days[-1],
        "freeze_on": _freeze_day(days[0]),
    }


def _freeze_day(first_day: date) -> date:
    return first_day - timedelta(days=FREEZE_DAYS)


def read_settings(settings: str) -> FairFile:
    """Return what the text of a fair.toml says; raises UnusableError with every fault."""
    findings = Findings()
    file = read_kept_settings(settings, findings)
    if file is None or findings.has_errors:
        raise UnusableError(findings.all_faults(), findings.all_notes())
    return file
