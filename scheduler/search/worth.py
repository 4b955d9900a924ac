"""What a meeting is worth to the searches, tier above tier.

The search compares schedules by one integer: fit points, with a preferred pair, a
meeting that lifts a buyer towards the minimum and a must each worth so much more than
a full fit that trading them away never pays in practice. That no schedule could do
better in a higher tier is not concluded from these figures but proven by `bounds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

PREFER = 2_000
"""Twenty full fits: an approved suggestion outweighs any few better-fitting meetings."""

SHORTFALL = 100_000
"""Fifty suggestions: nobody stays below the minimum to please a sales rep."""

FAIR = 10_000
"""Five suggestions: a buyer's first meeting is worth that much more than its second, and
so on up to the minimum, so that scarce meetings are shared out, not heaped on a few."""

MUST = 5_000_000
"""Fifty buyers' shortfall: a must is a decision of the organiser."""


def pair_worth(instance: Instance) -> NDArray[np.int64]:
    """Return the worth of each pair, [n], in fit points."""
    worth = instance.pair_fit + PREFER * instance.pair_wish
    return worth + MUST * instance.pair_must.astype(np.int64)


def minimum_steps(minimum: int) -> list[int]:
    """Return the worth of a buyer's first, second, ... meeting up to the minimum."""
    return [SHORTFALL + FAIR * (minimum - 1 - k) for k in range(minimum)]


def minimum_worth(degree: NDArray[np.int64], steps: list[int]) -> NDArray[np.int64]:
    """Return what `steps` pay buyers who have `degree` meetings, [B]."""
    paid = np.concatenate([[0], np.cumsum(np.array(steps, np.int64))])
    return np.asarray(paid[np.minimum(degree, len(steps))], np.int64)


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


def standing(instance: Instance, chosen: NDArray[np.bool_]) -> Standing:
    """Return how good it is to meet the chosen pairs, [n]."""
    degree = np.bincount(instance.pair_buyer[chosen], minlength=instance.n_buyers)
    minimum = instance.problem.fair.min_meetings
    counted = np.minimum(degree, minimum)
    return Standing(
        musts=int(np.count_nonzero(instance.pair_must & chosen)),
        met=int(counted.sum()),
        shared=int(minimum_worth(degree, list(range(minimum - 1, -1, -1))).sum()),
        suggestions=int(instance.pair_wish[chosen].sum()),
        fit=int(instance.pair_fit[chosen].sum()),
    )
