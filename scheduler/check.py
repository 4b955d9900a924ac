"""Judges any schedule, hand-made ones too; knows nothing of how one is made.

Nothing is printed or called valid without it. It reads the facts and the schedule
alone and shares no code with the solver, so that an error there cannot hide itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.checking import interpreters, lists, meetings, parties, walks
from scheduler.checking.case import Case
from scheduler.rules import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scheduler.candidates import Candidates
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule

CHECKS: tuple[Callable[[Case], Iterator[Violation]], ...] = (
    meetings.check_known,
    meetings.check_times,
    meetings.check_places,
    meetings.check_table_range,
    meetings.check_presence,
    meetings.check_fits,
    parties.check_at_once,
    parties.check_tables,
    parties.check_hall_tables,
    parties.check_counts,
    parties.check_sessions,
    parties.check_pairs,
    walks.check_walks,
    interpreters.check_no_interpreter,
    interpreters.check_interpreters,
    lists.check_nevers,
    lists.check_locks,
    lists.check_musts,
    lists.check_shortfalls,
    lists.check_reasons,
    lists.check_order,
)

_PLACE_OF_RULE = {rule: place for place, rule in enumerate(Rule)}


def check_schedule(
    problem: Problem, candidates: Candidates, schedule: Schedule
) -> tuple[Violation, ...]:
    """Return every violation of every rule, in the order of the rules; () if valid.

    A meeting of an unknown party or in an unknown slot breaks that rule; the rules
    that would need the missing fact leave it out.
    """
    case = Case(problem, candidates, schedule)
    found = [violation for check in CHECKS for violation in check(case)]
    return tuple(sorted(found, key=_violation_order))


def _violation_order(violation: Violation) -> tuple[object, ...]:
    return (
        _PLACE_OF_RULE[violation.rule],
        violation.buyer or "",
        violation.supplier or "",
        violation.slot or ("", 0),
        violation.wording,
    )
