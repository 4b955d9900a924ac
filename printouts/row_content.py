"""What rows of every paper share: a meeting, a free round, a walk, a person."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from printouts.because import without_figures
from printouts.pages import PartyRow, SessionFacts
from scheduler.fair import MeetAt, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

    from scheduler.directory import Contact
    from scheduler.fair import Fair, Session, Slot
    from scheduler.problem import Problem
    from scheduler.schedule import Meeting

FIRST_CHINESE = 0x2E80


def session_facts(session: Session, zone: ZoneInfo) -> SessionFacts:
    """Return a session as paper names it, in the fair's own zone."""
    return SessionFacts(
        session.id,
        session.start.astimezone(zone),
        session.end.astimezone(zone),
        len(session.rounds),
    )


def meeting_row(meeting: Meeting, zone: ZoneInfo) -> PartyRow:
    """Return the row of a meeting, without what it says of the partner."""
    return PartyRow(
        session=meeting.session,
        round_index=meeting.round_index,
        start=meeting.start.astimezone(zone),
        end=meeting.end.astimezone(zone),
        hall=meeting.hall,
        booth=meeting.booth,
        table=meeting.table,
        about=without_figures(meeting.because),
        locked=meeting.locked,
    )


def free_row(fair: Fair, slot: Slot, zone: ZoneInfo, table: int = 0) -> PartyRow:
    """Return the row of a round in which nobody is met."""
    times = fair.round_at(slot)
    return PartyRow(
        session=slot.session,
        round_index=slot.round_index,
        start=times.start.astimezone(zone),
        end=times.end.astimezone(zone),
        table=table,
    )


def is_only_table(problem: Problem, meeting: Meeting) -> bool:
    """Tell whether the meeting's booth has one table, whose number nobody needs."""
    if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        return problem.supplier_by_id[meeting.supplier].tables == 1
    if problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        return problem.buyer_by_id[meeting.buyer].teams == 1
    return False


def with_walks(
    fair: Fair, meetings: Sequence[Meeting], walks: bool, teams: int
) -> Iterable[tuple[Meeting, int | None]]:
    """Yield each meeting with the minutes from the one before in another hall.

    A party of several teams may split, so that no walk of it is certain: None.
    """
    before: Meeting | None = None
    for meeting in meetings:
        walk = None
        if (
            walks
            and teams == 1
            and before is not None
            and before.hall != meeting.hall
            and before.session == meeting.session
        ):
            origin = Place(before.hall, before.booth)
            goal = Place(meeting.hall, meeting.booth)
            walk = math.ceil(fair.walk.minutes(origin, goal)) or None
        yield meeting, walk
        before = meeting


def row_order(row: PartyRow) -> tuple[object, ...]:
    """Return the key that rows stand by: time, then table."""
    return (row.start, row.session, row.round_index, row.table, row.partner_id)


def person_text(contact: Contact | None) -> str:
    """Name the person to greet: "王淼 采购经理", "Ana Núñez, Head of purchasing"."""
    if contact is None:
        return ""
    parts = [part for part in (contact.name.strip(), contact.title.strip()) if part]
    return (", " if _is_latin(contact.name) else " ").join(parts)


def _is_latin(name: str) -> bool:
    return all(ord(character) < FIRST_CHINESE for character in name)
