"""What a repair hands back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.candidates import Candidates
    from scheduler.difference import Change
    from scheduler.fair import Slot
    from scheduler.problem import Lock, Problem
    from scheduler.repair.changes import Mode, Party
    from scheduler.result import Status
    from scheduler.schedule import Meeting, Schedule


@dataclass(frozen=True, slots=True)
class Touched:
    """A party whose paper changes, and how; `necessary` where any repair changes it."""

    party: Party
    changes: tuple[Change, ...]
    necessary: bool


@dataclass(frozen=True)
class RepairResult:
    """A repaired release with the facts it holds for.

    `touched` are all whose list of (slot, partner, hall, booth, table) is another one;
    `necessary` of them change in any repair, since a meeting of theirs has become
    impossible or stands at a new place. `bound` is proven: no repair of this mode that
    misses as few meetings touches fewer parties. `shortfall` counts missing meetings of
    all buyers, `shortfall_bound` is proven from below. `freed` are slots that lost
    their meeting and in which the party is there: `standbys` says who could step in.
    `unlocked` are locks that no longer can be kept. Status OPTIMAL: every wish is
    proven.
    """

    problem: Problem
    candidates: Candidates
    schedule: Schedule
    mode: Mode
    status: Status
    touched: tuple[Touched, ...]
    lost: tuple[Meeting, ...]
    freed: tuple[tuple[Party, Slot], ...]
    unlocked: tuple[Lock, ...]
    bound: int
    shortfall: int
    shortfall_bound: int
    seconds: Mapping[str, float]

    @property
    def necessary(self) -> int:
        """Return how many parties every repair touches."""
        return sum(touched.necessary for touched in self.touched)
