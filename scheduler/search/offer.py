"""What is offered to buyers at prices, and what each of them would take alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import LINE_BITS
from scheduler.search.best_of import first_best

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

UNITS = 8
"""Prices are told to an eighth of a fit point."""

AT_ONCE = 1 << 21
"""Numbers in one table while many buyers are looked at together."""

NEVER = -(1 << 50)
"""What the choices that a buyer does not have are worth."""


@dataclass(frozen=True)
class Offer:
    """m pairs by ascending `buyer` [m]: their `rows`, `supplier` and `worth` [m] in units.

    Of the pairs with the same `main` line [m] of a buyer the first one taken is worth
    `line_worth` units more; -1 is none, and None where lines are worth nothing. `pay`
    [B, K] is what a buyer's first, second, ... further meeting is worth beside, `seats`
    [B] how many it can take.
    """

    rows: Ints
    buyer: Ints
    supplier: Ints
    worth: Ints
    main: Ints | None
    line_worth: int
    pay: Ints
    seats: Ints

    @classmethod
    def build(
        cls,
        pairs: tuple[Ints, Ints, Ints, Ints],
        main: Ints | None,
        line_worth: int,
        parties: tuple[Ints, Ints, list[int]],
    ) -> Offer:
        """Return the offer of `pairs`: rows, buyers, suppliers, worth in fit points.

        `line_worth` is in fit points too. `parties` are the seats of buyers, [B], the
        meetings that they have, [B], and what the steps up to the minimum pay.
        """
        seats, met, steps = parties
        nth = met[:, None] + np.arange(int(seats.max(initial=0)))
        pay = np.array([*steps, 0], np.int64)[np.minimum(nth, len(steps))]
        rows, buyer, supplier, worth = pairs
        units = UNITS * worth, main, UNITS * line_worth, UNITS * pay
        return cls(rows, buyer, supplier, *units, seats)

    def among(self, some: NDArray[np.bool_] | Ints) -> Offer:
        """Return the offer of `some` of the pairs."""
        return replace(
            self,
            rows=self.rows[some],
            buyer=self.buyer[some],
            supplier=self.supplier[some],
            worth=self.worth[some],
            main=None if self.main is None else self.main[some],
        )

    @cached_property
    def lines(self) -> tuple[Ints, Ints]:
        """Return the places of pairs with a line, line by line, and a number for each
        line of each buyer."""
        if self.main is None:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        serving = np.flatnonzero(self.main >= 0)
        order = np.argsort(self.main[serving].astype(np.int8), kind="stable")
        places = serving[order]
        return places, self.buyer[places] * LINE_BITS + self.main[places]

    def bound(self, price: Ints, room: Ints) -> int:
        """Return fit points that no choice within the `room` of suppliers, [S], exceeds.

        Whatever the prices [S], 0 or more: what buyers gain by their best choices, and
        the price of all that suppliers can hold (Geoffrion 1974, see `at_prices`).
        """
        gains, _ = self.take(price)
        return (int(gains.sum()) + int((price * room).sum())) // UNITS

    def worth_of(self, taken: NDArray[np.bool_]) -> int:
        """Return the fit points that the pairs `taken`, [m], are worth."""
        count = np.bincount(self.buyer[taken], minlength=len(self.seats))
        paid = self.pay[np.arange(self.pay.shape[1]) < count[:, None]]
        places, line = self.lines
        lines = self.line_worth * len(np.unique(line[taken[places]]))
        return (int(self.worth[taken].sum() + paid.sum()) + lines) // UNITS

    def take(self, price: Ints) -> tuple[Ints, Ints]:
        """Return [B] what each buyer's best choice gains, and the pairs taken.

        Of the pairs of a line the best one is taken first in any case, so the line's
        worth is its own. Then the pairs of greatest value are taken one after another
        while they and the steps, which do not rise, add something: exact.
        """
        value = self.worth - price[self.supplier]
        places, line = self.lines
        value[places[first_best(value[places], line)]] += self.line_worth
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
        best = greatest(table, self.pay.shape[1])
        gain = np.take_along_axis(table, best, axis=1) + self.pay[buyers]
        nth = np.arange(gain.shape[1])
        taken = (gain > 0) & (nth < self.seats[buyers, None])
        rows = self.rows[(begin[:-1, None] + best)[taken]]
        return np.where(taken, gain, 0).sum(axis=1), rows


def greatest(table: Ints, most: int) -> Ints:
    """Return [rows, most]: the columns of each row's greatest values, falling."""
    best = np.argpartition(-table, min(most, table.shape[1] - 1), axis=1)[:, :most]
    value = np.take_along_axis(table, best, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    return np.take_along_axis(best, order, axis=1)
