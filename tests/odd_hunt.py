"""Hunt for faults in whatever is asked of odd fairs: `python -m tests.odd_hunt COUNT [FIRST]`.

Of each seed a fair is solved. Its schedule must keep every rule and no bound be beaten;
renamed and shuffled, or once more, it must come out the same; what is said of pairs
that do not meet must be true, those who could step in must be free, and what is asked
about the fair before and after must be answered. Then something happens, and the repair
is judged as well. Of every tenth seed a tiny fair follows, of which all schedules are
tried.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from scheduler.balance.balance import balance_fair
from scheduler.check import check_schedule
from scheduler.difference import compare_schedules
from scheduler.errors import ProblemError
from scheduler.explain import Explainer
from scheduler.measure import measure_tiers
from scheduler.prices import find_prices
from scheduler.reasons import ReasonCode
from scheduler.repair.changes import Mode, Party, RepairSettings, Side
from scheduler.repair.plan import count_shortfall
from scheduler.repair.repair import repair
from scheduler.repair.standby import standbys
from scheduler.repair.verify import PAST
from scheduler.settings import SolveSettings
from scheduler.solve import solve
from tests.bound_hunt import beaten, beaters_among
from tests.lifting import open_slots
from tests.odd_fairs import odd_fair
from tests.scheduler.test_repair_properties import random_changes
from tests.scheduler.test_solve_properties import renamed_and_shuffled
from tests.scheduler.test_standby import can_be_added
from tests.strategies import RandomCase

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENT = SolveSettings(time_limit_s=3600)
"""The clock ends no search, however busy the machine is."""

EXPLAINED = 4
"""Pairs of a fair that are asked about."""


def faults_of(seed: int) -> Iterator[str]:
    """Yield what is wrong with an odd fair; ProblemError if it has no schedule."""
    problem, candidates = odd_fair(seed)
    result = solve(problem, candidates, PATIENT)
    assert result.schedule is not None
    case = RandomCase(problem, candidates, result.schedule)
    yield from (
        f"breaks {v.rule}" for v in check_schedule(problem, candidates, case.schedule)
    )
    measured = measure_tiers(problem, candidates, case.schedule)
    for tier in result.tiers:
        if measured[tier.name] != tier.value:
            yield f"{tier.name} is not {tier.value}"
        if beaten(tier, tier.value) or beaten(tier, tier.reached):
            yield f"{tier.name} beats its bound"
    if seed % 3 == 0:
        if solve(problem, candidates, PATIENT).schedule != case.schedule:
            yield "comes out otherwise the second time"
        other = solve(*renamed_and_shuffled(problem, candidates, seed), PATIENT)
        for one, two in zip(result.tiers, other.tiers, strict=True):
            if (one.value, one.bound) != (two.value, two.bound):
                yield f"{one.name} changes when renamed: {one} {two}"
    yield from _untrue(case, Random(seed))
    if problem.buyers and problem.suppliers:
        yield from _badly_repaired(case, Random(seed))
    if seed % 5 == 0:
        balance_fair(problem, candidates)
        find_prices(problem, candidates)


def _untrue(case: RandomCase, random: Random) -> Iterator[str]:
    """Yield what is wrongly said of pairs, and who wrongly could step in, or not."""
    problem, facts = case.problem, (case.problem, case.candidates, case.schedule)
    pairs = [(b.id, s.id) for b in problem.buyers for s in problem.suppliers]
    met = {(m.buyer, m.supplier) for m in case.schedule.meetings}
    explainer = Explainer(*facts)
    for pair in random.sample(pairs, min(EXPLAINED, len(pairs))):
        codes = [reason.code for reason in explainer.pair(*pair)]
        lifted = [] if codes == [ReasonCode.PREFERRED_OTHERS] else codes
        if pair in met:
            if codes != [ReasonCode.MEETS]:
                yield f"{pair} meets and is said not to: {codes}"
        elif not open_slots(case, pair, lifted):
            yield f"{pair} cannot meet with {codes} lifted"
    found = {(one.buyer, one.supplier): one for one in standbys(*facts, limit=999)}
    for pair in random.sample(pairs, min(EXPLAINED, len(pairs))):
        fit = case.candidates.find_fit(problem, *pair)
        if fit is None or pair in met:
            continue
        free = tuple(t for t in problem.fair.slots if can_be_added(case, pair, t, fit))
        told = found[pair].slots if pair in found else ()
        if free != told:
            yield f"{pair} could step in at {free}, said {told}"


def _badly_repaired(case: RandomCase, random: Random) -> Iterator[str]:
    """Yield what is wrong with a repair."""
    mode, cure = random.choice(list(Mode)), random.random() < 0.7
    now = random.choice([None, None, random.choice(case.problem.fair.slots)])
    changes = random_changes(random, case.problem)
    chosen = RepairSettings(mode, now, cure_first=cure)
    before = case.schedule
    done = repair(case.problem, case.candidates, before, changes, chosen)
    broken = check_schedule(done.problem, done.candidates, done.schedule)
    wrong = {v.rule for v in broken} - (set(PAST) if now is not None else set())
    if wrong:
        yield f"repair breaks {wrong} after {changes}"
    difference = compare_schedules(before, done.schedule)
    told = {Party(Side.BUYER, b) for b in difference.by_buyer}
    told |= {Party(Side.SUPPLIER, s) for s in difference.by_supplier}
    if {one.party for one in done.touched} != told:
        yield f"repair touches {told}, and does not say so, after {changes}"
    if not done.necessary <= done.bound <= len(done.touched):
        yield f"repair beats its bound of parties touched after {changes}"
    if done.shortfall_bound > done.shortfall:
        yield f"repair beats its bound of shortfall after {changes}"
    if done.shortfall != count_shortfall(done.problem, done.schedule):
        yield "repair counts its shortfall wrongly"
    again = repair(case.problem, case.candidates, before, changes, chosen)
    if again.schedule != done.schedule:
        yield "repair comes out otherwise the second time"
    few = repair(
        case.problem, case.candidates, before, changes, replace(chosen, most_choices=3)
    )
    if few.bound > len(few.touched):
        yield f"repair that looks at few choices beats its bound after {changes}"
    if done.status == "optimal" and cure and few.shortfall_bound > done.shortfall:
        yield f"repair that looks at few choices bounds shortfall wrongly: {changes}"


def main() -> None:
    """Hunt, and say what was found."""
    count, first = int(sys.argv[1]), int((sys.argv[2:] or ["0"])[0])
    seen: Counter[str] = Counter()
    for seed in range(first, first + count):
        try:
            faults = [f"seed {seed}: {fault}" for fault in faults_of(seed)]
            seen["fairs"] += 1
        except ProblemError:
            seen["with locks that contradict the fair"] += 1
            continue
        except Exception:  # noqa: BLE001  # every failure is one more thing found
            faults = [f"seed {seed}: {traceback.format_exc()}"]
        if seed % 10 == 0:
            faults += beaters_among(*odd_fair(seed, tiny=True), f"tiny seed {seed}")
            seen["tiny fairs, all schedules tried"] += 1
        seen["faults"] += len(faults)
        for fault in faults:
            sys.stdout.write(f"{fault}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{dict(seen)}\n")


if __name__ == "__main__":
    main()
