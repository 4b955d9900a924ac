"""Decisions on suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.errors import StaleError
from api.office.suggestion_errors import OwnSuggestionError, StateError
from api.office.suggestions import get_row, get_suggestion, subject_of
from data.cells import clean_text
from data.store.history import Deed, add_deed
from data.store.suggestions import LIVE, REJECTED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from api.office.suggestions import SuggestionSeen
    from data.tables import SuggestionRow


def reject(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    suggestion_id: int,
    version: int,
    reason: str,
) -> SuggestionSeen:
    """Say no to a suggestion that waits, or that was approved.

    A schedule that was made with an approved one stays as it is. Raises MissingError,
    OwnSuggestionError, StaleError, StateError.
    """
    row = get_row(session, person, fair, suggestion_id)
    refuse_own(person, row)
    if row.version != version:
        raise StaleError
    if row.state not in LIVE:
        raise StateError(row)
    decide(session, person, now, row, REJECTED, reason)
    session.flush()
    return get_suggestion(session, person, fair, suggestion_id)


def refuse_own(person: Person, row: SuggestionRow) -> None:
    """Raise OwnSuggestionError where `person` made the suggestion."""
    if row.suggested_by == person.id:
        raise OwnSuggestionError


def decide(
    session: Session,
    person: Person,
    now: datetime,
    row: SuggestionRow,
    state: str,
    reason: str,
) -> None:
    """Write a decision down, in the row and in the history."""
    row.state = state
    row.decided_by = person.id
    row.decided_at = now
    reason = clean_text(reason)
    row.decision_reason = reason
    row.version += 1
    session.add(row)
    facts = {"buyer": row.buyer, "supplier": row.supplier, "strength": row.strength}
    deed = Deed(f"suggestion.{state}", subject_of(row), facts, reason, row.fair_id)
    add_deed(session, deed, person.id, now)
