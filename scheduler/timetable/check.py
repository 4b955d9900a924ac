"""Judge any timetable, and count its breaks, from the facts alone.

Shares nothing with the encoding, so that a fault there is seen here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.timetable.problem import DayPart
from scheduler.timetable.rules import TimetableRule, TimetableViolation

if TYPE_CHECKING:
    from scheduler.timetable.problem import (
        GivenMeeting,
        ParticipantId,
        Timetable,
        TimetableProblem,
    )


def check_timetable(
    problem: TimetableProblem, timetable: Timetable
) -> tuple[TimetableViolation, ...]:
    """Return every break of every rule, in a stable order; empty when all is well."""
    return (
        *_check_presence(problem, timetable),
        *_check_each(problem, timetable),
        *_check_order(problem, timetable),
        *_check_clashes(problem, timetable),
        *_check_tables(problem, timetable),
        *_check_fairness(problem, timetable),
    )


def count_breaks(
    problem: TimetableProblem, timetable: Timetable
) -> dict[ParticipantId, int]:
    """Return each participant's breaks.

    A break is a maximal group of idle slots between two meetings of a participant;
    how many slots it has, and whether they are forbidden, does not matter.
    """
    breaks = {}
    for participant in problem.participants:
        busy = {
            timetable[meeting.id]
            for meeting in problem.meetings
            if participant.id in (meeting.first, meeting.second)
            and meeting.id in timetable
        }
        ends = sum(slot + 1 not in busy for slot in busy)
        breaks[participant.id] = max(0, ends - 1)
    return breaks


def _check_presence(
    problem: TimetableProblem, timetable: Timetable
) -> Iterator[TimetableViolation]:
    given = {meeting.id for meeting in problem.meetings}
    for name in sorted(given - timetable.keys()):
        yield TimetableViolation(TimetableRule.UNPLACED, (name,))
    for name in sorted(timetable.keys() - given):
        slot = timetable[name]
        yield TimetableViolation(TimetableRule.UNKNOWN_MEETING, (name,), slot=slot)


def _check_each(
    problem: TimetableProblem, timetable: Timetable
) -> Iterator[TimetableViolation]:
    forbidden = {who.id: who.forbidden for who in problem.participants}
    for meeting in problem.meetings:
        slot = timetable.get(meeting.id)
        if slot is None:
            continue
        for rule in _broken_alone(problem, meeting, slot):
            yield TimetableViolation(rule, (meeting.id,), slot=slot)
        for who in sorted((meeting.first, meeting.second)):
            if slot in forbidden[who]:
                rule = TimetableRule.FORBIDDEN_SLOT
                yield TimetableViolation(rule, (meeting.id,), (who,), slot)


def _broken_alone(
    problem: TimetableProblem, meeting: GivenMeeting, slot: int
) -> Iterator[TimetableRule]:
    if not 0 <= slot < problem.slots:
        yield TimetableRule.UNKNOWN_SLOT
    elif (meeting.part is DayPart.MORNING and slot >= problem.morning_slots) or (
        meeting.part is DayPart.AFTERNOON and slot < problem.morning_slots
    ):
        yield TimetableRule.WRONG_PART
    if meeting.slot is not None and slot != meeting.slot:
        yield TimetableRule.MOVED


def _check_order(
    problem: TimetableProblem, timetable: Timetable
) -> Iterator[TimetableViolation]:
    for meeting in problem.meetings:
        for earlier in sorted(meeting.after):
            if {earlier, meeting.id} <= timetable.keys() and (
                timetable[earlier] >= timetable[meeting.id]
            ):
                pair = (earlier, meeting.id)
                yield TimetableViolation(TimetableRule.OUT_OF_ORDER, pair)


def _check_clashes(
    problem: TimetableProblem, timetable: Timetable
) -> Iterator[TimetableViolation]:
    held = defaultdict(list)
    limit = {
        participant.id: participant.at_once for participant in problem.participants
    }
    for meeting in problem.meetings:
        if meeting.id in timetable:
            for who in (meeting.first, meeting.second):
                held[who, timetable[meeting.id]].append(meeting.id)
    for (who, slot), names in sorted(held.items()):
        if len(names) > limit[who]:
            clash = tuple(sorted(names))
            yield TimetableViolation(TimetableRule.TWO_AT_ONCE, clash, (who,), slot)


def _check_tables(
    problem: TimetableProblem, timetable: Timetable
) -> Iterator[TimetableViolation]:
    held = defaultdict(list)
    for name, slot in timetable.items():
        held[slot].append(name)
    for slot, names in sorted(held.items()):
        if problem.tables is not None and len(names) > problem.tables:
            crowd = tuple(sorted(names))
            yield TimetableViolation(TimetableRule.TOO_FEW_TABLES, crowd, slot=slot)


def _check_fairness(
    problem: TimetableProblem, timetable: Timetable
) -> Iterator[TimetableViolation]:
    breaks = count_breaks(problem, timetable)
    if problem.max_difference is None or not breaks:
        return
    least = min(breaks, key=lambda who: (breaks[who], who))
    for who in sorted(breaks):
        if breaks[who] - breaks[least] > problem.max_difference:
            yield TimetableViolation(TimetableRule.UNFAIR, (), (least, who))
