"""Three models of a small fair, from the widest to the whole, and how answers are placed.

The first asks only who meets whom, the second in which session too, the third in which
slot. Each is larger and slower than the one before, and leaves less to be placed: what
the first one chooses may have no place, the last one's answer is a placement. Every
schedule is a choice of each, so bounds of any of them hold; of the last one only where
walks are judged sharply.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model.choice import build_choice
from scheduler.model.constraints import add_constraints
from scheduler.model.stages import Stages
from scheduler.model.terms import Terms
from scheduler.model.variables import add_variables
from scheduler.model.windows import build_windows
from scheduler.search.place import place_pairs, shared_slots
from scheduler.search.sessions import SessionPlan

if TYPE_CHECKING:
    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

MOST_PAIRS = 2_000
"""Pairs up to which is asked who meets whom ..."""

MOST_WAYS = 3_000
"""... pairs times sessions, or slots, up to which more is asked."""

FEW_SECONDS = 0.5
"""Deterministic seconds for all questions to the first model, which is quick ..."""

SECONDS = 1.5
"""... and to one of the others."""


@dataclass(frozen=True)
class Start:
    """A fair, and the placement to begin with."""

    instance: Instance
    walks: Walks
    slot_of: Mapping[int, int]
    seed: int


@dataclass(frozen=True)
class Level:
    """Questions about a fair; `place` puts the last answer into slots, None where not
    all of it finds a place. `proves` says that every schedule is among the answers, so
    that bounds hold for all of them."""

    stages: Stages
    place: Callable[[], dict[int, int] | None]
    proves: bool = True


def choice_level(start: Start) -> Level | None:
    """Return the questions who meets whom, None at fairs too large for them."""
    if start.instance.n_pairs > MOST_PAIRS:
        return None
    terms = build_choice(start.instance)
    hint = [int(pair in start.slot_of) for pair in terms.ways]
    stages = Stages(terms, hint, FEW_SECONDS, start.seed)

    def place() -> dict[int, int] | None:
        chosen = zip(terms.ways, stages.answer, strict=True)
        pairs = [*start.instance.locked, *(pair for pair, meets in chosen if meets)]
        return _place_all(start, pairs)

    return Level(stages, place)


def window_level(start: Start) -> Level | None:
    """Return the questions who meets whom in which session, None as above."""
    instance = start.instance
    if instance.n_pairs * instance.n_sessions > MOST_WAYS:
        return None
    return _windows(start, range(instance.n_pairs), SECONDS)


def whole_level(start: Start) -> Level | None:
    """Return the questions who meets whom in which slot, None as above."""
    instance = start.instance
    if instance.n_pairs * instance.n_slots > MOST_WAYS:
        return None
    slots = np.arange(instance.n_slots)
    domain = {
        pair: shared_slots(instance, pair, slots)
        for pair in range(instance.n_pairs)
        if pair not in instance.locked
    }
    v = add_variables(instance, start.walks, domain, instance.locked)
    add_constraints(v)
    ways = {p: [v.meets[p, t] for t in slots] for p, slots in v.domain.items()}
    hint = [int(start.slot_of.get(pair) == slot) for pair, slot in v.meets]
    terms = Terms(instance, v.model, ways, instance.locked)
    stages = Stages(terms, hint, SECONDS, start.seed)

    def place() -> dict[int, int]:
        cells = zip(v.meets, stages.answer, strict=True)
        return {**instance.locked, **{p: t for (p, t), meets in cells if meets}}

    return Level(stages, place, start.walks.is_sharp)


LEVELS = (choice_level, window_level, whole_level)


def _place_all(start: Start, pairs: list[int]) -> dict[int, int] | None:
    """Return a slot for each of `pairs`, None where not all find one."""
    if set(pairs) == set(start.slot_of):
        return dict(start.slot_of)
    level = _windows(start, pairs, FEW_SECONDS)
    terms = level.stages.terms
    held = cp_model.LinearExpr.sum(terms.variables)
    found = level.stages.greatest(held)
    return level.place() if found and found.value == len(pairs) else None


def _windows(start: Start, pairs: Collection[int], effort: float) -> Level:
    """Return the questions in which sessions `pairs` meet."""
    instance, slot_session = start.instance, start.instance.slot_session
    terms, at = build_windows(instance, pairs)
    now = {pair: int(slot_session[slot]) for pair, slot in start.slot_of.items()}
    stages = Stages(
        terms, [int(now.get(pair) == p) for pair, p in at], effort, start.seed
    )

    def place() -> dict[int, int] | None:
        session_of = np.full(instance.n_pairs, -1, np.int64)
        for (pair, session), meets in zip(at, stages.answer, strict=True):
            if meets:
                session_of[pair] = session
        plan = SessionPlan(session_of, session_of >= 0)
        placed = place_pairs(instance, start.walks, plan, start.seed)
        return placed if len(placed) == stages.answer.count(1) else None

    return Level(stages, place)
