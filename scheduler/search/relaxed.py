"""Who meets whom when sessions are no matter: the flow that bounds every schedule.

    source -> buyer -> (buyer, all sessions) -> supplier -> hall -> sink

Only limits that every schedule obeys are kept, so every schedule is one of the choices
weighed, and the best of them is a bound from above. Lines and loads can be paid for
beside pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import LINE_BITS
from scheduler.search.auction import sell
from scheduler.search.interpreter_prices import within_interpreters
from scheduler.search.network import Network
from scheduler.search.offer import UNITS, Offer
from scheduler.search.priced import (
    MANY_PAIRS,
    Built,
    add_buyer_arcs,
    add_lines,
    allowance,
    likely_of,
    likely_pairs,
    solve_priced,
    with_best_of_lines,
)
from scheduler.search.relaxed_choice import Relaxed
from scheduler.search.room import best_window, free_room
from scheduler.search.served import NO_LINES, further_lines, locked_lines, main_lines
from scheduler.search.worth import minimum_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.room import Room


@dataclass(frozen=True)
class Extras:
    """What else a relaxed flow pays for: a demand line served, and how much a unit of
    the sum of squared supplier loads costs. `granted` [B] are lines, as bits, that are
    paid to each buyer whether served or not; None for those that locks serve."""

    line: int = 0
    load: int = 0
    granted: NDArray[np.uint64] | None = None


NOTHING_ELSE = Extras()

STEP = 3
"""Units by which bids for pairs rise at least."""

WIDER = 3
"""How many times the pairs with which a flow begins are for sale."""

LOADS_APART = 12
"""Meetings of a supplier whose rising costs are told apart; more cost as the next one."""


def choose_relaxed(
    instance: Instance,
    worth: NDArray[np.int64],
    steps: list[int],
    extras: Extras = NOTHING_ELSE,
) -> Relaxed:
    """Return the best pairs when sessions are no matter, and their total worth.

    Those of `_choose_relaxed`, within what the interpreters could serve in the fair.
    """

    def choose(worth: NDArray[np.int64]) -> Relaxed:
        return _choose_relaxed(instance, worth, steps, extras)

    if not instance.interpreting.able:
        return choose(worth)
    return within_interpreters(instance, worth, choose)


def _choose_relaxed(
    instance: Instance, worth: NDArray[np.int64], steps: list[int], extras: Extras
) -> Relaxed:
    """Return the best pairs when neither sessions nor interpreters are a matter.

    Kept are only limits that every schedule obeys: a buyer's maximum and the rounds of
    its best `sessions_per_buyer` sessions, a supplier's maximum and open tables, the
    hall's tables over the whole fair, locks, and that a pair shares a slot at all.
    Every schedule therefore is one of the choices weighed here, so that the total,
    with `steps` paid for each buyer's meetings up to the minimum, is a bound from above.

    It stays one with `extras`. Lines: what a choice serves is no more than the main
    lines of its pairs, each counted once, and every further line of a pair, counted for
    itself. Loads: the costs of a supplier's meetings rise, so a flow takes them in
    order, and those told apart no more cost no more than they should.
    """
    fixed = instance.locked
    room = free_room(instance, fixed)
    free = instance.pair_meetable.copy()
    free[list(fixed)] = False
    if not steps and not extras.line:
        free &= worth > 0  # the others add nothing to any choice
    rows = np.flatnonzero(free)
    granted = locked_lines(instance) if extras.granted is None else extras.granted
    main = main_lines(instance, granted) if extras.line else NO_LINES
    if extras.line:
        worth = worth + extras.line * further_lines(instance, granted)

    def build(worth: NDArray[np.int64], arcs: NDArray[np.int64]) -> Built:
        return _relaxed_network(instance, room, rows, steps, extras, main, worth, arcs)

    buyers = instance.pair_buyer[rows]
    hope = worth[rows]
    if len(rows) > MANY_PAIRS and extras == NOTHING_ELSE:
        sold, price, most = _sell(instance, room, rows, worth, steps)
        relaxed = _as_relaxed(instance, sold, price, most, worth, steps)
        if relaxed is not None:
            return relaxed
        hope = hope - price[instance.pair_supplier[rows]]
    likely = likely_pairs(likely_of(instance), buyers, hope)
    if extras.line:
        likely = with_best_of_lines(likely, buyers, main[rows], hope)
    found = solve_priced(build, worth[rows], likely, allowance(instance))
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[rows] = found.chosen
    chosen[list(fixed)] = True
    degree = np.bincount(instance.pair_buyer[chosen], minlength=instance.n_buyers)
    total = int(worth[chosen].sum() + minimum_worth(degree, steps).sum())
    if extras.line:
        mains = np.flatnonzero(chosen & (main >= 0))
        lines = len(np.unique(instance.pair_buyer[mains] * LINE_BITS + main[mains]))
        total += extras.line * (lines + int(np.bitwise_count(granted).sum()))
    total -= extras.load * _loads_counted(instance, chosen)
    price = found.price[-1 - instance.n_suppliers : -1]
    return Relaxed(chosen, total + found.slack, price)


def _as_relaxed(
    instance: Instance,
    sold: NDArray[np.int64],
    price: NDArray[np.int64],
    most: int,
    worth: NDArray[np.int64],
    steps: list[int],
) -> Relaxed | None:
    """Return the pairs sold as a choice, if `most` proves that none is much better."""
    locked = list(instance.locked)
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[locked] = True
    met = np.bincount(instance.pair_buyer[locked], minlength=instance.n_buyers)
    total = most + int(worth[locked].sum() + minimum_worth(met, steps).sum())
    chosen[sold] = True
    degree = np.bincount(instance.pair_buyer[chosen], minlength=instance.n_buyers)
    value = int(worth[chosen].sum() + minimum_worth(degree, steps).sum())
    if len(sold) > hall_room(instance) or total - value > allowance(instance):
        return None
    return Relaxed(chosen, total, price)


def _sell(
    instance: Instance,
    room: Room,
    rows: NDArray[np.int64],
    worth: NDArray[np.int64],
    steps: list[int],
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Return which of the pairs `rows` an auction sells, the prices [S], and a bound on
    what any choice of them is worth beside the locked ones."""
    tables = np.minimum(room.supplier, room.supplier_session.sum(axis=1))
    seats = np.minimum(room.buyer, best_window(instance, room))
    pairs = rows, instance.pair_buyer[rows], instance.pair_supplier[rows], worth[rows]
    parties = seats, room.met, steps
    likely = likely_pairs(WIDER * likely_of(instance), pairs[1], worth[rows])
    offer = Offer.build(pairs, None, 0, parties)
    few = offer.among(likely)
    sold = sell(few, tables, np.zeros_like(tables), STEP)
    bound = offer.bound(sold.price, tables)
    return few.rows[sold.taken], sold.price // UNITS, bound


def _loads_counted(instance: Instance, chosen: NDArray[np.bool_]) -> int:
    """Return the sum of squared loads, as far as the flow tells them apart."""
    load = np.bincount(instance.pair_supplier[chosen], minlength=instance.n_suppliers)
    locked = instance.pair_supplier[list(instance.locked)]
    before = np.bincount(locked, minlength=instance.n_suppliers)
    apart = np.minimum(load - before, LOADS_APART)
    rest = load - before - apart
    return int(((before + apart) ** 2 + rest * _next_square(before)).sum())


def _next_square(before: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what the first meeting not told apart adds to the squares."""
    return np.asarray(2 * (before + LOADS_APART) + 1)


def _relaxed_network(
    instance: Instance,
    room: Room,
    rows: NDArray[np.int64],
    steps: list[int],
    extras: Extras,
    main: NDArray[np.int64],
    worth: NDArray[np.int64],
    arcs: NDArray[np.int64],
) -> Built:
    network = Network()
    buyers = network.add_nodes(instance.n_buyers) + np.arange(instance.n_buyers)
    windows = network.add_nodes(instance.n_buyers) + np.arange(instance.n_buyers)
    tails = windows[instance.pair_buyer[rows]]
    if extras.line:
        tails = add_lines(network, tails, main[rows], extras.line)
    suppliers = network.add_nodes(instance.n_suppliers)
    hall = network.add_nodes(1)
    heads = suppliers + instance.pair_supplier[rows]
    first = sum(map(len, network.tails))
    network.add_arcs(tails[arcs], heads[arcs], 1, -worth[arcs])
    add_buyer_arcs(network, buyers, room.met, room.buyer, steps)
    network.add_arcs(buyers, windows, best_window(instance, room), 0)
    _add_loads(instance, network, room, suppliers, hall, extras.load)
    network.add_arcs(hall, 1, hall_room(instance), 0)
    return Built(network, tails, heads, int(room.buyer.sum()), first)


def _add_loads(
    instance: Instance,
    network: Network,
    room: Room,
    suppliers: int,
    hall: int,
    load_cost: int,
) -> None:
    """Let suppliers take what they hold, the first meetings at rising costs."""
    nodes = suppliers + np.arange(instance.n_suppliers)
    tables = np.minimum(room.supplier, room.supplier_session.sum(axis=1))
    if not load_cost:
        network.add_arcs(nodes, hall, tables, 0)
        return
    locked = instance.pair_supplier[list(instance.locked)]
    before = np.bincount(locked, minlength=instance.n_suppliers)
    for k in range(LOADS_APART):
        more = 2 * (before + k) + 1
        network.add_arcs(nodes, hall, (tables > k).astype(np.int64), load_cost * more)
    rest = np.maximum(tables - LOADS_APART, 0)
    network.add_arcs(nodes, hall, rest, load_cost * _next_square(before))


def hall_room(instance: Instance) -> int:
    """Return the meetings beside the locked ones that the hall's tables can hold.

    Without a limit it is one more than there can be, so that room there has no price.
    """
    tables = instance.problem.fair.tables
    if tables is None:
        return int(instance.n_pairs) + 1
    return max(0, tables * instance.n_slots - len(instance.locked))
