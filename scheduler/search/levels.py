"""Two models of a small fair, and how their answers are placed.

One asks who meets whom in which session, the other in which slot. That is larger and
slower, and leaves nothing to be placed: what the first one chooses may have no place,
the other's answer is a placement. Every schedule is a choice of each, so bounds of both
hold; of the other only where walks are judged sharply.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.model.constraints import add_constraints
from scheduler.model.stages import Stages
from scheduler.model.terms import Terms
from scheduler.model.variables import add_variables
from scheduler.model.windows import build_windows
from scheduler.search.place import place_pairs, shared_slots
from scheduler.search.session_plan import SessionPlan

if TYPE_CHECKING:
    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

MOST_WAYS = 3_000
"""Pairs times sessions, or slots, up to which is asked."""

SECONDS = 0.3
"""Deterministic seconds for all questions to one of the models."""


@dataclass(frozen=True)
class Start:
    """A fair, and the placement to begin with."""

    instance: Instance
    walks: Walks
    slot_of: Mapping[int, int]
    seed: int


@dataclass(frozen=True)
class Settled:
    """A placement (pair -> slot), and the bounds of tiers proven for as good ones."""

    slot_of: dict[int, int]
    proven: Mapping[str, int]


@dataclass(frozen=True)
class Level:
    """Questions about a fair; `place` puts the last answer into slots, None where not
    all of it finds a place. `proves` says that every schedule is among the answers, so
    that bounds hold for all of them."""

    stages: Stages
    place: Callable[[], dict[int, int] | None]
    proves: bool = True


def window_level(start: Start) -> Level | None:
    """Return the questions who meets whom in which session, None at larger fairs."""
    instance, slot_session = start.instance, start.instance.slot_session
    if instance.n_pairs * instance.n_sessions > MOST_WAYS:
        return None
    terms, at = build_windows(instance)
    now = {pair: int(slot_session[slot]) for pair, slot in start.slot_of.items()}
    hint = [int(now.get(pair) == p) for pair, p in at]
    stages = Stages(terms, hint, SECONDS, start.seed)

    def place() -> dict[int, int] | None:
        session_of = np.full(instance.n_pairs, -1, np.int64)
        for (pair, session), meets in zip(at, stages.answer, strict=True):
            if meets:
                session_of[pair] = session
        plan = SessionPlan(session_of, session_of >= 0)
        placed = place_pairs(instance, start.walks, plan, start.seed)
        return placed if len(placed) == stages.answer.count(1) else None

    return Level(stages, place)


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


LEVELS = (window_level, whole_level)
