"""The way of a party that walks, read off the rows of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts.hall_map import Leg, Stop
from scheduler.fair import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from printouts.pages import PartyRow
    from scheduler.fair import Walk


def build_route(walk: Walk, rows: Iterable[PartyRow]) -> tuple[Leg, ...]:
    """Return the way of a party that walks from meeting to meeting, hall by hall.

    `rows` are those of its page, free ones among them. Halls stand in the order in which they are come to. Booths without coordinates
    are left out, and with them a hall that has no other.
    """
    stops: dict[str, list[Stop]] = {}
    if not walk.booths:
        return ()
    meetings = (row for row in rows if not row.is_free)
    for number, row in enumerate(meetings, start=1):
        if Place(row.hall, row.booth) in walk.booths:
            stop = Stop(number, row.booth, row.session)
            stops.setdefault(row.hall, []).append(stop)
    return tuple(Leg(hall, tuple(here)) for hall, here in stops.items())
