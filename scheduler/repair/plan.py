"""A plan of a repair, what counts of it, and what no plan can beat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.difference import Difference, compare_schedules
from scheduler.problem import Strength
from scheduler.repair.board import Board
from scheduler.repair.search import order_of
from scheduler.schedule import Meeting, Schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import Problem
    from scheduler.repair.amend import Amended
    from scheduler.repair.bounds import Limits
    from scheduler.repair.changes import RepairSettings
    from scheduler.repair.choices import Choices
    from scheduler.repair.search import Found
    from scheduler.repair.standing import Standing

NEAR = 1.05
"""How many times the papers that change at least are few enough."""


@dataclass(frozen=True)
class Plan:
    """The meetings of a repair, what was chosen from, and how it was chosen.

    `limits` bound it where not everything was chosen from; None where it was.
    """

    meetings: tuple[Meeting, ...]
    choices: Choices
    found: Found | None
    limits: Limits | None = None


def least_rank(
    amended: Amended,
    standing: Standing,
    limits: Limits,
    reached: Sequence[int],
    settings: RepairSettings,
) -> tuple[int, ...]:
    """Return a rank, fit left out, that no plan can beat; `reached` is one's rank."""
    order = order_of(settings)
    known = dict(zip(order, reached, strict=True))
    sure = len(standing.necessary)
    lack = limits.least_shortfall(known["shortfall"])
    least = {
        "musts": _lost_musts(amended, standing),
        "shortfall": lack,
        "agreed": -sum(one.strength is Strength.PREFER for one in amended.agreed),
        "touched": sure,
    }
    if order[0] != "touched":
        least["touched"] += limits.least_touched(lack, known["touched"] - sure)
    return tuple(least[name] for name in order[:-1])


def is_near(
    rank: Sequence[int], least: Sequence[int], settings: RepairSettings
) -> bool:
    """Tell whether a plan of this rank is the best but for fit and a few papers.

    To move a meeting changes the papers of both who meet. It seldom makes room for two.
    """
    at = order_of(settings).index("touched")
    near = [*least]
    if rank[at] <= NEAR * least[at]:
        near[at] = rank[at]
    return [*rank[:-1]] == near


def _lost_musts(amended: Amended, standing: Standing) -> int:
    """Return how many musts have no slot left in which both sides are there."""
    board = Board(amended, ())
    met = {(m.buyer, m.supplier) for m in (*standing.kept, *standing.loose)}
    return sum(
        not board.left(amended.problem.buyer_by_id[buyer], supplier)
        for buyer, supplier in amended.problem.pairs(Strength.MUST) - met
    )


def difference_of(before: Schedule, after: Schedule) -> Difference:
    """Return what changes; meetings that were not even looked at are not compared."""
    same = {id(m) for m in before.meetings} & {id(m) for m in after.meetings}
    was = tuple(m for m in before.meetings if id(m) not in same)
    now = tuple(m for m in after.meetings if id(m) not in same)
    return compare_schedules(Schedule(was), Schedule(now))


def rank_of(
    amended: Amended, plan: Plan, before: Schedule, settings: RepairSettings
) -> tuple[int, ...]:
    """Return what counts of a plan, in order; less is better."""
    after = Schedule(plan.meetings)
    difference = difference_of(before, after)
    touched = len(difference.by_buyer) + len(difference.by_supplier)
    met = {(meeting.buyer, meeting.supplier) for meeting in plan.meetings}
    counts = {
        "musts": len(amended.problem.pairs(Strength.MUST) - met),
        "shortfall": count_shortfall(amended.problem, after),
        "agreed": sum(
            (one.strength is Strength.AVOID) - (one.strength is Strength.PREFER)
            for one in amended.agreed
            if (one.buyer, one.supplier) in met
        ),
        "touched": touched,
        "fit": -sum(meeting.fit for meeting in plan.meetings),
    }
    return tuple(counts[name] for name in order_of(settings))


def count_shortfall(problem: Problem, schedule: Schedule) -> int:
    """Return the meetings missing to the minimum, over all buyers."""
    least = problem.fair.min_meetings
    met = schedule.by_buyer
    return sum(max(0, least - len(met.get(b.id, ()))) for b in problem.buyers)
