"""Close the breaks of a session, exactly.

A **break** is a maximal group of idle rounds of one party between two of its meetings
of a session. All meetings of the session are taken out, and a SAT solver looks for a
way to put them back in which nobody has a break but those whom closed rounds leave no
other way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.part import Part, solve_part
from scheduler.timetable.solve import SAT, best_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.search.kempe import Exchange

WHOLE = 3_000
"""Meetings of a session that is not too large to be searched as a whole."""

CONFLICTS = 300_000
"""Conflicts of the search, for all sessions together: some ten seconds."""


def close_breaks(exchange: Exchange, go_on: Callable[[], bool]) -> None:
    """Close all breaks of the sessions where that is possible."""
    sessions = np.unique(exchange.grid.stay_session[exchange.waits()]).tolist()
    if best_engine() == SAT:
        for session in sessions:
            free = np.flatnonzero(exchange.grid.session == session)
            if len(free) <= WHOLE and go_on():
                _close(exchange, free, CONFLICTS // len(sessions))


def _close(exchange: Exchange, free: NDArray[np.int64], conflicts: int) -> None:
    """Put the meetings `free` of one session back in a better way, if there is one."""
    free = free[exchange.is_movable(free)]
    if not len(free):
        return
    rounds = solve_part(_part(exchange, free), conflicts)
    if rounds is None:
        return
    before, cells = exchange.value(), exchange.cell.copy()
    exchange.move(free, np.array(rounds))
    if exchange.value() >= before or not exchange.is_served():
        exchange.restore(cells)


def _part(exchange: Exchange, free: NDArray[np.int64]) -> Part:
    grid = exchange.grid
    both = np.stack([grid.buyer_seat[free], grid.supplier_seat[free]])
    stays, ends = np.unique(grid.seat_stay[both], return_inverse=True)
    first, last = grid.first_seat[stays], grid.first_seat[stays + 1]
    held = np.zeros((len(stays), grid.rounds), np.int64)
    seat = np.flatnonzero(np.isin(grid.seat_stay, stays))
    cells = exchange.cell[seat]
    there = (cells >= 0) & ~np.isin(cells, free)
    np.add.at(held, np.searchsorted(stays, grid.seat_stay[seat]), there)
    room = np.where(exchange.open[stays], (last - first)[:, None] - held, 0)
    return Part(
        ends=list(zip(*ends.reshape(2, -1).tolist(), strict=True)),
        room=room.tolist(),
        held=(held > 0).tolist(),
        whole=(exchange.least[stays] == 0).tolist(),
        single=(last - first == 1).tolist(),
        hall=_hall(exchange, free),
    )


def _hall(exchange: Exchange, free: NDArray[np.int64]) -> list[int] | None:
    """Return how many of `free` each round of their session can take."""
    grid = exchange.grid
    tables = grid.instance.problem.fair.tables
    if tables is None:
        return None
    session = grid.stay_session[grid.seat_stay[: grid.buyer_seats]]
    cells = exchange.cell[: grid.buyer_seats][session == grid.session[free[0]]]
    stays = ((cells >= 0) & ~np.isin(cells, free)).sum(axis=0)
    return [max(0, tables - count) for count in stays.tolist()]
