"""The checker's word about a few parties, without looking at the whole fair.

All rules but the limits of tables and interpreters that all share speak of one party or
one pair: what is wrong about a few parties shows in their meetings alone. With such
limits everything is checked.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.fair import MeetAt
from scheduler.repair.changes import Party, Side
from scheduler.repair.excerpt import cut_out

if TYPE_CHECKING:
    from collections.abc import Collection

    from scheduler.candidates import Candidates
    from scheduler.fair import Fair
    from scheduler.problem import Problem
    from scheduler.rules import Violation
    from scheduler.schedule import Schedule


def check_about(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    parties: Collection[Party],
) -> list[Violation]:
    """Return every violation about any of `parties`, and those about nobody."""
    if shares_limits(problem.fair):
        return list(check_schedule(problem, candidates, schedule))
    part = _about(schedule, parties)
    buyers = {party.id for party in parties if party.side is Side.BUYER}
    suppliers = {party.id for party in parties if party.side is Side.SUPPLIER}
    some, pairs = cut_out(
        problem,
        candidates,
        buyers | part.by_buyer.keys(),  # type: ignore[arg-type]  # ids of buyers
        suppliers | part.by_supplier.keys(),  # type: ignore[arg-type]  # of suppliers
    )
    musts = tuple(
        must
        for must in part.unplaced_musts
        if must.buyer in some.buyer_by_id and must.supplier in some.supplier_by_id
    )
    found = check_schedule(some, pairs, replace(part, unplaced_musts=musts))
    return [violation for violation in found if _concerns(violation, parties)]


def shares_limits(fair: Fair) -> bool:
    """Tell whether tables or interpreters are limited for all together."""
    return fair.meet_at is MeetAt.TABLES or bool(fair.interpreters)


def _about(schedule: Schedule, parties: Collection[Party]) -> Schedule:
    """Return the part of the schedule that the parties have to do with."""
    return replace(
        schedule,
        meetings=tuple(
            meeting
            for meeting in schedule.meetings
            if Party(Side.BUYER, meeting.buyer) in parties
            or Party(Side.SUPPLIER, meeting.supplier) in parties
        ),
        shortfalls=tuple(
            short
            for short in schedule.shortfalls
            if Party(Side.BUYER, short.buyer) in parties
        ),
    )


def _concerns(violation: Violation, parties: Collection[Party]) -> bool:
    found = parties_of(violation)
    return not found or bool(found & set(parties))


def parties_of(violation: Violation) -> set[Party]:
    """Return the parties that a violation speaks of."""
    parties = set()
    if violation.buyer is not None:
        parties.add(Party(Side.BUYER, violation.buyer))
    if violation.supplier is not None:
        parties.add(Party(Side.SUPPLIER, violation.supplier))
    return parties
