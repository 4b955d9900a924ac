"""The value of every tier, read off a schedule and the facts alone.

Whoever makes schedules keeps its own count; this one is the count that is reported.
"""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from scheduler.columns import Columns, pair_keys
from scheduler.fair import MeetAt, Place
from scheduler.problem import Strength

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from scheduler.candidates import Candidates
    from scheduler.fair import SessionId
    from scheduler.problem import BuyerId, Problem, SupplierId
    from scheduler.schedule import Schedule

TIER_NAMES = (
    "musts",
    "shortfall",
    "suggestions",
    "fit",
    "coverage",
    "balance",
    "sessions",
    "idle",
    "walks",
    "holes",
)
"""The wishes in their order: a later one never costs an earlier one."""

SESSION_BITS = (1 << 32) - 1
"""The part of a pair's key that is its second number."""

ROUNDING_MIN = 1e-9
"""Minutes a walk may exceed a whole minute by and still be that minute."""


def measure_tiers(
    problem: Problem, candidates: Candidates, schedule: Schedule
) -> dict[str, int]:
    """Return the value of each tier by name, in the order of `TIER_NAMES`.

    musts: musts not placed. shortfall: meetings missing to `min_meetings`, over all
    buyers. suggestions: prefers met less avoids met. fit: sum over meetings. coverage:
    demand lines served by a supplier met. balance: sum over suppliers of meetings
    squared. sessions: sum over sessions of buyers present squared. idle: idle
    rounds of buyers, see `_idle_rounds`. walks: minutes, see `_walked_min`. holes: idle
    rounds of suppliers.

    Meetings of unknown parties count where nothing has to be looked up for them; a
    pair that meets twice is one pair.
    """
    columns = Columns(problem, schedule)
    rows = candidates.find_rows(columns.buyer, columns.supplier)
    rows = rows[rows >= 0]
    met = np.bincount(columns.buyer, minlength=len(problem.buyers))
    load = np.bincount(columns.supplier)
    attended = np.unique(pair_keys(columns.buyer, columns.session))
    present = np.bincount(attended & SESSION_BITS)
    wanted = problem.fair.min_meetings
    musts = problem.pairs(Strength.MUST)
    return {
        "musts": len(musts) - _met(columns, musts),
        "shortfall": int(np.maximum(0, wanted - met[: len(problem.buyers)]).sum()),
        "suggestions": _met(columns, problem.pairs(Strength.PREFER))
        - _met(columns, problem.pairs(Strength.AVOID)),
        "fit": int(candidates.fit[rows].sum(dtype=np.int64)),
        "coverage": _coverage(candidates, rows),
        "balance": int((load * load).sum()),
        "sessions": _crowding(problem, present.tolist()),
        **_order(columns),
    }


def measure_order(problem: Problem, schedule: Schedule) -> tuple[int, ...]:
    """Return the tiers that hang on the order of meetings: idle, walks, holes."""
    return tuple(_order(Columns(problem, schedule)).values())


def _order(columns: Columns) -> dict[str, int]:
    return {
        "idle": _idle_rounds(columns, columns.buyer),
        "walks": sum(_walked_min(columns, party) for party in _walkers(columns)),
        "holes": _idle_rounds(columns, columns.supplier),
    }


def _met(columns: Columns, pairs: Collection[tuple[BuyerId, SupplierId]]) -> int:
    """Return how many of `pairs` meet."""
    met = columns.pair  # the names of the schedule come first
    buyers = columns.buyer_names.numbers([buyer for buyer, _ in pairs])
    suppliers = columns.supplier_names.numbers([supplier for _, supplier in pairs])
    return int(np.isin(pair_keys(buyers, suppliers), met).sum())


def _coverage(candidates: Candidates, rows: NDArray[np.int64]) -> int:
    """Return how many bits the meetings of each buyer set together."""
    if not len(rows):
        return 0
    order = rows[np.argsort(candidates.buyer[rows], kind="stable")]
    buyer = candidates.buyer[order]
    first = np.flatnonzero(np.append(True, buyer[1:] != buyer[:-1]))
    served = np.bitwise_or.reduceat(candidates.lines[order], first)
    return int(np.bitwise_count(served).sum())


def _crowding(problem: Problem, buyers: list[int]) -> int:
    """Return the sum over sessions of (buyers - target x suppliers)^2, weighed.

    The weight is most suppliers of any session over those of this one, so that sessions
    count by the ratio that their suppliers see; without a target, it is 0. Rounded.
    """
    target = Fraction(str(problem.fair.ratio_target or 0))
    there = _suppliers_there(problem)
    most = max(there.values(), default=0)
    return round(
        sum(
            (came - target * suppliers) ** 2 * Fraction(most, max(1, suppliers))
            for came, suppliers in zip_longest(buyers, there.values(), fillvalue=0)
        )
    )


def _suppliers_there(problem: Problem) -> dict[SessionId, int]:
    """Return for each session the suppliers to whom a round of it is open."""
    fair = problem.fair
    there = {s.id: len(problem.suppliers) if s.rounds else 0 for s in fair.sessions}
    slots = set(fair.slots)
    for supplier in problem.suppliers:
        closed = Counter(slot.session for slot in supplier.absent & slots)
        for session, count in closed.items():
            there[session] -= count == len(fair.session_by_id[session].rounds)
    return there


def _walkers(columns: Columns) -> list[NDArray[np.int64]]:
    """Return the party of each meeting, for either side that walks."""
    meet_at = columns.problem.fair.meet_at
    sides = []
    if meet_at is not MeetAt.BUYER_BOOTH:
        sides.append(columns.buyer)
    if meet_at is not MeetAt.SUPPLIER_BOOTH:
        sides.append(columns.supplier)
    return sides


def _walked_min(columns: Columns, party: NDArray[np.int64]) -> int:
    """Return the whole minutes that parties walk inside their sessions.

    Each walk is rounded up. Between sessions nobody hurries, so those walks do not
    count. A party with several teams reaches each meeting from the nearest of its
    meetings in the round before in which it had any.
    """
    minutes = _Minutes(columns)
    order = np.lexsort((columns.round_index, columns.session, party))
    block, in_session = _rounds(columns, party, order)
    first = np.flatnonzero(np.append(True, block[1:] != block[:-1]))[: len(order)]
    size = np.diff(np.append(first, len(order)))
    comes_after = in_session[first] > 0
    goals = np.flatnonzero(comes_after[block])
    before = block[goals] - 1
    best = np.full(len(goals), np.iinfo(np.int64).max)
    for nth in range(int(size[before].max(initial=0))):
        some = nth < size[before]
        origin = order[first[before[some]] + nth]
        walked = minutes.between(origin, order[goals[some]])
        best[some] = np.minimum(best[some], walked)
    return int(best.sum())


def _rounds(
    columns: Columns, party: NDArray[np.int64], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, of each meeting in `order`, its block and the block's place in a session.

    A block are the meetings of one party in one round, a session here those of one
    party in one session.
    """
    keys = party[order], columns.session[order], columns.round_index[order]
    new_session = np.ones(len(order), np.bool_)
    new_session[1:] = (keys[0][1:] != keys[0][:-1]) | (keys[1][1:] != keys[1][:-1])
    new_block = new_session.copy()
    new_block[1:] |= keys[2][1:] != keys[2][:-1]
    block = np.cumsum(new_block) - 1
    opened = np.maximum.accumulate(np.where(new_session, block, 0))
    return block, block - opened


def _idle_rounds(columns: Columns, party: NDArray[np.int64]) -> int:
    """Return the rounds without a meeting between a party's first and last of a session.

    A round is idle when none of the party's teams or tables meets in it, a closed
    round like any other.
    """
    order = np.lexsort((columns.round_index, columns.session, party))
    block, nth = _rounds(columns, party, order)
    index = columns.round_index[order]
    follows = np.flatnonzero((nth[1:] > 0) & (block[1:] != block[:-1])) + 1
    return int((index[follows] - index[follows - 1] - 1).sum())


class _Minutes:
    """The whole minutes from one meeting's place, as it is stated, to another's."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.at_tables = columns.problem.fair.meet_at is MeetAt.TABLES
        self.walk = columns.problem.fair.walk

    @cached_property
    def place(self) -> NDArray[np.int64]:
        """Return the number of the place of each meeting."""
        keys = pair_keys(self.columns.hall, self.columns.booth)
        return np.asarray(np.unique(keys, return_inverse=True)[1], np.int64)

    @cached_property
    def metres(self) -> NDArray[np.float64]:
        """Return [places, 2]: where each place is, not a number where nobody knows."""
        meetings = self.columns.meetings
        first = np.unique(self.place, return_index=True)[1].tolist()
        places = [Place(meetings[row].hall, meetings[row].booth) for row in first]
        unknown = (math.nan, math.nan)
        found = [self.walk.booths.get(place, unknown) for place in places]
        return np.array(found, np.float64).reshape(-1, 2)

    def between(
        self, one: NDArray[np.int64], other: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return the minutes from each of the meetings `one` to each of `other`."""
        columns, walk = self.columns, self.walk
        if self.at_tables:
            moves = columns.table[one] != columns.table[other]
            minutes = np.where(moves, walk.same_hall_min, 0.0)
        else:
            here, there = self.place[one], self.place[other]
            metres = np.hypot(*(self.metres[here] - self.metres[there]).T)
            minutes = np.where(
                np.isnan(metres), walk.same_hall_min, metres / walk.metres_per_min
            )
            far = columns.hall[one] != columns.hall[other]
            minutes = np.where(far, walk.between_halls_min, minutes)
            minutes = np.where(here == there, 0.0, minutes)
        return np.ceil(minutes - ROUNDING_MIN).astype(np.int64)
