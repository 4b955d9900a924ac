"""When to stop, and telling who watches: one object for every search."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from scheduler.progress import Event

if TYPE_CHECKING:
    from scheduler.progress import Progress


class Watch:
    """A deadline, `limit_s` wall seconds from now, and a progress to tell and to ask."""

    def __init__(self, limit_s: float, progress: Progress) -> None:
        """Start the clock."""
        self._start = time.perf_counter()
        self._limit_s = limit_s
        self._progress = progress

    @property
    def seconds(self) -> float:
        """Return the wall seconds since the start."""
        return time.perf_counter() - self._start

    @property
    def left_s(self) -> float:
        """Return the wall seconds until the deadline, 0 after it."""
        return max(0.0, self._limit_s - self.seconds)

    def is_over(self) -> bool:
        """Tell whether the time is up or somebody wants the work to end."""
        return self.left_s == 0 or self._progress.should_stop()

    def tell(self, value: int | None, bound: int) -> None:
        """Report the fewest breaks found so far, None before the first, and the bound."""
        event = Event("timetable", tier="breaks", value=value, bound=bound)
        self._progress.tell(event)
