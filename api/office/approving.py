"""Approve suggestions: exactly what a preview showed.

A preview is bound to the versions it was made on: of each suggestion, and of the
schedule. It is worked out again when it is approved, which gives the same, and is kept
only if nothing has changed meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.office.deciding import decide, refuse_own
from api.office.editing import Asked, put_edit
from api.office.errors import StaleError
from api.office.previewing import Choice, Preview, preview, schedule_of
from api.office.schedules import Made, get_schedule, keep_draft, pack_schedule
from api.office.shelf import Opened
from api.office.suggestions import with_names
from data.kept_schedule import Basis
from data.store.schedules import advance_draft, schedule_id
from data.store.suggestions import APPROVED, find_suggestions
from scheduler.check import check_schedule
from scheduler.editing.edits import Replaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

    from api.office.desk import Desk
    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from api.office.suggestions import SuggestionSeen
    from data.folder import ScheduleFolder
    from data.kept_schedule import KeptFiles
    from data.tables import ScheduleRow, SuggestionRow
    from data.tables.base import Facts


@dataclass(frozen=True)
class Approved:
    """The suggestions as they are now, and the schedule that holds them."""

    suggestions: tuple[SuggestionSeen, ...]
    schedule: ScheduleRow | None


def approve(
    desk: Desk,
    person: Person,
    now: datetime,
    fair: FairSeen,
    choice: Choice,
    token: str,
    reason: str,
) -> Approved:
    """Say yes to the suggestions, and do to the schedule what the preview showed.

    A draft is edited, of a release a new draft is made. Raises OwnSuggestionError,
    StaleError where the preview of `token` no longer holds, and as `preview`.
    """
    found = preview(desk, fair, choice)
    for row in found.rows:
        refuse_own(person, row)
    if found.token != token:
        raise StaleError
    plan = _plan(found)
    with desk.database.writing() as session:
        rows = _unchanged(session, fair, found, choice)
        schedule = None
        if plan is not None:
            base = plan.opened
            asked = Asked(person, now, fair, base.id, base.row.version)
            schedule = plan.keep(session, asked)
        for row in rows:
            decide(session, person, now, row, APPROVED, reason)
        session.flush()
        seen = with_names(session, fair, rows)
    if plan is not None and schedule is not None:
        plan.shelve(desk, schedule)
    return Approved(tuple(seen), schedule)


def _unchanged(
    session: Session, fair: FairSeen, found: Preview, choice: Choice
) -> list[SuggestionRow]:
    """Return the rows to decide on; raises StaleError where anything is newer."""
    rows = find_suggestions(session, fair.id, [row.id or 0 for row in found.rows])
    if [row.version for row in rows] != [row.version for row in found.rows]:
        raise StaleError
    head = schedule_of(session, fair, choice)
    known = found.opened.row if found.opened else None
    if _version(head) != _version(known):
        raise StaleError
    return list(rows)


def _version(row: ScheduleRow | None) -> tuple[int, int] | None:
    return None if row is None else (schedule_id(row), row.version)


@dataclass(frozen=True)
class _Plan:
    """What is written of a preview; packed before anybody is kept waiting."""

    opened: Opened
    content: ScheduleFolder
    files: KeptFiles
    meetings: Sequence[Facts]
    replaced: Replaced

    def keep(self, session: Session, asked: Asked) -> ScheduleRow:
        """Edit the draft, or make a draft of the release."""
        kept = asked.schedule_id
        if self.opened.row.release is None:
            self._edit(session, asked)
        else:
            made = Made(asked.person.id, asked.now, kept)
            row = keep_draft(session, asked.fair.id, self.files, self.meetings, made)
            kept = schedule_id(row)
        session.flush()
        session.expire_all()
        return get_schedule(session, asked.fair, kept)

    def _edit(self, session: Session, asked: Asked) -> None:
        values = {
            "problem": self.files.problem,
            "summary": self.files.summary,
            "remarks": self.files.remarks,
            "basis_version": self.opened.row.basis_version + 1,
        }
        if not advance_draft(session, asked.schedule_id, asked.version, values):
            raise StaleError
        put_edit(session, asked, self.opened, self.replaced, "approve")

    def shelve(self, desk: Desk, row: ScheduleRow) -> None:
        """Lay the schedule at hand, as it is now."""
        content = self.content
        basis = Basis(content.problem, content.candidates, content.directory)
        facts = content.problem, content.candidates, content.schedule
        desk.shelf.put(Opened(row, basis, content, check_schedule(*facts)))


def _plan(found: Preview) -> _Plan | None:
    if found.opened is None or found.agreement is None:
        return None
    content, changes = found.agreement.content, found.agreement.difference.changes
    replaced = Replaced(
        tuple(change.before for change in changes if change.before is not None),
        tuple(change.after for change in changes if change.after is not None),
    )
    return _Plan(found.opened, content, *pack_schedule(content), replaced)
