"""Who meets whom: a min-cost flow from buyers through sessions to suppliers.

    source -> buyer -> (buyer, session) -> (supplier, session) -> supplier -> sink

An arc from a buyer's to a supplier's session is a candidate pair with capacity one.
Because every arc has integer capacity the best flow is integral, so it is a choice of
pairs (Ahuja, Magnanti and Orlin, Network Flows, 1993, theorem 9.10).

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
from scheduler.search.instance import UNLIMITED
from scheduler.search.network import UNREACHED, Network
from scheduler.search.served import locked_lines, main_lines
from scheduler.search.worth import (
    STEEP,
    Prices,
    minimum_steps,
    pair_worth,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

LIKELY = 2
"""Likely pairs of a buyer, for each meeting it may have."""

SLACK = 1e-4
"""Fit points for each pair that a flow may miss rather than be solved once more."""

MANY_PAIRS = 500_000
"""At fairs of no more pairs a flow misses nothing."""

UNSEEN = 1 << 36
"""What a pair counts whose node no pair of the flow uses yet: more than is ever allowed,
and less than would overflow a sum."""

NO_LINES = np.zeros(0, np.int64)

FEW_PAIRS = 20_000
"""A flow over no more pairs is solved at once."""


@dataclass(frozen=True)
class Room:
    """How many more meetings fit: by buyer [B], buyer and session [B, P], supplier
    and session [S, P], supplier [S]; and how many each buyer has, [B]."""

    buyer: NDArray[np.int64]
    buyer_session: NDArray[np.int64]
    supplier_session: NDArray[np.int64]
    supplier: NDArray[np.int64]
    met: NDArray[np.int64]


@dataclass(frozen=True)
class Choice:
    """The pairs chosen, [n], and the price of a table in a session, [S, P]."""

    chosen: NDArray[np.bool_]
    price: NDArray[np.int64]


def free_room(instance: Instance, fixed: dict[int, int]) -> Room:
    """Return the room left beside the `fixed` pairs (pair -> slot)."""
    fair = instance.problem.fair
    buyer = np.full(instance.n_buyers, fair.max_meetings)
    buyer_session = instance.buyer_capacity.copy()
    supplier_session = instance.supplier_capacity.copy()
    supplier = np.minimum(instance.supplier_max, UNLIMITED)
    pairs, slots = np.array(list(fixed.items()), np.int64).reshape(-1, 2).T
    b, s = instance.pair_buyer[pairs], instance.pair_supplier[pairs]
    p = instance.slot_session[slots]
    met = np.bincount(b, minlength=instance.n_buyers)
    np.subtract.at(buyer_session, (b, p), 1)
    np.subtract.at(supplier_session, (s, p), 1)
    taken = np.bincount(s, minlength=instance.n_suppliers)
    rooms = (buyer - met, buyer_session, supplier_session, supplier - taken, met)
    return Room(*(np.maximum(room, 0) for room in rooms))


def choose_pairs(
    instance: Instance,
    session_of: NDArray[np.int64],
    fixed: dict[int, int],
    price: NDArray[np.int64] | None = None,
    prices: Prices = STEEP,
    line_worth: int = 0,
) -> Choice:
    """Return the pairs of greatest total worth, given each pair's only session.

    `session_of` [n] is the session a pair would meet in, -1 for never; pairs in
    `fixed` take room but are not chosen again. Exact for these sessions; rounds,
    walks and hall tables are not looked at. `price` [S] says what a meeting with a
    supplier is about worth: a guess that saves time. `prices` are those of the tiers. `line_worth` is paid for each
    demand line served, at one line a pair.
    """
    room = free_room(instance, fixed)
    free = session_of >= 0
    free[list(fixed)] = False
    rows = np.flatnonzero(free)
    worth = pair_worth(instance, prices)[rows]
    hope = worth if price is None else worth - price[instance.pair_supplier[rows]]
    chosen = np.zeros(instance.n_pairs, np.bool_)
    seat = np.where(room.supplier_session > 0, 0, UNREACHED)
    main = main_lines(instance, locked_lines(instance)) if line_worth else NO_LINES
    for part in _parts(instance, rows, session_of, room):
        flow = _SessionFlow(
            instance, rows[part], session_of, room, prices, line_worth, main
        )
        taken, cost = flow.solve(worth[part], hope[part])
        chosen[rows[part][taken]] = True
        seat.ravel()[flow.tables] = cost
    return Choice(chosen, seat)


def _parts(
    instance: Instance,
    rows: NDArray[np.int64],
    session_of: NDArray[np.int64],
    room: Room,
) -> list[NDArray[np.int64]]:
    """Return places in `rows` that can be solved apart: the sessions, if nothing links them.

    Sessions are linked by buyers who could meet in several of them, and by suppliers
    whose own maximum is less than their sessions hold together.
    """
    session = session_of[rows]
    b = instance.pair_buyer[rows]
    same = np.diff(b, prepend=-1) == 0
    linked = (same & (np.diff(session, prepend=-1) != 0)).any()
    linked |= (room.supplier < room.supplier_session.sum(axis=1)).any()
    if linked:
        return [np.arange(len(rows))] if len(rows) else []
    parts = [np.flatnonzero(session == p) for p in range(instance.n_sessions)]
    return [part for part in parts if len(part)]


@dataclass
class _SessionFlow:
    """The flow of pairs whose sessions are given; its nodes are those of `rows`.

    `main` [n] are the lines that count, empty where `line_worth` is 0.
    """

    instance: Instance
    rows: NDArray[np.int64]
    session_of: NDArray[np.int64]
    room: Room
    prices: Prices
    line_worth: int
    main: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Number the nodes."""
        inst, sessions = self.instance, self.instance.n_sessions
        p = self.session_of[self.rows]
        self.buyers, buyer = np.unique(inst.pair_buyer[self.rows], return_inverse=True)
        self.windows, self.window_of = np.unique(
            buyer * sessions + p, return_inverse=True
        )
        self.tables, self.table_of = np.unique(
            inst.pair_supplier[self.rows] * sessions + p, return_inverse=True
        )
        self.suppliers, self.host = np.unique(
            self.tables // sessions, return_inverse=True
        )

    def solve(
        self, worth: NDArray[np.int64], hope: NDArray[np.int64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Return which of the rows are chosen, and the price of each table."""
        buyers = self.instance.pair_buyer[self.rows]
        likely = likely_pairs(self.instance, buyers, hope)
        if self.line_worth:
            likely = with_best_of_lines(likely, buyers, self.main[self.rows], hope)
        found = solve_priced(self._network, worth, likely, allowance(self.instance))
        first = int(found.built.heads.min())
        return found.chosen, found.price[first : first + len(self.tables)]

    def _network(self, worth: NDArray[np.int64], arcs: NDArray[np.int64]) -> Built:
        inst, room, sessions = self.instance, self.room, self.instance.n_sessions
        network = Network()
        buyer = network.add_nodes(len(self.buyers))
        first_window = network.add_nodes(len(self.windows))
        first_table = network.add_nodes(len(self.tables))
        window, table = first_window + self.window_of, first_table + self.table_of
        supplier = network.add_nodes(len(self.suppliers))
        tails = window
        if self.line_worth:
            tails = add_lines(network, window, self.main[self.rows], self.line_worth)
        first = sum(map(len, network.tails))
        network.add_arcs(tails[arcs], table[arcs], 1, -worth[arcs])
        steps = minimum_steps(inst.problem.fair.min_meetings, self.prices)
        met, limit = room.met[self.buyers], room.buyer[self.buyers]
        add_buyer_arcs(network, buyer + np.arange(len(self.buyers)), met, limit, steps)
        who, p = self.windows // sessions, self.windows % sessions
        network.add_arcs(
            buyer + who,
            first_window + np.arange(len(self.windows)),
            room.buyer_session[self.buyers[who], p],
            0,
        )
        network.add_arcs(
            first_table + np.arange(len(self.tables)),
            supplier + self.host,
            room.supplier_session.ravel()[self.tables],
            0,
        )
        network.add_arcs(
            supplier + np.arange(len(self.suppliers)),
            1,
            room.supplier[self.suppliers],
            0,
        )
        return Built(network, tails, table, int(limit.sum()), first)


def allowance(instance: Instance) -> int:
    """Return the fit points that a flow may miss."""
    return int(SLACK * instance.n_pairs) if instance.n_pairs > MANY_PAIRS else 0


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


def likely_pairs(
    instance: Instance, buyer: NDArray[np.int64], hope: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return which pairs to begin with: each buyer's most hopeful ones.

    `buyer` [m] must ascend; `hope` [m] need not be right, it only saves time.
    """
    if len(buyer) <= FEW_PAIRS:
        return np.ones(len(buyer), np.bool_)
    order = np.lexsort((-hope, buyer))
    rank = np.arange(len(buyer)) - np.searchsorted(buyer, buyer)
    likely = np.zeros(len(buyer), np.bool_)
    likely[order[rank < LIKELY * instance.problem.fair.max_meetings]] = True
    return likely


@dataclass(frozen=True)
class Priced:
    """The pairs chosen, [m], the price of each node, the network, and a slack.

    No choice is worth more than `slack` above this one.
    """

    chosen: NDArray[np.bool_]
    price: NDArray[np.int64]
    built: Built
    slack: int


def with_best_of_lines(
    likely: NDArray[np.bool_],
    buyer: NDArray[np.int64],
    main: NDArray[np.int64],
    hope: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Return `likely` [m] with the most hopeful pair of each buyer's main lines [m]."""
    lines = np.where(main >= 0, buyer * LINE_BITS + main, -1)
    order = np.lexsort((-hope, lines))
    first = order[np.diff(lines[order], prepend=-1) != 0]
    wider = likely.copy()
    wider[first] = True
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
