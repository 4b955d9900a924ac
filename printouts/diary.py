"""The buyer's diary: where to be when, whom one meets there, and why.

The fit is left out on purpose: a figure out of 100 invites comparing and haggling, while
the sentence beside each meeting says what the fit stands for.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from printouts import labels, theme
from printouts.frame import (
    LEFT,
    RIGHT,
    WHOLE,
    Identity,
    Parts,
    bind,
    fewest_pages,
    help_block,
    masthead,
    notes,
    running_head,
    separator,
    session_group,
    short_code,
)
from printouts.hall_plan import route_block, stop_beside
from printouts.labels import Word, say
from printouts.pages import PartyPage, PartyRow, page_digest
from printouts.sheet import Block, Column, Rule, Run, Strip, fitting

if TYPE_CHECKING:
    from printouts.pages import FairPage
    from printouts.sheet import Group, Page
    from scheduler.wording import Language

TIME = Column(LEFT + 2, 34)
WHERE = Column(LEFT + 36, 44)
WHOM = Column(LEFT + 80, theme.CONTENT_WIDTH - 80 + theme.GAP - 2)
NAME_LINES = 6
ABOUT_LINES = 8
FREE_HEIGHT = 11.0
DENSE_HEIGHT = 7.0
"""Of a free round; the lower one where that saves a page."""


def lay_out(
    fair: FairPage, page: PartyPage, language: Language | None, digest: str = ""
) -> list[Page]:
    """Return the pages of one buyer's diary in `language` (None: both)."""
    check = short_code(digest or page_digest(fair, page))
    code = fair.code_of(page.side, page.party_id)
    count = say(labels.meetings(len(page.meetings)), language)
    first = [masthead(fair, Word.DIARY, language), title(page, count, language)]
    later = [running_head(Word.DIARY, page.name, language, page.party_id)]

    def lay(is_dense: bool) -> list[Page]:
        parts = Parts(
            first=first,
            later=later,
            rows=rows(fair, page, language, is_dense),
            help=help_block(fair, language),
            tail=lambda room: notes(room, language),
        )
        return bind(parts, Identity(fair, page.party_id, check, code), language)

    return fewest_pages(lay)


def title(page: PartyPage, count: str, language: Language | None) -> Block:
    """Say whose diary it is."""
    strip = Strip()
    style = fitting(page.name, (theme.TITLE, theme.LARGE), theme.CONTENT_WIDTH)
    y = strip.write(WHOLE, [Run(page.name, style, NAME_LINES)], 0)
    about = [f"{say(Word.BUYER, language)} {page.party_id}", count]
    if page.place.booth or page.place.hall:
        about.append(own_place(page, language))
    strip.write(WHOLE, [Run(" · ".join(about), theme.BODY, 2)], y + 0.6)
    return strip.block(4.0)


def own_place(page: PartyPage, language: Language | None) -> str:
    """Say where a party that stays at its stand is found."""
    booth = (
        f"{say(Word.BOOTH, language)} {page.place.booth}" if page.place.booth else ""
    )
    return " ".join(
        part for part in (labels.say_hall(page.place.hall, language), booth) if part
    )


def rows(
    fair: FairPage, page: PartyPage, language: Language | None, is_dense: bool
) -> list[Block]:
    """Return a block for each slot, or one that says kindly that there is none."""
    if not page.meetings:
        return [_no_meetings(language)]
    sessions = {session.id: session for session in fair.sessions}
    groups = {id_: session_group(sessions[id_], language) for id_ in page.sessions}
    number = count(1)
    blocks = [
        _free(row, groups[row.session], language, is_dense)
        if row.is_free
        else _meeting(page, row, next(number), groups[row.session], language, is_dense)
        for row in page.rows
    ]
    if page.route:
        blocks.append(route_block(fair, page.route, language, is_dense))
    return blocks


def _meeting(
    page: PartyPage,
    row: PartyRow,
    number: int,
    group: Group,
    language: Language | None,
    is_dense: bool,
) -> Block:
    strip = Strip()
    top = theme.ROW_PADDING
    if row.walk_min is not None:
        walk = say(labels.walk(row.walk_min), language)
        to = labels.say_hall(row.hall, language)
        text = f"↓ {walk} → {to}" if to else f"↓ {walk}"
        top = strip.write(
            Column(WHERE.x, RIGHT - WHERE.x), [Run(text, theme.SMALL_BOLD)], 1.6
        )
        strip.marks.append(Rule(WHERE.x, top + 1.2, RIGHT - WHERE.x, theme.HAIRLINE))
        top += 1.2 + theme.ROW_PADDING
    strip.write(TIME, time_runs(row, language), top)
    strip.write(WHERE, where_runs(page, row, language), top)
    if number in page.stops:
        strip.marks += stop_beside(number, WHERE.x, top, theme.LARGE)
    fine = " · ".join(part for part in (row.partner_id, row.region) if part)
    whom = [
        Run(row.partner, theme.STRONG, NAME_LINES),
        Run(fine, theme.FINE, 1),
        Run(say(labels.interpreter(row.interpreter), language), theme.SMALL_BOLD, 2),
    ]
    about = labels.sides(row.about, language)
    said = theme.SMALL if is_dense else theme.BODY
    whom += [Run(text, said, ABOUT_LINES) for text in about]
    strip.write(WHOM, whom, top)
    height = strip.y + theme.ROW_PADDING
    strip.marks.append(separator(height))
    return Block(height, tuple(strip.marks), group)


def time_runs(row: PartyRow, language: Language | None) -> list[Run]:
    """Say when: the start large, the end and the round small."""
    fine = [say(labels.round_number(row.round_index), language)]
    return [
        Run(labels.clock(row.start, row.end), theme.HOURS, 1),
        *(Run(text, theme.SMALL, 1) for text in fine),
    ]


def where_runs(page: PartyPage, row: PartyRow, language: Language | None) -> list[Run]:
    """Say where: the booth large, hall and table below; at a table the table large."""
    table = say(labels.table_number(row.table), language)
    if not page.walks:
        return [] if row.is_only_table else [Run(table, theme.STRONG, 2)]
    if not row.booth:
        hall = labels.say_hall(row.hall, language)
        return [Run(table, theme.LARGE, 2), Run(hall, theme.BODY, 2)]
    style = fitting(row.booth, (theme.LARGE, theme.STRONG), WHERE.room)
    return [
        Run(row.booth, style, 3),
        Run(labels.say_hall(row.hall, language), theme.BODY, 3),
        Run("" if row.is_only_table else table, theme.SMALL, 1),
    ]


def _free(
    row: PartyRow, group: Group, language: Language | None, is_dense: bool
) -> Block:
    strip = Strip()
    height = DENSE_HEIGHT if is_dense else FREE_HEIGHT
    top = (height - theme.FREE.leading) / 2 if is_dense else theme.ROW_PADDING
    hours = Run(labels.clock(row.start, row.end), theme.FREE, 1)
    strip.write(TIME, [hours], top)
    strip.write(WHERE, [Run(say(Word.FREE, language), theme.FREE, 1)], top)
    below = 1.6 if is_dense else 2.6
    line = Rule(WHOM.x, height - below, RIGHT - WHOM.x, theme.HAIRLINE, dotted=True)
    strip.marks += [line, separator(height)]
    return Block(height, tuple(strip.marks), group)


def _no_meetings(language: Language | None) -> Block:
    strip = Strip(y=4.0)
    for said, style in (
        (labels.NO_MEETINGS, theme.LARGE),
        (labels.NO_MEETINGS_ADVICE, theme.BODY),
    ):
        runs = [Run(text, style) for text in labels.sides(said, language)]
        strip.write(WHOLE, runs, strip.y + 1.5)
    return strip.block(5.0)
