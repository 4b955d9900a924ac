"""What a meeting with each supplier is about worth, found by bidding.

Every buyer bids for its best suppliers, as many as it has seats: as much as makes it
indifferent to the next best one. A supplier with more bidders than room asks for the
highest bid that it cannot serve; then all bid again (the auction algorithm in its Jacobi
form, Bertsekas 1988). A few turns give no best prices, but good ones: at them the likely
pairs of a flow are nearly all it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.best_of import AT_ONCE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

TURNS = 12
"""Times everybody bids."""

NEVER = -(1 << 50)
"""What the suppliers that a buyer does not have are worth to it."""


@dataclass(frozen=True)
class Bidders:
    """m pairs, by ascending `buyer` [m], each with its `supplier` and `worth` [m]; the
    `seats` [B] of buyers and the `room` [S] of suppliers."""

    buyer: Ints
    supplier: Ints
    worth: Ints
    seats: Ints
    room: Ints

    def find_price(self) -> Ints:
        """Return [S]: about what a meeting is worth, 0 where there is room for all."""
        price = np.zeros(len(self.room), np.int64)
        for _ in range(TURNS):
            pairs, bids = self._bids(price)
            supplier = self.supplier[pairs]
            order = np.lexsort((-bids, supplier))
            full = np.bincount(supplier, minlength=len(price)) > self.room
            first = np.searchsorted(supplier[order], np.flatnonzero(full))
            refused = bids[order[first + self.room[full]]]
            price[full] = np.maximum(price[full], refused)
        return price

    def _bids(self, price: Ints) -> tuple[Ints, Ints]:
        """Return the pairs bid for at these prices, and the bids."""
        begin = np.searchsorted(self.buyer, np.arange(len(self.seats) + 1))
        most = int(self.seats.max(initial=0))
        width = max(most + 1, int(np.diff(begin).max(initial=0)))
        parts = range(0, len(self.seats), max(1, AT_ONCE // width))
        found = [
            self._bids_of(price, begin[i : i + parts.step + 1], i, most) for i in parts
        ]
        none = np.zeros(0, np.int64)
        pairs, bids = zip((none, none), *found, strict=True)
        return np.concatenate(pairs), np.concatenate(bids)

    def _bids_of(
        self, price: Ints, begin: Ints, buyer: int, most: int
    ) -> tuple[Ints, Ints]:
        """Do so for the buyers from `buyer` on whose pairs `begin` there, [b + 1]."""
        size, here = np.diff(begin), slice(begin[0], begin[-1])
        value = self.worth[here] - price[self.supplier[here]]
        row = self.buyer[here] - buyer
        table = np.full((len(size), max(most + 1, int(size.max()))), NEVER)
        table[row, np.arange(len(row)) + begin[0] - begin[row]] = value
        best = np.sort(-np.partition(-table, most, axis=1)[:, : most + 1])[:, ::-1]
        seats, rows = self.seats[buyer : buyer + len(size)], np.arange(len(size))
        last = best[rows, np.maximum(seats - 1, 0)]
        following = np.maximum(best[rows, seats], 0)
        bidding = (value > 0) & (value >= last[row]) & (seats[row] > 0)
        pairs = begin[0] + np.flatnonzero(bidding)
        return pairs, self.worth[pairs] - following[row[bidding]]
