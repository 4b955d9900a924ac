"""What a solve hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.schedule import Schedule


class Status(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    STOPPED = "stopped"
    NO_ANSWER = "no answer"


TELLING_GAP = 0.5
"""Beyond this a bound says nothing: no exhibitor list allows what it counts with."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One wish: its value, a proven bound, and the gap between them.

    `maximise` says whether more is better, so whether the bound is from above. `gap`
    is |bound - value| / max(1, |bound|). `tolerance` is the share of the value that
    later tiers were allowed to cost; `reached` is the value before they did.
    """

    name: str
    value: int
    bound: int
    maximise: bool
    reached: int
    tolerance: float = 0.0

    @property
    def gap(self) -> float:
        """Return the relative distance from the bound; 0 when proven optimal."""
        return abs(self.bound - self.value) / max(1, abs(self.bound))

    @property
    def is_telling(self) -> bool:
        """Tell whether the bound is near enough to say anything about the value."""
        return self.gap <= TELLING_GAP


@dataclass(frozen=True)
class Result:
    """`schedule` is None when there was no answer; never an empty stand-in."""

    schedule: Schedule | None
    status: Status
    tiers: tuple[Tier, ...]
    seconds: Mapping[str, float]
