"""A page as PDF operators with holes for its texts: all that needs no document.

How a text is written in a PDF depends on which characters the document held before it,
so that alone is left to the document; the rest may be done anywhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from printouts.qr import VERSION_MODULES, qr_shape
from printouts.script import visual
from printouts.sheet import Anchor, Box, Folio, Line, PageOf, Qr, Rule, Stamp, Text
from printouts.theme import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printouts.sheet import Figure, Mark, Page

HOLE = "~"
"""Stands in the operators, which never hold it, where a text belongs."""
DOTS = "[0.4 1.6] 0 d"
"""Points on and off of a line to write on, as a PDF operator."""
SOLID = "[] 0 d"

Colour = tuple[float, float, float]


class Script(NamedTuple):
    """A text in a face and size, by their plain names so that it travels light."""

    face: str
    size: float
    text: str


class Begin(NamedTuple):
    """An anchor on its page: `y` in points from its foot."""

    y: float
    name: str
    title: str
    level: int


class Number(NamedTuple):
    """A text with numbers of pages; x and y in points from the lower left corner.

    With an `anchor` the number of its page, ending at `x` of a line `room` wide; else
    `text`, with the number of this page and that of all, beginning at `x`.
    """

    x: float
    y: float
    face: str
    size: float
    colour: str
    text: str = ""
    anchor: str = ""
    room: float = 0.0


class Numbers(NamedTuple):
    """What a document has to know or to add of a page, besides drawing it."""

    begins: tuple[Begin, ...] = ()
    shown: tuple[Number, ...] = ()


NO_NUMBERS = Numbers()


@dataclass(frozen=True, slots=True)
class Drawing:
    """The operators of a page; its holes are filled from the scripts of its `Ink`.

    `fillings` are positions there, one a hole; `stamps` are positions of the figures
    that the page shows; `numbers` is what only the document can say of it.
    """

    operators: str
    fillings: tuple[int, ...]
    stamps: tuple[int, ...] = ()
    numbers: Numbers = NO_NUMBERS


class DrawnFigure(NamedTuple):
    """A figure by its name, its size in points, and its drawing."""

    name: str
    width: float
    height: float
    drawing: Drawing


class Ink:
    """The scripts and figures of many drawings, each of them once."""

    def __init__(self) -> None:
        self._at: dict[Script, int] = {}
        self._stamps: dict[str, int] = {}
        self._figures: list[DrawnFigure] = []

    @property
    def scripts(self) -> tuple[Script, ...]:
        """Return the scripts in the order of their positions."""
        return tuple(self._at)

    @property
    def figures(self) -> tuple[DrawnFigure, ...]:
        """Return the figures in the order of their positions."""
        return tuple(self._figures)

    def draw(self, page: Page) -> Drawing:
        """Return the marks of `page` in their order, its texts dipped in this ink."""
        stamps = dict.fromkeys(
            self._stamp(mark.figure) for mark in page.marks if isinstance(mark, Stamp)
        )
        operators, fillings = self._draw(page.marks, page.height)
        return Drawing(operators, fillings, tuple(stamps), _numbers(page))

    def _draw(
        self, marks: tuple[Mark, ...], height: float
    ) -> tuple[str, tuple[int, ...]]:
        at = self._at
        fillings = tuple(
            at.setdefault(
                Script(mark.style.face, mark.style.size, visual(mark.text)), len(at)
            )
            for mark in marks
            if isinstance(mark, Text)
        )
        return "\n".join(_operators(marks, height)), fillings

    def _stamp(self, figure: Figure) -> int:
        if figure.name not in self._stamps:
            drawing = Drawing(*self._draw(figure.marks, 0.0))
            size = (figure.width * MM, figure.height * MM)
            self._stamps[figure.name] = len(self._figures)
            self._figures.append(DrawnFigure(figure.name, *size, drawing))
        return self._stamps[figure.name]


def _operators(marks: tuple[Mark, ...], height: float) -> Iterator[str]:
    """Yield what draws `marks` on a page `height` mm high; a figure hangs from 0."""
    fill: Colour | None = None
    for mark in marks:
        up = (height - mark.y) * MM
        if isinstance(mark, Text):
            colour = mark.style.colour
            if colour != fill:
                yield f"{_rgb(colour)} rg"
                fill = colour
            yield f"BT {mark.x * MM:.2f} {up:.2f} Td {HOLE} ET"
        elif isinstance(mark, Rule):
            yield _rule(mark, up)
        elif isinstance(mark, Box):
            yield _box(mark, up)
        elif isinstance(mark, Qr):
            yield _qr(mark, up)
        elif isinstance(mark, Line):
            yield _line(mark, up)
        elif isinstance(mark, Stamp):
            yield show_form(mark.figure.name, mark.x * MM, up)
        elif isinstance(mark, PageOf):
            yield show_form(page_form(mark.anchor), mark.x * MM, up)


def form_name(said: str) -> str:
    """Return a name that a PDF takes, whatever is in `said`."""
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def page_form(anchor: str) -> str:
    """Return the name of the form that will say on which page an anchor is."""
    return form_name(f"page of {anchor}")


def show_form(name: str, x: float, y: float) -> str:
    """Return the operators that show a figure of the document with its origin there."""
    return f"q 1 0 0 1 {x:.2f} {y:.2f} cm /FormXob.{name} Do Q"


def _numbers(page: Page) -> Numbers:
    begins, shown = [], []
    for mark in page.marks:
        up = (page.height - mark.y) * MM
        if isinstance(mark, Anchor):
            begins.append(Begin(up, mark.name, mark.title, mark.level))
        elif isinstance(mark, PageOf | Folio):
            style = mark.style
            at = (mark.x * MM, up, style.face, style.size, _rgb(style.colour))
            if isinstance(mark, Folio):
                shown.append(Number(*at, text=mark.text))
            else:
                shown.append(Number(*at, anchor=mark.anchor, room=mark.room * MM))
    return Numbers(tuple(begins), tuple(shown))


def _rule(mark: Rule, up: float) -> str:
    x = mark.x * MM
    end = (mark.x + mark.length) * MM
    pen = f"{_rgb(mark.colour)} RG {mark.weight * MM:.2f} w"
    line = f"{x:.2f} {up:.2f} m {end:.2f} {up:.2f} l S"
    return f"{pen} {DOTS} {line} {SOLID}" if mark.dotted else f"{pen} {line}"


def _box(mark: Box, up: float) -> str:
    x, y = mark.x * MM, up - mark.height * MM
    shape = f"{x:.2f} {y:.2f} {mark.width * MM:.2f} {mark.height * MM:.2f} re"
    if mark.weight:
        return f"{_rgb(mark.colour)} RG {mark.weight * MM:.2f} w {shape} S"
    return f"q {_rgb(mark.colour)} rg {shape} f Q"


def _line(mark: Line, up: float) -> str:
    x, right, down = mark.x * MM, (mark.x + mark.right) * MM, up - mark.down * MM
    pen = f"{_rgb(mark.colour)} RG {mark.weight * MM:.2f} w"
    return f"{pen} {x:.2f} {up:.2f} m {right:.2f} {down:.2f} l S"


def _qr(mark: Qr, up: float) -> str:
    x, y = mark.x * MM, up - mark.size * MM
    module = mark.size * MM / VERSION_MODULES
    shape = qr_shape(mark.text)
    return f"q 0 g {module:.4f} 0 0 {module:.4f} {x:.2f} {y:.2f} cm {shape} f Q"


@lru_cache(maxsize=64)
def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)
