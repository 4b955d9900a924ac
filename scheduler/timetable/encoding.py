"""The timetable as clauses: one function per rule.

Besides the rules there are clauses that follow from them and that a solver would
otherwise find out at great length; each says why it follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from scheduler.timetable.breaks import Day, add_breaks
from scheduler.timetable.cnf import FALSE, TRUE, Formula
from scheduler.timetable.parity import add_parity
from scheduler.timetable.tables import add_tables, slot_loads

if TYPE_CHECKING:
    from scheduler.timetable.problem import (
        GivenMeeting,
        MeetingId,
        ParticipantId,
        Timetable,
        TimetableProblem,
    )


@dataclass(frozen=True)
class Encoding:
    """Clauses, where each meeting can be, and the literals that cost one break each.

    `strengthen` adds clauses that follow; to be called once, where a question is hard.
    """

    formula: Formula
    places: Mapping[MeetingId, Mapping[int, int]]
    costs: tuple[int, ...]
    strengthen: Callable[[], None]

    def read(self, true: set[int]) -> Timetable:
        """Return the timetable of a model, given as the set of its true variables."""
        return {
            name: next(slot for slot, literal in place.items() if literal in true)
            for name, place in self.places.items()
        }


def encode(problem: TimetableProblem, most_breaks: int | None = None) -> Encoding:
    """Return the clauses of `problem`: models are exactly its valid timetables.

    With `most_breaks`, only those in which nobody has more; without breaks there is much
    less to say.
    """
    formula = Formula()
    places = {
        meeting.id: _place(formula, problem, meeting) for meeting in problem.meetings
    }
    _add_order(formula, problem, places)
    busy = {
        who.id: _busy(formula, problem, who.id, places) for who in problem.participants
    }
    loads = slot_loads(problem, places)
    add_tables(formula, problem, loads, places)
    days = _days(formula, problem, places, busy)
    costs = tuple(add_breaks(formula, problem, days, most_breaks))
    strengthen = partial(add_parity, formula, problem, loads, busy)
    return Encoding(formula, places, costs, strengthen)


def _place(
    formula: Formula, problem: TimetableProblem, meeting: GivenMeeting
) -> dict[int, int]:
    """Each meeting in exactly one of the slots that its own facts allow."""
    slots = problem.slots_for(meeting)
    if len(slots) == 1:
        return {slots[0]: TRUE}
    place = {slot: formula.new_variable() for slot in slots}
    formula.add(formula.at_most_one(list(place.values())))
    return place


def _add_order(
    formula: Formula,
    problem: TimetableProblem,
    places: Mapping[MeetingId, Mapping[int, int]],
) -> None:
    """A meeting needs each earlier one before it, and is needed after each of them."""
    order = {name: place for place, name in enumerate(places)}
    for meeting in problem.meetings:
        for name in sorted(meeting.after, key=order.__getitem__):
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
    """No more meetings at once than it can hold; return, by slot, whether it meets."""
    most = problem.at_once[who]
    busy = []
    for slot in range(problem.slots):
        here = [
            places[meeting.id][slot]
            for meeting in problem.meetings_of[who]
            if slot in places[meeting.id]
        ]
        busy.append(_any_of(formula, here, most))
    return busy


def _any_of(formula: Formula, literals: list[int], most: int) -> int:
    """Demand that at most `most` of `literals` hold; return whether one does."""
    if most == 1:
        return formula.at_most_one(literals)
    outputs = formula.count(literals, most + 1)
    formula.forbid_more(outputs, most)
    return outputs[0] if outputs else FALSE


def _days(
    formula: Formula,
    problem: TimetableProblem,
    places: Mapping[MeetingId, Mapping[int, int]],
    busy: Mapping[ParticipantId, list[int]],
) -> dict[ParticipantId, Day]:
    noon = problem.morning_slots
    early = {}
    if 0 < noon < problem.slots:
        early = {name: _early(formula, place, noon) for name, place in places.items()}
    return {
        who: Day(busy[who], [early[m.id] for m in meetings if m.id in early], noon)
        for who, meetings in problem.meetings_of.items()
    }


def _early(formula: Formula, place: Mapping[int, int], noon: int) -> int:
    """Return whether a meeting lies before `noon`."""
    early = formula.any_of(literal for slot, literal in place.items() if slot < noon)
    formula.add(early, *(literal for slot, literal in place.items() if slot >= noon))
    return early
