"""What people ask of a schedule: meetings, differences, places, standbys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.difference import compare_schedules
from scheduler.editing.errors import UnknownPartyError, UnknownSlotError
from scheduler.editing.places import find_choices
from scheduler.explain import explain_pair
from scheduler.repair.changes import Party, Side
from scheduler.repair.standby import standbys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.office.shelf import Opened
    from scheduler.difference import Change, Difference
    from scheduler.editing.places import Choices
    from scheduler.fair import Slot
    from scheduler.problem import BuyerId, SupplierId
    from scheduler.reasons import Reason
    from scheduler.repair.standby import Standby
    from scheduler.schedule import Meeting


@dataclass(frozen=True)
class Wanted:
    """Which meetings are asked for; None asks for any."""

    buyer: str | None = None
    supplier: str | None = None
    session: str | None = None
    round_index: int | None = None
    locked: bool | None = None


@dataclass(frozen=True)
class PartyChange:
    """All that changes for one party."""

    party: Party
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Places:
    """Where a pair could meet, and why it does not."""

    choices: Choices
    reasons: tuple[Reason, ...]


def find_meetings(opened: Opened, wanted: Wanted) -> Sequence[Meeting]:
    """Return the wanted meetings by time, then place."""
    asked = [
        (name, value)
        for name in ("buyer", "supplier", "session", "round_index", "locked")
        if (value := getattr(wanted, name)) is not None
    ]
    meetings = opened.content.schedule.meetings
    if not asked:
        return meetings
    return [
        meeting
        for meeting in meetings
        if all(getattr(meeting, name) == value for name, value in asked)
    ]


def find_changes(before: Opened, after: Opened) -> list[PartyChange]:
    """Return what changes, party by party."""
    return by_party(compare_schedules(before.content.schedule, after.content.schedule))


def by_party(found: Difference) -> list[PartyChange]:
    """Return a difference party by party: buyers first, then suppliers, by code."""
    buyers, suppliers = found.by_buyer, found.by_supplier
    return [
        *(PartyChange(Party(Side.BUYER, b), buyers[b]) for b in sorted(buyers)),
        *(
            PartyChange(Party(Side.SUPPLIER, s), suppliers[s])
            for s in sorted(suppliers)
        ),
    ]


def find_places(opened: Opened, buyer: BuyerId, supplier: SupplierId) -> Places:
    """Return where a pair could meet; raises UnknownPartyError."""
    content = opened.content
    facts = content.problem, content.candidates, content.schedule
    choices = find_choices(*facts, buyer, supplier)
    return Places(choices, explain_pair(*facts, buyer, supplier))


def find_standbys(
    opened: Opened, slot: Slot | None, party: Party | None, limit: int
) -> tuple[Standby, ...]:
    """Return who could meet in `slot`, or whom `party` could meet; best first.

    Raises UnknownSlotError and UnknownPartyError.
    """
    content = opened.content
    if slot is not None and slot not in content.problem.fair.slots:
        raise UnknownSlotError(slot)
    facts = content.problem, content.candidates, content.schedule
    try:
        return standbys(*facts, party=party, slot=slot, limit=limit)
    except KeyError:
        raise UnknownPartyError(party.id if party else "") from None
