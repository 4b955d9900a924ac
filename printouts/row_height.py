"""How high a row of a worksheet must be for its texts.

Heights are written because only some programs work them out when they open a file. The
letters are measured in our own typeface, whose Latin ones are wider than Arial's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from printouts.text import WIDE, wrap
from printouts.typeface import Face

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE: Final = 10
FONT: Final[dict[str, object]] = {"font_name": "Arial", "font_size": SIZE}
"""Of every cell, as xlsxwriter takes it."""
WIDEST: Final = 165
"""Characters of all printed columns: an A4 across holds 141 in full size, and what is
set in less than 85 % of it is no longer read at arm's length."""
CHARACTER: Final = 5.25
"""Points of a column for each character that it is said to be wide."""
ARIAL: Final = 0.92
"""How wide Latin letters of Arial are beside ours."""
LINE: Final = 12.75
WIDE_LINE: Final = 14.25
"""Of a line with Chinese letters, whose fonts are higher."""
PADDING: Final = 4.5
HIGHEST: Final = 409.0
"""Points; what Excel allows."""


def row_height(cells: Iterable[tuple[str, float]], face: Face = Face.REGULAR) -> float:
    """Return the points for texts, each with the width of its column in characters."""
    most = max((_points(text, width, face) for text, width in cells), default=LINE)
    return min(most + PADDING, HIGHEST)


@lru_cache(maxsize=65_536)
def _points(text: str, width: float, face: Face) -> float:
    return sum(_height(line, width * CHARACTER, face) for line in text.split("\n"))


def _height(line: str, room: float, face: Face) -> float:
    if line.isascii() and len(line) * SIZE <= room:
        return LINE  # none of these letters is wider than it is high
    if max(line) >= chr(WIDE):
        return WIDE_LINE * len(wrap(line, face, SIZE, room))
    return LINE * len(wrap(line, face, SIZE * ARIAL, room))
