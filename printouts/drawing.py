"""A page as PDF operators with holes for its texts: all that needs no document.

How a text is written in a PDF depends on which characters the document held before it,
so that alone is left to the document; the rest may be done anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from printouts.qr import VERSION_MODULES, qr_shape
from printouts.sheet import Box, Line, Qr, Rule, Stamp, Text
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


@dataclass(frozen=True, slots=True)
class Drawing:
    """The operators of a page; its holes are filled from the scripts of its `Ink`.

    `fillings` are positions there, one a hole; `stamps` are positions of the figures
    that the page shows.
    """

    operators: str
    fillings: tuple[int, ...]
    stamps: tuple[int, ...] = ()


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
        return Drawing(operators, fillings, tuple(stamps))

    def _draw(
        self, marks: tuple[Mark, ...], height: float
    ) -> tuple[str, tuple[int, ...]]:
        at = self._at
        fillings = tuple(
            at.setdefault(
                Script(mark.style.face.value, mark.style.size, mark.text), len(at)
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
        else:
            name = form_name(mark.figure.name)
            yield f"q 1 0 0 1 {mark.x * MM:.2f} {up:.2f} cm /{name} Do Q"


def form_name(figure: str) -> str:
    """Return what a figure is called inside a PDF."""
    return f"FormXob.{figure}"


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
