"""The rows of the master book: one line a meeting, under its round, booth or party.

The columns of a part are the same on all its pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts import labels, theme
from printouts.frame import LEFT, RIGHT, WHOLE, band
from printouts.labels import Word, say
from printouts.master_pages import A_TO_Z, Part, anchor_of
from printouts.sheet import Anchor, Block, Column, Group, Rule, Run, Strip, fits, move

if TYPE_CHECKING:
    from printouts.master_pages import ChapterPage, Entry, Line
    from scheduler.wording import Language

PADDING = 0.7
NAME_LINES = 3
INDENT = 4.0
"""Of the lines below a heading."""
WHEN = Column(LEFT + INDENT, 34)
WHERE = Column(WHEN.x + WHEN.width, 50)
WHOM = Column(WHERE.x + WHERE.width, RIGHT - WHERE.x - WHERE.width + theme.GAP)
AT_HOME = Column(WHERE.x, 30)
WHO_COMES = Column(WHERE.x + 30, WHOM.width + 20)
"""Where all happens at one place: the table only, and more room for names."""
TIME_WHERE = Column(LEFT + INDENT, 50)
TIME_SUPPLIER = Column(LEFT + INDENT + 50, 63)
TIME_BUYER = Column(LEFT + INDENT + 113, 63 + theme.GAP)
ABOUT = 70.0
"""Room of what stands behind a heading; what is longer stands below it."""


def rows(page: ChapterPage, language: Language | None) -> list[Block]:
    """Return a block for each meeting, under its round, booth or party."""
    blocks = []
    initial = page.after
    for number, entry in enumerate(page.entries):
        group = _group(page, number, entry, language)
        if page.part in A_TO_Z:
            group = _under_initial(page, entry, initial, group, language)
            initial = entry.initial
        blocks += [
            _line(page.part, entry, line, group, language) for line in entry.lines
        ]
        if not entry.lines:
            blocks.append(_no_meeting(group, language))
    return blocks


def _group(
    page: ChapterPage, number: int, entry: Entry, language: Language | None
) -> Group:
    """Build the heading of an entry, and its twin that says "continued"."""
    name = labels.say_all(
        [part for part in entry.heading if part.en or part.zh], language
    )
    where = [labels.say_hall(entry.place.hall, language), entry.place.booth]
    said = [*(say(one, language) for one in entry.about), " ".join(filter(None, where))]
    about = " · ".join(filter(None, said))
    if page.part is Part.TIME:
        group = band(name, about, language)
    else:
        more = f"{name} {labels.in_brackets(Word.CONTINUED, language)}"
        group = Group(_heading(name, about), _heading(more, about))
    anchor = Anchor(LEFT, 0, anchor_of(page.part, page.id, number), name, 2)
    heading = group.heading
    return Group(Block(heading.height, (anchor, *heading.marks)), group.continued)


def _heading(name: str, about: str) -> Block:
    strip = Strip(y=1.8)
    fine = Run(about, theme.SMALL, 3)
    is_beside = fits(about, theme.SMALL, ABOUT)
    room = theme.CONTENT_WIDTH - (ABOUT if is_beside else 0)
    if is_beside:
        strip.write_right(RIGHT, strip.y + 0.4, fine, ABOUT)
    name_run = Run(name, theme.BODY_BOLD, NAME_LINES)
    y = strip.write(Column(LEFT, room + theme.GAP), [name_run], 1.8)
    if not is_beside:
        strip.write(WHOLE, [fine], y)
    return strip.block(0.5)


def _under_initial(
    page: ChapterPage,
    entry: Entry,
    before: str,
    group: Group,
    language: Language | None,
) -> Group:
    """Set the first party of an initial, or of a chapter, under its band."""
    is_first = entry is page.entries[0]
    if entry.initial == before and not is_first:
        return group
    text = say(labels.initial(entry.initial), language)
    bands = band(text, "", language)
    if entry.initial == before:
        return Group(_stack(bands.continued, group.heading), group.continued)
    anchor = Anchor(LEFT, 0, anchor_of(page.part, entry.initial), text, 1)
    top = Block(bands.heading.height, (anchor, *bands.heading.marks))
    return Group(_stack(top, group.heading), group.continued)


def _stack(top: Block, below: Block) -> Block:
    marks = (*top.marks, *move(below.marks, top.height))
    return Block(top.height + below.height, marks)


def _line(
    part: Part, entry: Entry, line: Line, group: Group, language: Language | None
) -> Block:
    strip = Strip()
    for column, run in _cells(part, entry, line, language):
        strip.write(column, [run], PADDING)
    height = strip.y + PADDING
    long = theme.CONTENT_WIDTH - INDENT
    strip.marks.append(Rule(LEFT + INDENT, height, long, theme.HAIRLINE))
    return Block(height, tuple(strip.marks), group)


def _cells(
    part: Part, entry: Entry, line: Line, language: Language | None
) -> list[tuple[Column, Run]]:
    when = f"{line.start:%m-%d} {labels.clock(line.start, line.end)}"
    buyer = Run(line.buyer, theme.SMALL_BOLD, NAME_LINES)
    supplier = Run(line.supplier, theme.SMALL_BOLD, NAME_LINES)
    if part is Part.TIME:
        return [
            (TIME_WHERE, Run(_where(line, language), theme.SMALL, 3)),
            (TIME_SUPPLIER, supplier._replace(style=theme.SMALL)),
            (TIME_BUYER, buyer),
        ]
    is_at_home = entry.place == (line.hall, line.booth) or part is Part.HALL
    table = say(labels.table_number(line.table), language) if line.table else ""
    where = table if is_at_home else _where(line, language)
    others = {Part.BUYERS: (line.supplier,), Part.SUPPLIERS: (line.buyer,)}
    names = others.get(part) or tuple(
        name for name in (line.supplier, line.buyer) if name != entry.host
    )
    return [
        (WHEN, Run(when, theme.SMALL, 1)),
        (AT_HOME if is_at_home else WHERE, Run(where, theme.SMALL, 3)),
        (
            WHO_COMES if is_at_home else WHOM,
            Run(" – ".join(names), theme.SMALL_BOLD, NAME_LINES),
        ),
    ]


def _where(line: Line, language: Language | None) -> str:
    table = say(labels.table_number(line.table), language) if line.table else ""
    hall = labels.say_hall(line.hall, language)
    return " ".join(part for part in (hall, line.booth, table) if part)


def _no_meeting(group: Group, language: Language | None) -> Block:
    strip = Strip()
    text = say(Word.NO_MEETING, language)
    strip.write(WHEN._replace(width=120), [Run(text, theme.FINE, 1)], PADDING)
    return Block(strip.y + PADDING, tuple(strip.marks), group)
