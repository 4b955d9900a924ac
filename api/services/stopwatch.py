"""Seconds by phase, told to whoever watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from scheduler.progress import Event, Progress

AROUND_SOLVING = frozenset(
    {"", "read", "load", "fit", "reasons", "check", "write", "print", "notices"}
)
"""Phases in which stopping leaves nothing to keep; all others are the solver's."""


def is_solving(phase: str) -> bool:
    """Tell whether stopping in `phase` would still leave a schedule."""
    return phase.split(" ")[0] not in AROUND_SOLVING


@dataclass
class Stopwatch:
    """Times the phases of one piece of work."""

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Tell that phase `name` begins and add up the seconds it takes."""
        self.progress.tell(Event(name))
        began = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began
