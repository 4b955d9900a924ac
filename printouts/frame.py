"""What surrounds the rows of every paper: masthead, footer, bands, notes, help.

`bind` turns heads and flowing rows into finished pages that know how many they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from printouts import labels, theme
from printouts.labels import Word, say
from printouts.sheet import (
    Block,
    Box,
    Column,
    Folio,
    Group,
    Mark,
    Page,
    Qr,
    Rule,
    Run,
    Strip,
    flow,
    left_text,
    place,
    right_text,
)
from printouts.text import width
from scheduler.paper_codes import spell_code

if TYPE_CHECKING:
    from printouts.pages import FairPage, SessionFacts
    from scheduler.wording import Language, Wording


class Frame(NamedTuple):
    """A page's size and what of it may be written on."""

    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where the columns end."""
        return self.width - theme.MARGIN

    @property
    def room(self) -> float:
        """Return how wide the columns are together."""
        return self.width - 2 * theme.MARGIN

    @property
    def foot(self) -> float:
        """Return where rows end at the latest."""
        return self.height - theme.BOTTOM - theme.FOOTER


PORTRAIT = Frame(theme.PAGE_WIDTH, theme.PAGE_HEIGHT)
LANDSCAPE = Frame(theme.PAGE_HEIGHT, theme.PAGE_WIDTH)
HALF = Frame(theme.PAGE_WIDTH, theme.PAGE_HEIGHT / 2)
"""Half an A4, cut across."""
LEFT = theme.MARGIN
RIGHT = PORTRAIT.right
WHOLE = Column(LEFT, theme.CONTENT_WIDTH + theme.GAP)
LEAST_NOTES = 2 * theme.NOTE_LINE + 8.0
"""Less room than this is left white rather than ruled for notes."""

CACHED = 256
"""Pieces kept that sheet after sheet repeats: those of a fair of many sessions."""

FOOT_GAP = 1.8
QR_GAP = 2.6
"""White above and left of the QR code at the foot: four of its modules and more."""
CODE_ROOM = 30.0
"""Width of the code in letters, beside it."""
LAST_NOTE = 3.0
"""Kept free below the last line to write on."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the foot of each page says, so that a loose page finds its way back.

    `check` is the short code of what the paper says, `code` that of whose it is. The
    pages of what `is_bound` into a book are numbered by the book.
    """

    fair: FairPage
    name: str
    check: str
    code: str
    is_bound: bool = False


@lru_cache(maxsize=CACHED)
def masthead(
    fair: FairPage, kind: Wording, language: Language | None, frame: Frame = PORTRAIT
) -> Block:
    """Say which paper of which fair this is, and of which release."""
    strip = Strip()
    release = say(labels.release(fair.release), language)
    strip.write_right(frame.right, 0, Run(release, theme.KIND), 50)
    strip.write(Column(LEFT, 60), [Run(say(kind, language), theme.KIND)], 0)
    when = say(labels.dates(fair.first_on, fair.last_on), language)
    names = labels.sides(fair.name, language)
    middle = Column(LEFT + 62, frame.room - 62 - 50)
    runs = [Run(name, theme.SMALL_BOLD, 2) for name in names]
    strip.write(middle, [*runs, Run(when, theme.SMALL)], 0)
    y = strip.y + 1.6
    strip.marks.append(Rule(LEFT, y, frame.room, theme.STRONG_RULE, theme.ACCENT))
    strip.y = y
    return strip.block(3.0)


def running_head(
    kind: Wording,
    name: str,
    language: Language | None,
    right: str,
    frame: Frame = PORTRAIT,
) -> Block:
    """Build the short head of a second and later page."""
    strip = Strip()
    strip.write(Column(LEFT, 52), [Run(say(kind, language), theme.KIND)], 0)
    strip.write_right(frame.right, 0, Run(right, theme.KIND), 34)
    middle = left_text(LEFT + 52, 0, Run(name, theme.BODY_BOLD), frame.room - 88)
    strip.marks.append(middle)
    strip.y += 1.6
    strip.marks.append(Rule(LEFT, strip.y, frame.room, theme.STRONG_RULE, theme.ACCENT))
    return strip.block(2.0)


@lru_cache(maxsize=CACHED)
def session_group(
    session: SessionFacts, language: Language | None, frame: Frame = PORTRAIT
) -> Group:
    """Build the band that heads the rows of one session."""
    on = say(labels.day(session.start.date(), year=True), language)
    hours = labels.clock(session.start, session.end)
    return band(f"{on} {hours}", session.id, language, frame)


def band(
    text: str, right: str, language: Language | None, frame: Frame = PORTRAIT
) -> Group:
    """Build a shaded band, and its twin that says "continued"."""
    more = f"{text} {labels.in_brackets(Word.CONTINUED, language)}"
    return Group(_band(text, right, frame), _band(more, right, frame))


def _band(text: str, right: str, frame: Frame) -> Block:
    gap, height = 1.8, 7.0
    top = gap + (height - theme.STRONG.leading) / 2
    fine = gap + (height - theme.SMALL.leading) / 2
    marks: tuple[Mark, ...] = (
        Box(LEFT, gap, frame.room, height),
        left_text(LEFT + 2, top, Run(text, theme.STRONG), frame.room - 44),
        right_text(frame.right - 2, fine, Run(right, theme.SMALL), 36),
    )
    return Block(gap + height, marks)


def separator(y: float) -> Rule:
    """Build the hairline below a row."""
    return Rule(LEFT, y, theme.CONTENT_WIDTH, theme.HAIRLINE)


@lru_cache(maxsize=CACHED)
def help_block(fair: FairPage, language: Language | None) -> Block | None:
    """Say how to get there and whom to call; None where the fair says neither."""
    venue, organiser = fair.venue, fair.organiser
    way = [
        *(Run(t, theme.BODY_BOLD, 2) for t in labels.sides(venue.name, language)),
        *(Run(t, theme.SMALL, 3) for t in labels.sides(venue.address, language)),
        *(Run(t, theme.SMALL, 4) for t in labels.sides(venue.route, language)),
    ]
    call = [
        Run(organiser.name, theme.BODY_BOLD, 2),
        Run(organiser.phone, theme.STRONG, 2),
        Run(organiser.email, theme.SMALL, 2),
    ]
    call = [run for run in call if run.text]
    if not way and not call:
        return None
    strip = Strip()
    strip.marks.append(Rule(LEFT, 0, theme.CONTENT_WIDTH, theme.RULE, theme.BLACK))
    left = Column(LEFT, theme.CONTENT_WIDTH * 2 / 3)
    right = Column(LEFT + left.width, theme.CONTENT_WIDTH / 3 + theme.GAP)
    for column, title, runs in (
        (left, Word.GETTING_THERE, way),
        (right, Word.HELP, call),
    ):
        if runs:
            head = Run(say(title, language), theme.FINE)
            strip.write(column, [head, *runs], 1.8)
    return strip.block()


@lru_cache(maxsize=CACHED)
def desk_block(
    fair: FairPage, language: Language | None, frame: Frame = PORTRAIT
) -> Block | None:
    """Say in one line whom to call, to those who are at the fair already."""
    said = fair.organiser
    parts = [part for part in (said.name, said.phone, said.email) if part]
    if not parts:
        return None
    strip = Strip()
    strip.marks.append(Rule(LEFT, 0, frame.room, theme.RULE, theme.BLACK))
    text = labels.headed(say(Word.HELP, language), " · ".join(parts), language)
    whole = Column(LEFT, frame.room + theme.GAP)
    strip.write(whole, [Run(text, theme.SMALL_BOLD, 2)], 1.8)
    return strip.block()


def notes(room: float, language: Language | None) -> Block:
    """Rule what is left of a page to write on; nothing where little is left."""
    if room < LEAST_NOTES:
        return Block(0)
    strip = Strip(y=4.0)
    strip.write(WHOLE, [Run(say(Word.NOTES, language), theme.SMALL_BOLD)], strip.y)
    y = strip.y + theme.NOTE_LINE - 2
    while y <= room - LAST_NOTE:
        strip.marks.append(
            Rule(LEFT, y, theme.CONTENT_WIDTH, theme.HAIRLINE, dotted=True)
        )
        y += theme.NOTE_LINE
    strip.y = room
    return strip.block()


@dataclass(frozen=True)
class Parts:
    """A paper before it is cut into pages.

    `first` and `later` are the heads; `help` stands at the foot of the first page, or
    of every page; `tail` fills what the last page leaves (given the room in mm).
    """

    first: Sequence[Block]
    later: Sequence[Block]
    rows: Sequence[Block]
    help: Block | None = None
    repeats_help: bool = False
    tail: Callable[[float], Block] | None = None


def bind(
    parts: Parts,
    identity: Identity,
    language: Language | None,
    frame: Frame = PORTRAIT,
) -> list[Page]:
    """Flow the rows of `parts` over as many pages as they need."""
    help_height = parts.help.height + 2.0 if parts.help else 0.0
    first_top = theme.TOP + sum(block.height for block in parts.first)
    later_top = theme.TOP + sum(block.height for block in parts.later)
    foot = frame.foot
    later_help = help_height if parts.repeats_help else 0.0
    first_room, later_room = foot - help_height, foot - later_help
    dealt = flow(parts.rows, first_room - first_top, later_room - later_top)
    pages = []
    for number, rows in enumerate(dealt, start=1):
        head = parts.first if number == 1 else parts.later
        marks, y = place([*head, *rows], theme.TOP)
        end = first_room if number == 1 else later_room
        if parts.tail is not None and number == len(dealt):
            marks += place([parts.tail(end - y)], y)[0]
        if parts.help is not None and end < foot:
            marks += place([parts.help], end + 2.0)[0]
        marks += footer(identity, number, len(dealt), language, frame)
        pages.append(Page(tuple(marks), frame.height))
    return pages


def fewest_pages(lay: Callable[[bool], list[Page]]) -> list[Page]:
    """Return the pages of `lay(False)`, or of `lay(True)`, dense, where that saves one."""
    roomy = lay(False)
    if len(roomy) == 1:
        return roomy
    dense = lay(True)
    return dense if len(dense) < len(roomy) else roomy


def footer(
    identity: Identity,
    number: int,
    total: int,
    language: Language | None,
    frame: Frame = PORTRAIT,
) -> list[Mark]:
    """Say at the foot of page `number` what it belongs to, in words and as QR."""
    fair, fine = identity.fair, theme.FINE
    whose = " · ".join((identity.name, *labels.sides(fair.name, language)[:1]))
    which = [
        say(labels.release(fair.release), language),
        f"{say(Word.CODE, language)} {identity.check}",
    ]
    if not identity.is_bound:
        which.append(say(labels.page_of(number, total), language))
    y = frame.foot + FOOT_GAP
    end = frame.right - theme.QR - QR_GAP
    room = end - LEFT - CODE_ROOM
    code = Run(spell_code(identity.code), theme.FINE_BOLD)
    return [
        Rule(LEFT, y, end - LEFT, theme.HAIRLINE),
        left_text(LEFT, y + 1.4, Run(whose, fine), room),
        *_which(" · ".join(which), y + 1.4 + fine.leading, room, identity, language),
        right_text(end, y + 1.4, Run(say(Word.PAPER_CODE, language), fine), CODE_ROOM),
        right_text(end, y + 1.4 + fine.leading, code, CODE_ROOM),
        Qr(frame.right - theme.QR, y, theme.QR, identity.code),
    ]


def _which(
    text: str, y: float, room: float, identity: Identity, language: Language | None
) -> list[Mark]:
    """Say which version and page this is; the book says the page itself."""
    said = left_text(LEFT, y, Run(text, theme.FINE), room)
    if not identity.is_bound:
        return [said]
    wide = width(said.text, theme.FINE.face, theme.FINE.size) / theme.MM
    pages = labels.PAGE_OF_BOOK_IN_BOTH
    if language is not None:
        pages = say(labels.PAGE_OF_BOOK, language)
    return [said, Folio(LEFT + wide, said.y, f" · {pages}", theme.FINE)]


def short_code(digest: str) -> str:
    """Return the eight characters of a content's sha256 that people compare."""
    return f"{digest[:4]}-{digest[4:8]}".upper()
