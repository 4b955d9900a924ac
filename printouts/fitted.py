"""Texts as large as their place allows, in the steps of the type scale.

For badges and signs, where a name has one place and may not be cut: it shrinks from
step to step, wraps into lines of about the same length, and never breaks a word that a
smaller step would keep whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from printouts.sheet import Run
from printouts.text import widest_piece, wrap
from printouts.theme import MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.theme import Style

HALVINGS = 5
"""Steps of the search for the narrowest column: a thirty-second of its width."""


class Fitted(NamedTuple):
    """A text in lines of one style."""

    lines: tuple[str, ...]
    style: Style

    @property
    def height(self) -> float:
        """Return how high the lines are together, in mm."""
        return len(self.lines) * self.style.leading

    @property
    def runs(self) -> list[Run]:
        """Return the lines as they are written."""
        return [Run(line, self.style, 1) for line in self.lines]


def fit_text(text: str, styles: Sequence[Style], room: float, high: float) -> Fitted:
    """Set `text` into `room` by `high` mm in the first, so largest, style that fits.

    Where none does, it is set in the last and shortened with an ellipsis.
    """
    for style in styles:
        if widest_piece(text, style.face, style.size) > room * MM:
            continue
        fitted = Fitted(_balanced(text, style, room), style)
        if fitted.height <= high:
            return fitted
    last = styles[-1]
    most = max(1, int(high / last.leading))
    return Fitted(wrap(text, last.face, last.size, room * MM, most), last)


def _balanced(text: str, style: Style, room: float) -> tuple[str, ...]:
    """Wrap `text` into as few lines as `room` asks for, of about equal length."""
    wide = room * MM
    lines = wrap(text, style.face, style.size, wide)
    if len(lines) == 1:
        return lines
    low = max(wide / len(lines), widest_piece(text, style.face, style.size))
    for _ in range(HALVINGS):
        middle = (low + wide) / 2
        tried = wrap(text, style.face, style.size, middle)
        if len(tried) == len(lines):
            lines, wide = tried, middle
        else:
            low = middle
    return lines
