"""Edits of drafts: done, undone, done again; the checker's word at once.

What an edit means is worked out before anything is written; it is written only if the
draft is still of the version that was read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from api.office.errors import StaleError
from api.office.schedule_errors import NoEditError
from api.office.schedules import get_draft, get_schedule, subject_of
from api.office.shelf import Opened
from data.folder_schedule import remarks_json
from data.folder_summary import summary_json
from data.kept_schedule import meeting_facts, read_meetings
from data.store.history import Deed, add_deed
from data.store.schedules import (
    add_edit,
    advance_draft,
    find_edit,
    put_meetings,
    take_meetings,
)
from data.tables import EditRow
from scheduler.editing.edits import Edit, Replaced, SetLock, apply_edit
from scheduler.editing.redraft import redraft
from scheduler.measure import measure_tiers
from scheduler.result import Status

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.desk import Desk
    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from data.folder import ScheduleFolder
    from data.folder_summary import Summary
    from scheduler.editing.redraft import Redraft


@dataclass(frozen=True)
class Asked:
    """Who wants to change which version of which draft."""

    person: Person
    now: datetime
    fair: FairSeen
    schedule_id: int
    version: int


@dataclass(frozen=True)
class Edited:
    """A draft after an edit, and the meetings that changed."""

    opened: Opened
    replaced: Replaced


def edit_draft(desk: Desk, asked: Asked, edit: Edit) -> Edited:
    """Do `edit`; raises what `get_draft` raises, and EditError."""
    before = _open(desk, asked)
    content = before.content

    weigh = partial(desk.shelf.weigh, before)
    replaced = apply_edit(content.problem, content.schedule, edit, weigh)
    return _write(desk, asked, before, replaced, kind_of(edit))


def kind_of(edit: Edit) -> str:
    """Return the word for what an edit does."""
    if isinstance(edit, SetLock):
        return "lock" if edit.locked else "unlock"
    return type(edit).__name__.lower()


def undo_edit(desk: Desk, asked: Asked) -> Edited:
    """Take the last edit back; raises NoEditError, and what `get_draft` raises."""
    return _turn(desk, asked, undone=False)


def redo_edit(desk: Desk, asked: Asked) -> Edited:
    """Do again what was undone last; raises as `undo_edit`."""
    return _turn(desk, asked, undone=True)


def _turn(desk: Desk, asked: Asked, *, undone: bool) -> Edited:
    before = _open(desk, asked)
    with desk.database.reading() as session:
        row = find_edit(session, asked.schedule_id, undone=undone)
    if row is None:
        raise NoEditError
    zone = before.basis.zone
    old, new = (read_meetings(facts, zone) for facts in (row.before, row.after))
    replaced = Replaced(old, new) if undone else Replaced(new, old)
    return _write(desk, asked, before, replaced, "redo" if undone else "undo")


def _open(desk: Desk, asked: Asked) -> Opened:
    with desk.database.reading() as session:
        row = get_draft(session, asked.fair, asked.schedule_id, asked.version)
        return desk.shelf.open(session, row)


def _write(
    desk: Desk, asked: Asked, before: Opened, replaced: Replaced, kind: str
) -> Edited:
    """Work out what follows from `replaced`, and keep it."""
    was = before.content
    found = redraft(was.problem, was.candidates, was.schedule, replaced)
    content = replace(
        was,
        problem=found.problem,
        schedule=found.schedule,
        summary=_summary(was, found),
    )
    values = {
        "summary": summary_json(content.summary),
        "remarks": remarks_json(content.schedule),
    }
    with desk.database.writing() as session:
        if not advance_draft(session, asked.schedule_id, asked.version, values):
            raise StaleError
        put_edit(session, asked, before, replaced, kind)
        row = get_schedule(session, asked.fair, asked.schedule_id)
    opened = Opened(row, before.basis, content, found.violations)
    desk.shelf.put(opened)
    return Edited(opened, replaced)


def put_edit(
    session: Session, asked: Asked, opened: Opened, replaced: Replaced, kind: str
) -> None:
    """Write the meetings of an edit, the edit and the deed."""
    zone, number = opened.basis.zone, asked.schedule_id
    before = [meeting_facts(meeting, zone) for meeting in replaced.before]
    after = [meeting_facts(meeting, zone) for meeting in replaced.after]
    take_meetings(session, number, [(m.buyer, m.supplier) for m in replaced.before])
    put_meetings(session, number, after)
    if kind in ("undo", "redo"):
        row = find_edit(session, number, undone=kind == "redo")
        assert row is not None  # noqa: S101 - the version says that it is still there
        row.is_undone = kind == "undo"
    else:
        row = EditRow(
            schedule_id=number,
            number=0,
            kind=kind,
            before=before,
            after=after,
            edited_by=asked.person.id,
            edited_at=asked.now,
        )
        add_edit(session, row)
    facts = {"edit": row.number, "before": _told(before), "after": _told(after)}
    deed = Deed(f"draft.{kind}", subject_of(number), facts, fair_id=asked.fair.id)
    add_deed(session, deed, asked.person.id, asked.now)


def _told(meetings: list[dict[str, object]]) -> list[list[object]]:
    """Return who meets whom when, for history."""
    names = ("buyer", "supplier", "session", "round_index")
    return [[meeting[name] for name in names] for meeting in meetings]


def _summary(was: ScheduleFolder, found: Redraft) -> Summary:
    """Return the figures of the edited schedule; the bounds are those it was solved with."""
    values = measure_tiers(found.problem, was.candidates, found.schedule)
    tiers = tuple(
        replace(tier, value=values[tier.name])
        for tier in was.summary.tiers
        if tier.name in values
    )
    return replace(
        was.summary,
        meetings=len(found.schedule.meetings),
        tiers=tiers,
        status=Status.FEASIBLE,
    )
