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

from scheduler.search.auction import sell
from scheduler.search.interpreter_prices import within_interpreters
from scheduler.search.network import UNREACHED
from scheduler.search.offer import UNITS, Offer
from scheduler.search.priced import likely_of, likely_pairs, with_best_of_lines
from scheduler.search.relaxed_choice import Relaxed
from scheduler.search.room import best_window, free_room
from scheduler.search.served import (
    OpenLines,
    counted_twice,
    further_lines,
)
from scheduler.search.worth import minimum_steps, minimum_worth, pair_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.bounds import Ideal
    from scheduler.search.instance import Instance

    Ints = NDArray[np.int64]

STEP = 2
"""Units by which bids rise at least."""

BELOW = 2
"""Fit points below the prices without lines at which those with lines begin where they
cannot begin at nothing: where tables are scarce they would rise for long."""

GRANTS = 3
"""Times lines counted twice are granted instead, and the bound is found again."""


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
    open_lines = instance.open_lines
    price = market.find_price(worth, open_lines)
    everybody = np.ones(instance.n_buyers, np.bool_)
    taken = market.ask(worth, open_lines, price, everybody)
    chosen, least = taken.chosen, taken.value
    for _ in range(grants):
        more = counted_twice(instance, taken.chosen, open_lines)
        open_lines = open_lines.without(instance, more)
        taken = market.ask(worth, open_lines, price, more > 0)
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

    def find_price(self, worth: Ints, open_lines: OpenLines) -> Ints:
        """Return [S]: good prices in units, found on the buyers' most hopeful pairs."""
        inst = self.instance
        hope = worth - self.begin[inst.pair_supplier]
        likely = likely_pairs(likely_of(inst), inst.pair_buyer, hope)
        likely = with_best_of_lines(likely, inst.pair_buyer, open_lines.main, hope)
        offer = self._offer(worth, open_lines, likely)
        sold = sell(offer, self.room, np.zeros_like(self.room), STEP)
        if sold.is_over:
            return sold.price
        begin = UNITS * np.maximum(0, self.begin - BELOW)
        return sell(offer, self.room, begin, STEP).price

    def ask(
        self,
        worth: Ints,
        open_lines: OpenLines,
        price: Ints,
        asked: NDArray[np.bool_],
    ) -> _Taken:
        """Return what each buyer `asked` [B] takes of all its pairs, granted lines paid."""
        inst = self.instance
        offer = self._offer(worth, open_lines, asked[inst.pair_buyer])
        value, rows = offer.take(price)
        chosen = np.zeros(inst.n_pairs, np.bool_)
        chosen[rows] = True
        paid = np.bitwise_count(open_lines.granted).astype(np.int64)
        return _Taken(chosen, value + UNITS * self.line_worth * paid)

    def _offer(
        self, worth: Ints, open_lines: OpenLines, among: NDArray[np.bool_]
    ) -> Offer:
        """Return the offer of those pairs that can meet and are `among` [n]."""
        inst = self.instance
        free = inst.pair_meetable & among
        free[list(inst.locked)] = False
        rows = np.flatnonzero(free)
        further = further_lines(inst, open_lines.granted, rows)
        pairs = (
            rows,
            inst.pair_buyer[rows],
            inst.pair_supplier[rows],
            worth[rows] + self.line_worth * further,
        )
        main = open_lines.main[rows]
        parties = self.seats, self.met, self.steps
        return Offer.build(pairs, main, self.line_worth, parties)
