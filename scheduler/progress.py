"""How long work tells where it is and learns that it should stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Event:
    """A step of long work: `done` of `total` (0 where unknown), with figures if any."""

    phase: str
    done: int = 0
    total: int = 0
    tier: str = ""
    value: int | None = None
    bound: int | None = None


class Progress(Protocol):
    """Told of events; asked whether to stop and keep the best so far."""

    def tell(self, event: Event) -> None:
        """Take note of `event`."""

    def should_stop(self) -> bool:
        """Tell whether somebody wants the work to end now."""


class Silent:
    """Progress that nobody watches."""

    def tell(self, event: Event) -> None:
        """Ignore `event`."""

    def should_stop(self) -> bool:
        """Never stop."""
        return False
