"""What a fair lacks, and what one more of something would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.balance.balance import balance_fair
from scheduler.fit.model import FitModel
from scheduler.prices import find_prices

if TYPE_CHECKING:
    from api.services.stopwatch import Stopwatch
    from data.folder import ScheduleFolder
    from scheduler.balance.facts import Balance
    from scheduler.candidates import Candidates
    from scheduler.prices import Price
    from scheduler.problem import Problem

MOST_PAIRS = 1_000_000
"""Pairs beyond which a schedule is not held up by weighing them."""

MOST_FREED = 250_000
"""Buyers times suppliers up to which pairs are scored anew without their nevers."""


def weigh_fair(content: ScheduleFolder, watch: Stopwatch) -> Balance | None:
    """Return supply and demand, None of a fair of so many pairs that it takes long."""
    if len(content.candidates) > MOST_PAIRS:
        return None
    with watch.phase("balance"):
        problem = content.problem
        few = len(problem.buyers) * len(problem.suppliers) <= MOST_FREED
        score = _score if few else None
        return balance_fair(problem, content.candidates, score_freed=score)


def _score(problem: Problem) -> Candidates:
    return FitModel(problem).candidates()


def price_fair(content: ScheduleFolder, watch: Stopwatch) -> tuple[Price, ...]:
    """Return what one more of something would bring, nothing of such a fair."""
    if len(content.candidates) > MOST_PAIRS:
        return ()
    with watch.phase("prices"):
        return find_prices(content.problem, content.candidates)
