"""The smallest set of changes after which nobody is short: a small integer programme.

Changes are counted one by one: each supplier recruited, each table added, each own
maximum lifted, each session opened, and one for a lower least fit. A programme chooses
how many of each, with the meetings as a flow beside. The meetings of buyers who are not
short are left as the greatest flow has them; what it finds is always enough, and the
smallest among cures that leave those meetings alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.balance.presence import Presence
    from scheduler.balance.shortage import Lack, Pairs

COUNT = 1_000
"""What one change costs; beside it only the rank of its kind decides between equals."""

TABLE, MAXIMUM, SESSION, RECRUIT, LOWER_FIT = 1, 2, 3, 4, 5
"""Ranks: of equally small sets the one that is easier to do. Worse pairs come last."""

MOST = 1_000
"""Changes of one kind at one place at most: a bound for the programme, never reached."""

ANY = 1 << 40
"""Stands for "no limit" in a row."""

EFFORT = 30.0
"""Deterministic seconds the programme may take."""


@dataclass(frozen=True)
class Market:
    """What a cure may use: P sessions, S suppliers, B buyers, C categories.

    `pairs` could meet as the fair stands, `lower` only with a least fit of `levels`
    [m] (positions' fit rounded down to a level in `lower_level` [m], falling).
    `wants` are (buyer, category) of those a recruited supplier would serve.
    `attends` [B, P] tells who comes when; `session_rounds` are the rounds of a further
    session, `whole_buyers` [B] those who could come to it.
    """

    pairs: Pairs
    lower: Pairs
    lower_level: NDArray[np.int64]
    wants: Sequence[tuple[int, int]]
    categories: int
    attends: NDArray[np.bool_]
    session_rounds: int
    whole_buyers: NDArray[np.bool_]


@dataclass(frozen=True)
class Cure:
    """How many of each change: `recruits` by category, `tables` and `maxima` (the new
    maximum) by supplier position, `sessions`, and the new least fit, None for the old.

    `proven` tells that no smaller set does within what is said above.
    """

    recruits: dict[int, int]
    tables: dict[int, int]
    maxima: dict[int, int]
    sessions: int
    min_fit: int | None
    proven: bool

    @property
    def count(self) -> int:
        """Return the number of changes."""
        lowered = self.min_fit is not None
        return (
            sum(self.recruits.values())
            + sum(self.tables.values())
            + len(self.maxima)
            + self.sessions
            + lowered
        )


def find_cure(
    presence: Presence, lack: Lack, market: Market, *, lower_fit: bool
) -> Cure | None:
    """Return the smallest cure, None where no set of such changes is one."""
    return _Programme(presence, lack, market, lower_fit=lower_fit).solve()


@dataclass
class _Rows:
    """The constraints of a programme: low <= sum(value * x) <= high."""

    rows: list[tuple[list[tuple[int, int]], int, int]] = field(default_factory=list)

    def add(self, terms: Sequence[tuple[int, int]], low: int, high: int) -> None:
        """Add one."""
        self.rows.append((list(terms), low, high))


class _Programme:
    """Columns and rows of one integer programme."""

    def __init__(
        self, presence: Presence, lack: Lack, market: Market, *, lower_fit: bool
    ) -> None:
        self.presence, self.lack, self.market = presence, lack, market
        self.cost: list[int] = []
        self.high: list[int] = []
        self.rows = _Rows()
        self.met: dict[int, list[int]] = {}
        self.at_table: dict[tuple[int, int], list[int]] = {}
        self.at_supplier: dict[int, list[int]] = {}
        self.sessions = self._change(SESSION)
        self.levels = self._level_columns() if lower_fit else {}
        self.recruits = [self._change(RECRUIT) for _ in range(market.categories)]
        self.tables: dict[int, int] = {}
        self.maxima: dict[int, int] = {}
        self._add_pairs(market.pairs, None)
        if lower_fit:
            self._add_pairs(market.lower, market.lower_level)
        self._add_recruits()
        self._limit_suppliers()
        self._require_minimum()

    def solve(self) -> Cure | None:
        """Return the cure, None where there is none."""
        model = cp_model.CpModel()
        columns = [
            model.new_int_var(0, high, f"x{at}") for at, high in enumerate(self.high)
        ]
        for terms, low, high in self.rows.rows:
            total = sum(value * columns[column] for column, value in terms)
            model.add_linear_constraint(total, low, high)
        model.minimize(cp_model.LinearExpr.weighted_sum(columns, self.cost))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = EFFORT
        solver.parameters.linearization_level = (
            2  # else it strays for minutes, uncounted
        )
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        x = np.array([solver.value(column) for column in columns], np.int64)
        return self._read(x, proven=status == cp_model.OPTIMAL)

    def _read(self, x: NDArray[np.int64], *, proven: bool) -> Cure:
        chosen = [level for level, column in self.levels.items() if x[column]]
        load = {
            supplier: int(self.lack.taken[supplier].sum() + x[columns].sum())
            for supplier, columns in self.at_supplier.items()
        }
        return Cure(
            recruits={c: int(x[i]) for c, i in enumerate(self.recruits) if x[i]},
            tables={s: int(x[i]) for s, i in sorted(self.tables.items()) if x[i]},
            maxima={s: load[s] for s, i in sorted(self.maxima.items()) if x[i]},
            sessions=int(x[self.sessions]),
            min_fit=chosen[0] if chosen else None,
            proven=proven,
        )

    def _column(self, high: int, cost: int = 0) -> int:
        self.cost.append(cost)
        self.high.append(high)
        return len(self.cost) - 1

    def _change(self, rank: int, high: int = MOST) -> int:
        return self._column(high, COUNT + rank)

    def _level_columns(self) -> dict[int, int]:
        """Return a column for each level, the higher ones cheaper; one at most."""
        levels = sorted(set(self.market.lower_level.tolist()), reverse=True)
        columns = {
            level: self._change(LOWER_FIT + place, 1)
            for place, level in enumerate(levels)
        }
        self.rows.add([(column, 1) for column in columns.values()], 0, 1)
        return columns

    def _add_pairs(self, pairs: Pairs, level: NDArray[np.int64] | None) -> None:
        """Add the meetings of short buyers: a column a pair and session."""
        for i in np.flatnonzero(self.lack.short[pairs.buyer]).tolist():
            b, s = int(pairs.buyer[i]), int(pairs.supplier[i])
            columns = []
            for p in np.flatnonzero(pairs.shared[i]).tolist():
                columns.append(self._column(1))
                self.at_table.setdefault((s, p), []).append(columns[-1])
            if self.market.whole_buyers[b]:
                columns.append(self._column(1))
                self.at_table.setdefault((s, -1), []).append(columns[-1])
                self.rows.add([(columns[-1], 1), (self.sessions, -1)], -ANY, 0)
            self._meet(b, s, columns)
            if level is not None:
                gates = [c for fit, c in self.levels.items() if fit <= level[i]]
                terms = [(c, 1) for c in columns] + [(c, -1) for c in gates]
                self.rows.add(terms, -ANY, 0)

    def _meet(self, buyer: int, supplier: int, columns: list[int]) -> None:
        """Let a pair meet once at most, in one of `columns`."""
        self.met.setdefault(buyer, []).extend(columns)
        self.at_supplier.setdefault(supplier, []).extend(columns)
        self.rows.add([(column, 1) for column in columns], 0, 1)

    def _add_recruits(self) -> None:
        """Add the meetings with recruited suppliers: each meets a buyer once, has one
        table, and is there for the whole fair, further sessions included."""
        served: dict[tuple[int, int], list[int]] = {}
        for b, c in self.market.wants:
            if self.lack.short[b]:
                columns = self._recruit_columns(b, c, served)
                self.met.setdefault(b, []).extend(columns)
                terms = [(column, 1) for column in columns]
                self.rows.add([*terms, (self.recruits[c], -1)], -ANY, 0)
        rounds = [
            *np.bincount(self.presence.slot_session).tolist(),
            self.market.session_rounds,
        ]  # those of the further session come last, at -1
        for (c, p), columns in served.items():
            terms = [(column, 1) for column in columns]
            self.rows.add([*terms, (self.recruits[c], -rounds[p])], -ANY, 0)

    def _recruit_columns(
        self, buyer: int, category: int, served: dict[tuple[int, int], list[int]]
    ) -> list[int]:
        """Return a column for each session the buyer comes to, the further one too."""
        sessions = np.flatnonzero(self.market.attends[buyer]).tolist()
        if self.market.whole_buyers[buyer]:
            sessions.append(-1)
        need = int(self.presence.need[buyer])
        columns = [self._column(need) for _ in sessions]
        for p, column in zip(sessions, columns, strict=True):
            served.setdefault((category, p), []).append(column)
            if p < 0:
                self.rows.add([(column, 1), (self.sessions, -need)], -ANY, 0)
        return columns

    def _limit_suppliers(self) -> None:
        """Hold suppliers to their tables and maxima, and the hall to its tables."""
        for (s, p), columns in self.at_table.items():
            if s not in self.tables:
                self.tables[s] = self._change(TABLE)
            rounds = (
                self.market.session_rounds if p < 0 else int(self.presence.rounds[s, p])
            )
            taken = 0 if p < 0 else int(self.lack.taken[s, p])
            room = rounds * int(self.presence.tables[s]) - taken
            terms = [(column, 1) for column in columns]
            self._at_most([*terms, (self.tables[s], -rounds)], room, per_session=p < 0)
        for s, columns in self.at_supplier.items():
            room = int(self.presence.most[s] - self.lack.taken[s].sum())
            if room < len(columns):
                self.maxima[s] = self._change(MAXIMUM, 1)
                terms = [(column, 1) for column in columns]
                self.rows.add([*terms, (self.maxima[s], room - len(terms))], -ANY, room)
        every = [(column, 1) for columns in self.met.values() for column in columns]
        tables = self.presence.hall // max(1, len(self.presence.slot_session))
        room = self.presence.hall - int(self.lack.taken.sum())
        further = (self.sessions, -tables * self.market.session_rounds)
        self.rows.add([*every, further], -ANY, room)

    def _at_most(
        self, terms: list[tuple[int, int]], room: int, *, per_session: bool
    ) -> None:
        """Add a row; the room of a further session is there for each that is opened."""
        if per_session:
            terms, room = [*terms, (self.sessions, -room)], 0
        self.rows.add(terms, -ANY, room)

    def _require_minimum(self) -> None:
        for b in np.flatnonzero(self.lack.short).tolist():
            need = int(self.presence.need[b])
            columns = self.met.get(b, [])
            self.rows.add([(column, 1) for column in columns], need, ANY)
