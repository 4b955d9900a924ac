"""How many meetings a slot holds, counted by as few participants as possible.

Counting meetings one by one, or everybody who is busy, makes large circuits that a
solver gets lost in. Each meeting is counted at one of its two participants instead:
owners, chosen so that every possible meeting has one. An owner has one meeting a slot
at most, so as many owners are busy with what they own as there are meetings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
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


def add_tables(formula: Formula, problem: TimetableProblem, places: Places) -> None:
    """No more meetings a slot than tables.

    What the other slots cannot hold must be in this one: it follows, and is said for
    speed.
    """
    if problem.tables is None:
        return
    possible = [
        [m for m in problem.meetings if slot in places[m.id]]
        for slot in range(problem.slots)
    ]
    room = [min(len(meetings), problem.tables) for meetings in possible]
    for slot, meetings in enumerate(possible):
        needed = len(problem.meetings) - sum(room) + room[slot]
        if needed <= 0 and room[slot] == len(meetings):
            continue
        owned = owned_meetings(problem, meetings)
        literals = [
            formula.any_of(places[meeting.id][slot] for meeting in group)
            for group in owned
        ]
        held = formula.count(literals, room[slot] + 1)
        formula.forbid_more(held, room[slot])
        if needed > 0:
            formula.add(*held[needed - 1 : needed])


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
