"""Every schedule of a tiny fair, by trying: an oracle that shares nothing with the solver."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.problem import Strength
from scheduler.schedule import Schedule
from tests.builders import make_meeting, with_right_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.candidates import Candidates
    from scheduler.problem import Problem


def schedules(problem: Problem, candidates: Candidates) -> Iterator[Schedule]:
    """Yield every schedule that keeps all rules; one table at each booth."""
    nevers = problem.pairs(Strength.NEVER)
    ways = [
        [None, *((b, s, fit, slot) for slot in problem.fair.slots)]
        if (b, s) not in nevers
        else [None]
        for b, s, fit in candidates.rows(problem)
    ]
    for choice in product(*ways):
        met = [one for one in choice if one is not None]
        seats = [(party, slot) for b, s, _, slot in met for party in (b, s)]
        if len(set(seats)) == len(seats):
            schedule = _schedule(problem, met)
            if not check_schedule(problem, candidates, schedule):
                yield schedule


def _schedule(problem: Problem, met) -> Schedule:
    meetings = tuple(
        replace(make_meeting(problem, b, s, slot.round_index, slot.session), fit=fit)
        for b, s, fit, slot in met
    )
    return with_right_lists(problem, Schedule(meetings))
