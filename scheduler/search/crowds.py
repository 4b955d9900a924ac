"""How many buyers a session should have: as many as suppliers are there for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance


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
        Where the limits do not hold `count`, they alone are counted.
        """
        buyers = [0] * len(limits)
        queue = [(self.rise(p, 0), p) for p, most in enumerate(limits) if most]
        heapify(queue)
        for _ in range(min(count, sum(limits))):
            _, p = heappop(queue)
            buyers[p] += 1
            if buyers[p] < limits[p]:
                heappush(queue, (self.rise(p, buyers[p]), p))
        return buyers


def crowds_of(instance: Instance) -> Crowds:
    """Return what the fair says: a supplier is there when a round is open to it."""
    there = [
        int(instance.supplier_open[:, slots].any(axis=1).sum())
        for slots in instance.session_slots
    ]
    target = instance.problem.fair.ratio_target
    return Crowds(tuple(there), Fraction(str(target or 0)))
