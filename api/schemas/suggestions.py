"""Suggestions on the wire."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from scheduler.problem import Strength

if TYPE_CHECKING:
    from api.office.suggesting import Imported
    from api.office.suggestions import SuggestionSeen
    from data.tables import SuggestionRow

LONGEST_NAME = 300
LONGEST_REASON = 2000


class State(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class SuggestionNew(BaseModel):
    """A pair to put forward; a party is named by its code or its exact name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "buyer": "B01",
                "supplier": "S017",
                "strength": "must",
                "reason": "Has asked for this pump for two years.",
            }
        },
    )

    buyer: str = Field(min_length=1, max_length=LONGEST_NAME)
    supplier: str = Field(min_length=1, max_length=LONGEST_NAME)
    strength: Strength
    reason: str = Field(default="", max_length=LONGEST_REASON)


class ReasonNew(BaseModel):
    """Why something is decided so."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"reason": "They met last year."}}
    )

    reason: str = Field(min_length=1, max_length=LONGEST_REASON)


class PartyName(BaseModel):
    """A party by its code; `name` is "" where it is no longer in the lists."""

    code: str
    name: str


class OtherSuggestion(BaseModel):
    """What somebody else says of the same pair."""

    id: int
    strength: Strength
    state: State
    suggested_by: str
    sales_rep: str
    contradicts: bool


class SuggestionOut(BaseModel):
    """A suggestion; people are named, "" where the user is gone or there is none.

    `contradicted` says that another live one wants the opposite of the pair.
    """

    id: int
    buyer: PartyName
    supplier: PartyName
    strength: Strength
    reason: str
    sales_rep: str
    state: State
    suggested_by: str
    suggested_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    upload_id: int | None
    contradicted: bool
    others: list[OtherSuggestion]
    version: int


class DeedOut(BaseModel):
    """What was done with it, by whom, and why."""

    at: datetime
    by: str
    action: str
    why: str


class SuggestionWhole(SuggestionOut):
    """A suggestion with its history."""

    history: list[DeedOut]


class ImportedOut(BaseModel):
    """The new suggestions of a sheet; `known` rows were there already."""

    added: list[int]
    known: int


def show_suggestion(seen: SuggestionSeen) -> SuggestionOut:
    """Return a suggestion for a list."""
    row = seen.row
    return SuggestionOut(
        id=row.id or 0,
        buyer=_party(seen, "buyer", row.buyer),
        supplier=_party(seen, "supplier", row.supplier),
        strength=Strength(row.strength),
        reason=row.reason,
        sales_rep=row.sales_rep,
        state=State(row.state),
        suggested_by=_person(seen, row.suggested_by),
        suggested_at=row.suggested_at,
        decided_by=_person(seen, row.decided_by),
        decided_at=row.decided_at,
        decision_reason=row.decision_reason,
        upload_id=row.upload_id,
        contradicted=seen.contradicted,
        others=[_other(seen, other) for other in seen.others],
        version=row.version,
    )


def show_whole_suggestion(seen: SuggestionSeen) -> SuggestionWhole:
    """Return a suggestion with its history."""
    history = [
        DeedOut(
            at=one.at, by=_person(seen, one.user_id), action=one.action, why=one.why
        )
        for one in seen.deeds
    ]
    return SuggestionWhole(**dict(show_suggestion(seen)), history=history)


def show_imported(done: Imported) -> ImportedOut:
    """Return what came of a sheet."""
    return ImportedOut(added=[row.id or 0 for row in done.added], known=done.known)


def _party(seen: SuggestionSeen, side: str, code: str) -> PartyName:
    return PartyName(code=code, name=seen.parties.get((side, code), ""))


def _person(seen: SuggestionSeen, user_id: int | None) -> str:
    return "" if user_id is None else seen.people.get(user_id, "")


def _other(seen: SuggestionSeen, other: SuggestionRow) -> OtherSuggestion:
    return OtherSuggestion(
        id=other.id or 0,
        strength=Strength(other.strength),
        state=State(other.state),
        suggested_by=_person(seen, other.suggested_by),
        sales_rep=other.sales_rep,
        contradicts=seen.is_contradicted_by(other),
    )
