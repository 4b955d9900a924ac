"""What interpreters are worth where they are scarce: prices that keep a choice within them.

Which pairs are interpreted cuts across buyers and suppliers, so it is no limit that a
flow could keep. Instead every meeting pays for its interpreter, the least price of
those who could serve it. At any prices of zero or more, what the best paying choice is
worth, plus the prices of all rounds that interpreters could serve, is a bound from
above for choices within the interpreters (Lagrangian relaxation, Geoffrion 1974): such
a choice is among those weighed, and pays no more than those rounds cost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.interpreting import interpreter_pools, overrun

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.kinds import Group
    from scheduler.search.relaxed_choice import Relaxed

    Choose = Callable[[NDArray[np.int64]], Relaxed]

FIRST_PRICE = 128
"""Tried first: above any fit, so that it settles whatever costs no buyer its minimum."""

TOP_PRICE = 1 << 40
"""Above all that a meeting can be worth: only locked ones still pay it."""

STRIDE = 16
"""How much dearer the next price tried is, until few enough want it."""


def within_interpreters(
    instance: Instance, worth: NDArray[np.int64], choose: Choose
) -> Relaxed:
    """Return about the choice of greatest `worth` [n] that the interpreters could serve.

    `choose` is the best choice for a worth where interpreters are no matter. The total
    is a bound, `dues` [n] what each pair pays; a few more may be chosen than served.
    """
    best = choose(worth)
    market = _Market(instance, best.total)
    found = best
    for _ in market.capacity:
        over = market.overrun(found.chosen)
        if not over:
            break
        found = _raise_prices(market, over, worth, choose)
    if not market.price.any():
        return best
    # one below, a few too many pay; whoever of them is left out costs next to nothing
    market.price = np.maximum(0, market.price - 1)
    found = market.ask(worth, choose)
    return replace(found, total=market.bound, dues=market.dues)


def charge(instance: Instance, relaxed: Relaxed) -> Instance:
    """Return the instance in which each pair's fit is less by what it has to pay."""
    if relaxed.dues is None:
        return instance
    return replace(instance, pair_fit=instance.pair_fit - relaxed.dues)


def _raise_prices(
    market: _Market, over: frozenset[int], worth: NDArray[np.int64], choose: Choose
) -> Relaxed:
    """Raise the prices of `over` just so much that they can serve whoever still pays."""
    before, mask = market.price, np.isin(np.arange(len(market.price)), list(over))
    low, high = 0, FIRST_PRICE
    is_known = False
    found = None
    while high - low > 1 or found is None:
        price = (low + high) // 2 if is_known else high
        market.price = before + price * mask
        tried = market.ask(worth, choose)
        is_enough = market.use_of(over, tried.chosen) <= market.room_of(over)
        if is_enough or price >= TOP_PRICE:
            is_known, high, found = True, price, tried
        else:
            low = price
            high = high if is_known else high * STRIDE
    market.price = before + high * mask
    return found


@dataclass
class _Market:
    """The rounds of the interpreters over the whole fair, and what each costs, [G].

    `bound` is the least total met at any prices.
    """

    instance: Instance
    bound: int
    price: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with all of them free of charge."""
        self.price = np.zeros(len(self.capacity), np.int64)

    @cached_property
    def capacity(self) -> tuple[int, ...]:
        """Return [G]: the meetings that they could serve, one in each slot and person."""
        return tuple(interpreter_pools(self.instance).sum(axis=1).tolist())

    @cached_property
    def groups(self) -> list[Group]:
        """Return for each kind who could serve it in any session."""
        return [
            tuple(sorted({one for group in kind for one in group}))
            for kind in self.instance.interpreting.able
        ]

    @property
    def dues(self) -> NDArray[np.int64]:
        """Return [n]: what each pair pays, 0 where it needs nobody."""
        price = self.price.tolist()
        of_kind = [min((price[i] for i in group), default=0) for group in self.groups]
        return np.array([*of_kind, 0], np.int64)[self.instance.pair_kind]

    def ask(self, worth: NDArray[np.int64], choose: Choose) -> Relaxed:
        """Return the best choice at the present prices; note the bound they prove."""
        found = choose(worth - self.dues)
        cost = int(np.dot(self.price, np.array(self.capacity, np.int64)))
        self.bound = min(self.bound, found.total + cost)
        return found

    def overrun(self, chosen: NDArray[np.bool_]) -> frozenset[int]:
        """Return interpreters who together are asked for more than they can serve."""
        return overrun(self._needs(chosen), self.capacity)

    def use_of(self, over: frozenset[int], chosen: NDArray[np.bool_]) -> int:
        """Return how many of the chosen pairs only `over` could serve."""
        return sum(n for group, n in self._needs(chosen) if over.issuperset(group))

    def room_of(self, over: frozenset[int]) -> int:
        """Return how many meetings `over` could serve."""
        return sum(self.capacity[one] for one in over)

    def _needs(self, chosen: NDArray[np.bool_]) -> tuple[tuple[Group, int], ...]:
        """Return how many of the chosen pairs each group of interpreters is to serve."""
        kind = self.instance.pair_kind[chosen]
        counts = np.bincount(kind[kind >= 0], minlength=len(self.groups)).tolist()
        needs: dict[Group, int] = {}
        for group, count in zip(self.groups, counts, strict=True):
            needs[group] = needs.get(group, 0) + count
        return tuple(sorted(needs.items()))
