"""A page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlmodel import func

if TYPE_CHECKING:
    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

T = TypeVar("T")

MOST = 200
"""Rows of a page at most."""


@dataclass(frozen=True)
class Window:
    """Which rows of a list are asked for: `limit` of them after the first `offset`."""

    offset: int = 0
    limit: int = 50

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """Return the rows that are asked for, of all."""
        return rows[self.offset : self.offset + self.limit]

    def page(self, rows: Sequence[T]) -> Page[T]:
        """Return the rows that are asked for as a page of all."""
        return Page(self.cut(rows), len(rows))


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows asked for, and how many there are in all."""

    rows: Sequence[T]
    total: int


def read_page(session: Session, query: SelectOfScalar[T], window: Window) -> Page[T]:
    """Return the page of `query`, in two queries at most however long the list is."""
    rows = session.exec(query.offset(window.offset).limit(window.limit)).all()
    if 0 < len(rows) < window.limit:  # the end of the list: no need to count
        return Page(rows, window.offset + len(rows))
    return Page(rows, count_rows(session, query))


def count_rows(session: Session, query: SelectOfScalar[Any]) -> int:
    """Return how many rows `query`, which groups nothing, has in all."""
    counted: Any = query.with_only_columns(func.count(), maintain_column_froms=True)
    return session.scalar(counted.order_by(None)) or 0
