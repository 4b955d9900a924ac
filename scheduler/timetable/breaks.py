"""Breaks as clauses: counted in unary, fairly spread, ready to be minimised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.timetable.cnf import FALSE, TRUE
from scheduler.timetable.frame import (
    Frame,
    counted_frame,
    divide_frame,
    fill_frame,
    full_frame,
    loose_frame,
    measure_frame,
    possible_slots,
)

if TYPE_CHECKING:
    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.problem import ParticipantId, TimetableProblem


@dataclass(frozen=True)
class Day:
    """By slot, whether a participant meets; by meeting, whether it lies before `noon`."""

    busy: list[int]
    early: list[int]
    noon: int


def add_breaks(
    formula: Formula,
    problem: TimetableProblem,
    days: Mapping[ParticipantId, Day],
    top: int | None = None,
) -> Iterator[int]:
    """Count everybody's breaks, keep them fair; yield a literal for each break.

    The k-th literal of a participant holds exactly when it has k breaks or more. Nobody
    may have more than `top`, where it is given.
    """
    most = {who: _most_breaks(problem, who) for who in days}
    top = max(most.values(), default=0) if top is None else top
    if problem.max_difference is not None:
        top = min(top, min(most.values(), default=0) + problem.max_difference)
    levels = {
        who: _count_breaks(formula, day, _lengths(problem, who), min(most[who], top))
        for who, day in days.items()
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


def _count_breaks(formula: Formula, day: Day, lengths: range, most: int) -> list[int]:
    """Return the unary number of breaks of one participant, limited to `most`."""
    busy, least, meetings = day.busy, lengths[0], lengths[-1]
    if meetings < 2:
        return []
    if len(possible_slots(busy)) < least:
        formula.add()  # fewer slots than meetings need
        return []
    singly = least == meetings
    if singly:
        build = counted_frame if most else full_frame
        frame = build(formula, busy, meetings)
    else:
        frame = loose_frame(formula, busy, least)
    outputs = formula.count(_starts(formula, busy, frame), most + 1) if most else []
    formula.forbid_more(outputs, most)
    some = outputs[0] if outputs else FALSE
    fill_frame(formula, busy, frame, some)
    measure_frame(formula, frame, least, some if singly else TRUE)
    if singly:
        divide_frame(formula, frame, day.early, day.noon, some)
    return outputs[:most]


def _starts(formula: Formula, busy: list[int], frame: Frame) -> list[int]:
    """Return a literal a slot: a break starts here, after a meeting, with more to come."""
    return [
        formula.all_of((busy[slot - 1], -busy[slot], -frame.over[slot]))
        for slot in range(1, len(busy))
    ]


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
