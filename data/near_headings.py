"""Headings that were not read, beside the known one that each of them resembles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from data.cells import cell_text
from data.columns import Kind, columns_by_field
from data.headers import header_key, names_of
from data.limits import HEADER_ROWS
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.workbook import Sheet

NEAR = 80
"""Likeness (0-100) from which a header counts as a near miss."""

FAINT = 60
"""Likeness from which a fault names it: there nothing better was found."""

MOST_NAMED = 3
LONGEST = 60
"""Characters beyond which a text is no heading but a remark."""


class Near(NamedTuple):
    """A heading and the field whose name it resembles, by how much (0-100)."""

    text: str
    field: str
    likeness: float


def find_near(kind: Kind, text: str, least: float = NEAR) -> Near | None:
    """Return the field whose name `text` nearly is, None without one."""
    key = header_key(text)
    if len(key) < 3 or len(text) > LONGEST:  # two characters resemble everything
        return None
    names = names_of(kind)
    best = process.extractOne(key, names.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return Near(text, names[best[0]], best[1]) if best else None


def nearest_headings(kind: Kind, texts: Iterable[str]) -> Wording:
    """Return up to three of `texts` with the column that each is nearest to."""
    found = [near for text in texts if (near := find_near(kind, text, FAINT))]
    found.sort(key=lambda near: -near.likeness)
    known = columns_by_field(kind)
    named = [(n.text, known[n.field].wording) for n in found[:MOST_NAMED]]
    return Wording(
        en=", ".join(f"{text} ({word.en})" for text, word in named) or "–",
        zh="、".join(f"{text}（{word.zh}）" for text, word in named) or "–",
    )


def likely_headings(kind: Kind, sheet: Sheet) -> tuple[str, ...]:
    """Return the texts of the row that resembles a header most."""
    rows = [
        tuple(text for value in row if (text := cell_text(value)))
        for row in sheet.rows[:HEADER_ROWS]
    ]
    return max(rows, key=lambda row: _likeness(kind, row), default=())


def _likeness(kind: Kind, texts: Iterable[str]) -> float:
    found = (find_near(kind, text, FAINT) for text in texts)
    return sum(near.likeness for near in found if near)
