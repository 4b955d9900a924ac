"""Breaks as clauses: counted in unary, fairly spread, ready to be minimised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING

from scheduler.timetable.cnf import FALSE

if TYPE_CHECKING:
    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.problem import ParticipantId, TimetableProblem


def add_breaks(
    formula: Formula,
    problem: TimetableProblem,
    busy: Mapping[ParticipantId, list[int]],
) -> Iterator[int]:
    """Count everybody's breaks, keep them fair; yield a literal for each break.

    The k-th literal of a participant holds exactly when it has k breaks or more.
    """
    most = {who: _most_breaks(problem, who) for who in busy}
    top = max(most.values(), default=0)
    if problem.max_difference is not None:
        top = min(top, min(most.values(), default=0) + problem.max_difference)
    levels = {
        who: _count_breaks(
            formula, busy[who], len(problem.meetings_of[who]), min(most[who], top)
        )
        for who in busy
    }
    _add_fairness(formula, problem, levels)
    for outputs in levels.values():
        for output in outputs:
            yield _own_variable(formula, output)


def _own_variable(formula: Formula, literal: int) -> int:
    """Return a variable that holds exactly when `literal` does.

    Constants, negatives, and a literal that two participants share (where the rest
    is fixed, both break because of the one meeting) thus count each for itself.
    """
    variable = formula.new_variable()
    formula.add(-variable, literal)
    formula.add(variable, -literal)
    return variable


def _most_breaks(problem: TimetableProblem, who: ParticipantId) -> int:
    """Return a limit: a break lies between two meetings and takes an idle slot."""
    meetings = len(problem.meetings_of[who])
    return max(0, min(meetings - 1, problem.slots - meetings))


def _count_breaks(
    formula: Formula, busy: list[int], meetings: int, most: int
) -> list[int]:
    """Return the unary number of breaks, limited to `most`.

    A break starts at an idle slot after a busy one, with a meeting still to come. No
    break means one block, so that it has begun at a slot exactly when nothing is left
    `meetings` slots later; said for speed, since it follows.
    """
    begun = list(accumulate(busy, lambda *pair: formula.any_of(pair)))
    left = list(accumulate(busy[::-1], lambda *pair: formula.any_of(pair)))[::-1]
    starts = [
        formula.all_of((busy[slot - 1], -busy[slot], left[slot + 1]))
        for slot in range(1, len(busy) - 1)
    ]
    outputs = formula.count(starts, most + 1)
    formula.forbid_more(outputs, most)
    outputs = outputs[:most]
    if meetings:
        some = outputs[0] if outputs else FALSE
        for has_begun, later in _apart(begun, left, meetings):
            formula.add(has_begun, later)
            formula.add(-has_begun, -later, some)
    return outputs


def _apart(begun: list[int], left: list[int], by: int) -> Iterator[tuple[int, int]]:
    """Yield "begun by slot t" with "some left from slot t + `by` on", for all t."""
    before, after = [FALSE, *begun], left + [FALSE] * (by + 1)
    yield from zip(before, after[by - 1 :], strict=False)


def _add_fairness(
    formula: Formula,
    problem: TimetableProblem,
    levels: Mapping[ParticipantId, list[int]],
) -> None:
    """Where somebody has k breaks, everybody has k - `max_difference` or more."""
    if problem.max_difference is None:
        return
    top = max(map(len, levels.values()), default=0)
    for wanted in range(top - problem.max_difference):
        reached = wanted + problem.max_difference
        some = formula.any_of(o[reached] for o in levels.values() if reached < len(o))
        for outputs in levels.values():
            formula.add(-some, outputs[wanted] if wanted < len(outputs) else FALSE)
