"""How many meetings a slot holds, counted by as few participants as possible.

Counting meetings one by one, or everybody who is busy, makes large circuits that a
solver gets lost in. Each meeting is counted at one of its two participants instead:
owners, chosen so that every possible meeting has one. An owner has one meeting a slot
at most, so as many owners are busy with what they own as there are meetings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.timetable.cnf import Formula
    from scheduler.timetable.problem import (
        GivenMeeting,
        MeetingId,
        ParticipantId,
        TimetableProblem,
    )

    Places = Mapping[MeetingId, Mapping[int, int]]


@dataclass(frozen=True)
class Load:
    """The meetings that can be in one slot, and how many of them at least and at most.

    What the other slots cannot hold must be in this one: the least follows.
    """

    slot: int
    meetings: list[GivenMeeting]
    least: int
    most: int


def slot_loads(problem: TimetableProblem, places: Places) -> list[Load]:
    """Return what each slot can hold."""
    possible = [
        [meeting for meeting in problem.meetings if slot in places[meeting.id]]
        for slot in range(problem.slots)
    ]
    most = [
        len(meetings) if problem.tables is None else min(len(meetings), problem.tables)
        for meetings in possible
    ]
    spare = sum(most) - len(problem.meetings)
    return [
        Load(slot, meetings, max(0, room - spare), room)
        for slot, (meetings, room) in enumerate(zip(possible, most, strict=True))
    ]


def add_tables(
    formula: Formula, problem: TimetableProblem, loads: list[Load], places: Places
) -> None:
    """No more meetings a slot than tables, and no fewer than must be in it, for speed."""
    for load in loads:
        if load.least == 0 and load.most == len(load.meetings):
            continue
        literals = [
            formula.any_of(places[meeting.id][load.slot] for meeting in owned)
            for owned in owned_meetings(problem, load.meetings)
        ]
        formula.between(literals, load.least, load.most)


def owned_meetings(
    problem: TimetableProblem, meetings: list[GivenMeeting]
) -> list[list[GivenMeeting]]:
    """Split `meetings` by owner: whoever has most that nobody owns yet takes them.

    A small vertex cover, by the greedy rule; the first of equals is taken. Who can hold
    several meetings at once owns none: where both can, a meeting stays alone.
    """
    left: dict[ParticipantId, dict[MeetingId, GivenMeeting]] = defaultdict(dict)
    split = []
    for meeting in meetings:
        able = [w for w in meeting.participants if problem.at_once[w] == 1]
        for who in able:
            left[who][meeting.id] = meeting
        if not able:
            split.append([meeting])
    while left:
        owner = max(left, key=lambda who: len(left[who]))
        owned = list(left.pop(owner).values())
        split.append(owned)
        for meeting in owned:
            for who in meeting.participants:
                left.get(who, {}).pop(meeting.id, None)
        left = {who: rest for who, rest in left.items() if rest}
    return split
