"""What no repair can beat where not all of its choices fit into one exact model.

Forget which round a meeting is in. Then a repair is a choice of new pairs: each buyer
below the minimum gets as many as it lacks, nobody gets more than the rounds and tables
it has left, and whoever is in a new pair is touched. Every repair of the mode is one of
these choices, and so one of the fractional ones: the least of the linear programme is a
bound from below (rounded up, since parties are counted whole). Where every gap is filled,
prices of the gaps (`cover`) bound the parties touched too.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from scheduler.repair.board import Board
from scheduler.repair.changes import Mode, Party, Side
from scheduler.repair.choices import Finder
from scheduler.repair.cover import cover_of
from scheduler.repair.standing import both

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.problem import BuyerId
    from scheduler.repair.amend import Amended
    from scheduler.repair.standing import Standing

LINKED = 20_000
"""Pairs up to which each is linked to its parties; above, only their sums are."""

ROUNDING = 1e-6


@dataclass(frozen=True)
class Limits:
    """The pairs that could help, as parties: all of one list are distinct.

    `lacks` are the buyers below the minimum with what they lack (at most what they
    could get), `lost` what they lack beyond that. `most` is how many new meetings a
    party could hold. `free` are parties whose paper changes or is made anyway; the
    `staying` pairs have a meeting now and touch nobody by keeping it.
    """

    lacks: Mapping[Party, int]
    lost: int
    pairs: Sequence[tuple[Party, Party]]
    staying: Sequence[tuple[Party, Party]]
    most: Mapping[Party, int]
    free: frozenset[Party]

    def least_shortfall(self, reached: int) -> int:
        """Return meetings missing to the minimum whatever is done.

        `reached` are those missing in some repair.
        """
        if reached == self.lost:
            return self.lost
        return self.lost + self._least(missing=1, touched=0)

    def least_touched(self, shortfall: int, reached: int) -> int:
        """Return parties besides the free ones touched by any that misses no more.

        `reached` are those touched in some repair. Where no gap may stay, prices of the
        gaps tell nearly what the linear programme would, much sooner.
        """
        if not self.lacks:
            return 0
        if shortfall > self.lost or self.staying:
            allowed = shortfall - self.lost
            return self._least(missing=0, touched=1, allowed=allowed)
        buyers = sum(buyer not in self.free for buyer in self.lacks)
        pairs = [pair for pair in self.pairs if pair[0] in self.lacks]
        cover = cover_of(pairs, range(len(pairs)), self.lacks, self.lacks, self.free)
        return buyers + cover.fewest_papers(reached - buyers)

    def _least(self, missing: int, touched: int, allowed: int | None = None) -> int:
        """Return the least of `missing` x meetings + `touched` x parties.

        Columns are the pairs, the staying ones, the parties that are not free, and what
        each buyer misses.
        """
        # slow to load, and most repairs leave no gap
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415

        table = _Table(self)
        cost = np.zeros(table.width)
        cost[table.first_party : table.first_missing] = touched
        cost[table.first_missing :] = missing
        rows, most = table.rows()
        if allowed is not None:
            total = np.arange(table.width) >= table.first_missing
            rows = sparse.vstack([rows, sparse.csr_array(total[None, :])])
            most = np.append(most, allowed)
        limits = LinearConstraint(rows, ub=most)
        found = milp(cost, constraints=limits, bounds=Bounds(0, 1))  # nothing is whole
        if found.fun is None:
            return 0
        return max(0, math.ceil(float(found.fun) - ROUNDING))


class _Table:
    """The linear programme of some limits: columns of pairs, parties and misses."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pairs = [*limits.pairs, *limits.staying]
        met = {party for pair in limits.pairs for party in pair}
        self._priced = sorted(met - limits.free)
        self.first_party = len(self._pairs)
        self.first_missing = self.first_party + len(self._priced)
        self.width = self.first_missing + sum(limits.lacks.values())

    def rows(self) -> tuple[sparse.csr_array, NDArray[np.float64]]:
        """Return rows and what each is at most."""
        parts = [self._lacks(), self._most(), self._links()]
        rows = sparse.vstack([part for part, _ in parts]).tocsr()
        return rows, np.concatenate([most for _, most in parts])

    def _lacks(self) -> tuple[sparse.csr_array, NDArray[np.float64]]:
        """- meetings - misses <= - lack, for each buyer."""
        row_of = {buyer: i for i, buyer in enumerate(self._limits.lacks)}
        entries = [
            (row_of[buyer], i, -1)
            for i, (buyer, _) in enumerate(self._pairs)
            if buyer in row_of
        ]
        counts = list(self._limits.lacks.values())
        owner = np.repeat(np.arange(len(counts)), counts)
        missing = enumerate(owner.tolist(), self.first_missing)
        entries += [(row, column, -1) for column, row in missing]
        return self._matrix(entries, len(counts)), -np.array(counts, np.float64)

    def _most(self) -> tuple[sparse.csr_array, NDArray[np.float64]]:
        """Meetings - most x touched <= 0, for each party; <= most for a free one."""
        parties = sorted({party for pair in self._pairs for party in pair})
        row_of = {party: i for i, party in enumerate(parties)}
        n_new = len(self._limits.pairs)
        entries = [
            (row_of[party], i, 1)
            for i, pair in enumerate(self._pairs)
            for party in pair
            if i < n_new or party in self._limits.free
        ]
        every = len(self._pairs)  # who has old meetings alone may keep them all
        limit = np.array([self._limits.most.get(p, every) for p in parties], np.float64)
        for i, party in enumerate(self._priced):
            row = row_of[party]
            entries.append((row, self.first_party + i, -limit[row]))
            limit[row] = 0
        return self._matrix(entries, len(parties)), limit

    def _links(self) -> tuple[sparse.csr_array, NDArray[np.float64]]:
        """Pair - touched <= 0, for each new pair and each of its priced parties."""
        column_of = {
            party: self.first_party + i for i, party in enumerate(self._priced)
        }
        links = [
            (i, column_of[party])
            for i, pair in enumerate(self._limits.pairs)
            for party in pair
            if party in column_of
        ]
        if len(self._limits.pairs) > LINKED:
            links = []
        entries = [(row, i, 1) for row, (i, _) in enumerate(links)]
        entries += [(row, column, -1) for row, (_, column) in enumerate(links)]
        return self._matrix(entries, len(links)), np.zeros(len(links))

    def _matrix(
        self, entries: Sequence[tuple[int, int, float]], height: int
    ) -> sparse.csr_array:
        rows, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
        return sparse.csr_array(
            (
                np.array(values, np.float64),
                (np.array(rows, int), np.array(columns, int)),
            ),
            shape=(height, self.width),
        )


def find_limits(
    amended: Amended, standing: Standing, room: Mapping[BuyerId, int], mode: Mode
) -> Limits:
    """Return what limits any repair of `mode`: FILL, or RETIME, which may move all."""
    kept = standing.kept
    board = Board(amended, kept if mode is Mode.FILL else ())
    finder = Finder(amended, standing, board, room)
    pairs = [
        (Party(Side.BUYER, choice.buyer), Party(Side.SUPPLIER, choice.supplier))
        for choice in dict.fromkeys([*finder.for_short(), *finder.agreed()])
    ]
    staying = [
        (Party(Side.BUYER, meeting.buyer), Party(Side.SUPPLIER, meeting.supplier))
        for meeting in standing.loose
    ]
    most = _most(amended, standing, mode, board, {p for pair in pairs for p in pair})
    return Limits(
        *_lacks(amended, standing, Counter(b for b, _ in [*pairs, *staying]), most),
        pairs,
        staying,
        most,
        standing.necessary | {Party(Side.BUYER, b) for b in amended.arrived},
    )


def _lacks(
    amended: Amended,
    standing: Standing,
    could: Mapping[Party, int],
    most: Mapping[Party, int],
) -> tuple[dict[Party, int], int]:
    """Return what each buyer lacks and could get, and what is missing beyond that."""
    has = Counter(meeting.buyer for meeting in standing.kept)
    lacks, lost = {}, 0
    for buyer in amended.problem.buyers:
        party = Party(Side.BUYER, buyer.id)
        lack = max(0, amended.problem.fair.min_meetings - has[buyer.id])
        within = min(lack, could.get(party, 0), most.get(party, lack))
        lost += lack - within
        if within:
            lacks[party] = within
    return lacks, lost


def _most(
    amended: Amended, standing: Standing, mode: Mode, board: Board, parties: set[Party]
) -> dict[Party, int]:
    """Return how many meetings besides the kept ones each party could hold at most."""
    kept = Counter(party for meeting in standing.kept for party in both(meeting))
    ahead = Counter(
        party
        for meeting in standing.kept
        if mode is Mode.RETIME and meeting.slot not in amended.begun
        for party in both(meeting)
    )
    found = {}
    for party in parties:
        people, most = _limits_of(amended, party)
        rounds = board.left_of(party).bit_count() * people - ahead[party]
        found[party] = max(0, min(rounds, most - kept[party]))
    return found


def _limits_of(amended: Amended, party: Party) -> tuple[int, int]:
    """Return meetings a party can hold at once and in all."""
    if party.side is Side.BUYER:
        return amended.buyer(party).teams, amended.problem.fair.max_meetings
    supplier = amended.supplier(party)
    most = supplier.max_meetings
    return supplier.tables, len(amended.problem.buyers) if most is None else most
