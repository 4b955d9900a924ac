"""Tiers above fit: how schedules are compared, and at which prices flows buy them.

Two choices of pairs are compared by `Standing`, tier above tier. A flow has one cost, so
there each tier has a price in fit points. A choice of greatest worth at given prices is
the best one tier by tier as soon as it reaches what each higher tier can be at most:
any other choice that reaches it too pays as much for the tiers, so it has no more fit
(Everett, Generalized Lagrange multiplier method, 1963). Modest prices keep flows quick
and do nearly always; where one falls short, steep ones are used, and what is proven of
each tier comes from `bounds`, not from a price.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.search.room import most_meetings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

    Rows = NDArray[np.int64] | slice


@dataclass(frozen=True)
class Prices:
    """What is paid for a must, a meeting up to the minimum, each step by which such a
    meeting is an earlier one of its buyer, and a preferred pair; in fit points."""

    must: int
    met: int
    shared: int
    prefer: int


MODEST = Prices(must=4_000, met=1_000, shared=200, prefer=300)
"""Above what a single exchange of meetings costs in fit, and still small numbers."""

PREFER = 2_000
"""Twenty full fits: an approved suggestion outweighs any few better-fitting meetings."""

STEEP = Prices(must=5_000_000, met=100_000, shared=10_000, prefer=PREFER)
"""A must above fifty buyers' shortfall, that above fifty suggestions, and a buyer's
first meeting five suggestions above its second: scarce meetings are shared out."""


def marginal_worth(
    instance: Instance,
    rows: NDArray[np.int64],
    worth: NDArray[np.int64],
    steps: list[int],
) -> NDArray[np.int64]:
    """Return what each of the pairs `rows` adds, each buyer's dearest counted first.

    `worth` [n] is of all pairs, `steps` are paid for a buyer's first, second, ... pair.
    """
    buyer, own = instance.pair_buyer[rows], worth[rows]
    order = np.lexsort((rows, -own, buyer))
    first = np.searchsorted(buyer[order], buyer[order])
    rank = np.minimum(np.arange(len(rows)) - first, len(steps))
    added = own.astype(np.int64)
    added[order] += np.array([*steps, 0], np.int64)[rank]
    return added


class Standing(NamedTuple):
    """How good a choice of pairs is, tier above tier; the greater tuple is the better.

    Musts met; meetings up to each buyer's minimum; how well these are shared out (a
    first meeting before another buyer's third); preferred less avoided pairs; fit.
    """

    musts: int
    met: int
    shared: int
    suggestions: int
    fit: int

    def is_near(self, goal: Standing, gap_target: float) -> bool:
        """Tell whether only fit is missing to `goal`, and that share of it at most."""
        missing = goal.fit - self.fit
        return self[:-1] >= goal[:-1] and missing <= gap_target * goal.fit

    def worth(self, prices: Prices) -> int:
        """Return what all of it is worth at `prices`."""
        tiers = self.musts * prices.must + self.met * prices.met
        return (
            tiers
            + self.shared * prices.shared
            + self.suggestions * prices.prefer
            + self.fit
        )


def standing(instance: Instance, chosen: NDArray[np.bool_]) -> Standing:
    """Return how good it is to meet the chosen pairs, [n]."""
    degree = np.bincount(instance.pair_buyer[chosen], minlength=instance.n_buyers)
    return Standing(
        musts=int(np.count_nonzero(instance.pair_must & chosen)),
        met=_met(instance, degree),
        shared=_shared(instance, degree),
        suggestions=int(instance.pair_wish[chosen].sum()),
        fit=int(instance.pair_fit[chosen].sum()),
    )


def is_shared_one_way(instance: Instance, now: Standing) -> bool:
    """Tell whether there is one way only to share out as many meetings up to the minimum.

    No tier counts how they are shared out, while flows and models keep or pay for it:
    what these prove holds for every schedule that misses no more only where this is so.
    It is where as many are held as buyers have candidates and rounds for.
    """
    return now.met == ceiling(instance).met


def ceiling(instance: Instance) -> Standing:
    """Return what no tier can exceed if every pair were alone at the fair; fit 0.

    Musts and preferred pairs that share no slot never meet, nor more of them than all
    their buyers, or all their suppliers, can hold; and no buyer meets more suppliers than
    it has such pairs with, nor more than its best sessions hold.
    """
    can = instance.pair_meetable.copy()
    locked = list(instance.locked)
    can[locked] = True
    partners = np.bincount(instance.pair_buyer[can], minlength=instance.n_buyers)
    held = np.minimum(partners, most_meetings(instance))
    avoided = int(np.minimum(instance.pair_wish[locked], 0).sum())
    return Standing(
        musts=_held(instance, instance.pair_must & can),
        met=_met(instance, held),
        shared=_shared(instance, held),
        suggestions=_held(instance, (instance.pair_wish > 0) & can) + avoided,
        fit=0,
    )


def _held(instance: Instance, pairs: NDArray[np.bool_]) -> int:
    """Return how many of `pairs` [n] could meet beside the locked ones, or more."""
    locked = list(instance.locked)
    free = pairs.copy()
    free[locked] = False
    tables = instance.supplier_capacity.sum(axis=1)
    most = np.full(instance.n_buyers, instance.problem.fair.max_meetings)
    held = [
        np.minimum(
            np.bincount(party[free], minlength=len(room)),
            np.maximum(0, room - np.bincount(party[locked], minlength=len(room))),
        ).sum()
        for party, room in (
            (instance.pair_buyer, most),
            (instance.pair_supplier, np.minimum(instance.supplier_max, tables)),
        )
    ]
    return int(min(held)) + int(np.count_nonzero(pairs[locked]))


def _met(instance: Instance, degree: NDArray[np.int64]) -> int:
    return int(np.minimum(degree, instance.problem.fair.min_meetings).sum())


def _shared(instance: Instance, degree: NDArray[np.int64]) -> int:
    minimum = instance.problem.fair.min_meetings
    return int(minimum_worth(degree, list(range(minimum - 1, -1, -1))).sum())


def pair_worth(
    instance: Instance, prices: Prices = STEEP, rows: Rows = slice(None)
) -> NDArray[np.int64]:
    """Return the worth of each pair, [n], or of those `rows`, in fit points."""
    worth = instance.pair_fit[rows] + prices.prefer * instance.pair_wish[rows]
    return worth + prices.must * instance.pair_must[rows].astype(np.int64)


def minimum_steps(minimum: int, prices: Prices = STEEP) -> list[int]:
    """Return the worth of a buyer's first, second, ... meeting up to the minimum."""
    return [prices.met + prices.shared * (minimum - 1 - k) for k in range(minimum)]


def minimum_worth(degree: NDArray[np.int64], steps: list[int]) -> NDArray[np.int64]:
    """Return what `steps` pay buyers who have `degree` meetings, [B]."""
    paid = np.concatenate([[0], np.cumsum(np.array(steps, np.int64))])
    return np.asarray(paid[np.minimum(degree, len(steps))], np.int64)
