"""Paths and rings of two colours, many at a time, and their two colourings.

Take two colours and all pairs that have one of them: at each node there are two at
most, so they are paths and, because the graph is bipartite, rings of even length. A
new pair may join where both its ends lack one of the two colours: still no node has
more than two, so paths and rings of even length it is again, and the pairs of each are
coloured with the two colours in turn. The colours are put together two and two; all
couples are worked on at once, and couples change as opponents do in a tournament.

Where somebody is away in a round, a pair beside it is tied to the other: its path has
one colouring left, or none, and then it stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Paths:
    """Paths and rings of m pairs, with c colourings: two of each path.

    `pairs`, `low`, `high` [m] are the pairs and the two colours of each. `as_low` [m]
    is the colouring in which a pair has its low colour, `as_high` that in which it has
    the high one. `other` [c] is the other colouring of the same path, `allowed` [c]
    whether it gives nobody a closed round, `best` [c] marks the allowed one of each
    path that changes the least.
    """

    pairs: Ints
    low: Ints
    high: Ints
    as_low: Ints
    as_high: Ints
    other: Ints
    allowed: Flags
    best: Flags

    @property
    def count(self) -> int:
        """Return c."""
        return len(self.other)

    @property
    def free(self) -> Flags:
        """Return [c]: both colourings of the path are allowed."""
        return self.allowed & self.allowed[self.other]


def find_paths(
    pairs: Ints,
    low: Ints,
    high: Ints,
    links: tuple[Ints, Ints],
    now: Ints,
    shut: Sequence[Flags],
) -> Paths:
    """Return the paths of `pairs` [m] with colours `low` and `high` [m].

    `links` are the places in `pairs` of neighbours, each couple of them once or twice;
    `now` [m] are the present colours, -1 for a new pair; `shut` are two of [m]: which
    pairs cannot have the low, which not the high colour. Each pair stands twice in a
    graph, once for either colour, and neighbours are linked crosswise: a component is
    one colouring.
    """
    size = len(pairs)
    one, two = links
    rows, columns = np.concatenate([one, one + size]), np.concatenate([two + size, two])
    graph = coo_array((np.ones(len(rows)), (rows, columns)), (2 * size, 2 * size))
    count, label = connected_components(graph, directed=False)
    as_low, as_high = label[:size].astype(np.int64), label[size:].astype(np.int64)
    other = np.empty(count, np.int64)
    other[as_low], other[as_high] = as_high, as_low
    allowed = np.ones(count, np.bool_)
    allowed[as_low[shut[0]]] = allowed[as_high[shut[1]]] = False
    agree = np.bincount(as_low[now == low], minlength=count)
    agree += np.bincount(as_high[now == high], minlength=count)
    ahead = agree - agree[other]
    better = (ahead > 0) | ((ahead == 0) & (np.arange(count) < other))
    best = allowed & (better | ~allowed[other])
    return Paths(pairs, low, high, as_low, as_high, other, allowed, best)


def within_room(paths: Paths, wins: Flags, now: Ints, spare: Ints) -> Flags:
    """Return `wins` without the colourings that would overfill a round.

    `now` [m] are the present colours, `spare` [K] the meetings each round can still
    hold. Where one colouring is too much for a round the other is tried.
    """
    spare = spare.copy()
    low, high = np.empty(paths.count, np.int64), np.empty(paths.count, np.int64)
    adds = np.zeros((2, paths.count), np.int64)
    for label, colours in ((paths.as_low, paths.low), (paths.as_high, paths.high)):
        low[label], high[label] = paths.low, paths.high
        np.add.at(adds, ((colours == paths.high).astype(np.int64), label), 1)
    for had, colours in enumerate((paths.low, paths.high)):
        for label in (paths.as_low, paths.as_high):
            np.subtract.at(adds[had], label[now == colours], 1)
    kept = np.zeros(paths.count, np.bool_)
    for chosen in np.flatnonzero(wins).tolist():
        for way in (chosen, int(paths.other[chosen])):
            rounds, more = [low[way], high[way]], adds[:, way]
            if paths.allowed[way] and (more <= np.maximum(spare[rounds], 0)).all():
                spare[rounds] -= more
                kept[way] = True
                break
    return kept


def one_in_four(other: Ints, turn: int) -> Flags:
    """Return [c]: a choice that looks random, of one in four of the paths."""
    path = np.minimum(np.arange(len(other)), other).astype(np.uint64)
    mixed = (path + np.uint64(turn) * np.uint64(1_000_003)) * np.uint64(
        0x9E3779B97F4A7C15
    )
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed >> np.uint64(62) == 0)


def tournament(rounds: int) -> Iterator[Ints]:
    """Yield, until everyone has met everyone, who meets whom: [K], itself for a bye."""
    players = rounds + rounds % 2
    for turn in range(players - 1):
        ring = (np.arange(players - 1) + turn) % (players - 1) + 1
        chairs = np.concatenate([[0], ring])
        mate = np.empty(players, np.int64)
        mate[chairs] = chairs[::-1]
        alone = mate[:rounds] >= rounds
        yield np.where(alone, np.arange(rounds), mate[:rounds])
