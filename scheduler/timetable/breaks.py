"""Breaks as clauses: counted in unary, fairly spread, ready to be minimised.

The frame of a participant is when its meetings have begun and when they are over. Who
has no break fills the frame, and its length is known, so that a solver decides when
somebody begins and all its slots fall into place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.timetable.cnf import FALSE, TRUE

if TYPE_CHECKING:
    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.problem import ParticipantId, TimetableProblem


@dataclass(frozen=True)
class Frame:
    """By slot: the first meeting was here or before; all meetings were before.

    `over` has one entry more than there are slots.
    """

    begun: list[int]
    over: list[int]


def add_breaks(
    formula: Formula,
    problem: TimetableProblem,
    busy: Mapping[ParticipantId, list[int]],
    top: int | None = None,
) -> Iterator[int]:
    """Count everybody's breaks, keep them fair; yield a literal for each break.

    The k-th literal of a participant holds exactly when it has k breaks or more. Nobody
    may have more than `top`, where it is given.
    """
    most = {who: _most_breaks(problem, who) for who in busy}
    top = max(most.values(), default=0) if top is None else top
    if problem.max_difference is not None:
        top = min(top, min(most.values(), default=0) + problem.max_difference)
    levels = {
        who: _count_breaks(
            formula, busy[who], _lengths(problem, who), min(most[who], top)
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


def _lengths(problem: TimetableProblem, who: ParticipantId) -> range:
    """Return in how many slots the participant can be busy."""
    meetings = len(problem.meetings_of[who])
    return range(-(-meetings // problem.at_once[who]), meetings + 1)


def _most_breaks(problem: TimetableProblem, who: ParticipantId) -> int:
    """Return a limit: a break lies between two meetings and takes an idle slot."""
    limits = (
        min(busy - 1, problem.slots - busy)
        for busy in _lengths(problem, who)
        if busy <= problem.slots
    )
    return max(0, *limits, 0)


def _count_breaks(
    formula: Formula, busy: list[int], lengths: range, most: int
) -> list[int]:
    """Return the unary number of breaks of one participant, limited to `most`."""
    least, meetings = lengths[0], lengths[-1]
    if meetings < 2:
        return []
    possible = [slot for slot, literal in enumerate(busy) if literal != FALSE]
    if len(possible) < least:
        formula.add()  # fewer slots than meetings need
        return []
    frame = _frame(formula, busy, possible, least, most == 0 and least == meetings)
    outputs = formula.count(_starts(formula, busy, frame), most + 1) if most else []
    formula.forbid_more(outputs, most)
    some = outputs[0] if outputs else FALSE
    _fill_frame(formula, busy, frame, some)
    _measure_frame(formula, frame, least, some if least == meetings else TRUE)
    return outputs[:most]


def _frame(
    formula: Formula, busy: list[int], possible: list[int], least: int, full: bool
) -> Frame:
    """Return new literals for the frame: each end of it lies at a meeting.

    Where it is `full`, it is over `least` slots after it has begun, at whatever slot.
    """
    slots = len(busy)
    begun = _steps(formula, slots, possible[0], possible[-least])
    over = (
        [FALSE] * least + begun[: slots + 1 - least]
        if full
        else _steps(formula, slots + 1, possible[least - 1] + 1, possible[-1] + 1)
    )
    for slot, literal in enumerate(busy):
        formula.add(-literal, begun[slot])
        formula.add(-literal, -over[slot])
        formula.add(-begun[slot], begun[slot - 1] if slot else FALSE, literal)
        formula.add(-over[slot + 1], over[slot], literal)
    return Frame(begun, over)


def _steps(formula: Formula, length: int, first: int, last: int) -> list[int]:
    """Return literals that never hold before `first`, always from `last`, and stay."""
    steps = [
        FALSE if i < first else TRUE if i >= last else formula.new_variable()
        for i in range(length)
    ]
    for before, after in pairwise(steps):
        formula.add(-before, after)
    return steps


def _starts(formula: Formula, busy: list[int], frame: Frame) -> list[int]:
    """Return a literal a slot: a break starts here, after a meeting, with more to come."""
    return [
        formula.all_of((busy[slot - 1], -busy[slot], -frame.over[slot]))
        for slot in range(1, len(busy))
    ]


def _fill_frame(formula: Formula, busy: list[int], frame: Frame, some: int) -> None:
    """Unless there are breaks, the frame has no idle slot; it follows, for speed."""
    for slot, literal in enumerate(busy):
        formula.add(-frame.begun[slot], frame.over[slot], literal, some)


def _measure_frame(formula: Formula, frame: Frame, least: int, longer: int) -> None:
    """Give the frame `least` slots, or more where `longer` holds; follows, for speed."""
    for slot, over in enumerate(frame.over):
        begun = frame.begun[slot - least] if slot >= least else FALSE
        formula.add(-over, begun)
        formula.add(over, -begun, longer)


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
