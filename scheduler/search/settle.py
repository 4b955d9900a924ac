"""Small fairs that sessions bind, exactly: the tiers of who meets whom, one by one.

The models of `levels` are asked from the wider on. Where the answer of one has a place
it is taken, and what was proven of it is the bound; else the next one is asked, and at
last the placement stays as it was, bounded as if sessions were no matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.model.choice import Choice, Weights
from scheduler.model.columns import Floor
from scheduler.model.weighing import Least, weigh
from scheduler.problem import Strength
from scheduler.search.choose import most_load
from scheduler.search.improve import standing_of
from scheduler.search.levels import LEVELS, Settled, whole_level, window_level
from scheduler.search.served import served_lines
from scheduler.search.worth import Standing, ceiling, is_shared_one_way

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from scheduler.model.stages import Found, Stages
    from scheduler.search.bounds import Ideal
    from scheduler.search.instance import Instance
    from scheduler.search.levels import Start
    from scheduler.settings import SolveSettings

FEW_PAIRS = 3_000
"""Pairs up to which lines and loads that had no place are bounded by a programme."""


def raise_standing(start: Start, ideal: Ideal, go_on: Callable[[], bool]) -> Settled:
    """Return a placement that stands as high or higher, tier by tier down to fit.

    Where it is not as high as can be for reasons known without asking (who shares
    slots, and the worth of the `ideal` choice, which has looked at pairs without
    sessions already), the models that know sessions are asked.
    """
    instance, tops = start.instance, _tops(start.instance, ideal)
    settled = Settled(dict(start.slot_of), {})
    for level_of in (window_level, whole_level):
        now = standing_of(instance, settled.slot_of)
        level = level_of(start) if now < tops and go_on() else None
        if level is None:
            continue
        found = _climb(level.stages, now, tops)
        placed = level.place()
        if placed is not None and standing_of(instance, placed) > now:
            start, now = replace(start, slot_of=placed), standing_of(instance, placed)
        valid = _valid(now, found) if level.proves else {}
        tops = tops._replace(**valid)
        settled = Settled(
            dict(start.slot_of), {**settled.proven, **_tiers(instance, now, valid)}
        )
    return settled


def _tops(instance: Instance, ideal: Ideal) -> Standing:
    """Return what no schedule exceeds: in fit, none that has all of the tiers above."""
    tops = ceiling(instance)
    return tops._replace(fit=ideal.relaxed.total - tops.worth(ideal.prices))


def _climb(stages: Stages, now: Standing, tops: Standing) -> dict[str, Found]:
    """Ask for the first tier that is below its top, and for all that follow.

    Each answer is held for the next, so what is found of a tier holds for schedules as
    good in those above.
    """
    found: dict[str, Found] = {}
    for tier in Standing._fields:
        term, value = getattr(stages.terms, tier), getattr(now, tier)
        if found or value < getattr(tops, tier):
            best = stages.greatest(term)
            if best is None:
                break
            found[tier], value = best, best.value
        stages.keep(term, value)
    return found


def _valid(now: Standing, found: Mapping[str, Found]) -> dict[str, int]:
    """Return the bounds that hold for schedules as good as `now` in the tiers above."""
    valid = {}
    for tier, best in found.items():
        valid[tier] = best.bound
        if best.value > getattr(now, tier):
            break
    return valid


def _tiers(
    instance: Instance, now: Standing, valid: Mapping[str, int]
) -> dict[str, int]:
    """Return the bounds of the tiers that are reported."""
    problem = instance.problem
    wanted = instance.n_buyers * problem.fair.min_meetings
    bounds = {}
    if "musts" in valid:
        bounds["musts"] = len(problem.pairs(Strength.MUST)) - valid["musts"]
    if "met" in valid:
        bounds["shortfall"] = wanted - valid["met"]
    below = ("suggestions", "fit") if is_shared_one_way(instance, now) else ()
    return bounds | {tier: valid[tier] for tier in below if tier in valid}


def settle(
    start: Start,
    fit_reached: int,
    settings: SolveSettings,
    go_on: Callable[[], bool],
) -> Settled:
    """Return a placement with the best choice for lines and loads, with its proof.

    `fit_reached` is the fit before any was given up for lines and loads.
    """
    above = standing_of(start.instance, start.slot_of)._replace(fit=fit_reached)
    for level_of in LEVELS:
        level = level_of(start) if go_on() else None
        least = weigh(level.stages, above, settings) if level else None
        placed = level.place() if level and least else None
        if level and least and placed is not None:
            if level.proves:
                return Settled(placed, _lower(start.instance, placed, least))
            start = replace(start, slot_of=placed)
    return Settled(dict(start.slot_of), _bound(start) if go_on() else {})


def _bound(start: Start) -> dict[str, int]:
    """Return what is proven of schedules as good as this one above lines and loads."""
    instance = start.instance
    if instance.n_pairs > FEW_PAIRS or not start.slot_of:
        return {}
    above = standing_of(instance, start.slot_of)
    pairs = np.array(list(start.slot_of), np.int64)
    lines = int(np.bitwise_count(served_lines(instance, pairs)).sum())
    apart = most_load(instance, pairs)
    most = Choice(instance, Floor(above, above.fit), apart).most(Weights(line=1))
    least = Choice(instance, Floor(above, above.fit, lines), apart).most(
        Weights(load=1)
    )
    if most is None or least is None:
        return {}
    return _lower(instance, start.slot_of, Least(most, -least))


def _lower(
    instance: Instance, slot_of: Mapping[int, int], least: Least
) -> dict[str, int]:
    """Return `least` by tier, where it holds however a shortfall is shared out."""
    if not is_shared_one_way(instance, standing_of(instance, slot_of)):
        return {}
    return {"coverage": least.lines, "balance": least.squares}
