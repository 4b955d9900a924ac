"""Progress of long work on standard error; silent while the work is quick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from api.console import Console
from api.messages import PHASES, TIERS
from api.services.stopwatch import is_solving
from scheduler.progress import Event

PATIENCE_S = 1.0
"""Work that ends sooner says nothing."""

PACE_S = 0.1
"""Least time between two versions of the line."""

CLEAR = "\r\x1b[2K"


@dataclass
class LineProgress:
    """A line that rewrites itself on a terminal; elsewhere a line a phase.

    `stopping` is set by whoever wants the work to end and keep the best so far.
    """

    console: Console
    clock: Callable[[], float] = monotonic
    stopping: bool = False
    phase: str = ""
    _began: float = field(init=False)
    _shown_at: float = field(default=0.0, init=False)
    _shown_phase: str = field(default="", init=False)
    _dirty: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        """Start counting."""
        self._began = self.clock()

    def tell(self, event: Event) -> None:
        """Show `event`, if the work has taken long enough to be worth it."""
        self.phase = event.phase
        now = self.clock()
        if now - self._began < PATIENCE_S:
            return
        if self.console.err.isatty():
            self._rewrite(event, now)
        elif event.phase != self._shown_phase:
            self.console.warn(self._line(Event(event.phase), now))
        self._shown_phase = event.phase

    def should_stop(self) -> bool:
        """Tell whether somebody asked for an end; only solving can end early."""
        return self.stopping and self.solving

    @property
    def solving(self) -> bool:
        """Tell whether stopping now would still leave a schedule."""
        return is_solving(self.phase)

    def clear(self) -> None:
        """Take the line away before something else is said."""
        if self._dirty:
            self.console.err.write(CLEAR)
            self.console.err.flush()
            self._dirty = False

    def _rewrite(self, event: Event, now: float) -> None:
        same = event.phase == self._shown_phase
        if same and now - self._shown_at < PACE_S:
            return
        self.console.err.write(f"{CLEAR}{self._line(event, now)}")
        self.console.err.flush()
        self._shown_at, self._dirty = now, True

    def _line(self, event: Event, now: float) -> str:
        wording = PHASES.get(event.phase)
        parts = [self.console.text(wording) if wording else event.phase]
        if event.total:
            parts.append(f"{100 * event.done // event.total}%")
        if event.value is not None:
            bound = "" if event.bound is None else f" / {event.bound}"
            known = TIERS.get(event.tier)
            tier = self.console.text(known) if known else event.tier
            parts.append(f"{tier} {event.value}{bound}".strip())
        return f"{' '.join(parts)} ... {now - self._began:.0f} s"
