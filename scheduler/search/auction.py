"""Who meets whom, by an auction: nearly as good as a flow, and much quicker for many.

Every buyer with free seats bids for the pairs that it would gain most by: so much that it
would gain no less by what it would have instead, and a `step` more. A supplier keeps the
highest bids that it has room for, and once it is full costs the lowest of them. Who is
refused bids again. Prices only rise, so this ends, and then nobody would gain more than
a step a meeting by anything else (the auction algorithm in its Jacobi form, Bertsekas
1988; with a line paid once the choices of a buyer are still substitutes, as Kelso and
Crawford 1982 need). How near the best that is, whoever asks finds out by what buyers
would take at the prices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import LINE_BITS
from scheduler.ranges import members, ranges
from scheduler.search.best_of import LEAST, first_best
from scheduler.search.network import UNREACHED
from scheduler.search.offer import NEVER, greatest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.offer import Offer

    Ints = NDArray[np.int64]

HIGHEST = 1 << 40
"""Above any bid, in units."""

MOST_BIDS = 8
"""Bids of a seat, on average, before the auction ends unfinished."""


@dataclass(frozen=True)
class Sold:
    """Which pairs of the offer are sold, [m], and the price of each supplier, [S], in
    units: `UNREACHED` where it has no room at all; whether all bids were heard."""

    taken: NDArray[np.bool_]
    price: Ints
    is_over: bool


def sell(offer: Offer, room: Ints, begin: Ints, step: int) -> Sold:
    """Return what an auction makes of an `offer` to suppliers with `room` [S].

    Prices begin at `begin` [S] and bids rise by a `step` at least, all in units.
    """
    order = np.argsort(_line_key(offer), kind="stable")
    auction = _Auction(offer.among(order), room, begin, step)
    bidding = np.flatnonzero(offer.seats > 0)
    left = MOST_BIDS * int(offer.seats.sum())
    while len(bidding) and left > 0:
        cells, bids = auction.bids(bidding)
        left -= len(cells)
        bidding = auction.serve(cells, bids)
    taken = np.zeros(len(order), np.bool_)
    taken[order] = auction.held.ravel()[auction.at]
    return Sold(taken, auction.price, not len(bidding))


def _line_key(offer: Offer) -> Ints:
    """Return [m]: a number for each line of each buyer, and for the pairs of no line."""
    if offer.main is None:
        return offer.buyer
    return offer.buyer * (LINE_BITS + 1) + offer.main + 1


class _Auction:
    """The state of an auction. A cell is a pair, by its buyer and its place among those.

    `net_of` [B, w] is what a pair is worth, `held` [B, w] who is served, `count` [B] how
    often; `served` counts by demand line. The bids that supplier s keeps are `filled[s]`
    entries of `book` (cells) and `bid` from `first[s]` on, the highest first.
    """

    def __init__(self, offer: Offer, room: Ints, begin: Ints, step: int) -> None:
        self.offer, self.room, self.step = offer, room, step
        start = np.searchsorted(offer.buyer, np.arange(len(offer.seats) + 1))
        self.width = max(int(np.diff(start).max(initial=0)), offer.pay.shape[1]) + 1
        self.at = offer.buyer * self.width
        self.at += np.arange(len(offer.rows)) - start[offer.buyer]
        self.worth = self._table(offer.worth, NEVER)
        self.supplier = self._table(offer.supplier, 0)
        self.has_lines = offer.main is not None and len(offer.main) > 0
        if offer.main is not None and self.has_lines:
            line = np.cumsum(np.diff(_line_key(offer), prepend=-1) != 0) - 1
            self.line = self._table(line, int(line[-1]) + 1)
            self.pays = self._table(np.where(offer.main >= 0, offer.line_worth, 0), 0)
            self.served = np.zeros(int(line[-1]) + 2, np.int64)
        self.held = np.zeros(self.worth.shape, np.bool_)
        self.count = np.zeros(len(offer.seats), np.int64)
        self.price = np.where(room > 0, begin, UNREACHED)
        partners = np.bincount(offer.supplier, minlength=len(room))
        keeps = np.minimum(room, partners)
        self.first, self.filled = np.cumsum(keeps) - keeps, np.zeros_like(room)
        self.book, self.bid = np.zeros((2, int(keeps.sum())), np.int64)

    def _table(self, column: Ints, empty: int) -> Ints:
        """Return [B, w]: the `column` of pairs by cell, `empty` where there is none."""
        table = np.full((len(self.offer.seats), self.width), empty)
        table.ravel()[self.at] = column
        return table

    def bids(self, buyers: Ints) -> tuple[Ints, Ints]:
        """Return the cells that `buyers` with free seats bid for, and the bids."""
        price = self.price[self.supplier[buyers]]
        net = np.where(self.held[buyers], NEVER, self.worth[buyers] - price)
        extra, second = self._add_lines(buyers, net) if self.has_lines else (None, None)
        free = self.offer.seats[buyers] - self.count[buyers]
        nth, row = np.arange(int(free.max())), np.arange(len(buyers))
        best = greatest(net, len(nth) + 1)
        gain = np.take_along_axis(net, best, axis=1)
        meeting = np.minimum(
            self.count[buyers, None] + nth, self.offer.pay.shape[1] - 1
        )
        pay = self.offer.pay[buyers[:, None], meeting]
        wanted = (gain[:, :-1] + pay > 0) & (nth < free[:, None])
        number = wanted.sum(axis=1)
        last = pay[row, np.maximum(number - 1, 0)]
        instead = np.maximum(gain[row, number], -last)
        which, turn = np.nonzero(wanted)
        column, other = best[which, turn], instead[which]
        if extra is not None and second is not None:
            line = extra[which, column]
            same_line = line + np.minimum(second[which, column], other)
            other = np.maximum(other, same_line)
        bid = net[which, column] + price[which, column] - other + self.step
        return buyers[which] * self.width + column, bid

    def _add_lines(self, buyers: Ints, net: Ints) -> tuple[Ints, Ints]:
        """Add to `net` what a line is worth where the best pair of it would serve it first.

        Return [b, w] what was added, and what the next best pair of the line is worth.
        """
        line, flat = self.line[buyers].ravel(), net.ravel()
        first = first_best(flat, line)
        first = first[(self.served[line[first]] == 0) & (flat[first] > NEVER)]
        extra, second = np.zeros_like(net), np.full_like(net, NEVER)
        extra.ravel()[first] = self.pays[buyers].ravel()[first]
        others = flat.copy()
        others[first] = LEAST
        starts = np.flatnonzero(np.diff(line, prepend=-1))
        run = np.searchsorted(starts, first, side="right") - 1
        second.ravel()[first] = np.maximum.reduceat(others, starts)[run]
        net += extra
        return extra, second

    def serve(self, cells: Ints, bids: Ints) -> Ints:
        """Let suppliers keep the best bids; return who has a free seat by it.

        Of equal bids those that were kept before stay.
        """
        asked = members(self.supplier.ravel()[cells], len(self.room))
        slots = ranges(self.first[asked], self.filled[asked])
        is_new = np.repeat([False, True], [len(slots), len(cells)])
        cells = np.concatenate([self.book[slots], cells])
        bids = np.concatenate([self.bid[slots], bids])
        supplier = self.supplier.ravel()[cells]
        order = np.argsort(supplier * (2 * HIGHEST) - bids, kind="stable")
        cells, bids, supplier = cells[order], bids[order], supplier[order]
        kept = np.bincount(supplier, minlength=len(self.room))
        start = (np.cumsum(kept) - kept)[supplier]
        rank = np.arange(len(cells)) - start
        stays, is_new = rank < self.room[supplier], is_new[order]
        slots = (self.first[supplier] + rank)[stays]
        self.book[slots], self.bid[slots] = cells[stays], bids[stays]
        self._hold(cells[stays & is_new], held=True)
        self._hold(cells[~stays & ~is_new], held=False)
        self.filled[asked] = np.minimum(kept, self.room)[asked]
        full = asked[self.filled[asked] == self.room[asked]]
        lowest = self.bid[self.first[full] + self.room[full] - 1]
        self.price[full] = np.maximum(self.price[full], lowest)
        refused = members(cells[~stays] // self.width, len(self.count))
        return refused[self.count[refused] < self.offer.seats[refused]]

    def _hold(self, cells: Ints, *, held: bool) -> None:
        change = 1 if held else -1
        self.held.ravel()[cells] = held
        np.add.at(self.count, cells // self.width, change)
        if self.has_lines:
            np.add.at(self.served, self.line.ravel()[cells], change)
