"""The hall list: for the doors and the floor staff, who meets where in one session.

One list a session and hall, by round, then booth, then table. It hangs in public, so it
names companies only: no people, no phones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from printouts import labels, theme
from printouts.frame import (
    LEFT,
    RIGHT,
    Identity,
    Parts,
    band,
    bind,
    fewest_pages,
    masthead,
    running_head,
    separator,
    short_code,
)
from printouts.labels import Word, say
from printouts.pages import page_digest
from printouts.sheet import Block, Box, Column, Run, Strip, fitting

if TYPE_CHECKING:
    from printouts.pages import FairPage, HallPage, HallRow
    from printouts.sheet import Group, Page
    from scheduler.wording import Language

BOOTH_WIDTH = 24.0
TABLE_WIDTH = 17.0
TICK_ROOM = 8.0
TICK = 4.0
PADDING = 1.5
DENSE_PADDING = 0.9
NAME_LINES = 4


def lay_out(
    fair: FairPage, page: HallPage, language: Language | None, digest: str = ""
) -> list[Page]:
    """Return the pages of one hall in one session, in `language` (None: both)."""
    check = short_code(digest or page_digest(fair, page))
    code = fair.code_of("hall-list", page.id)
    grid = Grid.of(page)
    head = columns(grid, language)
    hours = labels.clock(page.session.start, page.session.end)
    on = say(labels.day(page.session.start.date()), language)
    name = f"{where(page, language)} · {hours} · {on}"
    first = [masthead(fair, Word.HALL_LIST, language), title(page, language), head]
    later = [running_head(Word.HALL_LIST, name, language, page.session.id), head]

    def lay(is_dense: bool) -> list[Page]:
        padding = DENSE_PADDING if is_dense else PADDING
        parts = Parts(first, later, rows(page, grid, language, padding))
        return bind(parts, Identity(fair, page.id, check, code), language)

    return fewest_pages(lay)


def where(page: HallPage, language: Language | None) -> str:
    """Name the hall, or the tables; say so where a booth has no hall."""
    if page.hall:
        return labels.say_hall(page.hall, language)
    is_at_booths = any(row.booth or row.is_only_table for row in page.rows)
    return say(Word.NO_HALL if is_at_booths else Word.TABLES, language)


def when(page: HallPage, language: Language | None) -> str:
    """Name the day and the hours of the session."""
    on = say(labels.day(page.session.start.date(), year=True), language)
    return f"{on} {labels.clock(page.session.start, page.session.end)}"


def title(page: HallPage, language: Language | None) -> Block:
    """Say which hall and which session."""
    strip = Strip()
    place = where(page, language)
    half = Column(LEFT, 70)
    style = fitting(place, (theme.SIGN, theme.TITLE, theme.LARGE), half.room)
    strip.write(half, [Run(place, style, 3)], 0)
    count = say(labels.meetings(len(page.rows)), language)
    hours = labels.clock(page.session.start, page.session.end)
    on = say(labels.day(page.session.start.date(), year=True), language)
    strip.write_right(RIGHT, 0.5, Run(hours, theme.TITLE), 106)
    strip.write_right(RIGHT, 8.9, Run(on, theme.STRONG), 106)
    about = f"{page.session.id} · {count}"
    strip.write_right(RIGHT, 14.1, Run(about, theme.BODY), 106)
    return strip.block(3.0)


class Grid(NamedTuple):
    """The columns of one list; None where every row would leave it empty."""

    booth: Column | None
    table: Column | None
    supplier: Column
    buyer: Column

    @classmethod
    def of(cls, page: HallPage) -> Grid:
        """Return the columns that the rows of `page` need."""
        x = LEFT + 2
        booth = table = None
        if any(row.booth for row in page.rows):
            booth = Column(x, BOOTH_WIDTH)
            x += BOOTH_WIDTH
        if not all(row.is_only_table for row in page.rows):
            table = Column(x, TABLE_WIDTH)
            x += TABLE_WIDTH
        half = (RIGHT - TICK_ROOM - x) / 2
        return cls(booth, table, Column(x, half), Column(x + half, half))


def columns(grid: Grid, language: Language | None) -> Block:
    """Head the columns."""
    strip = Strip()
    for column, word in (
        (grid.booth, Word.BOOTH),
        (grid.table, Word.TABLE_SHORT),
        (grid.supplier, Word.SUPPLIER),
        (grid.buyer, Word.BUYER),
    ):
        if column is not None:
            strip.write(column, [Run(say(word, language), theme.FINE, 1)], 0)
    came = Run(say(Word.CAME, language), theme.FINE)
    strip.write_right(RIGHT, 0, came, 16)
    return strip.block(1.2)


def rows(
    page: HallPage, grid: Grid, language: Language | None, padding: float
) -> list[Block]:
    """Return a block for each meeting, under its round."""
    groups: dict[int, Group] = {}
    blocks = []
    for row in page.rows:
        if row.round_index not in groups:
            number = say(labels.round_number(row.round_index), language)
            hours = labels.clock(row.start, row.end)
            count = sum(other.round_index == row.round_index for other in page.rows)
            right = say(labels.meetings(count), language)
            groups[row.round_index] = band(f"{hours} {number}", right, language)
        blocks.append(_row(row, grid, groups[row.round_index], language, padding))
    return blocks


def _row(
    row: HallRow, grid: Grid, group: Group, language: Language | None, padding: float
) -> Block:
    strip = Strip()
    number = theme.BODY if row.booth else theme.BODY_BOLD
    interpreter = labels.sides(labels.interpreter(row.interpreter), language)
    buyer = [
        Run(row.buyer, theme.BODY_BOLD, NAME_LINES),
        *(Run(text, theme.SMALL, 2) for text in interpreter),
    ]
    for column, runs in (
        (grid.booth, [Run(row.booth, theme.BODY_BOLD, 2)]),
        (grid.table, [Run("" if row.is_only_table else str(row.table), number, 1)]),
        (grid.supplier, [Run(row.supplier, theme.BODY, NAME_LINES)]),
        (grid.buyer, buyer),
    ):
        if column is not None:
            strip.write(column, runs, padding)
    strip.marks.append(
        Box(RIGHT - TICK - 2, padding, TICK, TICK, theme.BLACK, weight=theme.RULE)
    )
    height = strip.y + padding
    strip.marks.append(separator(height))
    return Block(height, tuple(strip.marks), group)
