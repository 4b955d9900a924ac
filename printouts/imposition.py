"""How pages are set on sheets of paper: one a sheet, or several cards to be cut apart."""

from __future__ import annotations

from typing import Final, NamedTuple

from printouts import theme
from printouts.theme import MM

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
"""Leaves everything where it is."""


class Spot(NamedTuple):
    """Where on the sheet a page is set, its upper left corner, or turned by 180°."""

    x: float = 0.0
    y: float = 0.0
    is_turned: bool = False


class Imposition(NamedTuple):
    """A sheet `width` by `height`, and the spots of each of the pages it takes.

    A page with two spots is printed twice: a tent that is read from both sides.
    """

    width: float
    height: float
    page_width: float
    page_height: float
    spots: tuple[tuple[Spot, ...], ...]

    @property
    def size(self) -> tuple[float, float]:
        """Return the sheet's size in points."""
        return self.width * MM, self.height * MM

    def matrices(self, place: int) -> tuple[Matrix, ...]:
        """Return how the page at `place` comes from its own corner to its spots."""
        return tuple(map(self._matrix, self.spots[place]))

    def _matrix(self, spot: Spot) -> Matrix:
        foot = self.height - spot.y - self.page_height
        if not spot.is_turned:
            return (*UPRIGHT[:4], spot.x * MM, foot * MM)
        right, top = spot.x + self.page_width, foot + self.page_height
        return (-1, 0, 0, -1, right * MM, top * MM)


def whole(width: float, height: float) -> Imposition:
    """Return one page a sheet."""
    return Imposition(width, height, width, height, ((Spot(),),))


A4: Final = whole(theme.PAGE_WIDTH, theme.PAGE_HEIGHT)
A4_WIDE: Final = whole(theme.PAGE_HEIGHT, theme.PAGE_WIDTH)
TWO_UP: Final = Imposition(
    theme.PAGE_WIDTH,
    theme.PAGE_HEIGHT,
    theme.PAGE_WIDTH,
    theme.PAGE_HEIGHT / 2,
    ((Spot(),), (Spot(0.0, theme.PAGE_HEIGHT / 2),)),
)
"""Two halves of an A4, to be cut apart."""
TENT: Final = TWO_UP._replace(
    spots=((Spot(is_turned=True), Spot(0.0, theme.PAGE_HEIGHT / 2)),)
)
"""One half twice, the upper turned: folded in the middle it stands."""
