"""The columns and rows of a choice of pairs: whole numbers, every row at most something."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from scheduler.candidates import LINE_BITS
from scheduler.search.interpreting import interpreter_pools
from scheduler.search.relaxed import hall_room
from scheduler.search.room import free_room, most_meetings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.worth import Standing

    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Floor:
    """What a choice must have at least: the tiers above, fit, lines."""

    above: Standing
    fit: int = 0
    lines: int = 0


@dataclass(frozen=True)
class Columns:
    """The pairs come first. `rows` [m, c] times the columns are at most `most` [m].

    Each column lies between `low` and `high` [c], and adds so much to `fit`, `lines`
    and squared `loads` [c].
    """

    rows: csr_array
    most: Ints
    low: Ints
    high: Ints
    fit: Ints
    lines: Ints
    loads: Ints

    def gain(self, fit: int, line: int, load: int) -> Ints:
        """Return [c]: what one of each column weighs, a unit of squared load a cost."""
        return np.asarray(fit * self.fit + line * self.lines - load * self.loads)


def build_columns(instance: Instance, floor: Floor, apart: int) -> Columns:
    """Return all choices of pairs that have what `floor` says.

    `apart` meetings of a supplier cost ever more; all further ones cost as the next one.
    """
    table = _Table()
    _add_pairs(instance, table)
    _add_loads(instance, table, apart)
    lines = _add_lines(instance, table)
    steps = _add_steps(instance, table)
    _add_interpreters(instance, table)
    n = np.arange(instance.n_pairs)
    table.keep(n, instance.pair_must.astype(np.int64), floor.above.musts)
    table.keep(n, instance.pair_wish, floor.above.suggestions)
    table.keep(n, instance.pair_fit, floor.fit)
    table.keep(lines, np.ones(len(lines), np.int64), floor.lines)
    minimum = instance.problem.fair.min_meetings
    if minimum:
        table.keep(steps, np.ones(len(steps), np.int64), floor.above.met)
        rank = np.tile(np.arange(minimum), instance.n_buyers)
        table.keep(steps, minimum - 1 - rank, floor.above.shared)
    return table.columns(instance)


@dataclass
class _Table:
    """Columns and rows collected block by block."""

    low: list[Ints] = field(default_factory=list)
    high: list[Ints] = field(default_factory=list)
    lines: list[Ints] = field(default_factory=list)
    loads: list[Ints] = field(default_factory=list)
    most: list[Ints] = field(default_factory=list)
    cells: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)
    width: int = 0
    height: int = 0

    def add_columns(
        self, high: Ints, low: Ints | int = 0, lines: int = 0, loads: Ints | int = 0
    ) -> Ints:
        """Return the numbers of the new columns."""
        blocks = (self.low, self.high, self.lines, self.loads)
        for block, value in zip(blocks, (low, high, lines, loads), strict=True):
            block.append(np.broadcast_to(np.asarray(value, np.int64), high.shape))
        first, self.width = self.width, self.width + len(high)
        return np.arange(first, self.width)

    def add_rows(self, most: Ints, *parts: tuple[Ints, Ints, int]) -> None:
        """Add a row for each of `most`; a part is (row, column, value) of its cells."""
        for row, column, value in parts:
            self.cells.append((row + self.height, column, np.full(len(row), value)))
        self.most.append(most)
        self.height += len(most)

    def keep(self, columns: Ints, weight: Ints, least: int) -> None:
        """Let the columns weigh so much together."""
        some = np.flatnonzero(weight)
        row = np.full(len(some), self.height)
        self.cells.append((row, columns[some], -weight[some]))
        self.most.append(np.array([-least], np.int64))
        self.height += 1

    def columns(self, instance: Instance) -> Columns:
        """Return all of it."""
        row, column, value = (
            np.concatenate(part) for part in zip(*self.cells, strict=True)
        )
        shape = (self.height, self.width)
        rows = csr_array((value.astype(np.int64), (row, column)), shape=shape)
        fit = np.zeros(self.width, np.int64)
        fit[: instance.n_pairs] = instance.pair_fit
        blocks = (self.most, self.low, self.high)
        most, low, high = (np.concatenate(block) for block in blocks)
        return Columns(
            rows,
            most,
            low,
            high,
            fit,
            np.concatenate(self.lines),
            np.concatenate(self.loads),
        )


def _add_pairs(instance: Instance, table: _Table) -> None:
    """Let each buyer, and the hall, hold the pairs that there is room for."""
    locked = list(instance.locked)
    high = instance.pair_meetable.astype(np.int64)
    low = np.zeros(instance.n_pairs, np.int64)
    high[locked] = low[locked] = 1
    pairs = table.add_columns(high, low)
    table.add_rows(most_meetings(instance), (instance.pair_buyer, pairs, 1))
    if instance.problem.fair.tables is not None:
        hall = np.array([hall_room(instance) + len(locked)])
        table.add_rows(hall, (np.zeros(len(pairs), np.int64), pairs, 1))


def _add_loads(instance: Instance, table: _Table, apart: int) -> None:
    """Deal the meetings of each supplier out on columns of rising costs."""
    locked = list(instance.locked)
    room = free_room(instance, instance.locked)
    held = np.bincount(instance.pair_supplier[locked], minlength=instance.n_suppliers)
    most = np.minimum(room.supplier, room.supplier_session.sum(axis=1)) + held
    steps = np.minimum(most, apart + 1)
    owner = np.repeat(np.arange(instance.n_suppliers), steps)
    rank = np.arange(len(owner)) - np.repeat(np.cumsum(steps) - steps, steps)
    high = np.where(rank < apart, 1, most[owner] - apart)
    taken = table.add_columns(high, loads=2 * rank + 1)
    pairs = np.arange(instance.n_pairs)
    table.add_rows(
        np.zeros(instance.n_suppliers, np.int64),
        (instance.pair_supplier, pairs, 1),
        (owner, taken, -1),
    )


def _add_lines(instance: Instance, table: _Table) -> Ints:
    """Return a column for each line that some pair serves, 1 only where one of them does."""
    bits = range(int(instance.pair_lines.max(initial=0)).bit_length())
    serving = [
        np.flatnonzero(instance.pair_lines >> np.uint64(bit) & np.uint64(1))
        for bit in bits
    ]
    pairs = np.concatenate([*serving, np.zeros(0, np.int64)])
    line = np.repeat(np.arange(len(serving)), [len(part) for part in serving])
    keys, row = np.unique(
        instance.pair_buyer[pairs] * LINE_BITS + line, return_inverse=True
    )
    lines = table.add_columns(np.ones(len(keys), np.int64), lines=1)
    table.add_rows(
        np.zeros(len(keys), np.int64),
        (row, pairs, -1),
        (np.arange(len(keys)), lines, 1),
    )
    return lines


def _add_steps(instance: Instance, table: _Table) -> Ints:
    """Return columns that say of each buyer whether it has a first, a second, ...
    meeting up to the minimum."""
    owner = np.repeat(np.arange(instance.n_buyers), instance.problem.fair.min_meetings)
    steps = table.add_columns(np.ones(len(owner), np.int64))
    table.add_rows(
        np.zeros(instance.n_buyers, np.int64),
        (instance.pair_buyer, np.arange(instance.n_pairs), -1),
        (owner, steps, 1),
    )
    return steps


def _add_interpreters(instance: Instance, table: _Table) -> None:
    """Let interpreters serve, over the fair, all who need one: a flow by kinds."""
    pools, able = interpreter_pools(instance).sum(axis=1), instance.interpreting.able
    free = np.ones(instance.n_pairs, np.bool_)
    free[list(instance.locked)] = False
    needy = np.flatnonzero(free & (instance.pair_kind >= 0))
    ways = [
        (kind, one)
        for kind, sessions in enumerate(able)
        for one in sorted({one for group in sessions for one in group})
    ]
    kinds, people = np.array(ways, np.int64).reshape(-1, 2).T
    given = table.add_columns(pools[people])
    table.add_rows(
        np.zeros(len(able), np.int64),
        (instance.pair_kind[needy], needy, 1),
        (kinds, given, -1),
    )
    table.add_rows(pools, (people, given, 1))
