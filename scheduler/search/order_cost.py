"""What the order of a party's meetings costs: idle rounds and minutes walked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.shortest import leg_table, shortest_minutes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.grid import Grid
    from scheduler.search.walks import Walks


def idle_rounds(busy: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the rounds without a meeting between the first and the last one.

    Bit k of `busy` says that there is a meeting in round k; 62 bits at most.
    """
    last = np.frexp((busy & ~(busy >> 1)).astype(np.float64))[1]
    first = np.frexp((busy & -busy).astype(np.float64))[1]
    idle = last - first + 1 - np.bitwise_count(busy)
    return np.where(busy == 0, 0, idle).astype(np.int64)


@cache
def idle_table(rounds: int) -> NDArray[np.int64]:
    """Return [2 ** rounds]: the idle rounds of every set of so many rounds."""
    return idle_rounds(np.arange(1 << rounds))


def exchange_bits(
    busy: NDArray[np.int64], first: int, second: int
) -> NDArray[np.int64]:
    """Return `busy` with what it says of the two rounds exchanged."""
    differs = ((busy >> first) ^ (busy >> second)) & 1
    return busy ^ ((differs << first) | (differs << second))


@dataclass(frozen=True)
class Ways:
    """The ways of those who walk: who they are and the minutes from place to place.

    `walks` [R] tells which stays are looked at: those of walkers with one seat for
    whom the order matters. `base` [m] and `place` [m] lead to a leg: `minutes[base[i] + place[j]]` from meeting i to
    meeting j of the same walker. `gap` [P, K, K] are the minutes between two rounds;
    None where no way is longer than any of them. `least` [R] are minutes that no order
    of a walker's meetings walks less, looked at or not; 0 for parties of several.
    """

    walks: NDArray[np.bool_]
    base: NDArray[np.int64]
    place: NDArray[np.int64]
    minutes: NDArray[np.int64]
    gap: NDArray[np.float64] | None
    least: NDArray[np.int64]

    @classmethod
    def build(cls, grid: Grid, walks: Walks) -> Ways:
        """Measure all ways between meetings of one walker in one session.

        Where both sides walk, between tables, all ways are alike, so one side will do.
        """
        stays = len(grid.stay_party)
        is_buyer = np.arange(stays) < grid.buyer_stays
        moves = is_buyer if walks.buyers_walk else ~is_buyer
        seat = grid.buyer_seat if walks.buyers_walk else grid.supplier_seat
        single = moves & (np.diff(grid.first_seat) == 1)
        stay = grid.seat_stay[seat]
        order = np.argsort(stay, kind="stable")
        size = np.bincount(stay, minlength=stays)
        start = np.cumsum(size) - size
        place = np.empty(len(stay), np.int64)
        place[order] = np.arange(len(stay)) - start[stay[order]]
        area = np.where(single, size * size, 0)
        offset = np.cumsum(area) - area
        minutes = np.zeros(int(area.sum()), np.int64)
        least = np.zeros(stays, np.int64)
        alone = _places(grid) == 1
        for m in np.unique(size[single]).tolist():
            mine = np.flatnonzero(single & (size == m))
            pairs = grid.pair[order[start[mine][:, None] + np.arange(m)]]
            cells = offset[mine][:, None] + np.arange(m * m)
            legs = leg_table(walks, pairs)
            minutes[cells] = legs.reshape(-1, m * m)
            least[mine] = np.where(alone[mine], shortest_minutes(legs), 0)
        binding = walks.binding
        matters = _differ(minutes, offset, area) | binding
        base = np.where(single[stay], offset[stay] + place * size[stay], 0)
        gap = _gaps(grid) if binding else None
        return cls(single & matters, base, place, minutes, gap, least)

    def walked(
        self, cells: NDArray[np.int64], session: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return [n] the minutes walked along rows of `cells` [n, K], [n] who is late."""
        total = np.zeros(len(cells), np.int64)
        late = np.zeros(len(cells), np.bool_)
        if not len(cells):
            return total, late
        last, at = np.full(len(cells), -1, np.int64), np.zeros(len(cells), np.int64)
        for k, here in enumerate(cells.T):
            both = (here >= 0) & (last >= 0)
            way = np.where(both, self.base[last] + self.place[here], 0)
            leg = np.where(both, self.minutes[way], 0)
            total += leg
            if self.gap is not None:
                late |= both & (leg > self.gap[session, at, k])
            at = np.where(here >= 0, k, at)
            last = np.where(here >= 0, here, last)
        return total, late


def _places(grid: Grid) -> NDArray[np.int64]:
    """Return [R]: how many meetings the party of each stay can hold at once."""
    inst, buyers = grid.instance, grid.buyer_stays
    return np.concatenate(
        [
            inst.buyer_teams[grid.stay_party[:buyers]],
            inst.supplier_tables[grid.stay_party[buyers:]],
        ]
    )


def least_idle(grid: Grid) -> NDArray[np.int64]:
    """Return [R]: idle rounds that no order of each stay's meetings has fewer.

    Its meetings take so many open rounds at least; of all that could be, some adjacent
    ones of those open span the least, and more rounds span no less.
    """
    meetings = np.bincount(
        grid.seat_stay[np.concatenate([grid.buyer_seat, grid.supplier_seat])],
        minlength=len(grid.stay_party),
    )
    rounds = -(-meetings // _places(grid))
    is_open = grid.is_open()
    count, width = is_open.sum(axis=1), grid.rounds
    place = np.argsort(~is_open, axis=1, kind="stable")
    best = np.full(len(rounds), width, np.int64)
    for first in range(width):
        last = np.minimum(first + rounds - 1, width - 1)
        span = place[np.arange(len(rounds)), last] - place[:, first] + 1
        best = np.where(first + rounds <= count, np.minimum(best, span - rounds), best)
    return best


def _differ(
    minutes: NDArray[np.int64], offset: NDArray[np.int64], area: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return [R]: not all ways of the stay are equally long.

    A meeting's way to itself is 0, so with equal ways the sum of all is so many times
    the longest.
    """
    if not len(minutes):
        return np.zeros(len(area), np.bool_)
    at = np.minimum(offset, len(minutes) - 1)
    longest = np.maximum.reduceat(minutes, at)
    total = np.concatenate([[0], np.cumsum(minutes)])
    size = np.sqrt(area).astype(np.int64)
    walked = total[offset + area] - total[offset]
    return np.asarray((area > 0) & (walked != longest * (area - size)))


def _gaps(grid: Grid) -> NDArray[np.float64]:
    """Return [P, K, K]: the minutes from the end of one round to the start of another."""
    slots = grid.slots()
    start, end = grid.instance.slot_start[slots], grid.instance.slot_end[slots]
    return start[:, None, :] - end[:, :, None]
