"""Marks that say where a sheet is cut or folded, outside what is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from printouts import theme
from printouts.sheet import Box, Rule

if TYPE_CHECKING:
    from printouts.sheet import Mark, Page

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


def with_cut(half: Page) -> Page:
    """Return half an A4 with a mark at both ends of its upper and its lower edge.

    One of the two is the edge of the paper, the other where it is cut or folded.
    """
    marks = (
        Rule(x, y, LENGTH, theme.HAIRLINE, theme.BLACK)
        for x in (0.0, theme.PAGE_WIDTH - LENGTH)
        for y in (0.0, half.height)
    )
    return replace(half, marks=(*half.marks, *marks))
