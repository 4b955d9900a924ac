"""The desk's pick-up list: every buyer A-Z, with room to sign for badge and diary.

It stays behind the desk, so it names the person to expect; phones it leaves out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts import labels, theme
from printouts.frame import (
    LEFT,
    RIGHT,
    WHOLE,
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
from printouts.sheet import Block, Box, Column, Rule, Run, Strip

if TYPE_CHECKING:
    from printouts.pages import FairPage, PickupPage, PickupRow
    from printouts.sheet import Group, Page
    from scheduler.wording import Language

TICK = 4.0
NAME = Column(LEFT + 8, 74)
FIRST = Column(LEFT + 82, 52)
SIGNATURE = Column(LEFT + 134, theme.CONTENT_WIDTH - 134)
PADDING = 1.8
LEAST_HEIGHT = 12.0
"""A signature needs as much, and a thumb on a stack of paper."""
NAME_LINES = 4


def lay_out(
    fair: FairPage, page: PickupPage, language: Language | None, digest: str = ""
) -> list[Page]:
    """Return the pages of the list in `language` (None: both)."""
    check = short_code(digest or page_digest(fair, page))
    head = _columns(language)
    count = say(labels.buyers(len(page.rows)), language)
    first = [masthead(fair, Word.PICKUP_LIST, language), _title(count, language), head]
    fair_name = " ".join(labels.sides(fair.name, language))
    later = [running_head(Word.PICKUP_LIST, fair_name, language, ""), head]
    name = say(Word.PICKUP_LIST, language)
    identity = Identity(fair, name, check, fair.code_of("pickup-list", ""))
    return bind(Parts(first, later, _rows(page, language)), identity, language)


def _title(count: str, language: Language | None) -> Block:
    strip = Strip()
    strip.write(WHOLE, [Run(say(Word.PICKUP_LIST, language), theme.TITLE, 2)], 0)
    strip.write_right(RIGHT, 2.4, Run(count, theme.BODY), 60)
    return strip.block(3.0)


def _columns(language: Language | None) -> Block:
    strip = Strip()
    for column, word in (
        (NAME, Word.BUYER),
        (FIRST, Word.FIRST_MEETING),
        (SIGNATURE, Word.SIGNATURE),
    ):
        strip.write(column, [Run(say(word, language), theme.FINE, 1)], 0)
    return strip.block(1.2)


def _rows(page: PickupPage, language: Language | None) -> list[Block]:
    groups: dict[str, Group] = {}
    for row in page.rows:
        if row.initial not in groups:
            count = sum(other.initial == row.initial for other in page.rows)
            right = say(labels.buyers(count), language)
            text = say(labels.initial(row.initial), language)
            groups[row.initial] = band(text, right, language)
    return [_row(row, groups[row.initial], language) for row in page.rows]


def _row(row: PickupRow, group: Group, language: Language | None) -> Block:
    strip = Strip()
    fine = " · ".join(part for part in (row.party_id, row.person) if part)
    whom = [Run(row.name, theme.BODY_BOLD, NAME_LINES), Run(fine, theme.SMALL, 2)]
    strip.write(NAME, whom, PADDING)
    strip.write(FIRST, _first(row, language), PADDING)
    height = max(strip.y + PADDING, LEAST_HEIGHT)
    strip.marks += [
        Box(LEFT + 2, PADDING, TICK, TICK, theme.BLACK, weight=theme.RULE),
        Rule(SIGNATURE.x, height - 2.4, SIGNATURE.room, theme.HAIRLINE, dotted=True),
        separator(height),
    ]
    return Block(height, tuple(strip.marks), group)


def _first(row: PickupRow, language: Language | None) -> list[Run]:
    if row.start is None:
        none = labels.sides(Word.NO_MEETING, language)
        return [Run(text, theme.SMALL, 1) for text in none]
    on = say(labels.day(row.start.date()), language)
    hall = labels.say_hall(row.place.hall, language)
    where = " ".join(part for part in (hall, row.place.booth) if part)
    return [
        Run(f"{row.start:%H:%M} {on}", theme.SMALL_BOLD, 2),
        Run(where, theme.SMALL, 2),
    ]
