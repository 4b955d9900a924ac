"""Who meets whom: a min-cost flow from buyers through sessions to suppliers.

    source -> buyer -> (buyer, session) -> (supplier, session) -> supplier -> sink

An arc from a buyer's to a supplier's session is a candidate pair with capacity one.
Because every arc has integer capacity the best flow is integral, so it is a choice of
pairs (Ahuja, Magnanti and Orlin, Network Flows, 1993, theorem 9.10). Few of the pairs are
in the flow; the others are priced (`priced`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from scheduler.executor.in_process import InProcess
from scheduler.ranges import renumber
from scheduler.search.auction import sell
from scheduler.search.network import UNREACHED, Network
from scheduler.search.offer import UNITS, Offer
from scheduler.search.priced import (
    MANY_PAIRS,
    Built,
    add_buyer_arcs,
    add_lines,
    likely_of,
    likely_pairs,
    session_allowance,
    solve_priced,
    with_best_of_lines,
)
from scheduler.search.room import free_room
from scheduler.search.served import NO_LINES
from scheduler.search.worth import STEEP, Prices, minimum_steps, pair_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.executor.protocol import Executor
    from scheduler.search.instance import Instance
    from scheduler.search.room import Room
    from scheduler.search.session_plan import Judged

    Ints = NDArray[np.int64]


NOBODY = np.zeros(0, np.int64)

STEP = 3
"""Units by which bids for pairs of a session rise at least."""

BELOW = 2
"""Fit points below the guess at which prices begin, since they only rise."""

WIDER = 2
"""How many times the pairs with which a flow begins are for sale."""


@dataclass(frozen=True)
class Choice:
    """The pairs chosen, [n], and the price of a table in a session, [S, P]."""

    chosen: NDArray[np.bool_]
    price: NDArray[np.int64]


@dataclass(frozen=True)
class Before:
    """A plan `judged` before: of its sessions only those that have other pairs now, and
    those to be solved `again`, are not as they were."""

    judged: Judged
    again: Ints = field(default_factory=NOBODY.copy)


def choose_pairs(
    instance: Instance,
    session_of: NDArray[np.int64],
    fixed: dict[int, int],
    price: NDArray[np.int64] | None = None,
    prices: Prices = STEEP,
    line_worth: int = 0,
    executor: Executor | None = None,
    before: Before | None = None,
) -> Choice:
    """Return the pairs of greatest total worth, given each pair's only session.

    `session_of` [n] is the session a pair would meet in, -1 for never; pairs in
    `fixed` take room but are not chosen again. Exact for these sessions; rounds,
    walks and hall tables are not looked at. `price` [S] says what a meeting with a
    supplier is about worth: a guess that saves time. `prices` are those of the tiers.
    `line_worth` is paid for each demand line served, at one line a pair. `executor`
    solves the sessions, here where it is None; those that are as they were `before` are
    taken from there.
    """
    room = free_room(instance, fixed)
    free = session_of >= 0
    free[list(fixed)] = False
    rows = np.flatnonzero(free)
    worth = pair_worth(instance, prices)[rows]
    hope = worth if price is None else worth - price[instance.pair_supplier[rows]]
    chosen = np.zeros(instance.n_pairs, np.bool_)
    seat = np.where(room.supplier_session > 0, 0, UNREACHED)
    main = instance.open_lines.main if line_worth else NO_LINES
    parts = _parts(instance, rows, session_of, room)
    if before is not None:
        parts, same = _part_same(session_of, rows, parts, before)
        chosen[same] = before.judged.plan.chosen[same]
        kept = np.unique(session_of[same])
        seat[:, kept] = before.judged.price[:, kept]
    limits = _Limits.build(instance, room, prices, line_worth)
    limits = replace(limits, sells=instance.n_pairs > MANY_PAIRS and len(parts) > 1)
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


def _part_same(
    session_of: Ints, rows: Ints, parts: list[Ints], before: Before
) -> tuple[list[Ints], Ints]:
    """Return the parts to be solved once more, and the pairs of all others."""
    earlier = before.judged.plan.session_of
    moved = session_of != earlier
    touched = np.concatenate([session_of[moved], earlier[moved], before.again])
    new = [np.isin(session_of[rows[part]], touched).any() for part in parts]
    same = [rows[part] for part, is_new in zip(parts, new, strict=True) if not is_new]
    return list(compress(parts, new)), np.concatenate([NOBODY, *same])


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
    minimum pay, how many pairs of a buyer are `likely`, how much a flow may miss; and
    whether an auction `sells` what it can instead, each part being one session."""

    room: Room
    steps: list[int]
    line_worth: int
    likely: int
    allowed: int
    sells: bool = False

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
            session_allowance(instance, line_worth),
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
        return (self._sell() if self.limits.sells else None) or self._flow()

    def _sell(self) -> tuple[Ints, Ints, Ints] | None:
        """Return what an auction sells, None where a flow may find much better."""
        room, p = self.limits.room, int(self.session[0])
        buyers, buyer = renumber(self.buyer, len(room.buyer))
        hosts, host = renumber(self.supplier, len(room.supplier))
        tables = np.minimum(room.supplier, room.supplier_session[:, p])[hosts]
        seats = np.minimum(room.buyer, room.buyer_session[:, p])[buyers]
        offer = Offer.build(
            (np.arange(len(buyer)), buyer, host, self.worth),
            self.main if self.limits.line_worth else None,
            self.limits.line_worth,
            (seats, room.met[buyers], self.limits.steps),
        )
        few = offer.among(self._likely())
        price = np.zeros(len(hosts), np.int64)
        price[host] = np.maximum(0, self.worth - self.hope)
        price = np.maximum(0, np.where(price < UNREACHED, price, 0) - BELOW)
        sold = sell(few, tables, UNITS * price, STEP)
        missed = offer.bound(sold.price, tables) - few.worth_of(sold.taken)
        if missed > self.limits.allowed:
            return None
        nodes = hosts * room.buyer_session.shape[1] + p
        return few.rows[sold.taken], nodes, sold.price // UNITS

    def _likely(self) -> NDArray[np.bool_]:
        """Return the pairs with which to begin, those of lines among them."""
        most = self.limits.likely * (WIDER if self.limits.sells else 1)
        likely = likely_pairs(most, self.buyer, self.hope)
        if not self.limits.line_worth:
            return likely
        return with_best_of_lines(likely, self.buyer, self.main, self.hope)

    def _flow(self) -> tuple[Ints, Ints, Ints]:
        """Return the best choice, found by a flow."""
        nodes = _Nodes.build(self)

        def build(worth: Ints, arcs: Ints) -> Built:
            return self._network(nodes, worth, arcs)

        found = solve_priced(build, self.worth, self._likely(), self.limits.allowed)
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
