"""Hunt for a bound that some schedule beats: `python -m tests.bound_hunt COUNT [FIRST]`.

Each of COUNT random small fairs from seed FIRST on is solved; the schedule must keep
every rule, its tiers be what the independent measure says, and no bound be beaten, not
by the schedule and not by what it was before a later tier took its share. Of every
tenth seed a tiny fair follows, of which all schedules are tried.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.errors import ProblemError
from scheduler.measure import TIER_NAMES, measure_tiers
from scheduler.result import Tier
from scheduler.solve import solve
from tests.brute import schedules
from tests.random_fairs import random_fair, tiny_fair

if TYPE_CHECKING:
    from scheduler.candidates import Candidates
    from scheduler.problem import Problem

JUDGED = TIER_NAMES[: TIER_NAMES.index("balance") + 1]
"""The tiers whose bounds hold for all schedules, not only for the same meetings."""


def beaten(tier: Tier, value: int) -> bool:
    """Tell whether `value` goes beyond the tier's bound."""
    return value > tier.bound if tier.maximise else value < tier.bound


def faults_of(seed: int) -> list[str]:
    """Return what is wrong with a random fair's schedule; ProblemError if it has none."""
    problem, candidates = random_fair(seed)
    result = solve(problem, candidates)
    assert result.schedule is not None
    measured = measure_tiers(problem, candidates, result.schedule)
    faults = [v.rule for v in check_schedule(problem, candidates, result.schedule)]
    for tier in result.tiers:
        if measured[tier.name] != tier.value:
            faults.append(f"{tier.name} is not {tier.value}")
        if beaten(tier, tier.value) or beaten(tier, tier.reached):
            faults.append(f"{tier.name} beats its bound")
    return [f"seed {seed}: {fault}" for fault in faults]


def beaters_of(seed: int) -> list[str]:
    """Return the bounds of a tiny fair that one of all its schedules beats."""
    return beaters_among(*tiny_fair(seed), f"tiny seed {seed}")


def beaters_among(problem: Problem, candidates: Candidates, name: str) -> list[str]:
    """Return the bounds that one of all schedules of the fair called `name` beats.

    A bound is one for schedules as good as the one found in all tiers above.
    """
    tiers = {tier.name: tier for tier in solve(problem, candidates).tiers}
    faults = []
    for schedule in schedules(problem, candidates):
        other = measure_tiers(problem, candidates, schedule)
        for wish in JUDGED:
            tier, value = tiers[wish], other[wish]
            if beaten(tier, value):
                faults.append(f"{name}: {wish} can be {value}")
            if (value < tier.value) if tier.maximise else (value > tier.value):
                break
    return faults


def main() -> None:
    """Hunt, and say what was found."""
    count, first = int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    seen: Counter[str] = Counter()
    for seed in range(first, first + count):
        try:
            faults = faults_of(seed)
        except ProblemError:
            seen["with locks that contradict the fair"] += 1
            continue
        seen["fairs"] += 1
        if seed % 10 == 0:
            faults += beaters_of(seed)
            seen["tiny fairs, all schedules tried"] += 1
        seen["faults"] += len(faults)
        for fault in faults:
            sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"{dict(seen)}\n")


if __name__ == "__main__":
    main()
