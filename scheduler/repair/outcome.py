"""What a repair came to: the papers touched, proven bounds, slots that are free now."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from scheduler.repair.board import Board
from scheduler.repair.changes import Party, Side
from scheduler.repair.plan import count_shortfall, difference_of
from scheduler.repair.result import RepairResult, Touched
from scheduler.repair.search import order_of
from scheduler.repair.standing import both
from scheduler.result import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.fair import Slot
    from scheduler.repair.amend import Amended
    from scheduler.repair.changes import RepairSettings
    from scheduler.repair.plan import Plan
    from scheduler.repair.standing import Standing
    from scheduler.schedule import Schedule


def touched_of(
    before: Schedule, after: Schedule, standing: Standing
) -> tuple[Touched, ...]:
    """Return whose papers change from `before` to `after`, and by what, in order."""
    difference = difference_of(before, after)
    sides = (
        (Side.BUYER, difference.by_buyer.items()),
        (Side.SUPPLIER, difference.by_supplier.items()),
    )
    found = [
        Touched(Party(side, str(id_)), changes, Party(side, id_) in standing.necessary)
        for side, groups in sides
        for id_, changes in groups
    ]
    return tuple(sorted(found, key=lambda one: one.party))


def result_of(
    amended: Amended,
    standing: Standing,
    plan: Plan,
    after: Schedule,
    touched: tuple[Touched, ...],
    settings: RepairSettings,
    began: float,
) -> RepairResult:
    """Return all that is told of a repair which began at `began`, in seconds."""
    shortfall = count_shortfall(amended.problem, after)
    bounds = _bounds(amended, standing, plan, shortfall, touched, settings)
    sharp = plan.limits is None and plan.choices.complete
    proven = bool(plan.found and plan.found.proven and sharp)
    return RepairResult(
        problem=amended.problem,
        candidates=amended.candidates,
        schedule=after,
        mode=settings.mode,
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        touched=touched,
        lost=standing.lost,
        freed=tuple(_freed(amended, standing, after)),
        unlocked=amended.unlocked,
        bound=bounds[0],
        shortfall=shortfall,
        shortfall_bound=bounds[1],
        seconds={"repair": perf_counter() - began},
    )


def _bounds(
    amended: Amended,
    standing: Standing,
    plan: Plan,
    shortfall: int,
    touched: Sequence[Touched],
    settings: RepairSettings,
) -> tuple[int, int]:
    """Return proven bounds of the parties touched and of the shortfall.

    Where all choices were in the model its bounds hold: parties without a choice
    cannot change. Otherwise those of the limits do. New papers, of buyers who walked
    in, are counted on both sides alike.
    """
    arrived = sum(
        one.party.side is Side.BUYER and one.party.id in amended.arrived
        for one in touched
    )
    sure = len(standing.necessary) + arrived
    found, limits = plan.found, plan.limits
    if limits is not None:
        more = 0
        if order_of(settings)[0] != "touched":
            more = limits.least_touched(shortfall, len(touched) - sure)
        return sure + more, limits.least_shortfall(shortfall)
    if found is None or not plan.choices.complete:  # cancelling
        return sure, 0
    values, bounds = found.values, found.bounds
    return (
        sure + bounds.get("touched", 0),
        shortfall - values.get("shortfall", 0) + bounds.get("shortfall", 0),
    )


def _freed(
    amended: Amended, standing: Standing, after: Schedule
) -> Iterator[tuple[Party, Slot]]:
    """Yield the slots of lost meetings that a party has left now."""
    board = Board(amended, after.meetings)
    found = {(party, m.slot) for m in standing.lost for party in both(m)}
    for party, slot in sorted(found):
        if board.left_of(party) >> board.at[slot] & 1:
            yield party, slot
