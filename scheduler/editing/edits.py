"""What a person does to a schedule by hand, as facts, and the meetings it changes.

An edit may break rules: the checker says so at once, and the person decides. Only what
cannot be meant is refused. A locked meeting stays where it is until it is unlocked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.editing.errors import (
    AlreadyMetError,
    LockedMeetingError,
    NothingChangesError,
    NotMetError,
    UnknownPartyError,
    UnknownSlotError,
)
from scheduler.repair.seats import seat
from scheduler.repair.standing import place_of
from scheduler.schedule import Meeting
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.fair import Slot
    from scheduler.problem import BuyerId, Problem, SupplierId
    from scheduler.schedule import Schedule

    Weigh = Callable[[BuyerId, SupplierId], tuple[int, Wording]]
    """Gives the fit of a pair and the sentence that says why it has it."""


@dataclass(frozen=True, slots=True)
class Move:
    """The pair meets in `slot` instead."""

    buyer: BuyerId
    supplier: SupplierId
    slot: Slot


@dataclass(frozen=True, slots=True)
class Swap:
    """Two meetings change slots."""

    buyer: BuyerId
    supplier: SupplierId
    other_buyer: BuyerId
    other_supplier: SupplierId


@dataclass(frozen=True, slots=True)
class Add:
    """The pair, which does not meet, meets in `slot`."""

    buyer: BuyerId
    supplier: SupplierId
    slot: Slot


@dataclass(frozen=True, slots=True)
class Remove:
    """The pair no longer meets."""

    buyer: BuyerId
    supplier: SupplierId


@dataclass(frozen=True, slots=True)
class SetLock:
    """The meeting of the pair is locked where it is, or no longer."""

    buyer: BuyerId
    supplier: SupplierId
    locked: bool


Edit = Move | Swap | Add | Remove | SetLock


@dataclass(frozen=True)
class Replaced:
    """The meetings that an edit takes away and those it puts there."""

    before: tuple[Meeting, ...]
    after: tuple[Meeting, ...]


def apply_edit(
    problem: Problem, schedule: Schedule, edit: Edit, weigh: Weigh
) -> Replaced:
    """Return what `edit` changes of `schedule`; `weigh` is asked about new pairs.

    A meeting that moves keeps its table where that is free, and gets the first free one
    otherwise. Raises EditError where the edit cannot be meant.
    """
    match edit:
        case Add():
            return _add(problem, schedule, edit, weigh)
        case Move(slot=slot):
            meeting = _free_meeting(schedule, edit)
            if meeting.slot == slot:
                raise NothingChangesError
            return _reseat(problem, schedule, {meeting: slot})
        case Swap():
            one = _free_meeting(schedule, edit)
            pair = Remove(edit.other_buyer, edit.other_supplier)
            other = _free_meeting(schedule, pair)
            if one.slot == other.slot:
                raise NothingChangesError
            return _reseat(problem, schedule, {one: other.slot, other: one.slot})
        case Remove():
            return Replaced((_free_meeting(schedule, edit),), ())
        case SetLock(locked=locked):
            meeting = _meeting_of(schedule, edit)
            if meeting.locked == locked:
                raise NothingChangesError
            return Replaced((meeting,), (replace(meeting, locked=locked),))


def _add(problem: Problem, schedule: Schedule, edit: Add, weigh: Weigh) -> Replaced:
    if edit.buyer not in problem.buyer_by_id:
        raise UnknownPartyError(edit.buyer)
    if edit.supplier not in problem.supplier_by_id:
        raise UnknownPartyError(edit.supplier)
    if _find_meeting(schedule, edit):
        raise AlreadyMetError(edit.buyer, edit.supplier)
    blank = meeting_at(problem, schedule, edit)
    fit, because = weigh(edit.buyer, edit.supplier)
    return Replaced((), (replace(blank, fit=fit, because=because),))


def meeting_at(problem: Problem, schedule: Schedule, edit: Add) -> Meeting:
    """Return a meeting of the pair at the first table that `schedule` leaves free.

    Its fit is 0 and nothing is said of why. Raises UnknownSlotError.
    """
    if edit.slot not in problem.fair.slots:
        raise UnknownSlotError(edit.slot)
    round_ = problem.fair.round_at(edit.slot)
    blank = Meeting(
        buyer=edit.buyer,
        supplier=edit.supplier,
        session=edit.slot.session,
        round_index=edit.slot.round_index,
        start=round_.start,
        end=round_.end,
        hall="",
        booth="",
        table=0,
        fit=0,
        locked=False,
        because=Wording(en="", zh=""),
    )
    (seated,) = seat(
        problem.fair.meet_at, [_put(problem, blank, edit.slot)], schedule.meetings
    )
    return seated


def _reseat(
    problem: Problem, schedule: Schedule, goals: dict[Meeting, Slot]
) -> Replaced:
    """Return the meetings of `goals` in their new slots, at tables that are free."""
    for slot in goals.values():
        if slot not in problem.fair.slots:
            raise UnknownSlotError(slot)
    staying = (meeting for meeting in schedule.meetings if meeting not in goals)
    moved = [_put(problem, meeting, slot) for meeting, slot in goals.items()]
    return Replaced(tuple(goals), tuple(seat(problem.fair.meet_at, moved, staying)))


def _put(problem: Problem, meeting: Meeting, slot: Slot) -> Meeting:
    """Return `meeting` at the time and the place that `slot` means for it."""
    round_, place = problem.fair.round_at(slot), place_of(problem, meeting)
    return replace(
        meeting,
        session=slot.session,
        round_index=slot.round_index,
        start=round_.start,
        end=round_.end,
        hall=place.hall,
        booth=place.booth,
    )


def _free_meeting(schedule: Schedule, edit: Move | Swap | Remove) -> Meeting:
    meeting = _meeting_of(schedule, edit)
    if meeting.locked:
        raise LockedMeetingError(edit.buyer, edit.supplier)
    return meeting


def _meeting_of(schedule: Schedule, edit: Edit) -> Meeting:
    meeting = _find_meeting(schedule, edit)
    if meeting is None:
        raise NotMetError(edit.buyer, edit.supplier)
    return meeting


def _find_meeting(schedule: Schedule, edit: Edit) -> Meeting | None:
    mine = schedule.by_buyer.get(edit.buyer, ())
    return next((m for m in mine if m.supplier == edit.supplier), None)
