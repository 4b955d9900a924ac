"""Approvals on the wire: what they would change, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.office.previewing import Choice
from api.schemas.meetings import (
    PartyChangeOut,
    ReasonOut,
    SlotOut,
    name_buyer,
    name_supplier,
    show_party_change,
    show_reasons,
    show_slot,
)
from api.schemas.suggestions import (
    LONGEST_REASON,
    PartyName,
    SuggestionOut,
    show_suggestion,
)
from scheduler.problem import BuyerId, Strength, SupplierId

if TYPE_CHECKING:
    from api.office.approving import Approved
    from api.office.previewing import Preview
    from data.tables import SuggestionRow
    from scheduler.problem import Problem

MOST_AT_ONCE = 200
BIGGEST_ID = 2**31 - 1
SuggestionId = Annotated[int, Field(ge=1, le=BIGGEST_ID)]


class ApprovalNew(BaseModel):
    """What to approve: suggestions by their ids, or all that wait of one user.

    `schedule_id` is the schedule to change, null the current one: the newest draft since
    the latest release, else that release.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"ids": [1], "reason": "Both have asked for it."}
        },
    )

    ids: list[SuggestionId] = Field(default=[], max_length=MOST_AT_ONCE)
    suggested_by: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    schedule_id: int | None = Field(default=None, ge=1, le=BIGGEST_ID)
    reason: str = Field(default="", max_length=LONGEST_REASON)

    @model_validator(mode="after")
    def _says_which(self) -> ApprovalNew:
        if bool(self.ids) == (self.suggested_by is not None):
            message = "name suggestions by ids, or one user by suggested_by"
            raise ValueError(message)
        return self

    @property
    def choice(self) -> Choice:
        """Return which suggestions are meant."""
        return Choice(tuple(self.ids), self.suggested_by, self.schedule_id)


class SettledOut(BaseModel):
    """What becomes of one suggestion; null and empty where there is no schedule.

    `honoured`: the pair meets, or does not, as it wants; `reasons` say why it is so.
    """

    id: int
    buyer: PartyName
    supplier: PartyName
    strength: Strength
    meets: bool | None
    honoured: bool | None
    reasons: list[ReasonOut]


class DroppedOut(BaseModel):
    """A buyer who would have too few meetings, and fewer than now."""

    buyer: PartyName
    before: int
    after: int
    wanted: int
    reasons: list[ReasonOut]


class CostOut(BaseModel):
    """A tier (docs/engine.md) before and after, the suggestions counted in both."""

    tier: str
    before: int
    after: int


class UnlockedOut(BaseModel):
    """A lock that would be lifted."""

    buyer: PartyName
    supplier: PartyName
    slot: SlotOut


class PreviewOut(BaseModel):
    """What approving would do; approving with its ETag does exactly this.

    `schedule_id` is null where there is no schedule: then approving only decides. Of a
    release a draft is made (`makes_draft`). `proven`: no smaller change does as much.
    """

    schedule_id: int | None
    makes_draft: bool
    suggestions: list[SettledOut]
    changes: list[PartyChangeOut] = Field(description="By party.")
    below_minimum: list[DroppedOut]
    costs: list[CostOut]
    unlocked: list[UnlockedOut]
    proven: bool


class ApprovedOut(BaseModel):
    """The suggestions as they are now, and the schedule that holds them."""

    suggestions: list[SuggestionOut]
    schedule_id: int | None
    schedule_version: int | None


def show_preview(found: Preview) -> PreviewOut:
    """Return a preview."""
    opened, agreement = found.opened, found.agreement
    settled = [_settled(found, row) for row in found.rows]
    if opened is None or agreement is None:
        return PreviewOut(
            schedule_id=None,
            makes_draft=False,
            suggestions=settled,
            changes=[],
            below_minimum=[],
            costs=[],
            unlocked=[],
            proven=True,
        )
    problem = agreement.content.problem
    return PreviewOut(
        schedule_id=opened.id,
        makes_draft=opened.row.release is not None,
        suggestions=settled,
        changes=[show_party_change(problem, one) for one in found.by_party],
        below_minimum=[
            DroppedOut(
                buyer=name_buyer(problem, one.shortfall.buyer),
                before=one.had,
                after=one.shortfall.meetings,
                wanted=one.shortfall.wanted,
                reasons=show_reasons(one.shortfall.reasons),
            )
            for one in agreement.dropped
        ],
        costs=[
            CostOut(tier=name, before=before, after=after)
            for name, (before, after) in agreement.tiers.items()
        ],
        unlocked=[
            UnlockedOut(
                buyer=name_buyer(problem, lock.buyer),
                supplier=name_supplier(problem, lock.supplier),
                slot=show_slot(lock.slot),
            )
            for lock in agreement.unlocked
        ],
        proven=agreement.proven,
    )


def show_approved(done: Approved) -> ApprovedOut:
    """Return what was approved."""
    return ApprovedOut(
        suggestions=[show_suggestion(seen) for seen in done.suggestions],
        schedule_id=done.schedule.id if done.schedule else None,
        schedule_version=done.schedule.version if done.schedule else None,
    )


def _settled(found: Preview, row: SuggestionRow) -> SettledOut:
    settled = found.settled.get((row.buyer, row.supplier))
    problem = found.agreement.content.problem if found.agreement else None
    wants = row.strength in (Strength.MUST, Strength.PREFER)
    meets = settled.meets if settled else None
    return SettledOut(
        id=row.id or 0,
        buyer=_buyer(problem, row.buyer),
        supplier=_supplier(problem, row.supplier),
        strength=Strength(row.strength),
        meets=meets,
        honoured=None if meets is None else meets == wants,
        reasons=show_reasons(settled.reasons if settled else ()),
    )


def _buyer(problem: Problem | None, code: str) -> PartyName:
    if problem is None:
        return PartyName(code=code, name="")
    return name_buyer(problem, BuyerId(code))


def _supplier(problem: Problem | None, code: str) -> PartyName:
    if problem is None:
        return PartyName(code=code, name="")
    return name_supplier(problem, SupplierId(code))
