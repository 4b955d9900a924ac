"""Every knob of a solve in one frozen place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SolveSettings:
    """How to solve.

    `seed` decides ties inside CP-SAT. `time_limit_s` (wall seconds) is a safety net:
    every search also has a limit of its own that does not depend on the clock, so
    that, unless the net is needed, the same input gives the same schedule.
    `gap_target` is the share of the best fit that may be missing for the search to be
    content, once all tiers above are as good as can be; at small fairs it is 0.
    `line_worth` is what serving one more demand line may cost in fit points where it is
    found by swaps (any price will do where the best choice is found exactly), and
    `fit_tolerance` the share of the fair's fit that all of this may cost together;
    `load_worth` is what one meeting less between two suppliers' loads may cost, and
    `balance_tolerance` the share for all of that.
    """

    seed: int = 0
    time_limit_s: float = 60.0
    gap_target: float = 0.0005
    line_worth: int = 10
    fit_tolerance: float = 0.05
    load_worth: float = 0.5
    balance_tolerance: float = 0.01
