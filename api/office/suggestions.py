"""Suggestions as people see them: with names, what others say of the pair, history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.office.errors import MissingError
from api.office.rights import Role
from data.store.accounts import list_own_suppliers
from data.store.history import list_deeds_of
from data.store.names import find_party_names, find_user_names
from data.store.pages import Page
from data.store.suggestions import (
    Seen,
    find_suggestion,
    list_of_pairs,
    list_suggestions,
)
from scheduler.problem import Strength
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from data.store.pages import Window
    from data.store.suggestions import Sought
    from data.tables import HistoryRow, SuggestionRow

SUGGESTION = Wording(en="suggestion", zh="匹配建议")
FOR = frozenset({Strength.MUST, Strength.PREFER})
"""Strengths that want a meeting; the others do not want it."""


@dataclass(frozen=True)
class SuggestionSeen:
    """A suggestion; `others` are the live ones of the same pair.

    `people` are the names of the users it speaks of, `parties` those of its parties by
    (side, code); both may lack some.
    """

    row: SuggestionRow
    others: tuple[SuggestionRow, ...]
    people: dict[int, str]
    parties: dict[tuple[str, str], str]
    deeds: tuple[HistoryRow, ...] = ()

    @property
    def contradicted(self) -> bool:
        """Tell whether another one wants the opposite."""
        return any(map(self.is_contradicted_by, self.others))

    def is_contradicted_by(self, other: SuggestionRow) -> bool:
        """Tell whether one of the two wants a meeting and the other does not."""
        return (self.row.strength in FOR) != (other.strength in FOR)


def what_is_seen(session: Session, person: Person, fair: FairSeen) -> Seen | None:
    """Return which suggestions a person sees; None for all.

    Reps see those of their own suppliers, and what they suggested themselves.
    """
    if person.role is not Role.REP:
        return None
    return Seen(person.id, list_own_suppliers(session, fair.id, person.id))


def read_suggestions(
    session: Session, person: Person, fair: FairSeen, sought: Sought, window: Window
) -> Page[SuggestionSeen]:
    """Return a page of the suggestions that a person sees, latest first."""
    seen = what_is_seen(session, person, fair)
    page = list_suggestions(session, fair.id, seen, sought, window)
    return Page(with_names(session, fair, page.rows), page.total)


def get_suggestion(
    session: Session, person: Person, fair: FairSeen, suggestion_id: int
) -> SuggestionSeen:
    """Return a suggestion with what was done with it; raises MissingError."""
    row = get_row(session, person, fair, suggestion_id)
    deeds = list_deeds_of(session, fair.id, [subject_of(row)])
    return with_names(session, fair, [row], tuple(deeds))[0]


def get_row(
    session: Session, person: Person, fair: FairSeen, suggestion_id: int
) -> SuggestionRow:
    """Return the row of a suggestion that a person sees; raises MissingError."""
    seen = what_is_seen(session, person, fair)
    row = find_suggestion(session, fair.id, seen, suggestion_id)
    if row is None:
        raise MissingError(SUGGESTION)
    return row


def subject_of(row: SuggestionRow) -> str:
    """Return the word for a suggestion in the history."""
    return f"suggestion {row.id}"


def with_names(
    session: Session,
    fair: FairSeen,
    rows: Sequence[SuggestionRow],
    deeds: tuple[HistoryRow, ...] = (),
) -> list[SuggestionSeen]:
    """Return suggestions with names, and what others say of their pairs."""
    live = list_of_pairs(session, fair.id, {(row.buyer, row.supplier) for row in rows})
    of_pair = defaultdict(list)
    for row in live:
        of_pair[row.buyer, row.supplier].append(row)
    codes = {code for row in rows for code in (row.buyer, row.supplier)}
    parties = find_party_names(session, fair.id, codes)
    users = {by for row in (*rows, *live) for by in (row.suggested_by, row.decided_by)}
    users |= {deed.user_id for deed in deeds}
    people = find_user_names(session, users - {None})  # type: ignore[arg-type]
    return [
        SuggestionSeen(
            row,
            tuple(
                other
                for other in of_pair[row.buyer, row.supplier]
                if other.id != row.id
            ),
            people,
            parties,
            deeds,
        )
        for row in rows
    ]
