"""Exchange two rounds wherever that helps, everywhere in the fair at once.

The meetings of two rounds link seats into paths and rings. Exchanging the two rounds
along a whole path or ring (a Kempe chain) keeps every meeting in its session and every
seat in one place at a time; and what one of them gains does not depend on the others.
So all of them are weighed together and all that help are taken together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from scheduler.search.interpreting import Duties
from scheduler.search.order_cost import (
    Ways,
    exchange_bits,
    idle_rounds,
    idle_table,
    least_idle,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scheduler.search.grid import Grid
    from scheduler.search.walks import Walks


FEW_ROUNDS = 12
"""Rounds up to which the idle ones of every set are looked up: 4,096 sets."""


@dataclass(frozen=True)
class Change:
    """What exchanging each chain changes, [c]: rounds, minutes, rounds; less is better."""

    idle: NDArray[np.int64]
    minutes: NDArray[np.int64]
    holes: NDArray[np.int64]

    def is_better(self) -> NDArray[np.bool_]:
        """Tell which chains gain in the first tier that they change at all."""
        after = (self.minutes < 0) | ((self.minutes == 0) & (self.holes < 0))
        return np.asarray((self.idle < 0) | ((self.idle == 0) & after))


@dataclass
class _Chains:
    """The chains of two rounds: the seats they link, [n], and the chain of each seat."""

    first: int
    second: int
    seats: NDArray[np.int64]
    chain: NDArray[np.int64]
    count: int


class Exchange:
    """A placement whose rounds are being exchanged; its value at any time."""

    def __init__(self, grid: Grid, walks: Walks) -> None:
        """Take over the placement of `grid`."""
        self.grid = grid
        self.ways = Ways.build(grid, walks)
        self.cell = grid.cells()
        self.wide = np.diff(grid.first_seat) > 1
        self.open = grid.is_open()
        self.least = least_idle(grid)
        self._stuck = _stuck_stays(grid, walks)[grid.seat_stay]
        self._locked = np.isin(grid.pair, np.array(sorted(grid.instance.locked)))
        few = grid.rounds <= FEW_ROUNDS
        self._idle_of = idle_table(grid.rounds).__getitem__ if few else idle_rounds
        self._index = np.full(len(self.cell), -1, np.int64)
        self.restore(self.cell)

    def restore(self, cells: NDArray[np.int64]) -> None:
        """Go back to where the meetings lay as in `cells`."""
        self.cell = cells.copy()
        bits = (self.cell >= 0) << np.arange(self.grid.rounds)
        self._busy = bits.sum(axis=1).astype(np.int64)
        first = self.grid.first_seat[:-1]
        together = (
            np.bitwise_or.reduceat(self._busy, first) if len(first) else self._busy
        )
        self.idle = idle_rounds(together)
        needy = self.grid.instance.interpreting.able
        self.duties = Duties(self.grid.instance, self.slot_of() if needy else {})
        self.minutes = np.zeros(len(self.idle), np.int64)
        walkers = np.flatnonzero(self.ways.walks)
        seats = self.grid.first_seat[walkers]
        self.minutes[walkers], _ = self.ways.walked(
            self.cell[seats], self.grid.stay_session[walkers]
        )

    def slot_of(self) -> dict[int, int]:
        """Return pair -> slot as the meetings lie now."""
        return self.grid.slot_of(self.cell)

    def is_movable(self, meetings: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which of `meetings` are not locked, nor of anybody who has to stay put."""
        grid = self.grid
        stuck = self._stuck[grid.buyer_seat] | self._stuck[grid.supplier_seat]
        return ~(stuck | self._locked)[meetings]

    def move(self, meetings: NDArray[np.int64], rounds: NDArray[np.int64]) -> None:
        """Let `meetings` lie in `rounds`, at any seat of theirs that is free then."""
        cells = self.cell.copy()
        cells[np.isin(cells, meetings)] = -1
        for side in (self.grid.buyer_seat, self.grid.supplier_seat):
            stays = self.grid.seat_stay[side[meetings]]
            for meeting, stay, r in zip(
                meetings.tolist(), stays.tolist(), rounds.tolist(), strict=True
            ):
                first, last = self.grid.first_seat[stay], self.grid.first_seat[stay + 1]
                cells[first + int(cells[first:last, r].argmin()), r] = meeting
        self.restore(cells)

    def waits(self) -> NDArray[np.bool_]:
        """Return [R]: the stay has more idle rounds than closed rounds force on it."""
        return np.asarray(self.idle > self.least)

    def is_served(self) -> bool:
        """Tell whether there are interpreters enough in every slot."""
        return self.duties.suffice(range(self.grid.instance.n_slots))

    def value(self) -> tuple[int, int, int]:
        """Return idle rounds of buyers, minutes walked, idle rounds of suppliers."""
        buyers = self.grid.buyer_stays
        idle, holes = self.idle[:buyers].sum(), self.idle[buyers:].sum()
        return int(idle), int(self.minutes.sum()), int(holes)

    def step(
        self, first: int, second: int, accept: Callable[[Change], NDArray[np.bool_]]
    ) -> int:
        """Exchange two rounds along the chains that `accept` takes; return how many."""
        chains = self._chains(first, second)
        if not chains.count:
            return 0
        change, late, wide = self._change(chains)
        chosen = accept(change) & self._movable(chains) & ~late
        chosen = self._one_each(chosen, *wide)
        chosen = self._within_tables(chosen, chains)
        chosen = self._served(chosen, chains)
        if chosen.any():
            self._flip(chains, chosen)
        return int(chosen.sum())

    def _chains(self, first: int, second: int) -> _Chains:
        """Return the paths and rings that the meetings of two rounds make of the seats."""
        two = self.cell[:, [first, second]]
        seats = np.flatnonzero((two >= 0).any(axis=1))
        self._index[seats] = np.arange(len(seats))
        buyers = int(np.searchsorted(seats, self.grid.buyer_seats))
        met = two[seats[:buyers]]
        ends = np.zeros(len(seats) + 1, np.int64)
        ends[1 : buyers + 1] = (met >= 0).sum(axis=1)
        links = self._index[self.grid.supplier_seat[met[met >= 0]]]
        graph: csr_array[np.float64] = csr_array(
            (
                np.ones(len(links)),
                links.astype(np.int32),
                np.cumsum(ends, dtype=np.int32),
            ),
            (len(seats), len(seats)),
        )
        count, chain = connected_components(graph, directed=False)
        return _Chains(first, second, seats, chain.astype(np.int64), int(count))

    def _movable(self, chains: _Chains) -> NDArray[np.bool_]:
        """Return [c]: nobody is away in the other round, and nothing is locked."""
        first, second, seats = chains.first, chains.second, chains.seats
        stay = self.grid.seat_stay[seats]
        stays = self._stuck[seats]
        for here, there in ((first, second), (second, first)):
            meeting = self.cell[seats, here]
            stays |= (meeting >= 0) & (~self.open[stay, there] | self._locked[meeting])
        held = np.bincount(chains.chain[stays], minlength=chains.count)
        return np.asarray(held == 0)

    def _change(
        self, chains: _Chains
    ) -> tuple[Change, NDArray[np.bool_], tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Return the change of each chain, who gets late, and (chain, stay) of wide ones."""
        grid, count = self.grid, chains.count
        stay = grid.seat_stay[chains.seats]
        narrow = ~self.wide[stay]
        seats = chains.seats[narrow]
        after = self._idle_of(
            exchange_bits(self._busy[seats], chains.first, chains.second)
        )
        chain, stays = chains.chain[narrow], stay[narrow]
        gained = after - self.idle[stays]
        wide_chain, wide_stay, wide_gain = self._wide_change(chains)
        chain = np.concatenate([chain, wide_chain])
        gained = np.concatenate([gained, wide_gain])
        of_buyer = np.concatenate([stays, wide_stay]) < grid.buyer_stays
        minutes, late = self._walk_change(chains, stay)
        change = Change(
            idle=_sums(chain[of_buyer], gained[of_buyer], count),
            minutes=minutes,
            holes=_sums(chain[~of_buyer], gained[~of_buyer], count),
        )
        return change, late, (wide_chain, wide_stay)

    def _walk_change(
        self, chains: _Chains, stay: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return [c] the minutes walked more, and [c] whether anybody would be late."""
        mine = np.flatnonzero(self.ways.walks[stay])
        stays, chain = stay[mine], chains.chain[mine]
        minutes, late = self._walked_after(chains, chains.seats[mine], stays)
        more = _sums(chain, minutes - self.minutes[stays], chains.count)
        return more, np.bincount(chain[late], minlength=chains.count) > 0

    def _walked_after(
        self, chains: _Chains, seats: NDArray[np.int64], stays: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        cells = self.cell[seats]
        columns = [chains.second, chains.first]
        cells[:, columns[::-1]] = cells[:, columns]
        return self.ways.walked(cells, self.grid.stay_session[stays])

    def _wide_change(
        self, chains: _Chains
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return chain, stay and idle rounds gained where a stay has several seats."""
        grid = self.grid
        stay = grid.seat_stay[chains.seats]
        mine = np.flatnonzero(self.wide[stay])
        if not len(mine):
            return mine, mine, mine
        keys = np.unique(stay[mine] * chains.count + chains.chain[mine])
        stays, chain = keys // chains.count, keys % chains.count
        size = grid.first_seat[stays + 1] - grid.first_seat[stays]
        start = np.cumsum(size) - size
        seat = np.arange(int(size.sum())) + np.repeat(
            grid.first_seat[stays] - start, size
        )
        chain_of = np.full(len(self._busy), -1, np.int64)
        chain_of[chains.seats] = chains.chain
        moved = exchange_bits(self._busy[seat], chains.first, chains.second)
        moved = np.where(
            chain_of[seat] == np.repeat(chain, size), moved, self._busy[seat]
        )
        after = idle_rounds(np.bitwise_or.reduceat(moved, start))
        return chain, stays, after - self.idle[stays]

    def _one_each(
        self,
        chosen: NDArray[np.bool_],
        chain: NDArray[np.int64],
        stay: NDArray[np.int64],
    ) -> NDArray[np.bool_]:
        """Return `chosen` with one chain at most for each stay of several seats.

        What two chains of one stay gain together is not what each gains.
        """
        taken = np.flatnonzero(chosen[chain])
        chain, stay = chain[taken], stay[taken]
        least = np.full(len(self.idle), len(chosen), np.int64)
        np.minimum.at(least, stay, chain)
        chosen = chosen.copy()
        chosen[chain[least[stay] != chain]] = False
        return chosen

    def _within_tables(
        self, chosen: NDArray[np.bool_], chains: _Chains
    ) -> NDArray[np.bool_]:
        """Return `chosen` without the chains that would overfill a round of the hall."""
        tables = self.grid.instance.problem.fair.tables
        if tables is None:
            return chosen
        seats = chains.seats[: np.searchsorted(chains.seats, self.grid.buyer_seats)]
        chain = chains.chain[: len(seats)]
        session = self.grid.stay_session[self.grid.seat_stay[seats]]
        here = self.cell[seats][:, [chains.first, chains.second]] >= 0
        count = np.zeros((self.grid.instance.n_sessions, 2), np.int64)
        np.add.at(count, session, here.astype(np.int64))
        shift = _sums(chain, here[:, 0].astype(np.int64) - here[:, 1], chains.count)
        home = np.zeros(chains.count, np.int64)
        home[chain] = session
        chosen = chosen.copy()
        for c in np.flatnonzero(chosen & (shift != 0)).tolist():
            after = count[home[c]] + (-shift[c], shift[c])
            chosen[c] = after.max() <= tables or after.max() <= count[home[c]].max()
            if chosen[c]:
                count[home[c]] = after
        return chosen

    def _served(self, chosen: NDArray[np.bool_], chains: _Chains) -> NDArray[np.bool_]:
        """Return `chosen` without the chains for which interpreters would be missing."""
        grid = self.grid
        if not grid.instance.interpreting.able:
            return chosen
        buyers = np.flatnonzero(chains.seats < grid.buyer_seats)
        chosen = chosen.copy()
        for c in np.flatnonzero(chosen).tolist():
            seats = chains.seats[buyers[chains.chain[buyers] == c]]
            moves = [
                (int(grid.pair[meeting]), *slots)
                for seat in seats.tolist()
                for meeting, slots in self._slots(seat, chains)
            ]
            self._serve([(pair, here, there) for pair, here, there in moves])
            if not self.duties.suffice({slot for move in moves for slot in move[1:]}):
                self._serve([(pair, there, here) for pair, here, there in moves])
                chosen[c] = False
        return chosen

    def _slots(
        self, seat: int, chains: _Chains
    ) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the seat's meetings of the two rounds, from which slot each goes where."""
        session = self.grid.stay_session[self.grid.seat_stay[seat]]
        slots = self.grid.slots()[session, [chains.first, chains.second]].tolist()
        meetings = self.cell[seat, [chains.first, chains.second]].tolist()
        for meeting, way in zip(meetings, (slots, slots[::-1]), strict=True):
            if meeting >= 0:
                yield meeting, (way[0], way[1])

    def _serve(self, moves: list[tuple[int, int, int]]) -> None:
        for pair, here, _ in moves:
            self.duties.take(pair, here)
        for pair, _, there in moves:
            self.duties.put(pair, there)

    def _flip(self, chains: _Chains, chosen: NDArray[np.bool_]) -> None:
        seats = chains.seats[chosen[chains.chain]]
        columns = np.array([chains.first, chains.second])
        both = self.cell[seats[:, None], columns]
        self.cell[seats[:, None], columns[::-1]] = both
        self._busy[seats] = exchange_bits(
            self._busy[seats], chains.first, chains.second
        )
        stay = self.grid.seat_stay[seats]
        narrow = ~self.wide[stay]
        self.idle[stay[narrow]] = self._idle_of(self._busy[seats[narrow]])
        for one in np.unique(stay[~narrow]).tolist():
            first, last = self.grid.first_seat[one], self.grid.first_seat[one + 1]
            busy = np.bitwise_or.reduce(self._busy[first:last])
            self.idle[one] = idle_rounds(np.array([busy]))[0]
        walking = np.flatnonzero(self.ways.walks[stay])
        self.minutes[stay[walking]], _ = self.ways.walked(
            self.cell[seats[walking]], self.grid.stay_session[stay[walking]]
        )


def _stuck_stays(grid: Grid, walks: Walks) -> NDArray[np.bool_]:
    """Return [R]: no exchange of this stay is looked at.

    A walker with several seats reaches a meeting from the nearest of them, and whoever
    is in two sessions that overlap or follow closely may be late between them: their
    meetings stay where they are.
    """
    session = grid.instance.slot_session
    close = {(int(session[t]), int(session[u])) for t, u in walks.near}
    stuck = np.zeros(len(grid.stay_party), np.bool_)
    buyers, suppliers = slice(grid.buyer_stays), slice(grid.buyer_stays, None)
    for side, moves in ((buyers, walks.buyers_walk), (suppliers, walks.suppliers_walk)):
        if moves and walks.longest > 0:
            stuck[side] |= (np.diff(grid.first_seat) > 1)[side]
        if moves or walks.overlapping:
            party, at = grid.stay_party[side], grid.stay_session[side]
            for one, other in close:
                if one != other:
                    twice = np.intersect1d(party[at == one], party[at == other])
                    here = (at == one) | (at == other)
                    stuck[side] |= here & np.isin(party, twice)
    return stuck


def _sums(
    group: NDArray[np.int64], values: NDArray[np.int64], groups: int
) -> NDArray[np.int64]:
    """Return [groups]: the sum of `values` of each group; exact, they are small."""
    return np.bincount(group, weights=values, minlength=groups).astype(np.int64)
