"""The supplier's booth sheet: who comes when, what they want, and which rounds are open.

For the binder on the booth's table. It names the person who comes, so that the staff
can greet them, but no phone number and no mail address: who needs to call somebody asks
the organiser, and a sheet left lying about gives nothing away.
"""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from printouts import labels, theme
from printouts.frame import (
    LEFT,
    RIGHT,
    WHOLE,
    Identity,
    Parts,
    bind,
    desk_block,
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
from printouts.open_rounds import DENSE, ROOMY, Density, open_rounds
from printouts.pages import page_digest
from printouts.sheet import Block, Box, Column, Run, Strip, fitting
from scheduler.wording import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.pages import FairPage, PartyPage, PartyRow
    from printouts.sheet import Group, Page

TIME = Column(LEFT + 2, 32)
WHERE = Column(LEFT + 34, 30)
CAME = Column(RIGHT - 14, 14 + theme.GAP)
SIGN = Column(LEFT + 112, theme.CONTENT_WIDTH - 112)
TICK = 5.0
NAME_LINES = 6
WANT_LINES = 4
MOST_WANTS = 8
MOST_DENSE = 4
"""Products named of each kind; fewer where that saves a page."""


def lay_out(
    fair: FairPage, page: PartyPage, language: Language | None, digest: str = ""
) -> list[Page]:
    """Return the pages of one supplier's booth sheet in `language` (None: both)."""
    check = short_code(digest or page_digest(fair, page))
    code = fair.code_of(page.side, page.party_id)
    later = running_head(
        Word.BOOTH_SHEET, page.name, language, page.place.booth or page.party_id
    )
    help_ = help_block(fair, language) if page.walks else desk_block(fair, language)

    def lay(is_dense: bool) -> list[Page]:
        parts = Parts(
            first=[masthead(fair, Word.BOOTH_SHEET, language), title(page, language)],
            later=[later],
            rows=rows(fair, page, language, DENSE if is_dense else ROOMY),
            help=help_,
            tail=lambda room: notes(room, language),
        )
        return bind(parts, Identity(fair, page.party_id, check, code), language)

    return fewest_pages(lay)


def title(page: PartyPage, language: Language | None) -> Block:
    """Say whose sheet it is, and as large as a sign where that is."""
    strip = Strip()
    has_sign = bool(page.place.booth or page.place.hall)
    name_column = Column(LEFT, SIGN.x - LEFT) if has_sign else WHOLE
    style = fitting(page.name, (theme.TITLE, theme.LARGE), name_column.room)
    y = strip.write(name_column, [Run(page.name, style, NAME_LINES)], 0)
    count = say(labels.meetings(len(page.meetings)), language)
    about = f"{say(Word.SUPPLIER, language)} {page.party_id} · {count}"
    strip.write(name_column, [Run(about, theme.BODY, 2)], y + 0.6)
    if has_sign:
        hall = labels.say_hall(page.place.hall, language)
        booth = page.place.booth or hall
        size = fitting(booth, (theme.SIGN, theme.TITLE, theme.LARGE), SIGN.width)
        strip.write_right(RIGHT, 0, Run(booth, size), SIGN.width)
        if page.place.booth:
            strip.write_right(RIGHT, size.leading, Run(hall, theme.STRONG), SIGN.width)
    return strip.block(4.0)


def rows(
    fair: FairPage, page: PartyPage, language: Language | None, density: Density
) -> list[Block]:
    """Return blocks for the meetings and the open rounds, under their session."""
    blocks = []
    if not page.meetings:
        strip = Strip()
        runs = [
            Run(text, theme.STRONG) for text in labels.sides(labels.NO_VISITS, language)
        ]
        strip.write(WHOLE, runs, 1.0)
        blocks.append(strip.block(3.0))
    sessions = {session.id: session for session in fair.sessions}
    number = count(1)
    for session_id, here in groupby(page.rows, lambda row: row.session):
        group = session_group(sessions[session_id], language)
        for is_free, some in groupby(here, lambda row: row.is_free):
            if is_free:
                blocks += open_rounds(page, list(some), group, language, density)
            else:
                blocks += [
                    _meeting(page, row, next(number), group, language, density)
                    for row in some
                ]
    if page.route:
        blocks.append(route_block(fair, page.route, language, density is DENSE))
    return blocks


def _meeting(
    page: PartyPage,
    row: PartyRow,
    number: int,
    group: Group,
    language: Language | None,
    density: Density,
) -> Block:
    strip = Strip()
    top = theme.ROW_PADDING
    strip.write(TIME, _when(row, language), top)
    strip.write(WHERE, _where(page, row, language), top)
    if number in page.stops:
        strip.marks += stop_beside(number, WHERE.x, top, theme.STRONG)
    who = _who(page)
    fine = " · ".join(part for part in (row.partner_id, row.region) if part)
    runs = [
        Run(row.partner, theme.STRONG, NAME_LINES),
        Run(" · ".join(part for part in (row.person, fine) if part), theme.SMALL, 3),
        Run(say(labels.interpreter(row.interpreter), language), theme.SMALL_BOLD, 2),
        *_wants(row, language, density),
    ]
    strip.write(who, runs, top)
    strip.marks.append(
        Box(RIGHT - TICK - 2, top, TICK, TICK, theme.BLACK, weight=theme.RULE)
    )
    height = max(strip.y, top + TICK) + theme.ROW_PADDING
    strip.marks.append(separator(height))
    return Block(height, tuple(strip.marks), group)


def _when(row: PartyRow, language: Language | None) -> list[Run]:
    number = say(labels.round_number(row.round_index), language)
    return [
        Run(labels.clock(row.start, row.end), theme.HOURS, 1),
        Run(number, theme.SMALL, 1),
    ]


def _where(page: PartyPage, row: PartyRow, language: Language | None) -> list[Run]:
    table = say(labels.table_number(row.table), language)
    if not page.walks:
        return [Run(table, theme.BODY, 2)] if page.tables > 1 else []
    if not row.booth:
        return [Run(table, theme.STRONG, 2)]
    return [
        Run(row.booth, theme.STRONG, 2),
        Run(labels.say_hall(row.hall, language), theme.SMALL, 2),
        Run("" if row.is_only_table else table, theme.SMALL, 1),
    ]


def _who(page: PartyPage) -> Column:
    """Return the column of names: it takes the place of a column nobody needs."""
    x = WHERE.x if not page.walks and page.tables == 1 else WHERE.x + WHERE.width
    return Column(x, CAME.x - x)


def _wants(row: PartyRow, language: Language | None, density: Density) -> list[Run]:
    most = MOST_WANTS if density is ROOMY else MOST_DENSE
    said = []
    for word, products, style in (
        (Word.WANTS, row.wants, theme.BODY),
        (Word.ALSO_WANTS, row.also_wants, theme.SMALL),
    ):
        if products:
            text = _listed(products, language, most)
            head = labels.headed(say(word, language), text, language)
            said.append(Run(head, style, WANT_LINES))
    return said


def _listed(products: Sequence[str], language: Language | None, most: int) -> str:
    comma = "; " if language is Language.EN else "；"
    named, hidden = comma.join(products[:most]), len(products) - most
    if hidden <= 0:
        return named
    return f"{named}{comma}{say(labels.and_more(hidden), language)}"
