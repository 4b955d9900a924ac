"""Two participants a meeting: the number of busy ones in a slot is even.

It is even also among those who can meet each other, directly or by way of others. A
solver cannot see that from the meetings, and it decides dense cases. Nor does it see that
twice as many are busy as there are tables, at most, before it knows who meets whom. Both
follow from the rules, so leaving them out where they would be large loses only speed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from scheduler.timetable.cnf import FALSE

if TYPE_CHECKING:
    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.problem import (
        GivenMeeting,
        ParticipantId,
        TimetableProblem,
    )
    from scheduler.timetable.tables import Load

LARGEST = 80
"""Participants of the largest group that is counted: clauses grow with its square."""


def add_parity(
    formula: Formula,
    problem: TimetableProblem,
    loads: Sequence[Load],
    busy: Mapping[ParticipantId, Sequence[int]],
) -> None:
    """An even number of busy ones in each slot and group, two a meeting."""
    for load in loads:
        groups = _groups(load.meetings)
        single = [all(problem.at_once[w] == 1 for w in group) for group in groups]
        room = [
            len(group) // 2 if one else load.most
            for group, one in zip(groups, single, strict=True)
        ]
        for group, one, most in zip(groups, single, room, strict=True):
            literals = [busy[who][load.slot] for who in group]
            if len(group) > LARGEST:
                continue
            if not one:
                formula.at_most(literals, 2 * load.most)
                continue
            outputs = formula.count(literals, 2 * load.most + 1)
            odd, even = outputs[::2], [*outputs[1::2], FALSE]
            for lower, higher in zip(odd, even, strict=False):
                formula.add(-lower, higher)
            formula.demand(outputs, 2 * (load.least - sum(room) + most))


def _groups(meetings: list[GivenMeeting]) -> list[list[ParticipantId]]:
    """Return those who can meet, split into groups between which nobody meets."""
    group_of: dict[ParticipantId, list[ParticipantId]] = {}
    for meeting in meetings:
        first = group_of.setdefault(meeting.first, [meeting.first])
        second = group_of.setdefault(meeting.second, [meeting.second])
        if first is not second:
            first.extend(second)
            group_of.update(dict.fromkeys(second, first))
    return list({id(group): sorted(group) for group in group_of.values()}.values())
