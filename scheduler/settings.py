"""Every knob of a solve in one frozen place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """How to solve: `seed` for ties, `time_limit_s` in wall seconds."""

    seed: int = 0
    time_limit_s: float = 20.0
