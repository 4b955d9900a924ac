"""How one party's fair came about, and who could step in for it in one slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.find_party import find_buyer, find_supplier
from api.services.slots import get_slot
from data.folder import load_schedule
from scheduler.explaining.days import explain_buyer, explain_supplier
from scheduler.repair.changes import Party, Side
from scheduler.repair.standby import standbys

if TYPE_CHECKING:
    from pathlib import Path

    from scheduler.explaining.days import Day
    from scheduler.fair import Slot
    from scheduler.problem import Buyer, Problem, Supplier
    from scheduler.repair.standby import Standby
    from scheduler.schedule import Meeting

STANDBYS = 5
"""Standbys named for a slot that is asked about."""


@dataclass(frozen=True)
class Asked:
    """Whom and what `fairmatch explain` is asked about besides a pair.

    Of `buyer` and `supplier` one at most; `slot` "" for the whole fair.
    """

    folder: Path
    buyer: str = ""
    supplier: str = ""
    slot: str = ""


@dataclass(frozen=True)
class DayExplained:
    """A party with its day."""

    problem: Problem
    side: Side
    party: Buyer | Supplier
    day: Day


@dataclass(frozen=True)
class SlotExplained:
    """What a party (None: anybody) has in a slot, and who could meet there besides."""

    problem: Problem
    side: Side | None
    party: Buyer | Supplier | None
    slot: Slot
    meetings: tuple[Meeting, ...]
    standbys: tuple[Standby, ...]


def explain_day_in(asked: Asked) -> DayExplained:
    """Return the day of the party in the schedule of the folder.

    Raises FolderError, and WrongRequestError where nobody or several are meant.
    """
    content = load_schedule(asked.folder)
    problem = content.problem
    facts = problem, content.candidates, content.schedule
    if asked.buyer:
        buyer = find_buyer(content, asked.buyer)
        return DayExplained(problem, Side.BUYER, buyer, explain_buyer(*facts, buyer.id))
    supplier = find_supplier(content, asked.supplier)
    return DayExplained(
        problem, Side.SUPPLIER, supplier, explain_supplier(*facts, supplier.id)
    )


def explain_slot_in(asked: Asked) -> SlotExplained:
    """Return who could step in for the party in the slot; the party may be left open.

    Raises FolderError, and WrongRequestError for an unknown party or slot.
    """
    content = load_schedule(asked.folder)
    problem, schedule = content.problem, content.schedule
    slot = get_slot(asked.slot, problem.fair)
    side: Side | None = None
    party: Buyer | Supplier | None = None
    if asked.buyer:
        side, party = Side.BUYER, find_buyer(content, asked.buyer)
    elif asked.supplier:
        side, party = Side.SUPPLIER, find_supplier(content, asked.supplier)
    found = standbys(
        problem,
        content.candidates,
        schedule,
        party=Party(side, party.id) if side and party else None,
        slot=slot,
        limit=STANDBYS,
    )
    mine = tuple(
        meeting
        for meeting in schedule.meetings
        if meeting.slot == slot
        and party is not None
        and party.id == (meeting.buyer if side is Side.BUYER else meeting.supplier)
    )
    return SlotExplained(problem, side, party, slot, mine, found)
