"""The door sheet: A4 landscape for the booth's wall, read at two metres.

A day with meetings begins a new page, so that each morning the day's page is hung. It
names companies only; phones are masked. The portrait booth sheet in the binder says
what is wanted.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from printouts import labels, theme
from printouts.fitted import Fitted, fit_text
from printouts.frame import (
    LANDSCAPE,
    LEFT,
    Identity,
    Parts,
    bind,
    desk_block,
    masthead,
    session_group,
    short_code,
)
from printouts.labels import Word, say
from printouts.sheet import Block, Column, Rule, Run, Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from printouts.door_content import DoorPage
    from printouts.pages import FairPage, PartyPage, PartyRow
    from printouts.sheet import Group, Page
    from scheduler.wording import Language

START: Final = Column(LEFT + 2, 34)
END: Final = Column(LEFT + 36, 28)
TABLE: Final = Column(LEFT + 64, 34)
VISITOR: Final = Column(LANDSCAPE.right - 46, 46 + theme.GAP)
PADDING: Final = 1.8
NAME_STEPS: Final = (theme.SIGN, theme.TITLE, theme.LARGE)
NAME_HEIGHT: Final = 18.6
"""Three lines of the last step."""
HOST_STEPS: Final = (theme.SIGN, theme.TITLE, theme.LARGE, theme.STRONG)
BOOTH_STEPS: Final = (theme.POSTERS[-1], theme.SIGN, theme.TITLE, theme.LARGE)
BOOTH_ROOM: Final = 80.0
TITLE_HEIGHT: Final = 17.0
HALL_STEPS: Final = (theme.LARGE, theme.STRONG, theme.BODY_BOLD)


def lay_out(
    fair: FairPage, page: DoorPage, language: Language | None, digest: str
) -> list[Page]:
    """Return the pages of one host's door sheet in `language` (None: both)."""
    host = page.host
    head = [
        masthead(fair, Word.DOOR_SHEET, language, LANDSCAPE),
        _title(host, language),
    ]
    identity = Identity(
        fair,
        host.party_id,
        short_code(digest),
        fair.code_of(host.side, host.party_id),
    )
    parts = Parts(
        first=head,
        later=head,
        rows=_rows(fair, page, language),
        help=desk_block(fair, language, LANDSCAPE),
        repeats_help=True,
    )
    return bind(parts, identity, language, LANDSCAPE)


def _title(host: PartyPage, language: Language | None) -> Block:
    strip = Strip()
    room = LANDSCAPE.room - BOOTH_ROOM - theme.GAP
    name = fit_text(host.name, HOST_STEPS, room, TITLE_HEIGHT)
    strip.write(Column(LEFT, room + theme.GAP), name.runs, 0)
    hall = labels.say_hall(host.place.hall, language)
    booth = fit_text(host.place.booth or hall, BOOTH_STEPS, BOOTH_ROOM, TITLE_HEIGHT)
    y = 0.0
    for run in booth.runs:
        strip.write_right(LANDSCAPE.right, y, run, BOOTH_ROOM)
        y += booth.style.leading
    if host.place.booth and hall:
        said = fit_text(hall, HALL_STEPS, BOOTH_ROOM, HALL_STEPS[0].leading)
        strip.write_right(LANDSCAPE.right, y, said.runs[0], BOOTH_ROOM)
    return strip.block(2.0)


def _rows(fair: FairPage, page: DoorPage, language: Language | None) -> list[Block]:
    """Return a block a meeting under its session; a day's first begins a page."""
    sessions = {session.id: session for session in fair.sessions}
    blocks: list[Block] = []
    for _, rows_of_day in groupby(page.host.rows, lambda row: row.start.date()):
        day, first = list(rows_of_day), len(blocks)
        if all(row.is_free for row in day):
            continue  # nobody comes to read it
        for session_id, rows in groupby(day, lambda row: row.session):
            group = session_group(sessions[session_id], language, LANDSCAPE)
            blocks += _session(page, list(rows), group, language)
        blocks[first] = blocks[first].on_new_page()
    return blocks


def _session(
    page: DoorPage, rows: list[PartyRow], group: Group, language: Language | None
) -> list[Block]:
    met = [row for row in rows if not row.is_free]
    blocks = [_meeting(page, row, group, language) for row in met]
    free = dict.fromkeys(row.start for row in rows if row.is_free)
    if free:
        hours = (f"{start:%H:%M}" for start in free)
        blocks.append(_open(hours, group, language))
    return blocks


def _meeting(
    page: DoorPage, row: PartyRow, group: Group, language: Language | None
) -> Block:
    strip = Strip()
    has_tables = page.host.tables > 1
    x = TABLE.x + (TABLE.width if has_tables else 0)
    who = Column(x, VISITOR.x - x)
    name = fit_text(row.partner, NAME_STEPS, who.room, NAME_HEIGHT)
    middle = PADDING + max(name.height, theme.SIGN.leading) / 2
    cells = [
        (START, Fitted((f"{row.start:%H:%M}",), theme.SIGN)),
        (END, Fitted((f"–{row.end:%H:%M}",), theme.LARGE)),
        (who, name),
    ]
    if has_tables:
        table = say(labels.table_number(row.table), language)
        high = theme.SIGN.leading
        cells.append((TABLE, fit_text(table, HALL_STEPS, TABLE.room, high)))
    for column, cell in cells:
        strip.write(column, cell.runs, middle - cell.height / 2)
    interpreter = say(labels.interpreter(row.interpreter), language)
    beside = [
        Run(page.phones.get(row.partner_id, ""), theme.HOURS, 1),
        Run(row.region, theme.BODY, 2),
        Run(interpreter, theme.SMALL_BOLD, 2),
    ]
    strip.write(VISITOR, beside, PADDING + 1.0)
    height = strip.y + PADDING
    strip.marks.append(Rule(LEFT, height, LANDSCAPE.room, theme.HAIRLINE))
    return Block(height, tuple(strip.marks), group)


def _open(hours: Iterable[str], group: Group, language: Language | None) -> Block:
    """Say which rounds are open to walk-ins, all of a session in as few lines."""
    strip = Strip()
    text = labels.headed(say(Word.OPEN, language), " · ".join(hours), language)
    whole = Column(START.x, LANDSCAPE.room)
    strip.write(whole, [Run(text, theme.LARGE_FREE, 3)], PADDING)
    height = strip.y + PADDING
    strip.marks.append(Rule(LEFT, height, LANDSCAPE.room, theme.HAIRLINE))
    return Block(height, tuple(strip.marks), group)
