"""The rounds of one crowded session: who meets whom is given, breaks are not wanted.

The way in for the engine, whose pairs and rounds are numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scheduler.timetable.problem import (
    GivenMeeting,
    MeetingId,
    Participant,
    ParticipantId,
    TimetableProblem,
)
from scheduler.timetable.solve import solve_timetable

if TYPE_CHECKING:
    from scheduler.progress import Progress
    from scheduler.timetable.answer import TimetableStatus


@dataclass(frozen=True)
class Side:
    """What limits the parties of one side; who is not named is free and meets singly.

    `closed` are the rounds in which a party is away, `at_once` how many meetings it can
    hold in a round (tables of a supplier, teams of a buyer).
    """

    closed: Mapping[int, Collection[int]] = field(default_factory=dict)
    at_once: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SessionRounds:
    """The round of each pair in the order given, None where no rounds were found.

    `breaks` are those of both sides together; no rounds have fewer than `bound`, which
    is None where the status is infeasible.
    """

    status: TimetableStatus
    rounds: tuple[int, ...] | None
    breaks: int | None
    bound: int | None


def find_rounds(
    pairs: Sequence[tuple[int, int]],
    rounds: int,
    *,
    buyers: Side | None = None,
    suppliers: Side | None = None,
    locks: Mapping[int, int] | None = None,
    tables: int | None = None,
    time_limit_s: float = 10.0,
    progress: Progress | None = None,
) -> SessionRounds:
    """Return rounds, from 0, for all `pairs` (buyer, supplier), with the fewest breaks.

    `locks` holds a pair, named by its place in `pairs`, to its round; `tables` is how
    many meetings the hall can hold in a round, None: any number. Ends after
    `time_limit_s` wall seconds with the best so far; unless that limit is met, the same
    input gives the same rounds. Raises ProblemError where facts contradict each other
    (a closed round that the session does not have).
    """
    locks = locks or {}
    meetings = tuple(
        GivenMeeting(
            MeetingId(str(i)),
            _name("b", buyer),
            _name("s", supplier),
            slot=locks.get(i),
        )
        for i, (buyer, supplier) in enumerate(pairs)
    )
    parties = (
        *_parties("b", {buyer for buyer, _ in pairs}, buyers or Side()),
        *_parties("s", {supplier for _, supplier in pairs}, suppliers or Side()),
    )
    problem = TimetableProblem(
        parties, meetings, rounds, rounds, tables, max_difference=None
    )
    result = solve_timetable(problem, time_limit_s, progress)
    found = result.timetable
    return SessionRounds(
        result.status,
        None if found is None else tuple(found[meeting.id] for meeting in meetings),
        result.breaks,
        result.bound,
    )


def _name(side: str, party: int) -> ParticipantId:
    return ParticipantId(f"{side}{party}")


def _parties(side: str, numbers: set[int], limits: Side) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            _name(side, party),
            frozenset(limits.closed.get(party, ())),
            limits.at_once.get(party, 1),
        )
        for party in sorted(numbers)
    )
