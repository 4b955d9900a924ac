"""A page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlmodel import func, select

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


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows asked for, and how many there are in all."""

    rows: Sequence[T]
    total: int


def read_page(session: Session, query: SelectOfScalar[T], window: Window) -> Page[T]:
    """Return the page of `query`, in two queries however long the list is."""
    counted: Any = select(func.count()).select_from(query.order_by(None).subquery())
    total = session.exec(counted).one()
    rows = session.exec(query.offset(window.offset).limit(window.limit)).all()
    return Page(rows, total)
