"""The problem as arrays in canonical order: what every step of the solver works on.

Parties stand in the order of `canonical`, so that shuffling or renaming a sheet gives
the same schedule up to names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fair import MeetAt, Place
from scheduler.problem import Strength
from scheduler.search.canonical import (
    buyer_colours,
    canonical_orders,
    mix,
    supplier_colours,
)
from scheduler.search.kinds import Interpreting, find_kinds
from scheduler.search.served import OpenLines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.candidates import Candidates
    from scheduler.fair import Slot
    from scheduler.problem import Buyer, Problem, Supplier

UNLIMITED = 1 << 20
"""Stands for "no maximum" where a number is needed; above any count of meetings."""


@dataclass(frozen=True)
class Instance:
    """A fair in numbers. B buyers, S suppliers, P sessions, T slots, n pairs.

    Buyers, suppliers and pairs are numbered in canonical order; `buyer_of` and
    `supplier_of` lead back to positions in the problem. Times are minutes from the
    first slot. Nevers are no pairs, nor are those that nobody could interpret; locks
    always are. `pair_kind` is -1 where no interpreter is needed.
    """

    problem: Problem
    buyer_of: NDArray[np.int64]
    supplier_of: NDArray[np.int64]
    slot_session: NDArray[np.int64]
    slot_start: NDArray[np.float64]
    slot_end: NDArray[np.float64]
    buyer_open: NDArray[np.bool_]
    supplier_open: NDArray[np.bool_]
    buyer_teams: NDArray[np.int64]
    supplier_tables: NDArray[np.int64]
    supplier_max: NDArray[np.int64]
    pair_buyer: NDArray[np.int64]
    pair_supplier: NDArray[np.int64]
    pair_fit: NDArray[np.int64]
    pair_lines: NDArray[np.uint64]
    pair_wish: NDArray[np.int64]
    pair_must: NDArray[np.bool_]
    pair_kind: NDArray[np.int64]
    interpreting: Interpreting
    locked: dict[int, int]

    @property
    def n_buyers(self) -> int:
        """Return B."""
        return len(self.buyer_of)

    @property
    def n_suppliers(self) -> int:
        """Return S."""
        return len(self.supplier_of)

    @property
    def n_sessions(self) -> int:
        """Return P."""
        return len(self.problem.fair.sessions)

    @property
    def n_slots(self) -> int:
        """Return T."""
        return len(self.slot_session)

    @property
    def n_pairs(self) -> int:
        """Return n."""
        return len(self.pair_fit)

    @cached_property
    def session_slots(self) -> list[NDArray[np.int64]]:
        """Return the slots of each session, in order of time."""
        return [np.flatnonzero(self.slot_session == p) for p in range(self.n_sessions)]

    @cached_property
    def together(self) -> list[list[int]]:
        """Return for each slot those going on when it starts, itself among them.

        Only where sessions overlap is there any other.
        """
        start, end = self.slot_start, self.slot_end
        return [
            np.flatnonzero((start <= start[t]) & (start[t] < end)).tolist()
            for t in range(self.n_slots)
        ]

    @cached_property
    def moments(self) -> list[list[int]]:
        """Return for each slot those that start while it goes on, itself among them."""
        return [
            [u for u, going in enumerate(self.together) if t in going]
            for t in range(self.n_slots)
        ]

    @cached_property
    def clashing(self) -> list[list[int]]:
        """Return for each slot those that share any moment with it, itself among them."""
        start, end = self.slot_start, self.slot_end
        return [
            np.flatnonzero((start < end[t]) & (start[t] < end)).tolist()
            for t in range(self.n_slots)
        ]

    @cached_property
    def buyer_capacity(self) -> NDArray[np.int64]:
        """Return [B, P]: meetings a buyer can hold in a session."""
        return self._per_session(self.buyer_open) * self.buyer_teams[:, None]

    @cached_property
    def supplier_capacity(self) -> NDArray[np.int64]:
        """Return [S, P]: meetings a supplier can hold in a session."""
        return self._per_session(self.supplier_open) * self.supplier_tables[:, None]

    @cached_property
    def buyer_free(self) -> NDArray[np.bool_]:
        """Return [B, T]: the buyer is there and locks leave it a team and a window."""
        return (
            self._free_of_locks(self.pair_buyer, self.buyer_teams, self.buyer_open)
            & (self._lockable[:, self.slot_session])
        )

    @cached_property
    def supplier_free(self) -> NDArray[np.bool_]:
        """Return [S, T]: the supplier is there and locks leave it a table."""
        return self._free_of_locks(
            self.pair_supplier, self.supplier_tables, self.supplier_open
        )

    @cached_property
    def pair_sessions(self) -> NDArray[np.bool_]:
        """Return [n, P]: in that session a slot suits both sides of the pair.

        A slot that locks fill suits nobody, nor does a session of a buyer whose locks
        are in as many other sessions as it may attend.
        """
        shared = np.zeros((self.n_pairs, self.n_sessions), dtype=np.bool_)
        buyer_full = self._per_session(self.buyer_free)
        supplier_full = self._per_session(self.supplier_free)
        for p, slots in enumerate(self.session_slots):
            size = len(slots)
            b, s = buyer_full[self.pair_buyer, p], supplier_full[self.pair_supplier, p]
            shared[:, p] = b + s > size  # two sets this large must meet
            unsure = np.flatnonzero((b > 0) & (s > 0) & (b + s <= size))
            both = (
                self.buyer_free[self.pair_buyer[unsure]][:, slots]
                & self.supplier_free[self.pair_supplier[unsure]][:, slots]
            )
            shared[unsure, p] = both.any(axis=1)
        return shared & self.interpreting.open[self.pair_kind]

    @cached_property
    def pair_meetable(self) -> NDArray[np.bool_]:
        """Return [n]: the pair shares a slot at all."""
        return np.asarray(self.pair_sessions.any(axis=1))

    @cached_property
    def buyer_pairs(self) -> NDArray[np.int64]:
        """Return [B + 1]: the pairs of buyer b are those from [b] up to [b + 1]."""
        return np.searchsorted(self.pair_buyer, np.arange(self.n_buyers + 1))

    @cached_property
    def supplier_pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return all pairs in order of their suppliers, [n], and where those of each
        begin, [S + 1]."""
        order = np.argsort(self.pair_supplier, kind="stable")
        suppliers = np.arange(self.n_suppliers + 1)
        return order, np.searchsorted(self.pair_supplier[order], suppliers)

    @cached_property
    def open_lines(self) -> OpenLines:
        """Return the lines that count beside what locks serve."""
        return OpenLines.beside_locks(self)

    def walk_places(self) -> list[Place] | None:
        """Return the place of each party that is walked to, None at shared tables."""
        problem = self.problem
        if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
            return [problem.suppliers[i].place for i in self.supplier_of]
        if problem.fair.meet_at is MeetAt.BUYER_BOOTH:
            return [problem.buyers[i].place for i in self.buyer_of]
        return None

    @cached_property
    def _lockable(self) -> NDArray[np.bool_]:
        """Return [B, P]: a session that the buyer's locks let it attend."""
        locked = np.zeros((self.n_buyers, self.n_sessions), np.bool_)
        for pair, slot in self.locked.items():
            locked[self.pair_buyer[pair], self.slot_session[slot]] = True
        room = locked.sum(axis=1) < self.problem.fair.sessions_per_buyer
        return np.asarray(locked | room[:, None])

    def _free_of_locks(
        self,
        party: NDArray[np.int64],
        places: NDArray[np.int64],
        is_open: NDArray[np.bool_],
    ) -> NDArray[np.bool_]:
        taken = np.zeros(is_open.shape, np.int64)
        for pair, slot in self.locked.items():
            taken[party[pair], slot] += 1
        return np.asarray(is_open & (taken < places[:, None]))

    def _per_session(self, is_open: NDArray[np.bool_]) -> NDArray[np.int64]:
        columns = [is_open[:, slots].sum(axis=1) for slots in self.session_slots]
        return np.stack(columns, axis=1).astype(np.int64)


def build_instance(problem: Problem, candidates: Candidates) -> Instance:
    """Turn a problem and its candidates into arrays; musts and locks must be among them."""
    buyer_open, supplier_open = _open_slots(problem)
    interpreting, kind = find_kinds(problem, candidates.buyer, candidates.supplier)
    keep, wish, must, lock_slot = _pair_flags(
        problem, candidates, np.any(interpreting.open[kind], axis=1)
    )
    pair_buyer = candidates.buyer[keep].astype(np.int64)
    pair_supplier = candidates.supplier[keep].astype(np.int64)
    pair_fit = candidates.fit[keep].astype(np.int64)
    pair_lines, pair_kind = candidates.lines[keep], kind[keep]
    pair_colour = mix(
        pair_fit * 4 + wish + 1, must, lock_slot + 1, np.bitwise_count(pair_lines)
    )
    pair_colour ^= interpreting.colours[pair_kind]
    buyer_of, supplier_of = canonical_orders(
        buyer_colours(problem, buyer_open),
        supplier_colours(problem, supplier_open),
        pair_buyer,
        pair_supplier,
        pair_colour,
    )
    buyer_rank, supplier_rank = np.argsort(buyer_of), np.argsort(supplier_of)
    pair_buyer, pair_supplier = buyer_rank[pair_buyer], supplier_rank[pair_supplier]
    order = np.argsort(pair_buyer * len(supplier_of) + pair_supplier)
    lock_slot = lock_slot[order]
    slot_session, slot_start, slot_end = _slot_times(problem)
    return Instance(
        problem=problem,
        buyer_of=buyer_of,
        supplier_of=supplier_of,
        slot_session=slot_session,
        slot_start=slot_start,
        slot_end=slot_end,
        buyer_open=buyer_open[buyer_of],
        supplier_open=supplier_open[supplier_of],
        buyer_teams=np.array([problem.buyers[i].teams for i in buyer_of], np.int64),
        supplier_tables=np.array(
            [problem.suppliers[i].tables for i in supplier_of], np.int64
        ),
        supplier_max=np.array(
            [_or_unlimited(problem.suppliers[i].max_meetings) for i in supplier_of],
            np.int64,
        ),
        pair_buyer=pair_buyer[order],
        pair_supplier=pair_supplier[order],
        pair_fit=pair_fit[order],
        pair_lines=pair_lines[order],
        pair_wish=wish[order],
        pair_must=must[order],
        pair_kind=pair_kind[order],
        interpreting=interpreting,
        locked={int(i): int(lock_slot[i]) for i in np.flatnonzero(lock_slot >= 0)},
    )


def _or_unlimited(maximum: int | None) -> int:
    return UNLIMITED if maximum is None else maximum


def _slot_times(
    problem: Problem,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    sessions = problem.fair.sessions
    rounds = [(p, r) for p, session in enumerate(sessions) for r in session.rounds]
    zero = min((r.start for _, r in rounds), default=None)
    return (
        np.array([p for p, _ in rounds], np.int64),
        np.array([(r.start - zero).total_seconds() / 60 for _, r in rounds if zero]),
        np.array([(r.end - zero).total_seconds() / 60 for _, r in rounds if zero]),
    )


def _open_slots(problem: Problem) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return [B, T] and [S, T]: who is there when."""
    slot_at = {slot: t for t, slot in enumerate(problem.fair.slots)}
    buyers = _present(problem.buyers, slot_at)
    for b, buyer in enumerate(problem.buyers):
        if buyer.sessions is not None:
            buyers[b] &= [slot.session in buyer.sessions for slot in slot_at]
    return buyers, _present(problem.suppliers, slot_at)


def _present(
    parties: Sequence[Buyer | Supplier], slot_at: Mapping[Slot, int]
) -> NDArray[np.bool_]:
    """Return [parties, T]: everybody is there but in the slots it is absent."""
    present = np.ones((len(parties), len(slot_at)), np.bool_)
    away = [
        (i, slot_at[slot])
        for i, party in enumerate(parties)
        for slot in party.absent
        if slot in slot_at
    ]
    rows, slots = np.array(away, np.int64).reshape(-1, 2).T
    present[rows, slots] = False
    return present


def _pair_flags(
    problem: Problem, candidates: Candidates, possible: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """Return the rows kept, and for each its wish (+1, 0, -1), must, and lock slot or -1.

    Rows that are not `possible` are kept only where they are locked.
    """
    buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
    supplier_at = {supplier.id: i for i, supplier in enumerate(problem.suppliers)}
    slot_at = {slot: i for i, slot in enumerate(problem.fair.slots)}
    n = len(candidates)
    wish, lock_slot = np.zeros(n, np.int64), np.full(n, -1, np.int64)
    must, never = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    for suggestion in problem.suggestions:
        row = candidates.find_row(
            buyer_at[suggestion.buyer], supplier_at[suggestion.supplier]
        )
        if row is None:
            continue
        must[row] |= suggestion.strength is Strength.MUST
        never[row] |= suggestion.strength is Strength.NEVER
        if suggestion.strength is Strength.PREFER:
            wish[row] = 1
        elif suggestion.strength is Strength.AVOID:
            wish[row] = -1
    for lock in problem.locks:
        row = candidates.find_row(buyer_at[lock.buyer], supplier_at[lock.supplier])
        if row is not None:
            lock_slot[row] = slot_at[lock.slot]
    keep = np.flatnonzero((~never & possible) | (lock_slot >= 0))
    return keep, wish[keep], must[keep], lock_slot[keep]
