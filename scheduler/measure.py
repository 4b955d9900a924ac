"""The value of every tier, read off a schedule and the facts alone.

Whoever makes schedules keeps its own count; this one is the count that is reported.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scheduler.problem import MeetAt, Place, Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from scheduler.candidates import Candidates
    from scheduler.problem import Fair, Problem
    from scheduler.schedule import Meeting, Schedule

TIER_NAMES = (
    "musts",
    "shortfall",
    "suggestions",
    "fit",
    "coverage",
    "balance",
    "sessions",
    "walks",
    "idle",
)
"""The wishes in their order: a later one never costs an earlier one."""

ROUNDING_MIN = 1e-9
"""Minutes a walk may exceed a whole minute by and still be that minute."""


def measure_tiers(
    problem: Problem, candidates: Candidates, schedule: Schedule
) -> dict[str, int]:
    """Return the value of each tier by name, in the order of `TIER_NAMES`.

    musts: musts not placed. shortfall: meetings missing to `min_meetings`, over all
    buyers. suggestions: prefers met less avoids met. fit: sum over meetings. coverage:
    demand lines served by a supplier met. balance: sum over suppliers of meetings
    squared. sessions: sum over sessions of buyers present squared. walks: minutes,
    see `_walked_min`. idle: see `_idle_rounds`.

    Meetings of unknown parties count where nothing has to be looked up for them.
    """
    pairs = {(meeting.buyer, meeting.supplier) for meeting in schedule.meetings}
    rows = _rows(problem, candidates, schedule)
    loads = Counter(meeting.supplier for meeting in schedule.meetings)
    present = Counter(
        session for _, session in {(m.buyer, m.session) for m in schedule.meetings}
    )
    return {
        "musts": len(problem.pairs(Strength.MUST) - pairs),
        "shortfall": _shortfall(problem, schedule),
        "suggestions": len(problem.pairs(Strength.PREFER) & pairs)
        - len(problem.pairs(Strength.AVOID) & pairs),
        "fit": int(candidates.fit[rows].sum(dtype=np.int64)),
        "coverage": _coverage(candidates, rows),
        "balance": sum(load * load for load in loads.values()),
        "sessions": sum(count * count for count in present.values()),
        "walks": sum(_walked_min(problem, day) for day in _walkers(problem, schedule)),
        "idle": sum(_idle_rounds(day) for day in schedule.by_buyer.values()),
    }


def _rows(
    problem: Problem, candidates: Candidates, schedule: Schedule
) -> NDArray[np.int64]:
    """Return the candidate row of each meeting; those without one are left out."""
    buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
    supplier_at = {supplier.id: i for i, supplier in enumerate(problem.suppliers)}
    places = [
        (buyer_at.get(meeting.buyer, -1), supplier_at.get(meeting.supplier, -1))
        for meeting in schedule.meetings
    ]
    columns = np.array(places, dtype=np.int64).reshape(-1, 2)
    rows = candidates.find_rows(columns[:, 0], columns[:, 1])
    return rows[rows >= 0]


def _shortfall(problem: Problem, schedule: Schedule) -> int:
    wanted = problem.fair.min_meetings
    return sum(
        max(0, wanted - len(schedule.by_buyer.get(buyer.id, ())))
        for buyer in problem.buyers
    )


def _coverage(candidates: Candidates, rows: NDArray[np.int64]) -> int:
    """Return how many bits the meetings of each buyer set together."""
    served: defaultdict[int, int] = defaultdict(int)
    buyers, lines = candidates.buyer[rows].tolist(), candidates.lines[rows].tolist()
    for buyer, bits in zip(buyers, lines, strict=True):
        served[buyer] |= bits
    return sum(bits.bit_count() for bits in served.values())


def _walkers(problem: Problem, schedule: Schedule) -> Iterator[tuple[Meeting, ...]]:
    """Yield the meetings of each party that walks."""
    meet_at = problem.fair.meet_at
    if meet_at is not MeetAt.BUYER_BOOTH:
        yield from schedule.by_buyer.values()
    if meet_at is not MeetAt.SUPPLIER_BOOTH:
        yield from schedule.by_supplier.values()


def _walked_min(problem: Problem, meetings: Iterable[Meeting]) -> int:
    """Return the whole minutes a party walks inside its sessions.

    Each walk is rounded up. Between sessions nobody hurries, so those walks do not
    count. A party with several teams reaches each meeting from the nearest of its
    meetings in the round before in which it had any.
    """
    return sum(
        min(_minutes(problem.fair, origin, goal) for origin in before)
        for rounds in _by_round(meetings)
        for before, after in pairwise(rounds)
        for goal in after
    )


def _minutes(fair: Fair, origin: Meeting, goal: Meeting) -> int:
    """Return the whole minutes from one meeting's place to another's."""
    if fair.meet_at is MeetAt.TABLES:
        minutes = 0.0 if origin.table == goal.table else fair.walk.same_hall_min
    else:
        here, there = (Place(meeting.hall, meeting.booth) for meeting in (origin, goal))
        minutes = fair.walk.minutes(here, there)
    return math.ceil(minutes - ROUNDING_MIN)


def _idle_rounds(meetings: Iterable[Meeting]) -> int:
    """Return the rounds without a meeting between the first and last of a session."""
    idle = 0
    for rounds in _by_round(meetings):
        busy = [entries[0].round_index for entries in rounds]
        idle += busy[-1] - busy[0] + 1 - len(busy)
    return idle


def _by_round(meetings: Iterable[Meeting]) -> Iterator[list[list[Meeting]]]:
    """Yield, for each session, the meetings of each round that has any, in order."""
    sessions: defaultdict[str, defaultdict[int, list[Meeting]]]
    sessions = defaultdict(lambda: defaultdict(list))
    for meeting in meetings:
        sessions[meeting.session][meeting.round_index].append(meeting)
    for rounds in sessions.values():
        yield [rounds[index] for index in sorted(rounds)]
