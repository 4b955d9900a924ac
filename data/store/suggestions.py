"""Suggestions: by page, of a pair, those that hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, tuple_
from sqlmodel import col, select

from data.store.among import among, chunks
from data.store.pages import Page, Window, read_page
from data.tables import SuggestionRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

    from data.party_texts import Cells

WAITING, APPROVED, REJECTED, WITHDRAWN = STATES = (
    "waiting",
    "approved",
    "rejected",
    "withdrawn",
)
LIVE = (WAITING, APPROVED)
"""States in which a suggestion counts for something."""


@dataclass(frozen=True)
class Seen:
    """Whose suggestions somebody sees: of `suppliers`, and what `user_id` made."""

    user_id: int
    suppliers: frozenset[str]


@dataclass(frozen=True)
class Sought:
    """Which suggestions of a fair are asked for; empty and None leave it open."""

    state: str = ""
    strength: str = ""
    buyer: str = ""
    supplier: str = ""
    suggested_by: int | None = None


def list_suggestions(
    session: Session, fair_id: int, seen: Seen | None, sought: Sought, window: Window
) -> Page[SuggestionRow]:
    """Return a page of suggestions, latest first; `seen` None sees all."""
    query = _seen(fair_id, seen).order_by(col(SuggestionRow.id).desc())
    for name, value in vars(sought).items():
        if value not in ("", None):
            query = query.where(getattr(SuggestionRow, name) == value)
    return read_page(session, query, window)


def find_suggestion(
    session: Session, fair_id: int, seen: Seen | None, suggestion_id: int
) -> SuggestionRow | None:
    """Return a suggestion of a fair, None where there is none that `seen` sees."""
    query = _seen(fair_id, seen).where(SuggestionRow.id == suggestion_id)
    return session.exec(query).one_or_none()


def find_suggestions(
    session: Session, fair_id: int, ids: Collection[int]
) -> Sequence[SuggestionRow]:
    """Return those of `ids` that are suggestions of the fair, in order of their ids."""
    query = select(SuggestionRow).where(
        SuggestionRow.fair_id == fair_id, among(col(SuggestionRow.id), ids)
    )
    return session.exec(query.order_by(col(SuggestionRow.id))).all()


def list_of_pairs(
    session: Session, fair_id: int, pairs: Collection[tuple[str, str]]
) -> Sequence[SuggestionRow]:
    """Return what is live of (buyer, supplier) `pairs`, in order of the ids."""
    pair = tuple_(col(SuggestionRow.buyer), col(SuggestionRow.supplier))
    live = select(SuggestionRow).where(
        SuggestionRow.fair_id == fair_id, col(SuggestionRow.state).in_(LIVE)
    )
    found = [
        row
        for some in chunks(pairs)
        for row in session.exec(live.where(pair.in_(some)))
    ]
    return sorted(found, key=lambda row: row.id or 0)


def list_waiting(
    session: Session, fair_id: int, suggested_by: int
) -> Sequence[SuggestionRow]:
    """Return what a user suggested and nobody has decided, in order of the ids."""
    query = select(SuggestionRow).where(
        SuggestionRow.fair_id == fair_id,
        SuggestionRow.state == WAITING,
        SuggestionRow.suggested_by == suggested_by,
    )
    return session.exec(query.order_by(col(SuggestionRow.id))).all()


def load_approved(session: Session, fair_id: int) -> list[Cells]:
    """Return the approved suggestions as rows of their sheet, in order of the ids."""
    fields = ("buyer", "supplier", "strength", "reason", "sales_rep")
    query = (
        select(SuggestionRow)
        .where(SuggestionRow.fair_id == fair_id, SuggestionRow.state == APPROVED)
        .order_by(col(SuggestionRow.id))
    )
    return [
        {name: str(getattr(row, name)) for name in fields}
        for row in session.exec(query)
    ]


def add_suggestions(session: Session, rows: Iterable[SuggestionRow]) -> None:
    """Keep new suggestions; each has its id then."""
    session.add_all(rows)
    session.flush()


def _seen(fair_id: int, seen: Seen | None) -> SelectOfScalar[SuggestionRow]:
    query = select(SuggestionRow).where(SuggestionRow.fair_id == fair_id)
    if seen is None:
        return query
    return query.where(
        or_(
            among(col(SuggestionRow.supplier), seen.suppliers),
            col(SuggestionRow.suggested_by) == seen.user_id,
        )
    )
