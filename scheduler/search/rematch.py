"""Match one round afresh while all others stay: a large change found exactly.

With every other round fixed, the meetings of one round are an assignment of buyers to
suppliers, so the best of them is a min-cost flow. Every rule is looked at, closed
slots and walks too, and the old meetings of the round are one of the choices:
the schedule never gets worse. Sweeping over the rounds of a session fills the holes
that colouring leaves where rounds are scarce.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.ranges import ranges
from scheduler.search.interpreting import serve_best
from scheduler.search.network import Network
from scheduler.search.priced import add_buyer_arcs, likely_of, likely_pairs
from scheduler.search.worth import minimum_steps, minimum_worth, pair_worth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

SWEEPS = 4
"""Passes over the rounds of a session at most ..."""

WORTHWHILE = 0.01
"""... while one gains more than this share of the session's fit."""


def rematch_rounds(
    instance: Instance,
    walks: Walks,
    slot_of: Mapping[int, int],
    go_on: Callable[[], bool],
    price: NDArray[np.int64] | None = None,
    bonus: NDArray[np.int64] | None = None,
    sessions: Iterable[int] | None = None,
    enough: Callable[[NDArray[np.bool_]], bool] = lambda _: False,
) -> dict[int, int]:
    """Return a placement worth at least as much as `slot_of`.

    `price` [S] says what a meeting with a supplier is about worth: of many pairs those
    that seem best at these prices are looked at. `bonus` [n] is what pairs are worth
    beside what they always are; `sessions` are those to look at, None for all. It ends
    as soon as the pairs that meet, [n], are `enough`.
    """
    worth = pair_worth(instance) if bonus is None else pair_worth(instance) + bonus
    hope = worth if price is None else worth - price[instance.pair_supplier]
    work = _Rematch(instance, walks, slot_of, worth, hope)
    for session in range(instance.n_sessions) if sessions is None else sessions:
        for _ in range(SWEEPS):
            if not go_on() or enough(work.slot >= 0) or not work.sweep(session):
                break
    placed = np.flatnonzero(work.slot >= 0)
    return dict(zip(placed.tolist(), work.slot[placed].tolist(), strict=True))


def sessions_lacking(
    instance: Instance, wanted: NDArray[np.bool_], slot_of: Mapping[int, int]
) -> list[int]:
    """Return the sessions in which a buyer without some of its `wanted` pairs, [n], has
    a round free: matching those of others afresh gives it none."""
    placed = np.array(list(slot_of), np.int64)
    missing = wanted.copy()
    missing[placed] = False
    free = instance.buyer_open.copy()
    free[instance.pair_buyer[placed], list(slot_of.values())] = False
    lacking = free[np.unique(instance.pair_buyer[missing])].any(axis=0)
    return [int(p) for p in np.unique(instance.slot_session[lacking])]


class _Rematch:
    """A placement, [n] -> slot or -1, and the counts that limit a round."""

    def __init__(
        self,
        instance: Instance,
        walks: Walks,
        slot_of: Mapping[int, int],
        worth: NDArray[np.int64],
        hope: NDArray[np.int64],
    ) -> None:
        self.instance = instance
        self.walks = walks
        self.worth = worth
        self.steps = minimum_steps(instance.problem.fair.min_meetings)
        self.slot = np.full(instance.n_pairs, -1, np.int64)
        self.slot[list(slot_of)] = list(slot_of.values())
        self.movable = np.ones(instance.n_pairs, np.bool_)
        self.movable[list(instance.locked)] = False
        self.likely = likely_pairs(likely_of(instance), instance.pair_buyer, hope)

    def sweep(self, session: int) -> bool:
        """Match each round of `session` anew; return whether much got better."""
        here = self._in_window(session)[self.instance.pair_buyer]
        rows = np.flatnonzero(here & (self.likely | (self.slot >= 0)))
        slots = self.instance.session_slots[session].tolist()
        gain = sum(self._rematch(rows, slot) for slot in slots)
        here = np.isin(self.slot, slots)
        return gain > WORTHWHILE * int(self.instance.pair_fit[here].sum())

    def _in_window(self, session: int) -> NDArray[np.bool_]:
        """Return [B]: the buyer meets in `session` or may open one more session."""
        placed = np.flatnonzero(self.slot >= 0)
        attends = np.zeros((self.instance.n_buyers, self.instance.n_sessions), np.bool_)
        at = self.instance.slot_session[self.slot[placed]]
        attends[self.instance.pair_buyer[placed], at] = True
        limit = self.instance.problem.fair.sessions_per_buyer
        spare: NDArray[np.bool_] = attends.sum(axis=1) < limit
        return np.asarray(attends[:, session] | spare)

    def _rematch(self, rows: NDArray[np.int64], slot: int) -> int:
        """Match `slot` anew among the pairs `rows` if that gains; return how much."""
        inst = self.instance
        here = np.flatnonzero((self.slot == slot) & self.movable)
        buyer, met, supplier = self._room(slot, here)
        free = ((self.slot[rows] < 0) | (self.slot[rows] == slot)) & self.movable[rows]
        free &= (buyer[inst.pair_buyer[rows]] > 0) & (
            supplier[inst.pair_supplier[rows]] > 0
        )
        free &= inst.interpreting.open[inst.pair_kind[rows], inst.slot_session[slot]]
        arcs = self._in_time(rows[free], slot)
        chosen = self._match_served(arcs, buyer, met, supplier, slot)
        gain = self._gain(chosen, met) - self._gain(here, met)
        if gain <= 0:
            return 0
        self.slot[here] = -1
        self.slot[chosen] = slot
        return gain

    def _match_served(
        self,
        arcs: NDArray[np.int64],
        buyer: NDArray[np.int64],
        met: NDArray[np.int64],
        supplier: NDArray[np.int64],
        slot: int,
    ) -> NDArray[np.int64]:
        """Return the pairs matched; of a kind that asks too much the dearest are kept."""
        if not self.instance.interpreting.able:
            return arcs[self._match(arcs, buyer, met, supplier, slot)]
        others = np.flatnonzero(
            np.isin(self.slot, self.instance.clashing[slot])
            & ((self.slot != slot) | ~self.movable)
        )
        stay = dict(zip(others.tolist(), self.slot[others].tolist(), strict=True))
        kind = self.instance.pair_kind
        next_step = np.array([*self.steps, 0])[np.minimum(met, len(self.steps))]
        value = self.worth + next_step[self.instance.pair_buyer]
        while len(arcs):
            chosen = arcs[self._match(arcs, buyer, met, supplier, slot)]
            placed = dict.fromkeys(chosen.tolist(), slot)
            gone = serve_best(self.instance, placed, stay, value)
            if not gone:
                return chosen
            full = np.isin(kind[arcs], kind[gone])
            arcs = arcs[~full | np.isin(arcs, np.setdiff1d(chosen, gone))]
        return arcs

    def _room(
        self, slot: int, here: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return what buyers [B] can take, what they have [B], suppliers' room [S]."""
        inst, fair = self.instance, self.instance.problem.fair
        stays = self.slot >= 0
        stays[here] = False
        fixed_here = np.flatnonzero(stays & np.isin(self.slot, inst.clashing[slot]))
        degree = np.bincount(inst.pair_buyer[stays], minlength=inst.n_buyers)
        load = np.bincount(inst.pair_supplier[stays], minlength=inst.n_suppliers)
        teams = np.where(inst.buyer_open[:, slot], inst.buyer_teams, 0)
        tables = np.where(inst.supplier_open[:, slot], inst.supplier_tables, 0)
        np.subtract.at(teams, inst.pair_buyer[fixed_here], 1)
        np.subtract.at(tables, inst.pair_supplier[fixed_here], 1)
        return (
            np.maximum(0, np.minimum(teams, fair.max_meetings - degree)),
            degree.astype(np.int64),
            np.maximum(0, np.minimum(tables, inst.supplier_max - load)),
        )

    def _in_time(self, rows: NDArray[np.int64], slot: int) -> NDArray[np.int64]:
        """Return those of `rows` that no meeting of their walkers makes late in `slot`."""
        inst, walks = self.instance, self.walks
        near = sorted({u for pair in walks.near for u in pair if slot in pair} - {slot})
        others = np.flatnonzero(np.isin(self.slot, near))
        for suppliers in walks.sides:
            party = inst.pair_supplier if suppliers else inst.pair_buyer
            by_party = others[np.argsort(party[others], kind="stable")]
            first = np.searchsorted(party[by_party], party[rows], side="left")
            count = np.searchsorted(party[by_party], party[rows], side="right") - first
            at, other = (
                np.repeat(np.arange(len(rows)), count),
                by_party[ranges(first, count)],
            )
            here = rows[at], np.full(len(at), slot)
            late = walks.are_too_near(
                here, (other, self.slot[other]), suppliers=suppliers
            )
            rows = np.delete(rows, at[late])
        return rows

    def _match(
        self,
        arcs: NDArray[np.int64],
        buyer: NDArray[np.int64],
        met: NDArray[np.int64],
        supplier: NDArray[np.int64],
        slot: int,
    ) -> NDArray[np.bool_]:
        inst = self.instance
        buyers, b = np.unique(inst.pair_buyer[arcs], return_inverse=True)
        suppliers, s = np.unique(inst.pair_supplier[arcs], return_inverse=True)
        network = Network()
        first_buyer = network.add_nodes(len(buyers))
        first_supplier = network.add_nodes(len(suppliers))
        hall = network.add_nodes(1)
        network.add_arcs(first_buyer + b, first_supplier + s, 1, -self.worth[arcs])
        nodes = first_buyer + np.arange(len(buyers))
        add_buyer_arcs(network, nodes, met[buyers], buyer[buyers], self.steps)
        network.add_arcs(
            first_supplier + np.arange(len(suppliers)), hall, supplier[suppliers], 0
        )
        network.add_arcs(hall, 1, self._hall_room(slot), 0)
        flows = network.solve(int(buyer[buyers].sum()))
        return flows[: len(arcs)] > 0

    def _hall_room(self, slot: int) -> int:
        tables = self.instance.problem.fair.tables
        if tables is None:
            return self.instance.n_pairs
        others = np.isin(self.slot, self.instance.clashing[slot])
        others &= (self.slot != slot) | ~self.movable
        return max(0, tables - int(np.count_nonzero(others)))

    def _gain(self, pairs: NDArray[np.int64], met: NDArray[np.int64]) -> int:
        """Return what `pairs` are worth to buyers who have `met` others, and a constant."""
        new = np.bincount(
            self.instance.pair_buyer[pairs], minlength=self.instance.n_buyers
        )
        paid = minimum_worth(met + new, self.steps).sum()
        return int(self.worth[pairs].sum() + paid)
