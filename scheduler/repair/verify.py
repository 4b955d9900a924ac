"""The checker's word on a repair, asked about what the repair has changed.

All rules but the limits of tables and interpreters that all share speak of one party or
one pair. Where the release was valid, so is the repair as soon as nothing is wrong about
the parties whose meetings or facts are others now; with such limits everything is checked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError
from scheduler.problem import MeetAt
from scheduler.repair.changes import Party, Side
from scheduler.repair.excerpt import cut_out
from scheduler.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Collection

    from scheduler.repair.amend import Amended
    from scheduler.rules import Violation
    from scheduler.schedule import Schedule


PAST = (Rule.WALK, Rule.NO_INTERPRETER, Rule.INTERPRETERS_AT_ONCE)
"""Rules that meetings which have begun may break since a booth moved."""


def refuse_broken(
    amended: Amended,
    schedule: Schedule,
    changed: Collection[Party],
    late: Collection[Party],
) -> None:
    """Raise BrokenRuleError where a rule is broken about one of `changed`.

    `late` are walkers whose meetings that have begun contradict a booth's new place;
    nothing can be done about the past, nor about who interprets there.
    """
    violations = [
        violation
        for violation in _find(amended, schedule, changed)
        if not _is_past(amended, violation, late)
    ]
    if violations:
        raise BrokenRuleError([violation.wording for violation in violations])


def _is_past(amended: Amended, violation: Violation, late: Collection[Party]) -> bool:
    if violation.rule in (Rule.NO_INTERPRETER, Rule.INTERPRETERS_AT_ONCE):
        return violation.slot in amended.begun
    return violation.rule is Rule.WALK and bool(_parties(violation) & set(late))


def _find(
    amended: Amended, schedule: Schedule, changed: Collection[Party]
) -> list[Violation]:
    fair = amended.problem.fair
    if fair.meet_at is MeetAt.TABLES or fair.interpreters:
        return list(check_schedule(amended.problem, amended.candidates, schedule))
    part = _about(schedule, changed)
    buyers = {party.id for party in changed if party.side is Side.BUYER}
    suppliers = {party.id for party in changed if party.side is Side.SUPPLIER}
    problem, candidates = cut_out(
        amended.problem,
        amended.candidates,
        buyers | part.by_buyer.keys(),  # type: ignore[arg-type]  # ids of buyers
        suppliers | part.by_supplier.keys(),  # type: ignore[arg-type]  # of suppliers
    )
    musts = tuple(
        must
        for must in part.unplaced_musts
        if must.buyer in problem.buyer_by_id and must.supplier in problem.supplier_by_id
    )
    found = check_schedule(problem, candidates, replace(part, unplaced_musts=musts))
    return [violation for violation in found if _concerns(violation, changed)]


def _about(schedule: Schedule, changed: Collection[Party]) -> Schedule:
    """Return the part of the schedule that the parties have to do with."""
    return replace(
        schedule,
        meetings=tuple(
            meeting
            for meeting in schedule.meetings
            if Party(Side.BUYER, meeting.buyer) in changed
            or Party(Side.SUPPLIER, meeting.supplier) in changed
        ),
        shortfalls=tuple(
            short
            for short in schedule.shortfalls
            if Party(Side.BUYER, short.buyer) in changed
        ),
    )


def _concerns(violation: Violation, changed: Collection[Party]) -> bool:
    parties = _parties(violation)
    return not parties or bool(parties & set(changed))


def _parties(violation: Violation) -> set[Party]:
    parties = set()
    if violation.buyer is not None:
        parties.add(Party(Side.BUYER, violation.buyer))
    if violation.supplier is not None:
        parties.add(Party(Side.SUPPLIER, violation.supplier))
    return parties
