"""Win back what the decomposition lost: free a few buyers and place them exactly.

Buyers who got less than when sessions were no matter are freed together with those
who hold the tables they need; everybody else stays. An answer is kept only when it is
worth more, so the schedule never gets worse.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from scheduler.model.exact import place_exactly
from scheduler.search.place import shared_slots
from scheduler.search.worth import (
    Standing,
    minimum_steps,
    minimum_worth,
    pair_worth,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

LOSERS = 4
"""Buyers in the middle of one neighbourhood."""

RIVALS = 16
"""Further buyers freed because they hold what the losers need."""

PAIRS_PER_BUYER = 24
"""A freed buyer's candidates looked at, best first."""

EFFORT = 0.5
"""Deterministic seconds a neighbourhood may take."""

ROUNDS = 12
"""Neighbourhoods tried at most."""

PATIENCE = 2
"""Neighbourhoods in a row that may win back next to nothing."""

WORTHWHILE = 0.02
"""The share of what is missing that a neighbourhood must win back to go on."""


def improve(
    instance: Instance,
    walks: Walks,
    slot_of: dict[int, int],
    ideal: NDArray[np.bool_],
    seed: int,
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return a placement that stands no lower than `slot_of`, tier by tier.

    `ideal` are the pairs chosen when sessions were no matter, [n]. It ends after
    `ROUNDS` neighbourhoods, or when `PATIENCE` of them in a row won back next to
    nothing of what is missing.
    """
    wanted = buyer_worth(instance, np.flatnonzero(ideal))
    tried = np.zeros(instance.n_buyers, np.bool_)
    now, idle = buyer_worth(instance, np.array(sorted(slot_of), np.int64)), 0
    for _ in range(ROUNDS):
        lost = np.where(tried, 0, wanted - now)
        losers = [int(b) for b in np.argsort(-lost, kind="stable") if lost[b] > 0]
        if not losers or idle >= PATIENCE or not go_on():
            break
        tried[losers[:LOSERS]] = True
        slot_of = _solve_around(instance, walks, slot_of, losers[:LOSERS], seed)
        before, now = now, buyer_worth(instance, np.array(sorted(slot_of), np.int64))
        won = int(now.sum() - before.sum())
        idle = 0 if won > WORTHWHILE * int((wanted - before).sum()) else idle + 1
    return slot_of


def buyer_worth(instance: Instance, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [B]: what each buyer's meetings of `pairs` are worth."""
    b = instance.pair_buyer[pairs]
    worth = np.zeros(instance.n_buyers, np.int64)
    np.add.at(worth, b, pair_worth(instance)[pairs])
    degree = np.bincount(b, minlength=instance.n_buyers)
    steps = minimum_steps(instance.problem.fair.min_meetings)
    return np.asarray(worth + minimum_worth(degree, steps), np.int64)


def _solve_around(
    instance: Instance,
    walks: Walks,
    slot_of: dict[int, int],
    losers: list[int],
    seed: int,
) -> dict[int, int]:
    freed = losers + _rivals(instance, slot_of, losers)
    placed = np.array(sorted(slot_of), np.int64)
    held = set(placed[np.isin(instance.pair_buyer[placed], freed)].tolist())
    free = {pair for pair in held if pair not in instance.locked}
    fixed = {pair: slot for pair, slot in slot_of.items() if pair not in free}
    slots = np.arange(instance.n_slots)
    domain = {
        pair: shared_slots(instance, pair, slots)
        for b in freed
        for pair in _best_pairs(instance, b, free)
        if pair not in fixed
    }
    answer = place_exactly(
        instance, walks, domain, fixed, slot_of, seed=seed, effort=EFFORT
    )
    if answer is None:
        return slot_of
    better = {**fixed, **answer}
    return (
        better
        if standing_of(instance, better) > standing_of(instance, slot_of)
        else slot_of
    )


def standing_of(instance: Instance, pairs: Iterable[int]) -> Standing:
    """Return how good it is to meet `pairs`."""
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[list(pairs)] = True
    return standing(instance, chosen)


def _best_pairs(instance: Instance, b: int, held: set[int]) -> list[int]:
    """Return the buyer's pairs of greatest worth, and those it holds now."""
    first, last = int(instance.buyer_pairs[b]), int(instance.buyer_pairs[b + 1])
    pairs = np.arange(first, last)
    order = np.lexsort((pairs, -pair_worth(instance)[first:last]))
    best = set(pairs[order][:PAIRS_PER_BUYER].tolist())
    return sorted(best | (held & set(pairs.tolist())))


def _rivals(
    instance: Instance, slot_of: dict[int, int], losers: list[int]
) -> list[int]:
    """Return the buyers who hold most of the tables that `losers` would like."""
    liked: set[int] = set()
    for b in losers:
        liked |= {
            int(instance.pair_supplier[p]) for p in _best_pairs(instance, b, set())
        }
    count: defaultdict[int, int] = defaultdict(int)
    for pair in slot_of:
        if int(instance.pair_supplier[pair]) in liked:
            count[int(instance.pair_buyer[pair])] += 1
    others = sorted((-n, b) for b, n in count.items() if b not in losers)
    return [b for _, b in others[:RIVALS]]
