"""Edits of drafts on the wire: what to do, what came of it, where there is room."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.meetings import (
    MeetingOut,
    ReasonOut,
    SlotOut,
    ViolationOut,
    name_buyer,
    name_supplier,
    show_meeting,
    show_reasons,
    show_slot,
    show_violation,
)
from api.schemas.schedules import ScheduleOut, show_schedule
from api.schemas.suggestions import LONGEST_NAME, PartyName
from scheduler.editing.edits import Add, Edit, Move, Remove, SetLock, Swap
from scheduler.fair import SessionId, Slot
from scheduler.problem import BuyerId, Strength, SupplierId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.office.editing import Edited
    from api.office.schedule_reading import Places
    from api.office.shelf import Opened
    from data.tables import EditRow
    from scheduler.repair.standby import Standby

MOST_ROUNDS = 1000

Code = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
RoundIndex = Annotated[int, Field(ge=0, lt=MOST_ROUNDS, description="From 0 on.")]


class _Pair(BaseModel):
    model_config = ConfigDict(extra="forbid")

    buyer: Code
    supplier: Code


def _like(**example: str | int) -> ConfigDict:
    pair = {"buyer": "B01", "supplier": "S017"}
    return ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{**pair, **example}]}
    )


class MoveNew(_Pair):
    """The pair meets in another slot instead."""

    model_config = _like(kind="move", session="D1-AM", round=2)

    kind: Literal["move"]
    session: Code
    round: RoundIndex


class AddNew(_Pair):
    """The pair, which does not meet, meets in a slot."""

    model_config = _like(kind="add", session="D1-AM", round=0)

    kind: Literal["add"]
    session: Code
    round: RoundIndex


class SwapNew(_Pair):
    """Two meetings change slots."""

    model_config = _like(kind="swap", other_buyer="B02", other_supplier="S003")

    kind: Literal["swap"]
    other_buyer: Code
    other_supplier: Code


class PlainNew(_Pair):
    """The meeting of the pair is taken out, locked where it is, or unlocked."""

    model_config = _like(kind="lock")

    kind: Literal["remove", "lock", "unlock"]


EditNew = Annotated[MoveNew | AddNew | SwapNew | PlainNew, Field(discriminator="kind")]


class EditedOut(BaseModel):
    """A draft after an edit: the meetings taken away and put there, and the verdict.

    `violations` are all that the checker says of the draft as it is now; a draft with
    any cannot be released.
    """

    draft: ScheduleOut
    before: list[MeetingOut]
    after: list[MeetingOut]
    violations: list[ViolationOut]


class EditOut(BaseModel):
    """An edit in the list of a draft; meetings by (buyer, supplier, session, round)."""

    number: int
    kind: str
    before: list[tuple[str, str, str, int]]
    after: list[tuple[str, str, str, int]]
    edited_by: str
    edited_at: datetime
    is_undone: bool


class ChoiceOut(BaseModel):
    """A slot in which both are free.

    `violations` are those that the meeting there would add. `walk_min` are the minutes
    that whoever walks would walk more than without the meeting.
    """

    slot: SlotOut
    table: int
    walk_min: float
    is_now: bool
    violations: list[ViolationOut]


class PlacesOut(BaseModel):
    """Where a pair could meet, and why it does not meet, or where it does.

    `fit` is null of a pair that was not considered.
    """

    fit: int | None
    choices: list[ChoiceOut]
    reasons: list[ReasonOut]


class StandbyOut(BaseModel):
    """A pair that could meet as things stand; all else stays as it is."""

    buyer: PartyName
    supplier: PartyName
    fit: int
    lacks: int = Field(description="Meetings the buyer is below the minimum now.")
    wish: Strength | None
    slots: list[SlotOut]
    walk_min: list[float]


def read_edit(body: MoveNew | AddNew | SwapNew | PlainNew) -> Edit:
    """Return what `body` asks for."""
    buyer, supplier = BuyerId(body.buyer), SupplierId(body.supplier)
    match body:
        case MoveNew():
            return Move(buyer, supplier, Slot(SessionId(body.session), body.round))
        case AddNew():
            return Add(buyer, supplier, Slot(SessionId(body.session), body.round))
        case SwapNew():
            others = BuyerId(body.other_buyer), SupplierId(body.other_supplier)
            return Swap(buyer, supplier, *others)
        case PlainNew(kind="remove"):
            return Remove(buyer, supplier)
        case PlainNew(kind=kind):
            return SetLock(buyer, supplier, locked=kind == "lock")


def show_edited(edited: Edited, people: Mapping[int, str]) -> EditedOut:
    """Return a draft after an edit."""
    opened, replaced = edited.opened, edited.replaced
    problem = opened.content.problem
    return EditedOut(
        draft=show_schedule(opened.row, people),
        before=[show_meeting(problem, meeting) for meeting in replaced.before],
        after=[show_meeting(problem, meeting) for meeting in replaced.after],
        violations=[show_violation(problem, one) for one in opened.violations],
    )


def show_edit(row: EditRow, people: Mapping[int, str]) -> EditOut:
    """Return an edit for the list."""
    return EditOut(
        number=row.number,
        kind=row.kind,
        before=[_told(meeting) for meeting in row.before],
        after=[_told(meeting) for meeting in row.after],
        edited_by=people.get(row.edited_by or 0, ""),
        edited_at=row.edited_at,
        is_undone=row.is_undone,
    )


def _told(meeting: Mapping[str, Any]) -> tuple[str, str, str, int]:
    pair = meeting["buyer"], meeting["supplier"]
    return *pair, meeting["session"], meeting["round_index"]


def show_places(opened: Opened, places: Places) -> PlacesOut:
    """Return where a pair could meet."""
    problem = opened.content.problem
    return PlacesOut(
        fit=places.choices.fit,
        choices=[
            ChoiceOut(
                slot=show_slot(choice.slot),
                table=choice.table,
                walk_min=choice.walk_min,
                is_now=choice.is_now,
                violations=[show_violation(problem, v) for v in choice.violations],
            )
            for choice in places.choices.choices
        ],
        reasons=show_reasons(places.reasons),
    )


def show_standby(opened: Opened, one: Standby) -> StandbyOut:
    """Return a pair that could step in."""
    problem = opened.content.problem
    return StandbyOut(
        buyer=name_buyer(problem, one.buyer),
        supplier=name_supplier(problem, one.supplier),
        fit=one.fit,
        lacks=one.lacks,
        wish=one.wish,
        slots=[show_slot(slot) for slot in one.slots],
        walk_min=list(one.walk_min),
    )
