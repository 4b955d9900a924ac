"""Win back what the decomposition lost: free a few buyers and place them exactly.

Where sessions are small, all who attend one, or two, are freed (`afresh`). Elsewhere
buyers who got less than when sessions were no matter are freed together with those who
hold the tables they need; everybody else stays. Two such neighbourhoods without a
common buyer are solved at a time, by any executor, and taken one after the other. An
answer is kept only when it is worth more, so the schedule never gets worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.executor.in_process import InProcess
from scheduler.search.afresh import SessionsAfresh, are_small
from scheduler.search.around import (
    Around,
    build_around,
    keep_possible,
    solve_around,
)
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

    from scheduler.executor.protocol import Executor
    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

LOSERS = 4
"""Buyers in the middle of one neighbourhood."""

ABREAST = 2
"""Neighbourhoods solved at a time; not the number of workers, on which no answer may
depend."""

LARGEST = 60_000
"""(Pair, slot) choices of a neighbourhood; of more the effort ends before an answer."""

ROUNDS = 6
"""Turns of so many neighbourhoods at most."""

WORTHWHILE = 0.02
"""The share of what is missing that a turn must win back to go on."""


def improve(
    instance: Instance,
    walks: Walks,
    slot_of: dict[int, int],
    ideal: NDArray[np.bool_],
    seed: int,
    go_on: Callable[[], bool],
    executor: Executor | None = None,
) -> dict[int, int]:
    """Return a placement that stands no lower than `slot_of`, tier by tier.

    `ideal` are the pairs chosen when sessions were no matter, [n]. It ends after
    `ROUNDS` turns, or when some in a row won back next to nothing of what is missing.
    `executor` solves the neighbourhoods, here where it is None.
    """
    executor, shared = executor or InProcess(), (instance, walks, seed)
    chooser = (SessionsAfresh if are_small(instance) else Losers)(instance)
    wanted = buyer_worth(instance, np.flatnonzero(ideal))
    now, idle = buyer_worth(instance, np.array(sorted(slot_of), np.int64)), 0
    for _ in range(ROUNDS):
        if idle >= chooser.patience or not (wanted > now).any() or not go_on():
            break
        arounds = chooser.next_turn(slot_of, wanted - now)
        answers = executor.map(solve_around, arounds, shared=shared, go_on=go_on)
        for around, answer in zip(arounds, answers, strict=False):  # stopped: fewer
            slot_of = _taken(shared, slot_of, around, answer)
        before, now = now, buyer_worth(instance, np.array(sorted(slot_of), np.int64))
        won = int(now.sum() - before.sum())
        idle = 0 if won > WORTHWHILE * int((wanted - before).sum()) else idle + 1
    return slot_of


class Losers:
    """Chooses buyers who got less than they could, each once."""

    patience = 1
    """Turns in a row that may win back next to nothing."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.tried = np.zeros(instance.n_buyers, np.bool_)

    def next_turn(
        self, slot_of: dict[int, int], lost: NDArray[np.int64]
    ) -> list[Around]:
        """Return neighbourhoods of those who `lost` [B] most, no buyer in two."""
        lost = np.where(self.tried, 0, lost)
        losers = [int(b) for b in np.argsort(-lost, kind="stable") if lost[b] > 0]
        arounds: list[Around] = []
        busy: set[int] = set()
        for _ in range(ABREAST):
            group = [b for b in losers if b not in busy and not self.tried[b]][:LOSERS]
            if not group:
                break
            self.tried[group] = True
            around = build_around(self.instance, slot_of, group, busy)
            if around.size <= LARGEST:
                arounds.append(around)
            busy |= around.buyers
        return arounds


def _taken(
    shared: tuple[Instance, Walks, int],
    slot_of: dict[int, int],
    around: Around,
    answer: dict[int, int] | None,
) -> dict[int, int]:
    """Return `slot_of` with the answer where that stands higher.

    Where others have moved meanwhile, only what is still possible of it is taken.
    """
    kept = {pair: slot for pair, slot in slot_of.items() if pair not in around.domain}
    if answer is not None and kept != around.fixed:
        answer = keep_possible(shared, answer, kept)
    if answer is None:
        return slot_of
    better = {**kept, **answer}
    instance = shared[0]
    higher = standing_of(instance, better) > standing_of(instance, slot_of)
    return better if higher else slot_of


def buyer_worth(instance: Instance, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [B]: what each buyer's meetings of `pairs` are worth."""
    b = instance.pair_buyer[pairs]
    worth = np.zeros(instance.n_buyers, np.int64)
    np.add.at(worth, b, pair_worth(instance, rows=pairs))
    degree = np.bincount(b, minlength=instance.n_buyers)
    steps = minimum_steps(instance.problem.fair.min_meetings)
    return np.asarray(worth + minimum_worth(degree, steps), np.int64)


def standing_of(instance: Instance, pairs: Iterable[int]) -> Standing:
    """Return how good it is to meet `pairs`."""
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[list(pairs)] = True
    return standing(instance, chosen)
