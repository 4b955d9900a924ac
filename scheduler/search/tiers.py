"""Each wish of a finished schedule: its value, its bound, its tolerance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.result import Tier
from scheduler.search import bounds
from scheduler.search.grid import build_grid
from scheduler.search.worth import is_shared_one_way, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.search.at_prices import AtPrices
    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks
    from scheduler.settings import SolveSettings

MAXIMISED = ("suggestions", "fit", "coverage")
"""The wishes of which more is better."""


@dataclass(frozen=True)
class Finished:
    """A placement (pair -> slot), and what is known of how good it is.

    `fit_reached` is the fit before lines and loads were looked at, `asked` the best
    choices without sessions, `proven` the bounds that are known already.
    """

    instance: Instance
    walks: Walks
    slot_of: Mapping[int, int]
    fit_reached: int
    asked: AtPrices
    proven: Mapping[str, int]


def judge_tiers(
    finished: Finished, value: Mapping[str, int], settings: SolveSettings
) -> tuple[Tier, ...]:
    """Return the tiers in their order; `value` are those measured of the schedule."""
    instance, walks, asked = finished.instance, finished.walks, finished.asked
    slot_of, fit_reached, ideal = finished.slot_of, finished.fit_reached, asked.ideal
    grid = build_grid(instance, slot_of)
    idle, holes = bounds.idle_bounds(grid)
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[list(slot_of)] = True
    reached = bounds.Reached(standing(instance, chosen), value["coverage"])
    session = instance.slot_session[list(slot_of.values())]
    buyer = instance.pair_buyer[list(slot_of)]
    present = len(np.unique(buyer * instance.n_sessions + session))
    bound = {
        "musts": bounds.musts_bound(instance, value["musts"]),
        "shortfall": bounds.shortfall_bound(instance, value["shortfall"]),
        "suggestions": bounds.suggestions_bound(instance, value["suggestions"]),
        "fit": bounds.fit_bound(instance, ideal, value),
        "sessions": bounds.sessions_bound(instance, present),
        "idle": idle,
        "walks": bounds.walks_bound(grid, walks),
        "holes": holes,
        **finished.proven,
    }
    if not is_shared_one_way(instance, reached.above):
        asked = bounds.however_shared(asked)
    if "coverage" not in bound:
        bound["coverage"] = bounds.coverage_bound(asked, reached)
    if "balance" not in bound:
        bound["balance"] = bounds.balance_bound(asked, reached, len(slot_of))
    tiers = (
        Tier(name, value[name], bound[name], name in MAXIMISED, reached=value[name])
        for name in value
    )
    tolerance = settings.fit_tolerance + settings.balance_tolerance
    return tuple(
        replace(tier, reached=fit_reached, tolerance=tolerance)
        if tier.name == "fit"
        else tier
        for tier in tiers
    )
