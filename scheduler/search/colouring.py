"""Which round: an edge colouring of a block of pairs, with rounds as colours.

A bipartite graph whose nodes have at most K edges each can be coloured with K colours
(König 1916). Each table of a supplier and each team of a buyer is a node of its own.
Pairs take rounds that both sides have free, as near to the buyer's others as can be;
the rest are put in by exchanging colours along paths, many paths at a time: see
`exchange`. Each step looks at whole columns, so the time grows with the pairs and a
little with the rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.exchange import find_paths, one_in_four, tournament, within_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.search.exchange import Paths

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FREE = -1
"""In a cell: nobody is met in this round yet."""

CLOSED = -2
"""In a cell: this round cannot be used."""

STEP_PAIRS = 200
"""A step along paths takes about as long as looking at so many pairs."""

PATIENCE = 4
"""Turns without gain before what is left is given up."""

NEXT_TO_NOTHING = 0.1
"""The share of what is left that a turn must place, else pairs are shaken ..."""

DEAR = 3_000
"""... and so many may be looked at for each one placed since then; where that takes more
looks, mending and matching afresh are the cheaper way."""

SHAKEN = 60_000
"""Places near to pairs without a round from which paths are exchanged at random, at most,
all couples of rounds together."""


@dataclass(frozen=True)
class Block:
    """Pairs to be put into K rounds, as plain arrays that any process can work on.

    `buyer` and `supplier` [m] are the nodes of each pair: a team and a table.
    `buyer_open` [., K] and `supplier_open` [., K] tell in which rounds each can meet:
    not when away, nor when a meeting is fixed there. `room` [K] is how many meetings
    each round can hold, None where there is no limit.
    """

    buyer: Ints
    supplier: Ints
    buyer_open: Flags
    supplier_open: Flags
    room: Ints | None = None

    @property
    def rounds(self) -> int:
        """Return K."""
        return int(self.buyer_open.shape[1])


def colour_block(block: Block) -> Ints:
    """Return [m]: the round of each pair, -1 where it found none."""
    work = _Colouring(block)
    work.fill()
    work.exchange()
    return work.colour


def colour_blocks(blocks: Sequence[Block]) -> list[Ints]:
    """Return what `colour_block` may return of each block, sooner: many at a time.

    Blocks of as many rounds, all without a limit, are one block in which nobody of one
    meets anybody of another.
    """
    if len({(block.rounds, block.room is None) for block in blocks}) != 1 or (
        blocks[0].room is not None
    ):
        return [colour_block(block) for block in blocks]
    buyers = np.cumsum([0, *(len(block.buyer_open) for block in blocks)])
    suppliers = np.cumsum([0, *(len(block.supplier_open) for block in blocks)])
    colour = colour_block(
        Block(
            np.concatenate([b.buyer + n for b, n in zip(blocks, buyers, strict=False)]),
            np.concatenate(
                [b.supplier + n for b, n in zip(blocks, suppliers, strict=False)]
            ),
            np.concatenate([block.buyer_open for block in blocks]),
            np.concatenate([block.supplier_open for block in blocks]),
        )
    )
    return np.split(colour, np.cumsum([len(block.buyer) for block in blocks[:-1]]))


class _Colouring:
    """The rounds while they are being found.

    `ends` [m, 2] are the nodes of each pair, suppliers counted after the buyers;
    `cell` [nodes, K] the pair that is met, FREE or CLOSED.
    """

    def __init__(self, block: Block) -> None:
        self.ends = np.stack([block.buyer, block.supplier + len(block.buyer_open)], 1)
        is_open = np.concatenate([block.buyer_open, block.supplier_open])
        self.cell = np.where(is_open, FREE, CLOSED).astype(np.int64)
        self.colour = np.full(len(self.ends), -1, np.int64)
        self.rounds = is_open.shape[1]
        self.room = block.room
        self.looked = 0

    def fill(self) -> None:
        """Give pairs a round that is free on both sides, until there is none left."""
        wish = self._wishes()
        pairs = np.arange(len(self.ends))
        while len(pairs):
            free = self._free(pairs, 0) & self._free(pairs, 1) & self._has_room()
            some = free.any(axis=1)
            pairs, free = pairs[some], free[some]
            far = np.where(free, self._far(pairs, wish), 2 * self.rounds)
            choice = far.argmin(axis=1)
            first = self._first_come(pairs, choice)
            if self.room is not None:
                room = self.room - self._used()
                first &= _rank(choice, first) < room[choice]
            self._put(pairs[first], choice[first])
            pairs = pairs[~first]

    def exchange(self) -> None:
        """Put in what is left by exchanging rounds.

        Where a turn gains next to nothing, paths and rings are exchanged at random (but
        the same at every run), so that others can be tried: while that pays.
        """
        idle, shaken, since = 0, 0, self._left()
        while (before := self._left()) > 0 and idle < PATIENCE:
            for mate in tournament(self.rounds):
                self._exchange(mate)
            left = self._left()
            idle = idle + 1 if left == before else 0
            if before - left > NEXT_TO_NOTHING * before:
                continue
            if shaken and self.looked - shaken > DEAR * (since - left):
                break
            shaken, since = self.looked, left
            self._shake(max(1, idle))

    def _left(self) -> int:
        return int((self.colour < 0).sum())

    def _wishes(self) -> Ints:
        """Return [m]: rounds in a row for each buyer, beginning in turn at either end."""
        team = self.ends[:, 0]
        order = np.argsort(team, kind="stable")
        degree = np.bincount(team)
        rank = np.empty(len(team), np.int64)
        rank[order] = np.arange(len(team)) - (np.cumsum(degree) - degree)[team[order]]
        nodes = np.arange(len(degree))
        places = np.maximum(2, self.rounds // np.maximum(1, degree))
        spare = np.maximum(0, self.rounds - degree)
        start = nodes % places * spare // (places - 1)
        turned = (rank + team) % np.maximum(1, degree)[team]
        return np.asarray(start[team] + turned)

    def _far(self, pairs: Ints, wish: Ints) -> NDArray[np.int16]:
        """Return [pairs, K]: rounds from those the buyer has, or from the one wished."""
        taken = self.cell[self.ends[pairs, 0]] >= 0
        some = taken.any(axis=1)
        first = np.where(some, taken.argmax(axis=1), wish[pairs])
        last = self.rounds - 1 - taken[:, ::-1].argmax(axis=1)
        last = np.where(some, last, wish[pairs])
        rounds = np.arange(self.rounds, dtype=np.int16)
        before = first.astype(np.int16)[:, None] - rounds
        after = rounds - last.astype(np.int16)[:, None]
        return np.asarray(np.maximum(np.maximum(before, after), 0))

    def _free(self, pairs: Ints, side: int) -> Flags:
        """Return [pairs, K]: the node on that side is free."""
        return np.asarray(self.cell[self.ends[pairs, side]] == FREE)

    def _has_room(self) -> Flags:
        if self.room is None:
            return np.ones(self.rounds, np.bool_)
        return np.asarray(self._used() < self.room)

    def _used(self) -> Ints:
        """Return [K]: the meetings in each round."""
        return np.bincount(self.colour[self.colour >= 0], minlength=self.rounds)

    def _first_come(self, pairs: Ints, column: Ints) -> Flags:
        """Return which of `pairs` are the first to ask for both their cells."""
        first = np.ones(len(pairs), np.bool_)
        for side in (0, 1):
            rows = np.flatnonzero(first)
            cells = self.ends[pairs[rows], side] * self.rounds + column[rows]
            first[:] = False
            first[rows[np.unique(cells, return_index=True)[1]]] = True
        return first

    def _put(self, pairs: Ints, colours: Ints) -> None:
        for side in (0, 1):
            self.cell[self.ends[pairs, side], colours] = pairs
        self.colour[pairs] = colours

    def _clear(self, pairs: Ints) -> None:
        pairs = pairs[self.colour[pairs] >= 0]
        for side in (0, 1):
            self.cell[self.ends[pairs, side], self.colour[pairs]] = FREE
        self.colour[pairs] = -1

    def _exchange(self, mate: Ints) -> None:
        """Recolour the couples of rounds (k, mate[k]) with new pairs among them."""
        new, low = self._newcomers(mate)
        if not len(new):
            return
        old = self._along(self.ends[new].ravel(), np.repeat(low, 2), mate)
        now = self.colour[old]
        lows = np.concatenate([np.minimum(now, mate[now]), low])
        paths = self._paths(np.concatenate([old, new]), lows, mate)
        grows = np.zeros(paths.count, np.bool_)
        for label in (paths.as_low, paths.as_high):
            grows[label[len(old) :]] = True
        self._choose(paths, grows & paths.best)

    def _shake(self, turn: int) -> None:
        """Exchange the two rounds of one path in four near to the pairs without one."""
        near = np.unique(self.cell[self.ends[self.colour < 0].ravel()])
        nodes = np.unique(self.ends[near[near >= 0]])
        most = SHAKEN // max(1, self.rounds)
        for mate in tournament(self.rounds):
            lows = np.flatnonzero(np.arange(self.rounds) < mate)
            starts = np.arange(len(nodes) * len(lows))
            starts = starts[:: 1 + len(starts) // max(1, most)]
            node, low = np.divmod(starts, max(1, len(lows)))
            pairs = self._along(nodes[node], lows[low], mate)
            now = self.colour[pairs]
            paths = self._paths(pairs, np.minimum(now, mate[now]), mate)
            turned = paths.free & ~paths.best & one_in_four(paths.other, turn)
            self._choose(paths, turned)

    def _along(self, nodes: Ints, low: Ints, mate: Ints) -> Ints:
        """Return the pairs on the paths through `nodes` in the couples (low, mate[low]).

        Where a path is long, all pairs of all those couples: one look at the columns is
        quicker than many steps then.
        """
        at, colours = np.tile(nodes, 2), np.concatenate([low, mate[low]])
        start, found = at, np.zeros(len(self.ends), np.bool_)
        for _ in range(1 + len(self.ends) // STEP_PAIRS):
            pair = self.cell[at, colours]
            on = pair >= 0
            pair = pair[on]
            found[pair] = True
            at = self.ends[pair].sum(axis=1) - at[on]
            colours, start = mate[colours[on]], start[on]
            on = at != start
            at, colours, start = at[on], colours[on], start[on]
            if not len(at):
                return np.flatnonzero(found)
        busy = np.zeros(self.rounds, np.bool_)
        busy[low] = busy[mate[low]] = True
        return np.flatnonzero((self.colour >= 0) & busy[self.colour])

    def _newcomers(self, mate: Ints) -> tuple[Ints, Ints]:
        """Return pairs without a round and, for each, the lower round of a couple.

        Both ends lack one of the two, and no end takes two newcomers in one couple.
        """
        left = np.flatnonzero(self.colour < 0)
        lacks = [self._free(left, side) for side in (0, 1)]
        can = (lacks[0] | lacks[0][:, mate]) & (lacks[1] | lacks[1][:, mate])
        can &= np.arange(self.rounds) < mate
        left, can = left[can.any(axis=1)], can[can.any(axis=1)]
        nth = np.arange(len(left)) % np.maximum(1, can.sum(axis=1))
        low = (can.cumsum(axis=1) > nth[:, None]).argmax(axis=1)
        first = self._first_come(left, low)
        return left[first], low[first]

    def _paths(self, pairs: Ints, low: Ints, mate: Ints) -> Paths:
        """Return the paths and rings of `pairs` in the couples (low, mate[low])."""
        self.looked += len(pairs)
        ends, high, now = self.ends[pairs], mate[low], self.colour[pairs]
        at_low, at_high = self.cell[ends, low[:, None]], self.cell[ends, high[:, None]]
        shut = [(cells == CLOSED).any(axis=1) for cells in (at_low, at_high)]
        is_low, is_new = (now == low)[:, None], (now < 0)[:, None]
        beside = np.where(
            is_new, np.maximum(at_low, at_high), np.where(is_low, at_high, at_low)
        )
        place = np.full(len(self.ends), -1, np.int64)
        place[pairs] = np.arange(len(pairs))
        one, side = np.nonzero(beside >= 0)
        links = one, place[beside[one, side]]
        return find_paths(pairs, low, high, links, now, shut)

    def _choose(self, paths: Paths, wins: Flags) -> None:
        """Colour the paths whose colourings `wins` names, one of either at most."""
        now = self.colour[paths.pairs]
        if self.room is not None:
            wins = within_room(paths, wins, now, self.room - self._used())
        to_low = wins[paths.as_low]
        colours = np.where(to_low, paths.low, paths.high)
        moved = np.flatnonzero((to_low | wins[paths.as_high]) & (colours != now))
        self._clear(paths.pairs[moved])
        self._put(paths.pairs[moved], colours[moved])


def _rank(choice: Ints, among: Flags) -> Ints:
    """Return how many before each, of those `among`, chose the same."""
    rank = np.zeros(len(choice), np.int64)
    rows = np.flatnonzero(among)
    order = rows[np.argsort(choice[rows], kind="stable")]
    chosen = choice[order]
    rank[order] = np.arange(len(order)) - np.searchsorted(chosen, chosen)
    return rank
