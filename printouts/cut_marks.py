"""Marks that say where a sheet is cut or folded, outside what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from printouts import theme
from printouts.sheet import Box, Rule

if TYPE_CHECKING:
    from printouts.sheet import Mark

LENGTH: Final = 3.5
AWAY: Final = 0.6
"""Between the corner and its marks, so that none is left on the card."""


def corner_marks(width: float, height: float) -> list[Mark]:
    """Return two marks outside each corner of a card."""
    across = (-AWAY - LENGTH, width + AWAY)
    down = (-AWAY - LENGTH, height + AWAY)
    thin = theme.HAIRLINE
    return [
        *(Rule(x, y, LENGTH, thin, theme.BLACK) for x in across for y in (0.0, height)),
        *(
            Box(x - thin / 2, y, thin, LENGTH, theme.BLACK)
            for x in (0.0, width)
            for y in down
        ),
    ]


def edge_marks(width: float, y: float) -> list[Mark]:
    """Return a mark at both ends of the line across the sheet at `y`."""
    return [
        Rule(x, y, LENGTH + AWAY, theme.HAIRLINE, theme.BLACK)
        for x in (0.0, width - LENGTH - AWAY)
    ]
