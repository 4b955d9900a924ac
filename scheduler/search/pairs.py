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
from scheduler.executor.in_process import InProcess
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

    from scheduler.executor.protocol import Executor
    from scheduler.search.instance import Instance

    Ints = NDArray[np.int64]

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
    executor: Executor | None = None,
) -> Choice:
    """Return the pairs of greatest total worth, given each pair's only session.

    `session_of` [n] is the session a pair would meet in, -1 for never; pairs in
    `fixed` take room but are not chosen again. Exact for these sessions; rounds,
    walks and hall tables are not looked at. `price` [S] says what a meeting with a
    supplier is about worth: a guess that saves time. `prices` are those of the tiers.
    `line_worth` is paid for each demand line served, at one line a pair. `executor`
    solves the sessions, here where it is None.
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
    parts = _parts(instance, rows, session_of, room)
    limits = _Limits.build(instance, room, prices, line_worth)
    flows = [
        _SessionFlow(
            limits,
            instance.pair_buyer[rows[part]],
            instance.pair_supplier[rows[part]],
            session_of[rows[part]],
            worth[part],
            hope[part],
            main[rows[part]] if line_worth else NO_LINES,
        )
        for part in parts
    ]
    solved = (executor or InProcess()).map(_solve, flows, shared=None)
    for part, (taken, tables, cost) in zip(parts, solved, strict=True):
        chosen[rows[part[taken]]] = True
        seat.ravel()[tables] = cost
    return Choice(chosen, seat)


def _solve(_shared: None, flow: _SessionFlow) -> tuple[Ints, Ints, Ints]:
    return flow.solve()


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


@dataclass(frozen=True)
class _Limits:
    """What limits all parts of a choice: the `room` left, what the `steps` up to the
    minimum pay, how many pairs of a buyer are `likely`, how much a flow may miss."""

    room: Room
    steps: list[int]
    line_worth: int
    likely: int
    allowed: int

    @classmethod
    def build(
        cls, instance: Instance, room: Room, prices: Prices, line_worth: int
    ) -> _Limits:
        """Return the limits of all sessions of a fair."""
        return cls(
            room,
            minimum_steps(instance.problem.fair.min_meetings, prices),
            line_worth,
            likely_of(instance),
            allowance(instance),
        )


@dataclass(frozen=True)
class _SessionFlow:
    """The flow of m pairs whose sessions are given, as plain facts that any process can
    work on: `buyer`, `supplier`, `session`, `worth` and `hope` [m]. `main` [m] are the
    lines that count, empty where they are worth nothing.
    """

    limits: _Limits
    buyer: Ints
    supplier: Ints
    session: Ints
    worth: Ints
    hope: Ints
    main: Ints

    def solve(self) -> tuple[Ints, Ints, Ints]:
        """Return the places of the pairs chosen; tables and the price of each."""
        nodes = _Nodes.build(self)
        likely = likely_pairs(self.limits.likely, self.buyer, self.hope)
        if self.limits.line_worth:
            likely = with_best_of_lines(likely, self.buyer, self.main, self.hope)

        def build(worth: Ints, arcs: Ints) -> Built:
            return self._network(nodes, worth, arcs)

        found = solve_priced(build, self.worth, likely, self.limits.allowed)
        first = int(found.built.heads.min())
        price = found.price[first : first + len(nodes.tables)]
        return np.flatnonzero(found.chosen), nodes.tables, price

    def _network(self, nodes: _Nodes, worth: Ints, arcs: Ints) -> Built:
        room, sessions = self.limits.room, nodes.sessions
        network = Network()
        buyer = network.add_nodes(len(nodes.buyers))
        first_window = network.add_nodes(len(nodes.windows))
        first_table = network.add_nodes(len(nodes.tables))
        window, table = first_window + nodes.window_of, first_table + nodes.table_of
        supplier = network.add_nodes(len(nodes.suppliers))
        tails = window
        if self.limits.line_worth:
            tails = add_lines(network, window, self.main, self.limits.line_worth)
        first = sum(map(len, network.tails))
        network.add_arcs(tails[arcs], table[arcs], 1, -worth[arcs])
        met, limit = room.met[nodes.buyers], room.buyer[nodes.buyers]
        at = buyer + np.arange(len(nodes.buyers))
        add_buyer_arcs(network, at, met, limit, self.limits.steps)
        who, p = nodes.windows // sessions, nodes.windows % sessions
        network.add_arcs(
            buyer + who,
            first_window + np.arange(len(nodes.windows)),
            room.buyer_session[nodes.buyers[who], p],
            0,
        )
        network.add_arcs(
            first_table + np.arange(len(nodes.tables)),
            supplier + nodes.host,
            room.supplier_session.ravel()[nodes.tables],
            0,
        )
        network.add_arcs(
            supplier + np.arange(len(nodes.suppliers)),
            1,
            room.supplier[nodes.suppliers],
            0,
        )
        return Built(network, tails, table, int(limit.sum()), first)


@dataclass(frozen=True)
class _Nodes:
    """The nodes of a flow: buyers, (buyer, session), (supplier, session), suppliers; and
    where each pair begins and ends, and whose each table is."""

    sessions: int
    buyers: Ints
    windows: Ints
    window_of: Ints
    tables: Ints
    table_of: Ints
    suppliers: Ints
    host: Ints

    @classmethod
    def build(cls, flow: _SessionFlow) -> _Nodes:
        """Number the nodes of the pairs of `flow`."""
        sessions = flow.limits.room.buyer_session.shape[1]
        buyers, buyer = np.unique(flow.buyer, return_inverse=True)
        windows, window_of = np.unique(
            buyer * sessions + flow.session, return_inverse=True
        )
        tables, table_of = np.unique(
            flow.supplier * sessions + flow.session, return_inverse=True
        )
        suppliers, host = np.unique(tables // sessions, return_inverse=True)
        return cls(
            sessions, buyers, windows, window_of, tables, table_of, suppliers, host
        )


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
    order = np.lexsort((-hope, buyer))
    rank = np.arange(len(buyer)) - np.searchsorted(buyer, buyer)
    likely = np.zeros(len(buyer), np.bool_)
    likely[order[rank < most]] = True
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
