"""What a door sheet says: who comes when, for whoever passes; no people, no phones.

Of a phone it shows as much as its owner needs to know it again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from printouts.buyer_content import build_buyer_page
from printouts.pages import Side
from printouts.supplier_content import build_supplier_page
from scheduler.fair import MeetAt
from scheduler.problem import BuyerId, SupplierId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from printouts.pages import PartyPage, PartyRow
    from scheduler.directory import Contact, Directory
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule

HIDDEN = "****"
MAINLAND = "+86"
MAINLAND_LENGTH = 14
"""Characters of "+86" and a mobile number."""
SHOWN = 4
LEAST = 9
"""Shorter numbers show two digits only."""


@dataclass(frozen=True)
class DoorPage:
    """The page of a host who is visited, without what is nobody's business.

    `phones` are masked, by the id of the visitor; visitors without one are left out.
    """

    host: PartyPage
    phones: dict[str, str]


def build_door_page(
    problem: Problem, schedule: Schedule, directory: Directory, host: str
) -> DoorPage:
    """Build the door sheet of `host`, who is a buyer where suppliers walk."""
    if problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        page = build_buyer_page(problem, schedule, directory, BuyerId(host))
    else:
        page = build_supplier_page(problem, schedule, directory, SupplierId(host))
    visitors: Mapping[str, Contact] = (
        {str(id_): one for id_, one in directory.suppliers.items()}
        if page.side is Side.BUYER
        else {str(id_): one for id_, one in directory.buyers.items()}
    )
    phones = {
        row.partner_id: mask_phone(visitors[row.partner_id].phone)
        for row in page.meetings
        if row.partner_id in visitors and visitors[row.partner_id].phone
    }
    rows = tuple(map(_public, page.rows))
    return DoorPage(replace(page, rows=rows), phones)


def _public(row: PartyRow) -> PartyRow:
    """Return a row with what a passer-by may read."""
    return type(row)(
        session=row.session,
        round_index=row.round_index,
        start=row.start,
        end=row.end,
        table=row.table,
        partner_id=row.partner_id,
        partner=row.partner,
        region=row.region,
        is_only_table=row.is_only_table,
        interpreter=row.interpreter,
    )


def mask_phone(number: str) -> str:
    """Return an E.164 number masked as is usual: "190****0001", "****5678"."""
    if number.startswith(MAINLAND) and len(number) == MAINLAND_LENGTH:
        return f"{number[3:6]}{HIDDEN}{number[-SHOWN:]}"
    return HIDDEN + number[-SHOWN if len(number) >= LEAST else -2 :]
