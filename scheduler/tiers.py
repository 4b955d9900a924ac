"""Each wish of a finished schedule: its value, its bound, its tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler import bounds
from scheduler.measure import measure_tiers
from scheduler.result import Tier

if TYPE_CHECKING:
    from scheduler.candidates import Candidates
    from scheduler.instance import Instance
    from scheduler.schedule import Schedule
    from scheduler.settings import SolveSettings


def judge_tiers(
    instance: Instance,
    candidates: Candidates,
    schedule: Schedule,
    total: int,
    settings: SolveSettings,
) -> tuple[Tier, ...]:
    """Return the tiers in their order, measured afresh from the schedule.

    `total` is the greatest worth of any relaxed choice (`bounds.greatest_worth`).
    """
    value = measure_tiers(instance.problem, candidates, schedule)
    meetings = len(schedule.meetings)
    present = len({(m.buyer, m.session) for m in schedule.meetings})
    fit_bound = bounds.fit_bound(instance, total, value)
    return (
        Tier("musts", value["musts"], bounds.musts_bound(instance), maximise=False),
        Tier(
            "shortfall",
            value["shortfall"],
            bounds.shortfall_bound(instance),
            maximise=False,
        ),
        Tier(
            "suggestions",
            value["suggestions"],
            bounds.suggestions_bound(instance),
            maximise=True,
        ),
        Tier(
            "fit",
            value["fit"],
            fit_bound,
            maximise=True,
            tolerance=settings.fit_tolerance,
        ),
        Tier(
            "coverage",
            value["coverage"],
            bounds.coverage_bound(instance),
            maximise=True,
        ),
        Tier(
            "balance",
            value["balance"],
            bounds.even_bound(meetings, instance.n_suppliers),
            maximise=False,
        ),
        Tier(
            "sessions",
            value["sessions"],
            bounds.even_bound(present, instance.n_sessions),
            maximise=False,
        ),
        Tier("walks", value["walks"], 0, maximise=False),
        Tier("idle", value["idle"], 0, maximise=False),
    )
