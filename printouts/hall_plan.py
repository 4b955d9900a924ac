"""A party's way between booths, drawn on small plans of the halls.

Booths are squares to scale where they stand, the booths of the party's meetings
carry the number of the meeting, and lines lead from stop to stop of one session. A plan
without the way is a figure: a document holds it once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from printouts import labels, theme
from printouts.frame import LEFT
from printouts.hall_map import strokes
from printouts.labels import Word, say
from printouts.sheet import (
    Box,
    Column,
    Figure,
    Line,
    Rule,
    Run,
    Stamp,
    Strip,
    Text,
    baseline,
    fits,
    left_text,
    shift,
)
from printouts.text import printable, width
from printouts.theme import MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from printouts.hall_map import HallMap, Leg, Spot
    from printouts.pages import FairPage
    from printouts.sheet import Block, Mark, Plain
    from printouts.theme import Style
    from scheduler.wording import Language

HIGHEST = 56.0
DENSE = 34.0
"""Height of a plan at most; the lower one where that saves a page."""
PADDING = 4.5
"""Between the edge of a plan and the middle of a booth."""
LARGEST = 5.0
SMALLEST = 0.8
"""Side of a booth's square."""
SPREAD = 0.8
"""Of the distance between two booths, what their squares take."""
NAME_ROOM = 3.0
"""Height of a booth's name below its square."""
MARK = 4.4
"""Side of a stop's mark: room for two figures."""
STOP_GAP = 1.4
"""Between a stop's mark and the booth it stands beside."""
TRACK = 0.5
"""Weight of the way."""
RINGS = 8
"""How many marks aside a stop's mark may be, where others are in its place."""
BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
BAR_ROOM = 20.0
"""Metres that the scale's bar may stand for, and how long it may be on paper."""
BAR_TEXT = 14.0
"""Room of what the bar says."""


def route_block(
    fair: FairPage, route: Sequence[Leg], language: Language | None, is_dense: bool
) -> Block:
    """Draw `route`, one plan a hall, two beside each other where there are several."""
    strip = Strip(y=3.0)
    across = 1 if len(route) == 1 else 2
    wide = (theme.CONTENT_WIDTH - (across - 1) * theme.GAP) / across
    size = (wide, DENSE if is_dense else HIGHEST)
    for first in range(0, len(route), across):
        top = strip.y
        for at, leg in enumerate(route[first : first + across]):
            left_top = (LEFT + at * (wide + theme.GAP), top)
            _plan(strip, fair.maps[leg.hall], leg, left_top, size, language)
        strip.y += 3.0
    return strip.block()


def stop_beside(number: int, x: float, top: float, style: Style) -> list[Mark]:
    """Return the mark of a stop left of `x`, beside a first line set in `style`."""
    return _stop(number, x - STOP_GAP - MARK / 2, top + style.leading / 2)


def _stop(number: int, x: float, y: float) -> list[Mark]:
    """Return the mark of a stop, its middle put there."""
    left, top = x - MARK / 2, y - MARK / 2
    text, style = str(number), theme.STOP
    start = x - width(text, style.face, style.size) / MM / 2
    base = top + (MARK - style.leading) / 2 + baseline(style)
    return [
        Box(left, top, MARK, MARK, theme.ACCENT),
        Text(start, base, text, style, MARK),
    ]


class Scale(NamedTuple):
    """How a hall lies on paper: millimetres a metre, and what is at its left top."""

    mm: float
    west_m: float
    north_m: float
    width: float
    height: float

    def point(self, spot: Spot) -> tuple[float, float]:
        """Return where in the plan the middle of a booth is."""
        x = PADDING + (spot.x_m - self.west_m) * self.mm
        return x, PADDING + (self.north_m - spot.y_m) * self.mm

    @classmethod
    def of(cls, hall: HallMap, wide: float, highest: float) -> Scale:
        """Return the largest scale at which `hall` fits."""
        xs = [spot.x_m for spot in hall.spots]
        ys = [spot.y_m for spot in hall.spots]
        spans = (max(xs) - min(xs), max(ys) - min(ys))
        edges = (2 * PADDING, 2 * PADDING + NAME_ROOM)
        rooms = (wide - edges[0], highest - edges[1])
        scales = [room / span for room, span in zip(rooms, spans, strict=True) if span]
        mm = min(scales, default=1.0)
        size = (span * mm + edge for span, edge in zip(spans, edges, strict=True))
        return cls(mm, min(xs), max(ys), *size)


def _plan(
    strip: Strip,
    hall: HallMap,
    leg: Leg,
    left_top: tuple[float, float],
    size: tuple[float, float],
    language: Language | None,
) -> None:
    """Draw one hall no larger than `size` (width, height), under its name."""
    x, y = left_top
    figure, scale = _floor(hall, *size)
    name = labels.say_hall(hall.hall, language)
    head = " · ".join(part for part in (say(Word.ROUTE, language), name) if part)
    column = Column(x, size[0] + theme.GAP)
    y = strip.write(column, [Run(head, theme.SMALL_BOLD, 2)], y) + 0.8
    strip.marks.append(Stamp(x, y, figure))
    strip.marks += shift(_way(hall, leg, scale), x, y)
    strip.marks += _bar(scale.mm, x, y + figure.height + 0.8)
    strip.y = max(strip.y, y + figure.height + theme.FINE.leading)


def _bar(mm: float, x: float, top: float) -> list[Mark]:
    """Draw a bar that begins at `x`, and say how many metres it stands for."""
    metres = next((bar for bar in reversed(BARS) if bar * mm <= BAR_ROOM), BARS[0])
    middle = top + theme.FINE.leading / 2
    return [
        Rule(x, middle, metres * mm, theme.STRONG_RULE, theme.GREY),
        left_text(x + metres * mm + 1.2, top, Run(f"{metres} m", theme.FINE), BAR_TEXT),
    ]


@lru_cache(maxsize=64)
def _floor(hall: HallMap, wide: float, highest: float) -> tuple[Figure, Scale]:
    """Draw a hall without anybody's way; return it with its scale."""
    scale = Scale.of(hall, wide, highest)
    pitch = hall.pitch_m * scale.mm or LARGEST / SPREAD
    side = max(SMALLEST, min(LARGEST, SPREAD * pitch))
    points = [scale.point(spot) for spot in hall.spots]
    marks: list[Plain] = [
        Box(0, 0, scale.width, scale.height, theme.LINE, theme.HAIRLINE),
        *(Box(x - side / 2, y - side / 2, side, side, theme.FLOOR) for x, y in points),
    ]
    if _has_room_for_names(hall, pitch, side):
        marks += [
            _centred(spot.booth, x, y + side / 2, pitch)
            for spot, (x, y) in zip(hall.spots, points, strict=True)
        ]
    return Figure(scale.width, scale.height, tuple(marks)), scale


def _has_room_for_names(hall: HallMap, pitch: float, side: float) -> bool:
    room = min(pitch, 2 * PADDING)
    return side + NAME_ROOM <= pitch and all(
        fits(spot.booth, theme.FINE, room) for spot in hall.spots
    )


def _centred(text: str, middle: float, top: float, room: float) -> Text:
    style = theme.FINE
    wide = width(printable(text), style.face, style.size) / MM
    return left_text(middle - wide / 2, top, Run(text, style), room)


def _way(hall: HallMap, leg: Leg, scale: Scale) -> list[Mark]:
    """Draw the way of `leg`, then the marks of its stops above it."""
    at = {stop: scale.point(hall.spot_of[stop.booth]) for stop in leg.stops}
    marks: list[Mark] = [
        _stroke(at[start], at[goal], TRACK) for start, goal in strokes(leg)
    ]
    taken: list[tuple[float, float]] = []
    for point in at.values():
        place = _free_place(point, taken, scale)
        taken.append(place)
        marks.append(_stroke(point, place, theme.RULE))
    for stop, (x, y) in zip(leg.stops, taken, strict=True):
        marks += _stop(stop.number, x, y)
    return marks


def _stroke(
    start: tuple[float, float], goal: tuple[float, float], weight: float
) -> Line:
    return Line(*start, goal[0] - start[0], goal[1] - start[1], weight, theme.ACCENT)


def _free_place(
    point: tuple[float, float], taken: Sequence[tuple[float, float]], scale: Scale
) -> tuple[float, float]:
    """Return `point`, or near it what no other mark takes: two stops at one booth."""
    for x, y in _around(point):
        is_inside = (
            MARK / 2 <= x <= scale.width - MARK / 2
            and MARK / 2 <= y <= scale.height - MARK / 2
        )
        if is_inside and all(
            max(abs(x - other_x), abs(y - other_y)) >= MARK
            for other_x, other_y in taken
        ):
            return x, y
    return point


def _around(point: tuple[float, float]) -> Iterator[tuple[float, float]]:
    x, y = point
    yield point
    for ring in range(1, RINGS + 1):
        step = ring * (MARK + 0.2)
        for right, down in (
            (1, 0),
            (0, -1),
            (0, 1),
            (-1, 0),
            (1, -1),
            (1, 1),
            (-1, -1),
            (-1, 1),
        ):
            yield x + right * step, y + down * step
