"""Meetings whose booth has moved to a hall in which the interpreters cannot serve them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from scheduler.check import check_schedule
from scheduler.problem import Lock
from scheduler.rules import Rule
from scheduler.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.repair.amend import Amended
    from scheduler.schedule import Meeting


class Unserved(NamedTuple):
    """Meetings that nobody could interpret any more, and those that not all could be.

    `unlocked` are the locks among them.
    """

    lost: tuple[Meeting, ...]
    loose: tuple[Meeting, ...]
    unlocked: tuple[Lock, ...]


NONE = Unserved((), (), ())


def find_unserved(
    amended: Amended, kept: Sequence[Meeting], moved: Sequence[Meeting]
) -> Unserved:
    """Return those of `moved`, not begun yet, that lack an interpreter beside `kept`."""
    problem = amended.problem
    foreign = [
        meeting
        for meeting in moved
        if meeting.slot not in amended.begun
        and problem.fair.needs_interpreter(
            problem.buyer_by_id[meeting.buyer], problem.supplier_by_id[meeting.supplier]
        )
    ]
    if not foreign:
        return NONE
    found = check_schedule(problem, amended.candidates, Schedule(tuple(kept)))
    alone = {(v.buyer, v.supplier) for v in found if v.rule is Rule.NO_INTERPRETER}
    lost = tuple(m for m in foreign if (m.buyer, m.supplier) in alone)
    is_over = any(v.rule is Rule.INTERPRETERS_AT_ONCE for v in found)
    loose = tuple(m for m in foreign if is_over and m not in lost)
    return Unserved(
        lost,
        tuple(replace(m, locked=False) for m in loose),
        tuple(Lock(m.buyer, m.supplier, m.slot) for m in (*lost, *loose) if m.locked),
    )
