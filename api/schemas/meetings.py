"""Meetings, violations, shortfalls and differences on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from api.schemas.suggestions import PartyName
from api.schemas.texts import TextOut, show_text
from scheduler.difference import ChangeKind
from scheduler.problem import BuyerId, SupplierId
from scheduler.repair.changes import Side

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.office.schedule_reading import PartyChange
    from scheduler.fair import Slot
    from scheduler.problem import Problem
    from scheduler.reasons import Reason
    from scheduler.rules import Violation
    from scheduler.schedule import Meeting, Shortfall, UnplacedMust


class SlotOut(BaseModel):
    """A meeting time of the fair: a session, and one of its rounds from 0 on."""

    session: str
    round: int


class MeetingOut(BaseModel):
    """A meeting; `round` counts from 0, `table` from 1."""

    buyer: PartyName
    supplier: PartyName
    session: str
    round: int
    start: datetime
    end: datetime
    hall: str
    booth: str
    table: int
    fit: int
    locked: bool
    because: TextOut


class ViolationOut(BaseModel):
    """One break of one rule (docs/rules.md); the rest is null where it is not about one."""

    rule: str
    text: TextOut
    buyer: PartyName | None
    supplier: PartyName | None
    slot: SlotOut | None


class ReasonOut(BaseModel):
    """Why something is so: a stable code (docs/reasons.md), and the sentence."""

    code: str
    text: TextOut


class ShortfallOut(BaseModel):
    """A buyer with fewer meetings than wanted."""

    buyer: PartyName
    meetings: int
    wanted: int
    reasons: list[ReasonOut]


class UnplacedOut(BaseModel):
    """A must that is not placed."""

    buyer: PartyName
    supplier: PartyName
    reasons: list[ReasonOut]


class RemarksOut(BaseModel):
    """Who stays short of what was wished for, with the reasons."""

    shortfalls: list[ShortfallOut]
    unplaced_musts: list[UnplacedOut]


class ChangeOut(BaseModel):
    """What happened to a meeting: it is new, moved or gone."""

    kind: ChangeKind
    before: MeetingOut | None
    after: MeetingOut | None


class PartyChangeOut(BaseModel):
    """Everything that a party has to be told."""

    side: Side
    party: PartyName
    changes: list[ChangeOut] = Field(description="By time.")


def name_buyer(problem: Problem, buyer: BuyerId) -> PartyName:
    """Return a buyer by its code, with its name where the schedule knows it."""
    known = problem.buyer_by_id.get(buyer)
    return PartyName(code=buyer, name=known.name if known else "")


def name_supplier(problem: Problem, supplier: SupplierId) -> PartyName:
    """Return a supplier likewise."""
    known = problem.supplier_by_id.get(supplier)
    return PartyName(code=supplier, name=known.name if known else "")


def show_slot(slot: Slot) -> SlotOut:
    """Return a slot."""
    return SlotOut(session=slot.session, round=slot.round_index)


def show_meeting(problem: Problem, meeting: Meeting) -> MeetingOut:
    """Return a meeting."""
    return MeetingOut(
        buyer=name_buyer(problem, meeting.buyer),
        supplier=name_supplier(problem, meeting.supplier),
        session=meeting.session,
        round=meeting.round_index,
        start=meeting.start,
        end=meeting.end,
        hall=meeting.hall,
        booth=meeting.booth,
        table=meeting.table,
        fit=meeting.fit,
        locked=meeting.locked,
        because=show_text(meeting.because),
    )


def show_violation(problem: Problem, violation: Violation) -> ViolationOut:
    """Return a violation."""
    buyer, supplier, slot = violation.buyer, violation.supplier, violation.slot
    return ViolationOut(
        rule=violation.rule.value,
        text=show_text(violation.wording),
        buyer=None if buyer is None else name_buyer(problem, buyer),
        supplier=None if supplier is None else name_supplier(problem, supplier),
        slot=None if slot is None else show_slot(slot),
    )


def show_reasons(reasons: Iterable[Reason]) -> list[ReasonOut]:
    """Return reasons."""
    return [ReasonOut(code=r.code.value, text=show_text(r.wording)) for r in reasons]


def show_remarks(
    problem: Problem,
    shortfalls: Iterable[Shortfall],
    unplaced: Iterable[UnplacedMust],
) -> RemarksOut:
    """Return both lists beside the meetings."""
    return RemarksOut(
        shortfalls=[
            ShortfallOut(
                buyer=name_buyer(problem, one.buyer),
                meetings=one.meetings,
                wanted=one.wanted,
                reasons=show_reasons(one.reasons),
            )
            for one in shortfalls
        ],
        unplaced_musts=[
            UnplacedOut(
                buyer=name_buyer(problem, one.buyer),
                supplier=name_supplier(problem, one.supplier),
                reasons=show_reasons(one.reasons),
            )
            for one in unplaced
        ],
    )


def show_party_change(problem: Problem, one: PartyChange) -> PartyChangeOut:
    """Return what a party has to be told."""
    name = (
        name_buyer(problem, BuyerId(one.party.id))
        if one.party.side is Side.BUYER
        else name_supplier(problem, SupplierId(one.party.id))
    )
    return PartyChangeOut(
        side=one.party.side,
        party=name,
        changes=[
            ChangeOut(
                kind=change.kind,
                before=_shown(problem, change.before),
                after=_shown(problem, change.after),
            )
            for change in one.changes
        ],
    )


def _shown(problem: Problem, meeting: Meeting | None) -> MeetingOut | None:
    return None if meeting is None else show_meeting(problem, meeting)
