"""Two participants a meeting: the number of busy ones in a slot is even.

It is even also among those who can meet each other, directly or by way of others. A
solver cannot see that from the meetings, and it decides dense cases. Nor does it see that
twice as many are busy as there are tables, at most, before it knows who meets whom. Both
follow from the rules, so leaving them out where they would be large loses only speed.

Even is said by a chain of few clauses, apart from the count, of which one half will do
where nothing needs to be in a slot: half the clauses of a count that knows both, and the
hard published problems are proven in half the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

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
    order = {who.id: place for place, who in enumerate(problem.participants)}
    for load in loads:
        groups = [
            (
                sorted(group, key=order.__getitem__),
                all(problem.at_once[who] == 1 for who in group),
            )
            for group in _groups(load.meetings)
        ]
        room = [len(who) // 2 if single else load.most for who, single in groups]
        for (group, single), most in zip(groups, room, strict=True):
            if len(group) > LARGEST:
                continue
            literals = [busy[who][load.slot] for who in group]
            least = load.least - sum(room) + most if single else 0
            formula.between(literals, 2 * least, 2 * load.most)
            if single:
                formula.add(-formula.odd(literals))


def _groups(meetings: list[GivenMeeting]) -> list[list[ParticipantId]]:
    """Return those who can meet, split into groups between which nobody meets."""
    group_of: dict[ParticipantId, list[ParticipantId]] = {}
    for meeting in meetings:
        first = group_of.setdefault(meeting.first, [meeting.first])
        second = group_of.setdefault(meeting.second, [meeting.second])
        if first is not second:
            first.extend(second)
            group_of.update(dict.fromkeys(second, first))
    return list({id(group): group for group in group_of.values()}.values())
