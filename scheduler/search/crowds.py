"""How many buyers a session should have: as many as suppliers are there for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

HALVINGS = 40
"""Times the range of levels is halved before the last buyers are put one by one."""


@dataclass(frozen=True)
class Crowds:
    """What buyers present in a session cost, by the suppliers present, [P].

    `target` is buyers per supplier, 0 where the organiser states none. A session of n
    buyers and s suppliers costs (n - target s)^2 m / s, m being the most suppliers of
    any session: what each supplier there sees, added up. For a given number of buyers
    in all this is least where the ratio is the same in every session.
    """

    suppliers: tuple[int, ...]
    target: Fraction

    @cached_property
    def _most(self) -> int:
        return max(self.suppliers, default=0)

    def cost(self, session: int, buyers: int) -> Fraction:
        """Return what so many buyers in `session` cost."""
        there = self.suppliers[session]
        weight = Fraction(self._most, max(1, there))
        return (buyers - self.target * there) ** 2 * weight

    def rise(self, session: int, buyers: int) -> Fraction:
        """Return what one buyer more than `buyers` costs; it never falls with them."""
        return self.cost(session, buyers + 1) - self.cost(session, buyers)

    def total(self, buyers: Sequence[int]) -> int:
        """Return what all sessions cost, rounded to a whole number."""
        return round(sum(self.cost(p, n) for p, n in enumerate(buyers)))

    def shares(self) -> NDArray[np.float64]:
        """Return [P]: the part of all buyers that each session should have."""
        there = np.maximum(np.array(self.suppliers, np.float64), 1e-3)
        return np.asarray(there / there.sum())

    def evenest(self, count: int, limits: Sequence[int]) -> list[int]:
        """Return buyers by session that cost least, `count` in all, up to `limits`.

        One buyer after another is put where it costs least. Since the costs of each
        session are convex, no other way to deal them out costs less (Gross 1956).
        Where the limits do not hold `count`, they alone are counted. Most of them are
        put at once: as many as cost less than a level at which there are not too many.
        """
        count = min(count, sum(limits))
        buyers = self._below(count, limits)
        queue = [
            (self.rise(p, n), p)
            for p, (n, most) in enumerate(zip(buyers, limits, strict=True))
            if n < most
        ]
        heapify(queue)
        for _ in range(count - sum(buyers)):
            _, p = heappop(queue)
            buyers[p] += 1
            if buyers[p] < limits[p]:
                heappush(queue, (self.rise(p, buyers[p]), p))
        return buyers

    def _below(self, count: int, limits: Sequence[int]) -> list[int]:
        """Return the buyers of each session who cost less than a level, at most `count`.

        What one buyer more costs rises evenly, by twice the weight of its session.
        """
        buyers, sessions = [0] * len(limits), range(len(limits))
        if not self._most:
            return buyers
        first = [self.rise(p, 0) for p in sessions]
        step = [self.rise(p, 1) - first[p] for p in sessions]
        low = min(first, default=Fraction(0))
        high = low + max(step, default=Fraction(0)) * (count + 1)
        for _ in range(HALVINGS):
            level = (low + high) / 2
            found = [
                min(limits[p], max(0, ceil((level - first[p]) / step[p])))
                for p in sessions
            ]
            if sum(found) <= count:
                low, buyers = level, found
            else:
                high = level
        return buyers


def crowds_of(instance: Instance) -> Crowds:
    """Return what the fair says: a supplier is there when a round is open to it."""
    there = [
        int(instance.supplier_open[:, slots].any(axis=1).sum())
        for slots in instance.session_slots
    ]
    target = instance.problem.fair.ratio_target
    return Crowds(tuple(there), Fraction(str(target or 0)))
