"""Where the booths of a hall stand, and the way of a party between them, as facts.

Nothing here is drawn: `hall_plan` does that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scheduler.fair import SessionId, Walk


class Spot(NamedTuple):
    """A booth, and where it stands in metres: x to the right, y upwards."""

    booth: str
    x_m: float
    y_m: float


@dataclass(frozen=True)
class HallMap:
    """The booths of one hall whose coordinates are known, in order of their names."""

    hall: str
    spots: tuple[Spot, ...]

    @cached_property
    def checksum(self) -> str:
        """Return what tells whether a plan drawn before is still right."""
        return hashlib.sha256(repr(self.spots).encode()).hexdigest()[:16]

    @cached_property
    def spot_of(self) -> dict[str, Spot]:
        """Return each booth by its name."""
        return {spot.booth: spot for spot in self.spots}

    @cached_property
    def pitch_m(self) -> float:
        """Return the least distance of two booths along one axis; 0 without two.

        Squares of that size, one on each spot, do not overlap.
        """
        ordered = sorted((spot.x_m, spot.y_m) for spot in self.spots)
        least = 0.0
        for at, (x, y) in enumerate(ordered):
            for other_x, other_y in ordered[at + 1 :]:
                if least and other_x - x >= least:
                    break
                apart = max(other_x - x, abs(other_y - y))
                if apart and (not least or apart < least):
                    least = apart
        return least


class Stop(NamedTuple):
    """A booth on the way; `number` counts the party's meetings from 1."""

    number: int
    booth: str
    session: SessionId


class Leg(NamedTuple):
    """What of the way lies in one hall, in order of time."""

    hall: str
    stops: tuple[Stop, ...]


def build_maps(walk: Walk) -> dict[str, HallMap]:
    """Return a map of each hall in which booths have coordinates, in order of halls."""
    spots: dict[str, list[Spot]] = {}
    for place, (x, y) in sorted(walk.booths.items()):
        spots.setdefault(place.hall, []).append(Spot(place.booth, x, y))
    return {hall: HallMap(hall, tuple(here)) for hall, here in spots.items()}


def strokes(leg: Leg) -> Iterable[tuple[Stop, Stop]]:
    """Yield each two stops of `leg` that follow each other in one session."""
    for _, here in groupby(leg.stops, lambda stop: stop.session):
        yield from pairwise(here)
