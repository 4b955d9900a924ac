"""How few suppliers can fill the gaps of many buyers, told from prices of the gaps.

Forget of the rounds all but this: a supplier with one table holds one meeting in one
round. Then a repair is a covering: every buyer gets as many meetings as it lacks, out of
seats of suppliers, and each supplier that is asked has one paper more to change.

Let a buyer's meetings have a price, of either sign. A supplier that is asked is then worth
the best of each of its seats less the price, less what a paper costs, and is asked where
that is more than nothing. At any prices, what all these are worth and what the buyers pay
or are paid for their meetings is a bound for every covering (Lagrangian relaxation,
Geoffrion 1974): a covering is among what is weighed. And a covering that asks a supplier
who is worth less than nothing misses the bound by that much at least, so that whoever
misses it by too much cannot be in one that is as good as a known one (Caprara, Fischetti
and Toth 1999). Good prices are found by subgradients.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from scheduler.problem import BuyerId
from scheduler.repair.changes import Party, Side

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.repair.amend import Amended
    from scheduler.repair.choices import Choices

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

Key = TypeVar("Key")

STEPS = 400
PATIENCE = 15
"""Steps without a better bound after which strides are halved."""

SHORTEST = 1e-3
"""The stride at which prices are good enough."""

SLACK = 1e-6
"""What a bound may be off by: the error of its sums."""


class Priced(NamedTuple):
    """Prices of each buyer's meetings and of a paper, and what they prove.

    No covering is worth more than `bound`, and none that asks supplier i is worth more than
    `bound` - `excess`[i].
    """

    bound: float
    excess: Floats
    prices: Floats
    paper: float


@dataclass(frozen=True)
class Cover:
    """The new meetings that could be chosen, in numbers.

    `buyer`, `supplier` and `seat` are those of each choice; `holder` is the supplier of
    each seat. `paper` is 1 for suppliers whose paper would change by it, 0 for the others.
    Each buyer gets from `least` to `most` meetings.
    """

    buyer: Ints
    supplier: Ints
    seat: Ints
    holder: Ints
    paper: Floats
    least: Floats
    most: Floats

    def fewest_papers(self, known: int) -> int:
        """Return how many papers any covering changes at least; `known` are enough."""
        priced = self.lower(np.zeros(len(self.buyer)), -float(known))
        return max(0, math.ceil(-priced.bound - SLACK))

    def lower(self, worth: Floats, target: float, papers: int | None = None) -> Priced:
        """Return prices at which the bound of the coverings' worth is low.

        `papers` is how many suppliers may be asked; with None each costs 1 instead.
        `target` is about what the best covering is worth.
        """
        best = here = self._first(worth, papers)
        stride, idle = 1.0, 0
        for _ in range(STEPS):
            slope, papers_slope = self._slope(worth, here, papers)
            norm = float(slope @ slope) + papers_slope**2
            if not norm or stride < SHORTEST:
                break
            step = stride * max(here.bound - target, SLACK) / norm
            paper = max(0.0, here.paper - step * papers_slope)
            here = self._at(worth, here.prices - step * slope, paper, papers)
            idle += 1
            if here.bound < best.bound - SLACK:
                best, idle = here, 0
            elif idle == PATIENCE:
                here, stride, idle = best, stride / 2, 0
        return best

    def _first(self, worth: Floats, papers: int | None) -> Priced:
        """Return prices as if every supplier that is asked met as many buyers."""
        if papers is None:
            most = max(1, int(np.bincount(self.supplier).max()))
            return self._at(worth, np.full(len(self.least), -1.0 / most), 1.0, papers)
        top = np.zeros(len(self.least))
        np.maximum.at(top, self.buyer, worth)
        paper = float(top.mean())
        share = paper * papers / max(1.0, float(self.least.sum()))
        return self._at(worth, top - share, paper, papers)

    def _at(
        self, worth: Floats, prices: Floats, paper: float, papers: int | None
    ) -> Priced:
        net = self._best(worth - prices[self.buyer])[1] - paper * self.paper
        paid = np.where(prices > 0, self.most, self.least) * prices
        bound = float(paid.sum() + np.maximum(net, 0).sum()) + paper * (papers or 0)
        return Priced(bound, np.maximum(-net, 0), prices, paper)

    def _slope(
        self, worth: Floats, here: Priced, papers: int | None
    ) -> tuple[Floats, float]:
        """Return how the bound grows with each price, and with that of a paper."""
        value = worth - here.prices[self.buyer]
        best, net = self._best(value)
        asked = net > here.paper * self.paper
        met = asked[self.supplier] & (value > 0) & (value >= best[self.seat])
        wanted = np.where(here.prices > 0, self.most, self.least)
        meetings = np.bincount(self.buyer[met], minlength=len(self.least))
        slope = np.asarray(wanted - meetings, np.float64)
        if papers is None:
            return slope, 0.0
        return slope, papers - float(self.paper[asked].sum())

    def _best(self, value: Floats) -> tuple[Floats, Floats]:
        """Return the best `value` of each seat, and the sum over a supplier's seats."""
        best = np.zeros(len(self.holder))
        np.maximum.at(best, self.seat, value)
        total = np.bincount(self.holder, best, len(self.paper))
        return best, np.asarray(total, np.float64)


def build_cover(amended: Amended, choices: Choices, free: Collection[Party]) -> Cover:
    """Return the covering that `choices`, all of them new meetings, amount to.

    `free` are the parties whose paper changes anyway or is new.
    """
    found, suppliers = choices.choices, amended.problem.supplier_by_id
    pairs = [
        (Party(Side.BUYER, one.buyer), Party(Side.SUPPLIER, one.supplier))
        for one in found
    ]
    seats = [
        (one.supplier, one.slots)
        if len(one.slots) == 1 and suppliers[one.supplier].tables == 1
        else one
        for one in found
    ]
    least = {Party(Side.BUYER, b): gap for b, gap in gaps_of(amended, choices).items()}
    on_top = Counter(wish.buyer for wish in amended.to_place)
    most = {
        buyer: choices.room.get(BuyerId(buyer.id), 0) + on_top[BuyerId(buyer.id)]
        for buyer in least
    }
    return cover_of(pairs, seats, least, most, free)


def cover_of(
    pairs: Sequence[tuple[Party, Party]],
    seats: Iterable[Hashable],
    least: Mapping[Party, int],
    most: Mapping[Party, int],
    free: Collection[Party],
) -> Cover:
    """Return the covering of choices that are `pairs`, each at one of the `seats`.

    `least` and `most` are how many meetings each buyer gets, of those with a pair.
    """
    buyers = _numbers(buyer for buyer, _ in pairs)
    suppliers = _numbers(supplier for _, supplier in pairs)
    supplier = np.array([suppliers[one] for _, one in pairs], np.int64)
    seat = _numbers(seats := list(seats))
    at = np.array([seat[one] for one in seats], np.int64)
    holder = np.zeros(len(seat), np.int64)
    holder[at] = supplier
    return Cover(
        buyer=np.array([buyers[one] for one, _ in pairs], np.int64),
        supplier=supplier,
        seat=at,
        holder=holder,
        paper=np.array([one not in free for one in suppliers], np.float64),
        least=np.array([least[one] for one in buyers], np.float64),
        most=np.array([most[one] for one in buyers], np.float64),
    )


def gaps_of(amended: Amended, choices: Choices) -> dict[BuyerId, int]:
    """Return what each buyer with choices lacks to the minimum and could get."""
    has = Counter(meeting.buyer for meeting in choices.fixed)
    could = Counter(choice.buyer for choice in choices.choices)
    least = amended.problem.fair.min_meetings
    return {b: max(0, min(least - has[b], count)) for b, count in could.items()}


def _numbers(keys: Iterable[Key]) -> dict[Key, int]:
    """Return a number for each key, in order of first appearance."""
    return {key: i for i, key in enumerate(dict.fromkeys(keys))}
