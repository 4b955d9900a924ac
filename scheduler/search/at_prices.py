"""What each buyer would take if a meeting with each supplier had a price.

Let every supplier have room for all who pay its price: then each buyer chooses alone.
At any prices of zero or more, what these choices are worth to the buyers, plus the price
of all meetings that the suppliers can hold, is a bound from above for every choice within
their limits (Lagrangian relaxation, Geoffrion 1974): such a choice is among those weighed,
and pays no more than those meetings cost. With good prices it is as near as a flow, and
much quicker found, since all buyers are looked at together, as arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import LINE_BITS
from scheduler.search.best_of import first_best
from scheduler.search.interpreter_prices import within_interpreters
from scheduler.search.network import UNREACHED
from scheduler.search.priced import likely_of, likely_pairs, with_best_of_lines
from scheduler.search.relaxed_choice import Relaxed
from scheduler.search.room import best_window, free_room
from scheduler.search.served import (
    counted_twice,
    further_lines,
    locked_lines,
    main_lines,
)
from scheduler.search.worth import minimum_steps, minimum_worth, pair_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.bounds import Ideal
    from scheduler.search.instance import Instance

    Ints = NDArray[np.int64]

UNITS = 8
"""Prices are told to an eighth of a fit point."""

STRIDES = (0.6, 0.4, 0.2, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025)
"""By how much of a line's worth the prices of crowded suppliers rise, turn by turn."""

STEEPNESS = 8
"""Prices move by a whole stride where demand misses the room by one part in so many."""

ALL_LINES = np.uint64((1 << 64) - 1)
"""Granted to buyers who are not asked, so that no pair of theirs is looked at."""

GRANTS = 3
"""Times lines counted twice are granted instead, and the bound is found again."""

AT_ONCE = 1 << 21
"""Numbers in one table while many buyers are looked at together."""

NEVER = -(1 << 50)
"""What the choices that a buyer does not have are worth."""


def choose_at_prices(
    instance: Instance, ideal: Ideal, line_worth: int, grants: int = 0
) -> Relaxed:
    """Return about the best pairs with lines counted, sessions being no matter.

    The total is a bound: no schedule is worth more at the prices of `ideal`, with
    `line_worth` paid for each line served. Of the pairs chosen a few suppliers may have
    more than they can hold. `grants` times, lines counted twice are granted instead.
    """
    worth = pair_worth(instance, ideal.prices)

    def choose(worth: Ints) -> Relaxed:
        return _choose(instance, ideal, line_worth, worth, grants)

    if not instance.interpreting.able:
        return choose(worth)
    return within_interpreters(instance, worth, choose)


def _choose(
    instance: Instance, ideal: Ideal, line_worth: int, worth: Ints, grants: int
) -> Relaxed:
    """Return the choice at good prices where interpreters are no matter.

    To each buyer any of its lines can be granted, that is paid whether it is served or
    not, and no more: a bound again, since a line is paid once at most in truth. Those
    that a choice counts twice are granted next; each buyer's least value counts.
    """
    market = _Market.build(instance, ideal, line_worth)
    granted = locked_lines(instance)
    price = market.find_price(worth, granted)
    everybody = np.ones(instance.n_buyers, np.bool_)
    taken = market.ask(worth, granted, price, everybody)
    chosen, least = taken.chosen, taken.value
    for _ in range(grants):
        more = counted_twice(instance, taken.chosen, granted)
        granted = granted | more
        taken = market.ask(worth, granted, price, more > 0)
        least = np.where(more > 0, np.minimum(least, taken.value), least)
    locked = list(instance.locked)
    chosen[locked] = True
    known = int(worth[locked].sum() + minimum_worth(market.met, market.steps).sum())
    total = int(least.sum()) + int((price * market.room).sum())
    return Relaxed(chosen, known + total // UNITS, price // UNITS)


@dataclass(frozen=True)
class AtPrices:
    """What buyers take at good prices: found when first asked for, then known."""

    instance: Instance
    ideal: Ideal
    line_worth: int

    @cached_property
    def found(self) -> Relaxed:
        """Return it, the bound as near as `GRANTS` make it."""
        return choose_at_prices(self.instance, self.ideal, self.line_worth, GRANTS)


@dataclass(frozen=True)
class _Taken:
    """The pairs chosen, [n], and what each buyer gains by it in units, [B]."""

    chosen: NDArray[np.bool_]
    value: Ints


@dataclass(frozen=True)
class _Market:
    """What limits the buyers and the suppliers beside what is locked.

    `seats` [B] are the meetings a buyer can take, `met` [B] those it has, `steps` what
    the first ones up to the minimum pay; `room` [S] what a supplier can hold; `begin`
    [S] are prices to begin with, in fit points.
    """

    instance: Instance
    line_worth: int
    steps: list[int]
    seats: Ints
    met: Ints
    room: Ints
    begin: Ints

    @classmethod
    def build(cls, instance: Instance, ideal: Ideal, line_worth: int) -> _Market:
        """Return the market with the prices of the `ideal` choice to begin with."""
        room = free_room(instance, instance.locked)
        tables = np.minimum(room.supplier, room.supplier_session.sum(axis=1))
        price = np.maximum(0, ideal.relaxed.price)
        nobody = (price >= UNREACHED) & (tables > 0)  # wants to meet that supplier
        return cls(
            instance,
            line_worth,
            minimum_steps(instance.problem.fair.min_meetings, ideal.prices),
            np.minimum(room.buyer, best_window(instance, room)),
            room.met,
            tables,
            np.where(nobody, 0, price),
        )

    def find_price(self, worth: Ints, granted: NDArray[np.uint64]) -> Ints:
        """Return [S]: good prices in units, found on the buyers' most hopeful pairs."""
        inst = self.instance
        main = main_lines(inst, granted)
        hope = worth - self.begin[inst.pair_supplier]
        likely = likely_pairs(likely_of(inst), inst.pair_buyer, hope)
        likely = with_best_of_lines(likely, inst.pair_buyer, main, hope)
        offer = self._offer(worth, granted, likely)
        price, least = self.begin * UNITS, None
        best = price
        for stride in STRIDES:
            value, rows = offer.take(price)
            total = int(value.sum()) + int((price * self.room).sum())
            if least is None or total < least:
                least, best = total, price
            load = np.bincount(inst.pair_supplier[rows], minlength=inst.n_suppliers)
            crowd = STEEPNESS * (load - self.room) / np.maximum(1, self.room)
            rise = np.clip(crowd, -1, 1) * stride * self.line_worth * UNITS
            price = np.maximum(0, price + np.rint(rise).astype(np.int64))
        return best

    def ask(
        self,
        worth: Ints,
        granted: NDArray[np.uint64],
        price: Ints,
        asked: NDArray[np.bool_],
    ) -> _Taken:
        """Return what each buyer `asked` [B] takes of all its pairs, `granted` paid."""
        inst = self.instance
        open_lines = np.where(asked, granted, ALL_LINES)
        offer = self._offer(worth, open_lines, asked[inst.pair_buyer])
        value, rows = offer.take(price)
        chosen = np.zeros(inst.n_pairs, np.bool_)
        chosen[rows] = True
        paid = np.bitwise_count(granted).astype(np.int64)
        return _Taken(chosen, value + UNITS * self.line_worth * paid)

    def _offer(
        self, worth: Ints, granted: NDArray[np.uint64], among: NDArray[np.bool_]
    ) -> _Offer:
        """Return the offer of those pairs that can meet and are `among` [n]."""
        inst = self.instance
        free = inst.pair_meetable & among
        free[list(inst.locked)] = False
        rows = np.flatnonzero(free)
        main = main_lines(inst, granted)[rows]
        key = inst.pair_buyer[rows] * (LINE_BITS + 1) + main + 1
        order = np.argsort(key, kind="stable")
        rows, main, key = rows[order], main[order], key[order]
        group = np.cumsum(np.diff(key, prepend=-1) != 0) - 1
        further = further_lines(inst, granted)[rows]
        most = int(self.seats.max(initial=0))
        nth = self.met[:, None] + np.arange(most)
        steps = np.array([*self.steps, 0], np.int64)
        return _Offer(
            rows=rows,
            buyer=inst.pair_buyer[rows],
            supplier=inst.pair_supplier[rows],
            worth=UNITS * (worth[rows] + self.line_worth * further),
            group=group,
            line=np.where(main >= 0, UNITS * self.line_worth, 0),
            pay=UNITS * steps[np.minimum(nth, len(self.steps))],
            seats=self.seats,
        )


@dataclass(frozen=True)
class _Offer:
    """m pairs by buyer and main line: `group` [m] numbers the pairs of one line of one
    buyer, of which the first one taken is worth `line` [m] more. `pay` [B, K] is what a
    buyer's first, second, ... further meeting is worth beside."""

    rows: Ints
    buyer: Ints
    supplier: Ints
    worth: Ints
    group: Ints
    line: Ints
    pay: Ints
    seats: Ints

    def take(self, price: Ints) -> tuple[Ints, Ints]:
        """Return [B] what each buyer's best choice gains, and the pairs taken.

        Of the pairs of a line the best one is taken first in any case, so the line's
        worth is its own. Then the pairs of greatest value are taken one after another
        while they and the steps, which do not rise, add something: exact.
        """
        value = self.worth - price[self.supplier]
        first = first_best(value, self.group)
        value[first] += self.line[first]
        begin = np.searchsorted(self.buyer, np.arange(len(self.seats) + 1))
        width = max(1, self.pay.shape[1], int(np.diff(begin).max(initial=0)))
        parts = range(0, len(self.seats), max(1, AT_ONCE // width))
        taken = [
            self._take(value, begin[i : i + parts.step + 1], width, i) for i in parts
        ]
        gains = [np.zeros(0, np.int64), *(gain for gain, _ in taken)]
        rows = [np.zeros(0, np.int64), *(row for _, row in taken)]
        return np.concatenate(gains), np.concatenate(rows)

    def _take(
        self, value: Ints, begin: Ints, width: int, buyer: int
    ) -> tuple[Ints, Ints]:
        """Do so for the buyers from `buyer` on whose pairs `begin` there, [b + 1]."""
        size, pairs = np.diff(begin), np.arange(begin[0], begin[-1])
        buyers = slice(buyer, buyer + len(size))
        row = np.repeat(np.arange(len(size)), size)
        table = np.full((len(size), width), NEVER)
        table[row, pairs - begin[row]] = value[pairs]
        best = _greatest(table, self.pay.shape[1])
        gain = np.take_along_axis(table, best, axis=1) + self.pay[buyers]
        nth = np.arange(gain.shape[1])
        taken = (gain > 0) & (nth < self.seats[buyers, None])
        rows = self.rows[(begin[:-1, None] + best)[taken]]
        return np.where(taken, gain, 0).sum(axis=1), rows


def _greatest(table: Ints, most: int) -> Ints:
    """Return [rows, most]: the columns of each row's greatest values, falling."""
    best = np.argpartition(-table, min(most, table.shape[1] - 1), axis=1)[:, :most]
    value = np.take_along_axis(table, best, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)
