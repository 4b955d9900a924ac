"""Layout as data: marks on pages, and how rows flow over them without being cut.

All positions are millimetres from the top left corner. A block is a strip of the page
with marks placed inside it; pages are made of blocks, and only `render` knows PDF.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from printouts import theme
from printouts.text import printable, shorten, width, wrap
from printouts.theme import MM, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Text(NamedTuple):
    """A line of printable text on its baseline; never wider than `room`."""

    x: float
    y: float
    text: str
    style: Style
    room: float


class Rule(NamedTuple):
    """A horizontal line; `dotted` to write on."""

    x: float
    y: float
    length: float
    weight: float
    colour: tuple[float, float, float] = theme.LINE
    dotted: bool = False


class Box(NamedTuple):
    """A filled rectangle, or with `weight` an empty one to tick."""

    x: float
    y: float
    width: float
    height: float
    colour: tuple[float, float, float] = theme.SHADE
    weight: float = 0.0


class Qr(NamedTuple):
    """A QR code of `text`, its modules black, `size` wide and high.

    What is around it has to stay white for four modules.
    """

    x: float
    y: float
    size: float
    text: str


class Line(NamedTuple):
    """A straight line to the point `right` and `down` of where it begins."""

    x: float
    y: float
    right: float
    down: float
    weight: float
    colour: tuple[float, float, float] = theme.LINE


Plain = Text | Rule | Box | Qr | Line


@dataclass(frozen=True)
class Figure:
    """Marks in a frame of their own that many pages show: a document holds them once."""

    width: float
    height: float
    marks: tuple[Plain, ...]

    @cached_property
    def name(self) -> str:
        """Return what tells it from other figures: a checksum of what it shows."""
        said = repr((self.width, self.height, self.marks)).encode()
        return hashlib.sha256(said).hexdigest()[:16]


class Stamp(NamedTuple):
    """A figure, its top left corner put there."""

    x: float
    y: float
    figure: Figure


class Anchor(NamedTuple):
    """Where something begins: an entry of the outline, and what a `PageOf` tells of.

    `name` is unique in its document; an entry of `level` 0 stands at the left.
    """

    x: float
    y: float
    name: str
    title: str
    level: int


class PageOf(NamedTuple):
    """The number of the page where an anchor is, ending at `x`; leads there in a viewer.

    `room` is how wide the line is that leads there, `x` its right end.
    """

    x: float
    y: float
    anchor: str
    style: Style
    room: float


class Folio(NamedTuple):
    """Which page of how many in its document this is, beginning at `x`.

    `text` holds {page} and after it {pages}.
    """

    x: float
    y: float
    text: str
    style: Style


Mark = Plain | Stamp | Anchor | PageOf | Folio
M = TypeVar("M", bound=Mark)


class Column(NamedTuple):
    """A column of the grid; its text keeps `theme.GAP` from the next one."""

    x: float
    width: float

    @property
    def room(self) -> float:
        """Return how wide a text may be."""
        return self.width - theme.GAP


class Run(NamedTuple):
    """A text to be wrapped into a cell: at most `most` lines (0: any number)."""

    text: str
    style: Style
    most: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A strip `height` high; marks are placed from its own top."""

    height: float
    marks: tuple[Mark, ...] = ()
    group: Group | None = None
    begins_page: bool = False

    def on_new_page(self) -> Block:
        """Return the block as one that begins a page."""
        return replace(self, begins_page=True)


@dataclass(frozen=True, eq=False)
class Group:
    """Rows that stand under one heading, said again where a page begins amid them."""

    heading: Block
    continued: Block


@dataclass(frozen=True)
class Page:
    """One finished page, `height` high."""

    marks: tuple[Mark, ...]
    height: float = theme.PAGE_HEIGHT

    @cached_property
    def flat(self) -> tuple[Plain, ...]:
        """Return the marks with those of figures where they are seen, as drawn.

        What only the document knows is left out.
        """
        flat: list[Plain] = []
        for mark in self.marks:
            if isinstance(mark, Stamp):
                flat += shift(mark.figure.marks, mark.x, mark.y)
            elif not isinstance(mark, Anchor | PageOf | Folio):
                flat.append(mark)
        return tuple(flat)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return the texts in the order in which they are drawn."""
        return tuple(mark for mark in self.flat if isinstance(mark, Text))

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the text of the page as lines from top to bottom, left to right."""
        rows: dict[float, list[Text]] = {}
        for mark in self.texts:
            rows.setdefault(round(mark.y, 1), []).append(mark)
        return tuple(
            "  ".join(mark.text for mark in sorted(rows[y], key=lambda mark: mark.x))
            for y in sorted(rows)
        )


@dataclass
class Strip:
    """Collects marks from top to bottom; the only thing here that changes."""

    y: float = 0.0
    marks: list[Mark] = field(default_factory=list)

    def write(self, column: Column, runs: Iterable[Run], top: float) -> float:
        """Set `runs` below each other from `top` and return where they end."""
        y = top
        for run in runs:
            style = run.style
            for line in wrap(
                run.text, style.face, style.size, column.room * MM, run.most
            ):
                if line:
                    base = y + baseline(style)
                    self.marks.append(Text(column.x, base, line, style, column.room))
                    y += style.leading
        self.y = max(self.y, y)
        return y

    def write_right(self, right: float, y: float, run: Run, room: float) -> None:
        """Set one line so that it ends at `right`, its top at `y`."""
        self.marks.append(right_text(right, y, run, room))
        self.y = max(self.y, y + run.style.leading)

    def block(self, padding: float = 0.0, group: Group | None = None) -> Block:
        """Return what was collected, with `padding` below."""
        return Block(self.y + padding, tuple(self.marks), group)


def baseline(style: Style) -> float:
    """Return how far below the top of its line the baseline of `style` lies."""
    return (style.leading + style.size * 0.70 / MM) / 2


def right_text(right: float, top: float, run: Run, room: float) -> Text:
    """Build one line that ends at `right`, shortened to `room`."""
    style = run.style
    line = shorten(run.text, style.face, style.size, room * MM)
    x = right - width(line, style.face, style.size) / MM
    return Text(x, top + baseline(style), line, style, room)


def centre_text(middle: float, top: float, run: Run, room: float) -> Text:
    """Build one line around `middle`, shortened to `room`."""
    style = run.style
    line = shorten(run.text, style.face, style.size, room * MM)
    x = middle - width(line, style.face, style.size) / MM / 2
    return Text(x, top + baseline(style), line, style, room)


def left_text(x: float, top: float, run: Run, room: float) -> Text:
    """Build one line that begins at `x`, shortened to `room`."""
    style = run.style
    line = shorten(run.text, style.face, style.size, room * MM)
    return Text(x, top + baseline(style), line, style, room)


def fits(text: str, style: Style, room: float) -> bool:
    """Tell whether `text` needs no second line in `room`."""
    return width(printable(text), style.face, style.size) <= room * MM


def fitting(text: str, styles: Sequence[Style], room: float) -> Style:
    """Return the first, so largest, of `styles` in which `text` fits, or the last."""
    for style in styles:
        if fits(text, style, room):
            return style
    return styles[-1]


def move(marks: Iterable[Mark], down: float) -> list[Mark]:
    """Return `marks` placed `down` further below."""
    return shift(marks, 0.0, down)


def shift(marks: Iterable[M], right: float, down: float) -> list[M]:
    """Return `marks` placed further to the right and below."""
    # x and y come first in every mark; _replace would take three times as long
    return [
        type(mark)._make((mark.x + right, mark.y + down, *mark[2:]))  # type: ignore[misc]  # its own kind
        for mark in marks
    ]


def place(blocks: Iterable[Block], top: float) -> tuple[list[Mark], float]:
    """Set `blocks` below each other; return their marks and where they end."""
    marks: list[Mark] = []
    for block in blocks:
        marks += move(block.marks, top)
        top += block.height
    return marks, top


def flow(
    blocks: Sequence[Block], first_room: float, next_room: float
) -> list[list[Block]]:
    """Deal `blocks` out to pages; no block is cut, no heading left alone at a foot."""
    pages: list[list[Block]] = [[]]
    room = first_room
    current: Group | None = None
    said: set[int] = set()
    for block in blocks:
        heading = _heading(block.group, current, said)
        if pages[-1] and (block.begins_page or _height(heading, block) > room):
            pages.append([])
            room, current = next_room, None
            heading = _heading(block.group, None, said)
        pages[-1] += [*heading, block]
        room -= _height(heading, block)
        current = block.group
        if current is not None:
            said.add(id(current))
    return pages


def _heading(group: Group | None, current: Group | None, said: set[int]) -> list[Block]:
    if group is None or group is current:
        return []
    return [group.continued if id(group) in said else group.heading]


def _height(heading: list[Block], block: Block) -> float:
    return sum(part.height for part in heading) + block.height
