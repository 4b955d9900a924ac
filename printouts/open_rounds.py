"""Open rounds of a booth as lines to write a walk-in on, several to a line.

Their hours stand back in grey; where a booth has several tables, those that are free
are named.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from printouts import labels, theme
from printouts.frame import LEFT, separator
from printouts.labels import say
from printouts.sheet import Block, Column, Rule, Run, left_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.pages import PartyPage, PartyRow
    from printouts.sheet import Group, Mark
    from scheduler.wording import Language


class Density(NamedTuple):
    """How much open rounds take: lines `height` mm high, `across` rounds in each."""

    height: float
    across: int


ROOMY: Final = Density(7.4, 2)
DENSE: Final = Density(6.6, 3)
HOURS: Final = 24.0
TABLES: Final = 22.0
TABLES_IN_BOTH: Final = 36.0
"""Width of the tables' numbers, in one language and in both."""


def open_rounds(
    page: PartyPage,
    rows: Sequence[PartyRow],
    group: Group,
    language: Language | None,
    density: Density,
) -> list[Block]:
    """Return the lines of open `rows` that follow each other in one session."""
    slots = [list(same) for _, same in groupby(rows, lambda row: row.round_index)]
    names_tables = page.tables > 1 and not page.walks
    across = min(density.across, 2) if names_tables else density.across
    tables = 0.0
    if names_tables:
        tables = TABLES if language else TABLES_IN_BOTH
    wide = theme.CONTENT_WIDTH / across
    blocks = []
    for first in range(0, len(slots), across):
        marks: list[Mark] = [separator(density.height)]
        for at, slot in enumerate(slots[first : first + across]):
            cell = Column(
                LEFT + at * wide, wide - (theme.GAP if at < across - 1 else 0)
            )
            marks += _cell(slot, cell, tables, language, density.height)
        blocks.append(Block(density.height, tuple(marks), group))
    return blocks


def _cell(
    slot: Sequence[PartyRow],
    cell: Column,
    tables: float,
    language: Language | None,
    height: float,
) -> list[Mark]:
    x, top = cell.x + 2, (height - theme.FREE.leading) / 2
    hours = Run(labels.clock(slot[0].start, slot[0].end), theme.FREE)
    marks: list[Mark] = [left_text(x, top, hours, HOURS)]
    x += HOURS
    if tables:
        numbers = say(labels.table_numbers([row.table for row in slot]), language)
        marks.append(left_text(x, top, Run(numbers, theme.FREE), tables - 2))
        x += tables
    end = cell.x + cell.width
    marks.append(Rule(x, height - 1.6, end - x, theme.HAIRLINE, dotted=True))
    return marks
