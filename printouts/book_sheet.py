"""A worksheet before any cell is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from scheduler.wording import Wording

Cell = str | int | float | date | time | None
"""What a cell holds; None and "" stay blank."""


@dataclass(frozen=True)
class Sheet:
    """A table with one header row; `columns` are (header, width in characters).

    The first `printed` columns go onto paper, together no wider than `WIDEST`, so that a
    page stays readable; the others are there to search and to filter. The first `frozen` columns stay in sight when the
    others are moved.
    """

    name: str
    columns: tuple[tuple[Wording, int], ...]
    rows: Sequence[Sequence[Cell]]
    printed: int
    frozen: int = 0


def columns_of(*columns: tuple[str, str, int]) -> tuple[tuple[Wording, int], ...]:
    """Build columns from (English, Chinese, width)."""
    return tuple((Wording(en=en, zh=zh), width) for en, zh, width in columns)
