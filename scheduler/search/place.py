"""A slot for every chosen pair: colour each session, then mend what conflicts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from scheduler.model.exact import place_exactly
from scheduler.search.rounds import colour_session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.sessions import SessionPlan
    from scheduler.search.walks import Walks

REPAIR_EFFORT = 1.0
"""Deterministic seconds for mending one session."""

REPAIR_PAIRS = 120
"""Pairs freed at once at most: five rounds of them are 600 Booleans."""


def place_pairs(
    instance: Instance, walks: Walks, plan: SessionPlan, seed: int
) -> dict[int, int]:
    """Return pair -> slot for the chosen pairs; those without a place are left out."""
    slot_of: dict[int, int] = dict(instance.locked)
    for session in range(instance.n_sessions):
        rows = np.flatnonzero(plan.chosen & (plan.session_of == session)).tolist()
        fixed = {
            pair: slot
            for pair, slot in instance.locked.items()
            if instance.slot_session[slot] == session
        }
        placed, left = colour_session(instance, session, rows, fixed)
        others = {p: t for p, t in slot_of.items() if p not in placed}
        slot_of = others | _mend(instance, walks, session, placed, left, others, seed)
    return slot_of


def _mend(
    instance: Instance,
    walks: Walks,
    session: int,
    placed: dict[int, int],
    left: list[int],
    others: Mapping[int, int],
    seed: int,
) -> dict[int, int]:
    """Return `placed` with its conflicts mended, as many of `left` placed as can be."""
    bad = walks.conflicts({**others, **placed}) & set(placed)
    bad |= _over_tables(instance, {**others, **placed}) & set(placed)
    free = (bad | set(left)) - set(instance.locked)
    if not free:
        return placed
    free = _with_neighbours(instance, placed, free) - set(instance.locked)
    kept = {pair: slot for pair, slot in placed.items() if pair not in free}
    slots = instance.session_slots[session]
    domain = {pair: shared_slots(instance, pair, slots) for pair in sorted(free)}
    answer = place_exactly(
        instance,
        walks,
        domain,
        {**others, **kept},
        placed,
        seed=seed,
        effort=REPAIR_EFFORT,
    )
    if answer is None:
        answer = {}
    return drop_conflicts(instance, walks, {**kept, **answer}, others)


def drop_conflicts(
    instance: Instance,
    walks: Walks,
    placed: dict[int, int],
    others: Mapping[int, int],
) -> dict[int, int]:
    """Return `placed` without the least fitting pairs of whatever still conflicts."""
    while True:
        both = {**others, **placed}
        bad = walks.conflicts(both) | _over_tables(instance, both)
        loose = sorted((bad & set(placed)) - set(instance.locked))
        if not loose:
            return placed
        worst = min(loose, key=lambda pair: (int(instance.pair_fit[pair]), pair))
        placed = {pair: slot for pair, slot in placed.items() if pair != worst}


def _over_tables(instance: Instance, placed: Mapping[int, int]) -> set[int]:
    """Return the pairs of slots that hold more meetings than the hall has tables."""
    tables = instance.problem.fair.tables
    if tables is None:
        return set()
    count = Counter(placed.values())
    full = {
        t
        for slots in instance.together
        if sum(count[t] for t in slots) > tables
        for t in slots
    }
    return {pair for pair, slot in placed.items() if slot in full}


def _with_neighbours(
    instance: Instance, placed: Mapping[int, int], free: set[int]
) -> set[int]:
    """Return `free` with all pairs of its buyers, then of its suppliers, while small."""
    grown = set(free)
    for party in (instance.pair_buyer, instance.pair_supplier):
        touched = {int(party[pair]) for pair in grown}
        more = {pair for pair in placed if int(party[pair]) in touched}
        if len(grown | more) > REPAIR_PAIRS:
            break
        grown |= more
    return grown


def shared_slots(instance: Instance, pair: int, slots: NDArray[np.int64]) -> list[int]:
    """Return those of `slots` in which both sides of `pair` are there."""
    b, s = instance.pair_buyer[pair], instance.pair_supplier[pair]
    both = instance.buyer_open[b, slots] & instance.supplier_open[s, slots]
    return [int(t) for t in slots[both]]
