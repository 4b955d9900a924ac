"""The checker's word on a repair, asked about what the repair has changed.

Where the release was valid, so is the repair as soon as nothing is wrong about the
parties whose meetings or facts are others now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import BrokenRuleError
from scheduler.repair.about import check_about, parties_of
from scheduler.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Collection

    from scheduler.repair.amend import Amended
    from scheduler.repair.changes import Party
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
    found = check_about(amended.problem, amended.candidates, schedule, changed)
    violations = [one for one in found if not _is_past(amended, one, late)]
    if violations:
        raise BrokenRuleError([violation.wording for violation in violations])


def _is_past(amended: Amended, violation: Violation, late: Collection[Party]) -> bool:
    if violation.rule in (Rule.NO_INTERPRETER, Rule.INTERPRETERS_AT_ONCE):
        return violation.slot in amended.begun
    return violation.rule is Rule.WALK and bool(parties_of(violation) & set(late))
