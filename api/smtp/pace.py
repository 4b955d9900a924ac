"""How fast mails go out: servers refuse whoever sends too many at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

NAP_S = 0.2
"""Longest time between two looks whether to stop."""


@dataclass
class Pace:
    """At most `per_minute` turns, evenly spread; the first comes at once."""

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    nap: Callable[[float], None] = time.sleep
    _due: float = field(default=float("-inf"), init=False)

    def wait_turn(self, should_stop: Callable[[], bool]) -> bool:
        """Wait until it is time; False where the work is to stop."""
        while not should_stop():
            wait = self._due - self.clock()
            if wait <= 0:
                self._due = self.clock() + 60 / self.per_minute
                return True
            self.nap(min(wait, NAP_S))
        return False
