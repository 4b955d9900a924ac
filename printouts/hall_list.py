"""The hall list: for the doors and the floor staff, who meets where in one session.

One list a session and hall, by round, then booth, then table. It hangs in public, so it
names companies only: no people, no phones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts import labels, theme
from printouts.frame import (
    LEFT,
    RIGHT,
    Identity,
    Parts,
    band,
    bind,
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

BOOTH = Column(LEFT + 2, 24)
TABLE = Column(LEFT + 26, 17)
SUPPLIER = Column(LEFT + 43, 63)
BUYER = Column(LEFT + 106, 64)
TICK = 4.0
PADDING = 1.5
NAME_LINES = 4


def lay_out(
    fair: FairPage, page: HallPage, language: Language | None, digest: str = ""
) -> list[Page]:
    """Return the pages of one hall in one session, in `language` (None: both)."""
    code = short_code(digest or page_digest(fair, page))
    head = columns(language)
    hours = labels.clock(page.session.start, page.session.end)
    on = say(labels.day(page.session.start.date()), language)
    name = f"{where(page, language)} · {hours} · {on}"
    parts = Parts(
        first=[
            masthead(fair, Word.HALL_LIST, language),
            title(page, language),
            head,
        ],
        later=[running_head(Word.HALL_LIST, name, language, page.session.id), head],
        rows=rows(page, language),
    )
    return bind(parts, Identity(fair, page.id, code), language)


def where(page: HallPage, language: Language | None) -> str:
    """Name the hall, or the tables where meetings have no hall."""
    return labels.say_hall(page.hall, language) or say(Word.TABLES, language)


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


def columns(language: Language | None) -> Block:
    """Head the columns."""
    strip = Strip()
    for column, word in (
        (BOOTH, Word.BOOTH),
        (TABLE, Word.TABLE_SHORT),
        (SUPPLIER, Word.SUPPLIER),
        (BUYER, Word.BUYER),
    ):
        strip.write(column, [Run(say(word, language), theme.FINE, 1)], 0)
    came = Run(say(Word.CAME, language), theme.FINE)
    strip.write_right(RIGHT, 0, came, 16)
    return strip.block(1.2)


def rows(page: HallPage, language: Language | None) -> list[Block]:
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
        blocks.append(_row(row, groups[row.round_index]))
    return blocks


def _row(row: HallRow, group: Group) -> Block:
    strip = Strip()
    strip.write(BOOTH, [Run(row.booth, theme.BODY_BOLD, 2)], PADDING)
    strip.write(TABLE, [Run(str(row.table), theme.BODY, 1)], PADDING)
    strip.write(SUPPLIER, [Run(row.supplier, theme.BODY, NAME_LINES)], PADDING)
    strip.write(BUYER, [Run(row.buyer, theme.BODY_BOLD, NAME_LINES)], PADDING)
    strip.marks.append(
        Box(RIGHT - TICK - 2, PADDING, TICK, TICK, theme.BLACK, weight=theme.RULE)
    )
    height = strip.y + PADDING
    strip.marks.append(separator(height))
    return Block(height, tuple(strip.marks), group)
