"""Sizes in millimetres, type in points, colours: each with a name, nothing else.

One grid: A4 with equal margins; all rows of a paper share its columns. One type scale
of seven steps for what is held in a hand, and five above it for what is read from afar.
Black and three greys carry everything; the accent is dark enough to come out as a dark
grey on a monochrome printer, and never says anything by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from printouts.typeface import Face

MM: Final = 72 / 25.4
"""Points in a millimetre."""

PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
MARGIN: Final = 15.0
TOP: Final = 12.0
BOTTOM: Final = 12.0
CONTENT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
FOOTER: Final = 9.0
"""Height kept free at the foot for the line that says which sheet this is."""

GAP: Final = 4.0
"""Between a column's text and the next column."""
ROW_PADDING: Final = 2.4
"""Above the first and below the last line of a row."""
NOTE_LINE: Final = 9.0
"""Between two lines to write on: a comfortable hand."""

QR: Final = 10.5
"""A QR code at the foot: half a millimetre a module, read by any phone."""

HAIRLINE: Final = 0.15
RULE: Final = 0.3
STRONG_RULE: Final = 0.7

BLACK: Final = (0.0, 0.0, 0.0)
DARK: Final = (0.22, 0.22, 0.22)
GREY: Final = (0.40, 0.40, 0.40)
LINE: Final = (0.62, 0.62, 0.62)
WHITE: Final = (1.0, 1.0, 1.0)
FLOOR: Final = (0.80, 0.80, 0.80)
"""Of a booth on a plan: seen, but behind the stops."""
SHADE: Final = (0.935, 0.935, 0.935)
ACCENT: Final = (0.0, 0.27, 0.42)
"""A deep petrol: 24 % grey when printed without colour."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: `size` in points, `leading` in millimetres from line to line."""

    face: Face
    size: float
    leading: float
    colour: tuple[float, float, float] = BLACK


POSTERS: Final = tuple(
    Style(Face.BOLD, size, leading)
    for size, leading in ((190, 60.0), (130, 41.0), (90, 29.0), (60, 20.0), (42, 16.0))
)
"""Numbers and names that are read across a hall or an aisle, largest first."""
SIGN: Final = Style(Face.BOLD, 30, 12.2)
"""The hall and the booth on a supplier's sheet: seen across an aisle."""
TITLE: Final = Style(Face.BOLD, 20, 8.4)
LARGE: Final = Style(Face.BOLD, 15, 6.2)
"""Times and booths of a diary: what a person looks for while walking."""
HOURS: Final = Style(Face.BOLD, 12.5, 5.4)
STRONG: Final = Style(Face.BOLD, 11.5, 5.0)
BODY: Final = Style(Face.REGULAR, 10, 4.5)
SMALL: Final = Style(Face.REGULAR, 8.5, 3.9, DARK)
FINE: Final = Style(Face.REGULAR, 7.5, 3.3, GREY)

FINE_BOLD: Final = Style(Face.BOLD, 7.5, 3.3, DARK)
KIND: Final = Style(Face.BOLD, 10, 4.5, ACCENT)
BODY_BOLD: Final = Style(Face.BOLD, 10, 4.5)
SMALL_BOLD: Final = Style(Face.BOLD, 8.5, 3.9, DARK)
STOP: Final = Style(Face.BOLD, 8.5, 3.9, WHITE)
"""The number of a stop, on its mark."""
FREE: Final = Style(Face.REGULAR, 10, 4.5, GREY)
HOURS_WAS: Final = replace(HOURS, colour=GREY)
STRONG_WAS: Final = replace(STRONG, colour=GREY)
"""What was, beside what is."""
LARGE_FREE: Final = Style(Face.REGULAR, 15, 6.2, GREY)
"""A free slot stands back behind the meetings."""
