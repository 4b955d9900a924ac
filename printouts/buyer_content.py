"""What a buyer's page says: its meetings, and the free rounds of its window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.interpreting import interpreted
from printouts.pages import NOWHERE, PartyPage, Side, party_language
from printouts.route import build_route
from printouts.row_content import (
    free_row,
    is_only_table,
    meeting_row,
    row_order,
    with_walks,
)
from scheduler.fair import MeetAt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.pages import PartyRow
    from scheduler.directory import Directory
    from scheduler.fair import Fair
    from scheduler.problem import Buyer, BuyerId, Problem
    from scheduler.schedule import Schedule


def build_buyer_page(
    problem: Problem, schedule: Schedule, directory: Directory, buyer_id: BuyerId
) -> PartyPage:
    """Build the page of one buyer."""
    del directory  # a buyer's page holds nothing personal; kept for a common shape
    buyer = problem.buyer_by_id[buyer_id]
    walks = problem.fair.meet_at is not MeetAt.BUYER_BOOTH
    rows = buyer_meetings(problem, schedule, buyer)
    rows += _free_rounds(problem.fair, buyer, rows)
    rows.sort(key=row_order)
    return PartyPage(
        side=Side.BUYER,
        party_id=buyer.id,
        name=buyer.name,
        language=party_language(buyer.languages),
        place=NOWHERE if walks else buyer.place,
        walks=walks,
        tables=buyer.teams,
        rows=tuple(rows),
        route=build_route(problem.fair.walk, rows) if walks else (),
    )


def buyer_meetings(
    problem: Problem, schedule: Schedule, buyer: Buyer
) -> list[PartyRow]:
    """Return the rows of a buyer's meetings in order of time."""
    meetings = schedule.by_buyer.get(buyer.id, ())
    walks = problem.fair.meet_at is not MeetAt.BUYER_BOOTH
    zone = ZoneInfo(problem.fair.timezone)
    return [
        replace(
            meeting_row(meeting, zone),
            partner_id=meeting.supplier,
            partner=problem.supplier_by_id[meeting.supplier].name,
            region=problem.supplier_by_id[meeting.supplier].region,
            walk_min=walk,
            is_only_table=is_only_table(problem, meeting),
            interpreter=interpreted(problem, meeting),
        )
        for meeting, walk in with_walks(problem.fair, meetings, walks, buyer.teams)
    ]


def _free_rounds(
    fair: Fair, buyer: Buyer, meetings: Sequence[PartyRow]
) -> list[PartyRow]:
    """Return the rounds of its sessions in which the buyer is there and meets nobody."""
    taken = {(row.session, row.round_index) for row in meetings}
    window = {row.session for row in meetings}
    zone = ZoneInfo(fair.timezone)
    return [
        free_row(fair, slot, zone)
        for slot in fair.slots
        if slot.session in window and slot not in taken and buyer.can_attend(slot)
    ]
