"""A flow over few pairs that is as good as one over all: the others are priced.

A buyer has many candidates and few meetings, so a flow is solved over its likely pairs
first; pairs that would gain at the prices found are added until these gains are next to
nothing, which proves that the rest changes next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import LINE_BITS
from scheduler.search.best_of import LEAST, best_few, first_best
from scheduler.search.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

LIKELY = 2
"""Likely pairs of a buyer, for each meeting it may have."""

BEST_OF_LINE = 2
"""Likely pairs of each line beside, where lines count."""

SLACK = 1e-3
"""Fit points for each pair that a flow may miss rather than be solved once more; half of
them where it is that of one session."""

MANY_PAIRS = 500_000
"""At fairs of no more pairs a flow misses nothing."""

UNSEEN = 1 << 36
"""What a pair counts whose node no pair of the flow uses yet: more than is ever allowed,
and less than would overflow a sum."""

FEW_PAIRS = 20_000
"""A flow over no more pairs is solved at once."""


@dataclass(frozen=True)
class Built:
    """A network and the two nodes of every pair, in it or not; `first` is the arc of the
    first pair in it, the others follow."""

    network: Network
    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    supply: int
    first: int


Build = Callable[["NDArray[np.int64]", "NDArray[np.int64]"], Built]
"""From the worth of all pairs and the places of some of them to a network of these."""


@dataclass(frozen=True)
class Priced:
    """The pairs chosen, [m], the price of each node, the network, and a slack.

    No choice is worth more than `slack` above this one.
    """

    chosen: NDArray[np.bool_]
    price: NDArray[np.int64]
    built: Built
    slack: int


def allowance(instance: Instance) -> int:
    """Return the fit points that a flow may miss."""
    return int(SLACK * instance.n_pairs) if instance.n_pairs > MANY_PAIRS else 0


def session_allowance(instance: Instance, line_worth: int) -> int:
    """Return the same for the flow of a session, at any fair where lines count.

    That flow proves nothing, so it need not be the best one.
    """
    return int(SLACK / 2 * instance.n_pairs) if line_worth else allowance(instance) // 2


def likely_of(instance: Instance) -> int:
    """Return how many pairs of a buyer a flow begins with."""
    return LIKELY * instance.problem.fair.max_meetings


def likely_pairs(
    most: int, buyer: NDArray[np.int64], hope: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which pairs to begin with: the `most` hopeful ones of each buyer.

    `buyer` [m] must ascend; `hope` [m] need not be right, it only saves time.
    """
    if len(buyer) <= FEW_PAIRS:
        return np.ones(len(buyer), np.bool_)
    return best_few(most, hope, buyer)


def with_best_of_lines(
    likely: NDArray[np.bool_],
    buyer: NDArray[np.int64],
    main: NDArray[np.int64],
    hope: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return `likely` [m] with the `BEST_OF_LINE` pairs of each buyer's main lines [m]
    that are most hopeful."""
    serving = np.flatnonzero(main >= 0)
    rows = serving[np.argsort(main[serving].astype(np.int8), kind="stable")]
    line, value = buyer[rows] * LINE_BITS + main[rows], hope[rows]
    wider = likely.copy()
    for _ in range(BEST_OF_LINE):
        best = first_best(value, line)
        wider[rows[best]] = True
        value[best] = LEAST
    return wider


def solve_priced(
    build: Build, worth: NDArray[np.int64], likely: NDArray[np.bool_], allowed: int
) -> Priced:
    """Return a choice of all pairs that is no more than `allowed` from the best.

    Begins with the `likely` pairs; all others that cost less than nothing at the prices
    of the nodes are added, and again, until what they would gain together is no more
    than `allowed`. That sum bounds what any choice can be better: with the prices of
    the nodes and, for each such pair, its gain as the price of its one unit of room,
    the dual of the flow is feasible, and its value is that of the choice and the sum.
    """
    inside = likely.copy()
    while True:
        arcs = np.flatnonzero(inside)
        built = build(worth, arcs)
        flows = built.network.solve(built.supply)
        price = built.network.prices(flows)
        gain = worth + price[built.tails] - price[built.heads]
        gaining = ~inside & (gain > 0)
        slack = int(np.minimum(gain[gaining], UNSEEN).sum())
        if slack <= allowed:
            break
        inside |= gaining
    chosen = np.zeros(len(worth), np.bool_)
    chosen[arcs] = flows[built.first : built.first + len(arcs)] > 0
    return Priced(chosen, price, built, slack)


def add_lines(
    network: Network,
    windows: NDArray[np.int64],
    lines: NDArray[np.int64],
    line_worth: int,
) -> NDArray[np.int64]:
    """Return the node from which each pair starts: its line's, or its window's.

    A line pays once; more pairs may pass through it for nothing.
    """
    rows = np.flatnonzero(lines >= 0)
    keys, node = np.unique(windows[rows] * LINE_BITS + lines[rows], return_inverse=True)
    first = network.add_nodes(len(keys))
    nodes = first + np.arange(len(keys))
    network.add_arcs(keys // LINE_BITS, nodes, 1, -line_worth)
    network.add_arcs(keys // LINE_BITS, nodes, len(rows), 0)
    tails = windows.copy()
    tails[rows] = first + node
    return tails


def add_buyer_arcs(
    network: Network,
    nodes: NDArray[np.int64],
    met: NDArray[np.int64],
    room: NDArray[np.int64],
    steps: list[int],
) -> None:
    """Let each buyer's node take `room` more meetings beside `met` it has.

    `steps` are paid for its first, second, ... meeting in all; they must not rise, so
    that the flow takes them in order.
    """
    for k, pay in enumerate(steps):
        due = (met <= k) & (k - met < room)
        network.add_arcs(0, nodes, due.astype(np.int64), -pay)
    paid = np.clip(len(steps) - met, 0, room)
    network.add_arcs(0, nodes, room - paid, 0)
