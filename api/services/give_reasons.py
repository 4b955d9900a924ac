"""The sentence that says why a pair meets, for meetings that have none yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.fit.model import FitModel
    from scheduler.schedule import Schedule


def give_reasons(schedule: Schedule, model: Callable[[], FitModel]) -> Schedule:
    """Return the schedule with a reason for each meeting that has none.

    `model` is only asked for where one is needed.
    """
    if all(meeting.because.en for meeting in schedule.meetings):
        return schedule
    without = [m for m in schedule.meetings if not m.because.en]
    details = model().details((m.buyer, m.supplier) for m in without)
    meetings = tuple(
        m if m.because.en else replace(m, because=next(details).wording)
        for m in schedule.meetings
    )
    return replace(schedule, meetings=meetings)
