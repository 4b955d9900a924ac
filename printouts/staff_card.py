"""The staff card: half an A4 for a pocket, one's duties and whom to call.

Of the organiser's own people, so it has names and phones; it is nobody else's paper.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from printouts import labels, theme
from printouts.cut_marks import with_cut
from printouts.fitted import fit_text
from printouts.frame import (
    HALF,
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
from printouts.sheet import Block, Column, Rule, Run, Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.pages import FairPage
    from printouts.sheet import Group, Page
    from printouts.staff_content import StaffPage, StaffRow
    from scheduler.wording import Language, Wording

HOURS: Final = Column(LEFT + 2, 32)
DUTY: Final = Column(LEFT + 34, 62)
OTHERS: Final = Column(LEFT + 96, theme.CONTENT_WIDTH - 96 + theme.GAP - 2)
NAME_STEPS: Final = (theme.TITLE, theme.LARGE, theme.STRONG)
PADDING: Final = 1.6
LINES: Final = 3
MOST_CONTACTS: Final = 7
ACROSS: Final = 4
"""Contacts for emergencies on a card, the organiser besides; and how many to a line."""


def lay_out(
    fair: FairPage, page: StaffPage, language: Language | None, digest: str
) -> list[Page]:
    """Return the cards of one person in `language` (None: both)."""
    identity = Identity(
        fair, page.name, short_code(digest), fair.code_of("staff", page.id)
    )
    first = masthead(fair, Word.STAFF_CARD, language)
    parts = Parts(
        first=[first, _title(page)],
        later=[running_head(Word.STAFF_CARD, page.name, language, "")],
        rows=_rows(page, language),
        help=_emergency(fair, page, language),
        repeats_help=True,
    )
    return [with_cut(made) for made in bind(parts, identity, language, HALF)]


def _title(page: StaffPage) -> Block:
    strip = Strip()
    room = theme.CONTENT_WIDTH - 60
    name = fit_text(page.name, NAME_STEPS, room, theme.TITLE.leading)
    strip.write(Column(LEFT, room + theme.GAP), name.runs, 0)
    strip.write_right(RIGHT, 1.1, Run(page.phone, theme.LARGE), 56)
    return strip.block(0.6)


def _rows(page: StaffPage, language: Language | None) -> list[Block]:
    """Return a block a duty, under its day."""
    blocks = []
    for day, rows in groupby(page.rows, lambda row: row.start.date()):
        on = say(labels.day(day, year=True), language)
        group = band(on, "", language)
        blocks += [_row(row, group, language) for row in rows]
    if not blocks:
        strip = Strip()
        strip.write(WHOLE, [Run(say(labels.NO_DUTIES, language), theme.BODY, 2)], 2.0)
        return [strip.block()]
    return blocks


def _row(row: StaffRow, group: Group, language: Language | None) -> Block:
    strip = Strip()
    count = say(labels.meetings(row.meetings), language) if row.meetings else ""
    when = [Run(labels.clock(row.start, row.end), theme.HOURS, 1), Run(row.session, theme.SMALL, 1)]  # fmt: skip
    what = [
        Run(labels.say_hall(row.hall, language), theme.STRONG, 2),
        Run(row.role, theme.BODY, LINES),
    ]
    others = [
        Run(_named(word, names, language), theme.SMALL, LINES)
        for word, names in (
            (Word.BESIDE, row.beside),
            (Word.TAKES_OVER, row.before),
            (Word.HANDS_OVER, row.after),
        )
        if names
    ]
    elsewhere = [
        f"{name} {labels.say_hall(hall, language)}" for name, hall in row.elsewhere
    ]
    if elsewhere:
        text = _named(Word.ELSEWHERE, elsewhere, language)
        others.append(Run(text, theme.FINE, LINES))
    others.append(Run(count, theme.SMALL, 1))
    for column, runs in ((HOURS, when), (DUTY, what), (OTHERS, others)):
        strip.write(column, runs, PADDING)
    height = strip.y + PADDING
    strip.marks.append(separator(height))
    return Block(height, tuple(strip.marks), group)


def _named(word: Wording, names: Sequence[str], language: Language | None) -> str:
    comma = ", " if all(name.isascii() for name in names) else "、"
    return labels.headed(say(word, language), comma.join(names), language)


def _emergency(
    fair: FairPage, page: StaffPage, language: Language | None
) -> Block | None:
    """Say whom to call: the contacts on the staff sheet, then the organiser."""
    said = fair.organiser
    contacts = [
        (contact.reason, contact.name, contact.phone)
        for contact in page.emergency[:MOST_CONTACTS]
    ]
    if said.name or said.phone:
        contacts.append(("", said.name, said.phone))
    if not contacts:
        return None
    strip = Strip()
    strip.marks.append(Rule(LEFT, 0, theme.CONTENT_WIDTH, theme.RULE, theme.BLACK))
    strip.write(WHOLE, [Run(say(Word.EMERGENCY, language), theme.FINE_BOLD, 1)], 1.4)
    wide = theme.CONTENT_WIDTH / ACROSS
    for at in range(0, len(contacts), ACROSS):
        top = strip.y + 0.6
        for across, (reason, name, phone) in enumerate(contacts[at : at + ACROSS]):
            column = Column(LEFT + across * wide, wide)
            who = " · ".join(part for part in (reason, name) if part)
            strip.write(
                column, [Run(phone, theme.STRONG, 1), Run(who, theme.SMALL, 1)], top
            )
    return strip.block()
