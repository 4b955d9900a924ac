"""Two participants a meeting: the number of busy ones in a slot is even.

It is even also among those who can meet each other, directly or by way of others. A
solver cannot see that from the meetings, and it decides dense cases. It follows from
the rules, so leaving it out where it would be large loses nothing but speed.
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
    from scheduler.timetable.tables import Places

LARGEST = 100
"""Participants of the largest group that is counted: clauses grow with its square."""


def add_parity(
    formula: Formula,
    problem: TimetableProblem,
    places: Places,
    busy: Mapping[ParticipantId, Sequence[int]],
) -> None:
    """An even number of busy ones in each slot and group, two a table at most."""
    for slot in range(problem.slots):
        meetings = [m for m in problem.meetings if slot in places[m.id]]
        room = len(meetings) if problem.tables is None else problem.tables
        for group in _groups(meetings):
            if len(group) <= LARGEST and all(problem.at_once[w] == 1 for w in group):
                outputs = formula.count(
                    [busy[who][slot] for who in group], 2 * room + 1
                )
                odd, even = outputs[::2], [*outputs[1::2], FALSE]
                for lower, higher in zip(odd, even, strict=False):
                    formula.add(-lower, higher)


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
