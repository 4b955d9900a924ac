"""A page of a list on the wire."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class PageOut(BaseModel, Generic[T]):
    """`items` from `offset` on, of `total` in all."""

    items: list[T]
    total: int
    offset: int
