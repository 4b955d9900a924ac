"""What follows from an edit: the lists beside the meetings, the locks, the verdict."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.explain import list_shortfalls, list_unplaced_musts
from scheduler.problem import Lock
from scheduler.schedule import Schedule, meeting_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.candidates import Candidates
    from scheduler.editing.edits import Replaced
    from scheduler.problem import Problem
    from scheduler.rules import Violation
    from scheduler.schedule import Meeting


@dataclass(frozen=True)
class Redraft:
    """A schedule after an edit, the problem with its locks, and what the checker says."""

    problem: Problem
    schedule: Schedule
    violations: tuple[Violation, ...]


def redraft(
    problem: Problem, candidates: Candidates, schedule: Schedule, replaced: Replaced
) -> Redraft:
    """Return `schedule` with the meetings `replaced`, its lists written anew."""
    gone = set(replaced.before)
    buyers = {meeting.buyer for meeting in gone}  # quicker to look up than meetings
    kept = [m for m in schedule.meetings if m.buyer not in buyers or m not in gone]
    for meeting in replaced.after:
        insort(kept, meeting, key=meeting_order)
    meetings = tuple(kept)
    problem = follow_locks(problem, meetings)
    bare = Schedule(meetings, release=schedule.release, seed=schedule.seed)
    edited = replace(
        bare,
        shortfalls=list_shortfalls(problem, candidates, bare),
        unplaced_musts=list_unplaced_musts(problem, candidates, bare),
    )
    return Redraft(problem, edited, check_schedule(problem, candidates, edited))


def follow_locks(problem: Problem, meetings: Iterable[Meeting]) -> Problem:
    """Return the problem with the locks of the locked meetings, known ones first."""
    locked = {Lock(m.buyer, m.supplier, m.slot): None for m in meetings if m.locked}
    known = [lock for lock in problem.locks if lock in locked]
    locks = tuple(dict.fromkeys([*known, *locked]))
    return problem if locks == problem.locks else replace(problem, locks=locks)
