"""What badges say: one for each person of a party who is expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printouts.pages import NOWHERE, Side
from scheduler.fair import MeetAt, Place
from scheduler.problem import BuyerId, SupplierId

if TYPE_CHECKING:
    from printouts.pages import Party
    from scheduler.directory import Contact, Directory
    from scheduler.problem import Problem

MOST_BADGES = 20
"""Badges of one party at most: a sheet that says 500 people means something else."""


@dataclass(frozen=True, slots=True)
class BadgePage:
    """The badges of one party; `count` of them, the first for `person`.

    The others have a line to write a name on, because sheets name one person a party.
    `place` is the stand of who has one.
    """

    side: Side
    party_id: str
    company: str
    region: str
    place: Place
    person: str
    title: str
    count: int


def build_badge_page(problem: Problem, directory: Directory, party: Party) -> BadgePage:
    """Build the badges of a buyer or a supplier."""
    side, id_ = party
    if side is Side.BUYER:
        buyer = problem.buyer_by_id[BuyerId(id_)]
        contact = directory.buyers.get(buyer.id)
        stands = problem.fair.meet_at is MeetAt.BUYER_BOOTH
        people = contact.people if contact and contact.people else buyer.teams
        place = buyer.place if stands else NOWHERE
        return _page(party, buyer.name, buyer.region, place, contact, people)
    supplier = problem.supplier_by_id[SupplierId(id_)]
    contact = directory.suppliers.get(supplier.id)
    return _page(
        party, supplier.name, supplier.region, supplier.place, contact, supplier.tables
    )


def _page(
    party: Party,
    company: str,
    region: str,
    place: Place,
    contact: Contact | None,
    people: int,
) -> BadgePage:
    return BadgePage(
        *party,
        company,
        region,
        place,
        person=contact.name.strip() if contact else "",
        title=contact.title.strip() if contact else "",
        count=min(people, MOST_BADGES),
    )
