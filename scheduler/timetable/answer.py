"""What a timetable solve hands back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.timetable.problem import Timetable


class TimetableStatus(StrEnum):
    """How a solve ended, one meaning each."""

    OPTIMAL = "optimal"
    """A timetable, and a proof that none has fewer breaks."""
    FEASIBLE = "feasible"
    """A timetable; time or patience ended before the proof."""
    INFEASIBLE = "infeasible"
    """A proof that there is no timetable."""
    NO_ANSWER = "no answer"
    """Neither a timetable nor a proof in the time given."""


@dataclass(frozen=True)
class TimetableResult:
    """The answer; `timetable` and `breaks` are None where there is none.

    `bound`: no timetable has fewer breaks in all (0 at the least). It is None when
    the problem is infeasible. `seconds` is wall time, `engine` what searched.
    """

    status: TimetableStatus
    timetable: Timetable | None
    breaks: int | None
    bound: int | None
    seconds: float
    engine: str
