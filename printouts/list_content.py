"""What the lists say: who meets in a hall and session; who comes to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.interpreting import interpreted
from printouts.page_order import order_buyers
from printouts.pages import (
    NOWHERE,
    OTHERS,
    HallPage,
    HallRow,
    PickupPage,
    PickupRow,
    name_initial,
    natural_key,
)
from printouts.row_content import is_only_table, person_text, session_facts
from scheduler.fair import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.directory import Contact, Directory
    from scheduler.fair import SessionId
    from scheduler.problem import Buyer, Problem
    from scheduler.schedule import Meeting, Schedule


def build_hall_page(
    problem: Problem, schedule: Schedule, session_id: SessionId, hall: str
) -> HallPage:
    """Build the page of one hall in one session."""
    zone = ZoneInfo(problem.fair.timezone)
    session = problem.fair.session_by_id[session_id]
    here = [m for m in schedule.by_session.get(session_id, ()) if m.hall == hall]
    return HallPage(session_facts(session, zone), hall, _hall_rows(problem, here, zone))


def _hall_rows(
    problem: Problem, meetings: Sequence[Meeting], zone: ZoneInfo
) -> tuple[HallRow, ...]:
    rows = [
        HallRow(
            round_index=meeting.round_index,
            start=meeting.start.astimezone(zone),
            end=meeting.end.astimezone(zone),
            booth=meeting.booth,
            table=meeting.table,
            supplier_id=meeting.supplier,
            supplier=problem.supplier_by_id[meeting.supplier].name,
            buyer_id=meeting.buyer,
            buyer=problem.buyer_by_id[meeting.buyer].name,
            is_only_table=is_only_table(problem, meeting),
            interpreter=interpreted(problem, meeting),
        )
        for meeting in meetings
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.round_index,
                natural_key(row.booth),
                row.table,
                row.buyer_id,
            ),
        )
    )


def build_pickup_page(
    problem: Problem, schedule: Schedule, directory: Directory
) -> PickupPage:
    """Build the desk's list of all buyers: by name, those without an initial last."""
    zone = ZoneInfo(problem.fair.timezone)
    rows = [
        _pickup_row(
            problem.buyer_by_id[buyer],
            schedule.by_buyer.get(buyer, ()),
            directory.buyers.get(buyer),
            zone,
        )
        for buyer in order_buyers(problem)
    ]
    return PickupPage(tuple(sorted(rows, key=lambda row: row.initial == OTHERS)))


def _pickup_row(
    buyer: Buyer, meetings: Sequence[Meeting], contact: Contact | None, zone: ZoneInfo
) -> PickupRow:
    first = meetings[0] if meetings else None
    return PickupRow(
        initial=name_initial(buyer.name),
        party_id=buyer.id,
        name=buyer.name,
        person=person_text(contact),
        start=first.start.astimezone(zone) if first else None,
        place=Place(first.hall, first.booth) if first else NOWHERE,
    )
