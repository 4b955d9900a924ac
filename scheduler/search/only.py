"""A place for every one of some pairs, or for none: they are all that the fair has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.bounds import find_ideal
from scheduler.search.improve import improve
from scheduler.search.interpreter_prices import charge
from scheduler.search.place import place_pairs
from scheduler.search.rematch import rematch_rounds
from scheduler.search.sessions import plan_sessions
from scheduler.search.walks import Walks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance


def place_only(
    instance: Instance, pairs: NDArray[np.int64], seed: int, go_on: Callable[[], bool]
) -> dict[int, int] | None:
    """Return a slot for each of `pairs` (ascending, locks among them), None without.

    The steps are those of every fair: sessions, rounds, and improvement where needed.
    """
    part = only(instance, pairs)
    walks, ideal = Walks(part), find_ideal(part)
    plan = plan_sessions(charge(part, ideal.relaxed), ideal, 0.0, go_on)
    placed = place_pairs(part, walks, plan, seed)
    if len(placed) < len(pairs):
        placed = rematch_rounds(part, walks, placed, go_on)
    if len(placed) < len(pairs):
        everybody = np.ones(len(pairs), np.bool_)
        placed = improve(part, walks, placed, everybody, seed, go_on)
    if len(placed) < len(pairs):
        return None
    return {int(pairs[row]): slot for row, slot in placed.items()}


def only(instance: Instance, pairs: NDArray[np.int64]) -> Instance:
    """Return the fair in which there are no other `pairs` (ascending, with all locks)."""
    rows = np.searchsorted(pairs, list(instance.locked)).tolist()
    locked = dict(zip(rows, instance.locked.values(), strict=True))
    return replace(
        instance,
        pair_buyer=instance.pair_buyer[pairs],
        pair_supplier=instance.pair_supplier[pairs],
        pair_fit=instance.pair_fit[pairs],
        pair_lines=instance.pair_lines[pairs],
        pair_wish=instance.pair_wish[pairs],
        pair_must=instance.pair_must[pairs],
        pair_kind=instance.pair_kind[pairs],
        locked=locked,
    )
