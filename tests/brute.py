"""Every schedule of a tiny fair, by trying: an oracle that shares nothing with the solver."""

from __future__ import annotations

from dataclasses import replace
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
        [(b, s, fit, slot) for slot in problem.fair.slots]
        for b, s, fit in candidates.rows(problem)
        if (b, s) not in nevers
    ]
    for met in _choices(ways):
        schedule = _schedule(problem, met)
        if not check_schedule(problem, candidates, schedule):
            yield schedule


def _choices(ways, met=(), seats=frozenset()) -> Iterator[tuple]:
    """Yield every choice of one way for each pair with nobody in two places at once."""
    if not ways:
        yield met
        return
    yield from _choices(ways[1:], met, seats)
    for one in ways[0]:
        taken = {(one[0], one[3]), (one[1], one[3])}
        if seats.isdisjoint(taken):
            yield from _choices(ways[1:], (*met, one), seats | taken)


def _schedule(problem: Problem, met) -> Schedule:
    meetings = tuple(
        replace(make_meeting(problem, b, s, slot.round_index, slot.session), fit=fit)
        for b, s, fit, slot in met
    )
    return with_right_lists(problem, Schedule(meetings))
