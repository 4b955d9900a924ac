"""Move buyers to another session, their meetings with them, so that crowds are even.

Who meets whom stays, so nothing that was won before is lost. A buyer moves with all
its meetings of a session, each to a free round of the same supplier. Where nobody can
move from a crowded session to an empty one, one buyer moves to a session between and
another one on from there: moves go along the shortest way that can be gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.crowds import crowds_of
from scheduler.search.placement import Placement, clashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

MOST_LOOKS = 300_000
"""Slots tried for a meeting, all moves together."""

LOOKS_A_MOVE = 300
"""Slots tried for the meetings of one buyer."""

Way = tuple[tuple[int, int], ...]
"""Moves from one session to another, the last of them first."""


def even_crowds(
    instance: Instance,
    walks: Walks,
    slot_of: Mapping[int, int],
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return a placement of the same pairs, the crowds of its sessions as even or evener."""
    if instance.problem.fair.sessions_per_buyer >= instance.n_sessions:
        return dict(slot_of)
    work = _Moves(instance, walks, slot_of)
    while go_on() and work.even():
        pass
    return work.slot_of()


class _Moves(Placement):
    """A placement; `met` [B, P] is how often a buyer meets in a session, `came` [P] how
    many buyers do, `busy` [B, T] how many of a buyer's meetings clash with a slot, `full`
    [T] the meetings in a slot. `waiting` are those not yet tried for a move; all are
    looked for anew after the last."""

    def __init__(
        self, instance: Instance, walks: Walks, slot_of: Mapping[int, int]
    ) -> None:
        super().__init__(instance, walks, slot_of)
        self.crowds = crowds_of(instance)
        self.rises: dict[tuple[int, int], Fraction] = {}
        pairs = np.array(sorted(slot_of), np.int64)
        buyer, at = instance.pair_buyer[pairs], self.slot[pairs]
        self.met = np.zeros((instance.n_buyers, instance.n_sessions), np.int64)
        np.add.at(self.met, (buyer, instance.slot_session[at]), 1)
        self.came = (self.met > 0).sum(axis=0)
        self.busy = clashes(instance, buyer, at, instance.n_buyers)
        self.full = np.bincount(at, minlength=instance.n_slots)
        self.shut: set[tuple[int, int]] = set()
        self.looks = self.last_look = 0
        self.waiting: dict[tuple[int, int], Iterator[int]] = {}
        self.bound = np.zeros(self.met.shape, np.bool_)
        for pair, slot in instance.locked.items():
            self.bound[instance.pair_buyer[pair], instance.slot_session[slot]] = True

    def _count(self, pair: int, slot: int, change: int) -> None:
        super()._count(pair, slot, change)
        buyer = self.instance.pair_buyer[pair]
        session = self.instance.slot_session[slot]
        was_there = self.met[buyer, session] > 0
        self.met[buyer, session] += change
        self.came[session] += int(self.met[buyer, session] > 0) - int(was_there)
        self.busy[buyer, self.instance.clashing[slot]] += change
        self.full[slot] += change

    def even(self) -> bool:
        """Make the moves of the best way that can be gone; return whether there was one."""
        for first, last in self._gaining():
            while way := self._find_way(first, last):
                stuck = self._go(way)
                if stuck is None:
                    self._open({p for move in way for p in move})
                    return True
                self.shut.add(stuck)
        return False

    def _open(self, changed: set[int]) -> None:
        """Let moves be tried again that begin or end in a session that has changed."""
        self.shut = {move for move in self.shut if changed.isdisjoint(move)}

    def _gaining(self) -> list[tuple[int, int]]:
        """Return sessions (from, to) between which a buyer's move pays, best first."""
        came = self.came.tolist()
        sessions = range(self.instance.n_sessions)
        rise = [self._rise(p, came[p]) for p in sessions]
        fall = [self._rise(p, came[p] - 1) if came[p] else 0 for p in sessions]
        gains = [
            (rise[q] - fall[p], p, q)
            for p in sessions
            for q in sessions
            if p != q and rise[q] < fall[p]
        ]
        return [(p, q) for _, p, q in sorted(gains)]

    def _rise(self, session: int, buyers: int) -> Fraction:
        """Return what one buyer more than `buyers` costs, worked out once."""
        at = session, buyers
        if at not in self.rises:
            self.rises[at] = self.crowds.rise(*at)
        return self.rises[at]

    def _find_way(self, first: int, last: int) -> Way:
        """Return the moves of a shortest way without any that is shut, () for none."""
        before = {first: first}
        queue = [first]
        for p in queue:
            for q in range(self.instance.n_sessions):
                if q not in before and (p, q) not in self.shut:
                    before[q] = p
                    queue.append(q)
        way = []
        while last in before and last != first:
            way.append((before[last], last))
            last = before[last]
        return tuple(way)

    def _go(self, way: Way) -> tuple[int, int] | None:
        """Make all the moves, or none and return the one that cannot be made."""
        before: list[dict[int, int]] = []
        for move in way:
            gone = self._move_any(*move)
            if gone is None:
                for done in reversed(before):
                    self._restore(done)
                return move
            before.append(gone)
        return None

    def _move_any(self, session: int, goal: int) -> dict[int, int] | None:
        """Move one buyer; return where its meetings were, None where nobody can move."""
        move = session, goal
        is_old = move in self.waiting
        for buyer in self.waiting.setdefault(move, self._movable(session, goal)):
            if self.met[buyer, goal] or not self.met[buyer, session]:
                continue  # has moved meanwhile
            pairs = self._pairs(buyer, session)
            before = {pair: self.take(pair) for pair in pairs}
            self.last_look = min(self.looks + LOOKS_A_MOVE, MOST_LOOKS)
            if self._seat(pairs, goal):
                return before
            self._restore(before)
        del self.waiting[move]
        return self._move_any(session, goal) if is_old else None

    def _movable(self, session: int, goal: int) -> Iterator[int]:
        """Yield buyers who may find rounds in `goal`, those with few meetings first."""
        inst, met = self.instance, self.met
        may = (met[:, session] > 0) & (met[:, goal] == 0) & ~self.bound[:, session]
        may &= met[:, session] <= inst.buyer_capacity[:, goal]
        slots = inst.session_slots[goal]
        room = self.taken[:, slots] < inst.supplier_tables[:, None]
        has_room = np.any(room & inst.supplier_open[:, slots], axis=1)
        buyers = np.flatnonzero(may)
        order = np.argsort(met[buyers, session], kind="stable")
        for buyer in buyers[order].tolist():
            pairs = self._pairs(buyer, session)
            if (
                has_room[inst.pair_supplier[pairs]].all()
                and inst.pair_sessions[pairs, goal].all()
            ):
                yield buyer

    def _pairs(self, buyer: int, session: int) -> list[int]:
        """Return the buyer's meetings of a session."""
        first, last = self.instance.buyer_pairs[buyer : buyer + 2]
        met = first + np.flatnonzero(self.slot[first:last] >= 0)
        here = self.instance.slot_session[self.slot[met]] == session
        pairs: list[int] = met[here].tolist()
        return pairs

    def _restore(self, before: Mapping[int, int]) -> None:
        """Put meetings back where they were."""
        for pair, slot in before.items():
            if self.slot[pair] >= 0:
                self.take(pair)
            self.put(pair, slot)

    def _seat(self, pairs: list[int], session: int) -> bool:
        """Put all of `pairs` into rounds of `session` if that is possible."""
        if not pairs:
            return True
        for slot in self.instance.session_slots[session].tolist():
            if self.looks >= self.last_look:
                return False
            self.looks += 1
            if self._may(pairs[0], slot):
                self.put(pairs[0], slot)
                if self._seat(pairs[1:], session):
                    return True
                self.take(pairs[0])
        return False

    def _may(self, pair: int, slot: int) -> bool:
        """Tell whether `pair` can meet in `slot` beside all others."""
        inst = self.instance
        b, s = int(inst.pair_buyer[pair]), int(inst.pair_supplier[pair])
        return bool(
            inst.buyer_open[b, slot]
            and inst.supplier_open[s, slot]
            and self.busy[b, slot] < inst.buyer_teams[b]
            and self.taken[s, slot] < inst.supplier_tables[s]
            and self._has_table(slot)
            and self.is_served(pair, slot)
            and self.in_time(pair, slot)
        )

    def _has_table(self, slot: int) -> bool:
        """Tell whether the hall has a table for one meeting more in `slot`."""
        tables, inst = self.instance.problem.fair.tables, self.instance
        return tables is None or all(
            self.full[inst.together[t]].sum() < tables for t in inst.moments[slot]
        )
