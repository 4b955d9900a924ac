"""The timetable as clauses: one function per rule.

Besides the rules there are clauses that follow from them and that a solver would
otherwise find out at great length; each says why it follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from scheduler.timetable.breaks import add_breaks
from scheduler.timetable.cnf import FALSE, TRUE, Formula

if TYPE_CHECKING:
    from scheduler.timetable.problem import (
        GivenMeeting,
        MeetingId,
        ParticipantId,
        Timetable,
        TimetableProblem,
    )

FEW = 4
"""Up to this many alternatives "at most one" is said pair by pair."""


@dataclass(frozen=True)
class Encoding:
    """Clauses, where each meeting can be, and the literals that cost one break each."""

    formula: Formula
    places: Mapping[MeetingId, Mapping[int, int]]
    costs: tuple[int, ...]

    def read(self, true: set[int]) -> Timetable:
        """Return the timetable of a model, given as the set of its true variables."""
        return {
            name: next(slot for slot, literal in place.items() if literal in true)
            for name, place in self.places.items()
        }


def encode(problem: TimetableProblem) -> Encoding:
    """Return the clauses of `problem`: models are exactly its valid timetables."""
    formula = Formula()
    places = {
        meeting.id: _place(formula, problem, meeting) for meeting in problem.meetings
    }
    _add_order(formula, problem, places)
    busy = {
        who.id: _busy(formula, problem, who.id, places) for who in problem.participants
    }
    _add_tables(formula, problem, places, busy)
    return Encoding(formula, places, tuple(add_breaks(formula, problem, busy)))


def _place(
    formula: Formula, problem: TimetableProblem, meeting: GivenMeeting
) -> dict[int, int]:
    """Each meeting in exactly one of the slots that its own facts allow."""
    slots = problem.slots_for(meeting)
    if len(slots) == 1:
        return {slots[0]: TRUE}
    place = {slot: formula.new_variable() for slot in slots}
    formula.add(*place.values())
    if len(slots) <= FEW:
        for one, other in combinations(place.values(), 2):
            formula.add(-one, -other)
    else:
        formula.forbid_more(formula.count(list(place.values()), 2), 1)
    return place


def _add_order(
    formula: Formula,
    problem: TimetableProblem,
    places: Mapping[MeetingId, Mapping[int, int]],
) -> None:
    """A meeting needs each earlier one before it, and is needed after each of them."""
    for meeting in problem.meetings:
        for name in sorted(meeting.after):
            early, late = places[name], places[meeting.id]
            for slot, literal in late.items():
                formula.add(-literal, *(early[at] for at in early if at < slot))
            for slot, literal in early.items():
                formula.add(-literal, *(late[at] for at in late if at > slot))


def _busy(
    formula: Formula,
    problem: TimetableProblem,
    who: ParticipantId,
    places: Mapping[MeetingId, Mapping[int, int]],
) -> list[int]:
    """One meeting a slot at most; return, by slot, whether the participant meets.

    That it is busy in as many slots as it has meetings follows; said for speed.
    """
    meetings = problem.meetings_of[who]
    busy = []
    for slot in range(problem.slots):
        here = [places[m.id][slot] for m in meetings if slot in places[m.id]]
        outputs = formula.count(here, 2)
        formula.forbid_more(outputs, 1)
        busy.append(outputs[0] if outputs else FALSE)
    total = formula.count(busy, len(meetings) + 1)
    formula.forbid_more(total, len(meetings))
    if meetings:
        formula.add(*total[len(meetings) - 1 : len(meetings)])
    return busy


def _add_tables(
    formula: Formula,
    problem: TimetableProblem,
    places: Mapping[MeetingId, Mapping[int, int]],
    busy: Mapping[ParticipantId, list[int]],
) -> None:
    """No more meetings a slot than tables.

    Counted by the participants who are busy, two a meeting. Their number is even, also among those who can meet each other directly or by
    way of others: a solver cannot see that from the meetings alone, and it decides
    hard cases. What the other slots cannot hold must be in this one. For speed.
    """
    possible = [
        [m for m in problem.meetings if slot in places[m.id]]
        for slot in range(problem.slots)
    ]
    room = [
        len(found) if problem.tables is None else min(len(found), problem.tables)
        for found in possible
    ]
    for slot, meetings in enumerate(possible):
        most = 2 * room[slot] + 1
        total: list[int] = []
        for group in _groups(meetings):
            outputs = formula.count([busy[who][slot] for who in group], most)
            for lower, higher in zip(
                outputs[::2], [*outputs[1::2], FALSE], strict=False
            ):
                formula.add(-lower, higher)
            total = formula.merge(total, outputs, most) if total else outputs
        formula.forbid_more(total, 2 * room[slot])
        needed = len(problem.meetings) - sum(room) + room[slot]
        if needed > 0:
            formula.add(*total[2 * needed - 1 : 2 * needed])


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
