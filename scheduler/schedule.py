"""The answer: meetings, who stays short and why, and views of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from scheduler.collector import collector_paused
from scheduler.fair import SessionId, Slot
from scheduler.problem import BuyerId, SupplierId
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.reasons import Reason


Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A buyer and a supplier at a booth and a table in a round.

    `start`, `end`, `hall`, `booth` repeat facts of the fair, because they are what
    people were given on paper; the checker compares them. `table` counts from 1.
    """

    buyer: BuyerId
    supplier: SupplierId
    session: SessionId
    round_index: int
    start: datetime
    end: datetime
    hall: str
    booth: str
    table: int
    fit: int
    locked: bool
    because: Wording

    @property
    def slot(self) -> Slot:
        """Return the slot the meeting is in."""
        return Slot(self.session, self.round_index)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A buyer with fewer meetings than `wanted`, and why."""

    buyer: BuyerId
    meetings: int
    wanted: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class UnplacedMust:
    """A must that could not be placed, and why."""

    buyer: BuyerId
    supplier: SupplierId
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Schedule:
    """A draft (`release` 0) or a numbered release.

    Meetings are sorted by start, session, round, hall, booth, table, buyer id.
    """

    meetings: tuple[Meeting, ...]
    shortfalls: tuple[Shortfall, ...] = ()
    unplaced_musts: tuple[UnplacedMust, ...] = ()
    release: int = 0
    seed: int = 0

    @cached_property
    def by_buyer(self) -> dict[BuyerId, tuple[Meeting, ...]]:
        """Return each buyer's meetings in order of time; buyers without any lack."""
        return _grouped(self.meetings, lambda meeting: meeting.buyer)

    @cached_property
    def by_supplier(self) -> dict[SupplierId, tuple[Meeting, ...]]:
        """Return each supplier's meetings in order of time."""
        return _grouped(self.meetings, lambda meeting: meeting.supplier)

    @cached_property
    def by_session(self) -> dict[SessionId, tuple[Meeting, ...]]:
        """Return each session's meetings in order of time."""
        return _grouped(self.meetings, lambda meeting: meeting.session)


def meeting_order(meeting: Meeting) -> tuple[object, ...]:
    """Return the key that meetings are sorted by everywhere."""
    return (
        meeting.start,
        meeting.session,
        meeting.round_index,
        meeting.hall,
        meeting.booth,
        meeting.table,
        meeting.buyer,
        meeting.supplier,
    )


@collector_paused()
def _grouped(
    meetings: tuple[Meeting, ...], key_of: Callable[[Meeting], Key]
) -> dict[Key, tuple[Meeting, ...]]:
    groups: defaultdict[Key, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        groups[key_of(meeting)].append(meeting)
    return {key: tuple(group) for key, group in groups.items()}
