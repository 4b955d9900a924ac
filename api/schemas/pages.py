"""A page of a list on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.store.pages import Page, Window

R = TypeVar("R")
T = TypeVar("T")


class PageOut(BaseModel, Generic[T]):
    """`items` from `offset` on, of `total` in all."""

    items: list[T]
    total: int
    offset: int


def show_page(page: Page[R], window: Window, show: Callable[[R], T]) -> PageOut[T]:
    """Return the rows that `window` asked for, each shown by `show`."""
    items = [show(row) for row in page.rows]
    return PageOut(items=items, total=page.total, offset=window.offset)
