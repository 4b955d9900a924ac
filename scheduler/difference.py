"""What changes between two schedules, as data, for everyone and party by party.

A pair meets at most once, so a meeting is known by its pair: it is new, moved or gone.
Who has no change keeps the paper that was handed out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from scheduler.collector import collector_paused
from scheduler.schedule import meeting_order

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from scheduler.problem import BuyerId, SupplierId
    from scheduler.schedule import Meeting, Schedule

Key = TypeVar("Key", bound=str)


class ChangeKind(StrEnum):
    """What happened to a meeting."""

    NEW = "new"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """A meeting before and after: `before` is None when new, `after` when gone."""

    before: Meeting | None
    after: Meeting | None

    @property
    def kind(self) -> ChangeKind:
        """Return what happened."""
        if self.before is None:
            return ChangeKind.NEW
        return ChangeKind.GONE if self.after is None else ChangeKind.MOVED

    @property
    def meeting(self) -> Meeting:
        """Return the meeting as it is now, or as it was when it is gone."""
        meeting = self.after or self.before
        assert meeting is not None  # noqa: S101  # a change has at least one side
        return meeting


@dataclass(frozen=True)
class Difference:
    """All changes, in the order of the meetings they concern."""

    changes: tuple[Change, ...]

    @cached_property
    def by_buyer(self) -> dict[BuyerId, tuple[Change, ...]]:
        """Return the changes of each buyer that has any."""
        return _grouped(self.changes, lambda change: change.meeting.buyer)

    @cached_property
    def by_supplier(self) -> dict[SupplierId, tuple[Change, ...]]:
        """Return the changes of each supplier that has any."""
        return _grouped(self.changes, lambda change: change.meeting.supplier)


def compare_schedules(before: Schedule, after: Schedule) -> Difference:
    """Return what a person with the paper of `before` has to be told.

    Time, hall, booth and table count; fit, lock and the reason given do not.
    """
    with collector_paused():
        kept = set(map(_paper, before.meetings)) & set(map(_paper, after.meetings))
        old, new = (_by_pair(schedule, kept) for schedule in (before, after))
    changes = [
        Change(was, now)
        for pair in old.keys() | new.keys()
        for was, now in zip_longest(old.get(pair, ()), new.get(pair, ()))
    ]
    return Difference(tuple(sorted(changes, key=_change_order)))


def _change_order(change: Change) -> tuple[object, ...]:
    return meeting_order(change.meeting), change.kind


def _by_pair(
    schedule: Schedule, kept: Container[tuple[object, ...]]
) -> dict[tuple[BuyerId, SupplierId], list[Meeting]]:
    """Return the meetings that are not `kept`, by pair.

    A hand-made schedule may hold a pair several times.
    """
    pairs: defaultdict[tuple[BuyerId, SupplierId], list[Meeting]] = defaultdict(list)
    for meeting in schedule.meetings:
        if _paper(meeting) not in kept:
            pairs[meeting.buyer, meeting.supplier].append(meeting)
    return pairs


def _paper(meeting: Meeting) -> tuple[object, ...]:
    """Return the pair and what the paper tells the two."""
    return (
        meeting.buyer,
        meeting.supplier,
        meeting.session,
        meeting.round_index,
        meeting.start,
        meeting.end,
        meeting.hall,
        meeting.booth,
        meeting.table,
    )


def _grouped(
    changes: Sequence[Change], key_of: Callable[[Change], Key]
) -> dict[Key, tuple[Change, ...]]:
    groups: defaultdict[Key, list[Change]] = defaultdict(list)
    for change in changes:
        groups[key_of(change)].append(change)
    return {key: tuple(group) for key, group in groups.items()}
