"""A page as PDF operators with holes for its texts: all that needs no document.

How a text is written in a PDF depends on which characters the document held before it,
so that alone is left to the document; the rest may be done anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from printouts.qr import VERSION_MODULES, qr_shape
from printouts.sheet import Qr, Rule, Text
from printouts.theme import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from printouts.sheet import Box, Page

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

    `fillings` are positions there, one a hole.
    """

    operators: str
    fillings: tuple[int, ...]


class Ink:
    """The scripts of many drawings, each of them once."""

    def __init__(self) -> None:
        self._at: dict[Script, int] = {}

    @property
    def scripts(self) -> tuple[Script, ...]:
        """Return them in the order of their positions."""
        return tuple(self._at)

    def draw(self, page: Page) -> Drawing:
        """Return the marks of `page` in their order, its texts dipped in this ink."""
        at = self._at
        fillings = tuple(
            at.setdefault(
                Script(mark.style.face.value, mark.style.size, mark.text), len(at)
            )
            for mark in page.marks
            if isinstance(mark, Text)
        )
        return Drawing("\n".join(_operators(page)), fillings)


def _operators(page: Page) -> Iterator[str]:
    fill: Colour | None = None
    high = page.height
    for mark in page.marks:
        if isinstance(mark, Text):
            colour = mark.style.colour
            if colour != fill:
                yield f"{_rgb(colour)} rg"
                fill = colour
            yield f"BT {mark.x * MM:.2f} {(high - mark.y) * MM:.2f} Td {HOLE} ET"
        elif isinstance(mark, Rule):
            yield _rule(mark, high)
        elif isinstance(mark, Qr):
            yield _qr(mark, high)
        else:
            yield _box(mark, high)


def _rule(mark: Rule, high: float) -> str:
    x, y = mark.x * MM, (high - mark.y) * MM
    end = (mark.x + mark.length) * MM
    pen = f"{_rgb(mark.colour)} RG {mark.weight * MM:.2f} w"
    line = f"{x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S"
    return f"{pen} {DOTS} {line} {SOLID}" if mark.dotted else f"{pen} {line}"


def _box(mark: Box, high: float) -> str:
    x, y = mark.x * MM, (high - mark.y - mark.height) * MM
    shape = f"{x:.2f} {y:.2f} {mark.width * MM:.2f} {mark.height * MM:.2f} re"
    if mark.weight:
        return f"{_rgb(mark.colour)} RG {mark.weight * MM:.2f} w {shape} S"
    return f"q {_rgb(mark.colour)} rg {shape} f Q"


def _qr(mark: Qr, high: float) -> str:
    x, y = mark.x * MM, (high - mark.y - mark.size) * MM
    module = mark.size * MM / VERSION_MODULES
    shape = qr_shape(mark.text)
    return f"q 0 g {module:.4f} 0 0 {module:.4f} {x:.2f} {y:.2f} cm {shape} f Q"


@lru_cache(maxsize=64)
def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)
