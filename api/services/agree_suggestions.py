"""What approving suggestions does to a schedule: worked out whole, nothing kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.services.give_reasons import give_reasons
from data.folder_summary import Summary
from scheduler.candidates import LINE_BITS
from scheduler.difference import compare_schedules
from scheduler.explain import explain_pair
from scheduler.measure import measure_tiers
from scheduler.problem import Strength
from scheduler.reasons import ReasonCode
from scheduler.repair.changes import Agreed, RepairSettings
from scheduler.repair.repair import repair
from scheduler.result import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from data.folder import ScheduleFolder
    from scheduler.difference import Difference
    from scheduler.fit.model import FitModel
    from scheduler.problem import Lock, Suggestion
    from scheduler.reasons import Reason
    from scheduler.schedule import Shortfall


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of the pair of a suggestion; `reasons` say why it is so."""

    suggestion: Suggestion
    meets: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A buyer who had `had` meetings and now has too few."""

    had: int
    shortfall: Shortfall


@dataclass(frozen=True)
class Agreement:
    """A schedule after suggestions were approved, and how it differs from before.

    `tiers` gives each tier's value before and after, both with the suggestions counted.
    `proven` says that no smaller change does as much.
    """

    content: ScheduleFolder
    settled: tuple[Settled, ...]
    difference: Difference
    dropped: tuple[Dropped, ...]
    tiers: Mapping[str, tuple[int, int]]
    unlocked: tuple[Lock, ...]
    proven: bool


def agree_suggestions(
    content: ScheduleFolder, wishes: Sequence[Suggestion], model: Callable[[], FitModel]
) -> Agreement:
    """Let `wishes`, one a pair, hold in `content`, by the smallest change.

    The same content and wishes give the same agreement. `model` weighs pairs that are
    no candidates yet. Raises BrokenRuleError where `content` breaks a rule about those
    who are concerned, ProblemError for unknown parties.
    """
    changes = [_agreed(content, wish, model) for wish in wishes]
    settings = RepairSettings(only_hit=True, seed=content.summary.seed)
    before = content.schedule
    result = repair(content.problem, content.candidates, before, changes, settings)
    schedule = give_reasons(replace(result.schedule, release=before.release), model)
    facts = result.problem, result.candidates
    was, now = (measure_tiers(*facts, one) for one in (before, schedule))
    after = replace(
        content,
        problem=result.problem,
        candidates=result.candidates,
        schedule=schedule,
        summary=_summary(content.summary, now, len(schedule.meetings)),
    )
    return Agreement(
        after,
        tuple(_settled(after, wish) for wish in wishes),
        compare_schedules(before, schedule),
        _dropped(content, after),
        {name: (was[name], now[name]) for name in now},
        result.unlocked,
        result.status is Status.OPTIMAL,
    )


def _agreed(
    content: ScheduleFolder, wish: Suggestion, model: Callable[[], FitModel]
) -> Agreed:
    """Return the change, with the fit where a must is no candidate yet."""
    if wish.strength is not Strength.MUST or not _is_new(content, wish):
        return Agreed(wish)
    detail = model().detail(wish.buyer, wish.supplier)
    served = {match.line for match in detail.matches if match.served}
    lines = sum(1 << line for line in served if line < LINE_BITS)
    return Agreed(wish, detail.fit, lines)


def _is_new(content: ScheduleFolder, wish: Suggestion) -> bool:
    """Tell whether the pair, of known parties, is no candidate yet."""
    problem = content.problem
    buyer, supplier = (
        problem.buyer_by_id.get(wish.buyer),
        problem.supplier_by_id.get(wish.supplier),
    )
    if buyer is None or supplier is None:
        return False
    at = problem.buyers.index(buyer), problem.suppliers.index(supplier)
    return content.candidates.find_row(*at) is None


def _settled(after: ScheduleFolder, wish: Suggestion) -> Settled:
    reasons = explain_pair(
        after.problem, after.candidates, after.schedule, wish.buyer, wish.supplier
    )
    return Settled(wish, reasons[0].code is ReasonCode.MEETS, reasons)


def _dropped(before: ScheduleFolder, after: ScheduleFolder) -> tuple[Dropped, ...]:
    """Return the buyers who are below the minimum and have fewer meetings than before."""
    had = {buyer: len(met) for buyer, met in before.schedule.by_buyer.items()}
    return tuple(
        Dropped(had[short.buyer], short)
        for short in after.schedule.shortfalls
        if short.meetings < had.get(short.buyer, 0)
    )


def _summary(was: Summary, values: Mapping[str, int], meetings: int) -> Summary:
    """Return the figures of the schedule now; bounds are those it was solved with."""
    tiers = tuple(
        replace(tier, value=values[tier.name])
        for tier in was.tiers
        if tier.name in values
    )
    return replace(was, meetings=meetings, tiers=tiers, status=Status.FEASIBLE)
