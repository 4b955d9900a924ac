"""Times repairs of a large released schedule: `python -m benchmarks.repair`.

The hard case is the same fair with a minimum as high as what each buyer has, so that
everybody who loses a meeting falls short. Beside it the way of a person at the desk:
one short buyer after another gets the best fitting supplier that is free. Then tiny
fairs, in which every repair there is has been tried.
"""

from __future__ import annotations

import platform
import sys
from dataclasses import replace
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks.fairs import Shape, build_fair
from scheduler.explain import list_shortfalls
from scheduler.problem import Strength, Suggestion
from scheduler.repair.changes import (
    Agreed,
    Change,
    Mode,
    NoShow,
    Party,
    RepairSettings,
    Side,
    Withdrawn,
)
from scheduler.repair.repair import repair
from scheduler.repair.standby import standbys
from scheduler.schedule import Schedule
from scheduler.settings import SolveSettings
from scheduler.solve import solve

if TYPE_CHECKING:
    from scheduler.candidates import Candidates
    from scheduler.problem import Problem
    from scheduler.repair.result import RepairResult

RUNS = 3
TINY = 60

Facts = tuple["Problem", "Candidates", Schedule]


def main(buyers: int = 3500, suppliers: int = 3000) -> None:
    """Print a row for each repair and mode: seconds, parties touched, bounds."""
    problem, candidates = build_fair(Shape(buyers, suppliers))
    before = solve(problem, candidates, SolveSettings(time_limit_s=10)).schedule
    assert before is not None  # noqa: S101  # locks of invented fairs agree
    easy = problem, candidates, before
    cases = _cases(problem)
    print(f"{buyers} x {suppliers}, {len(before.meetings)} meetings,", end=" ")
    print(f"Python {platform.python_version()}, best and worst of {RUNS} runs")
    print("\n| repair | mode | s | cpu s | lost | short | touched | necessary ", end="")
    print("| bound | over | by hand |")
    print("|---" * 11 + "|")
    for name, changes in cases.items():
        _print_rows(name, easy, changes)
    _print_agreed(easy)
    hard = _hard(easy)
    for name, changes in cases.items():
        _print_rows(f"{name}, hard", hard, changes, by_hand=True)
    print(
        f"\n{_tried_in_full()} repairs of tiny fairs, every repair tried: none better"
    )


def _cases(problem: Problem) -> dict[str, list[Change]]:
    tenth = max(1, len(problem.suppliers) // 10)
    gone = [Party(Side.SUPPLIER, one.id) for one in problem.suppliers[::tenth]][:10]
    return {
        "one no-show": [NoShow(Party(Side.BUYER, problem.buyers[7].id))],
        "one withdrawn supplier": [Withdrawn(gone[0])],
        "ten withdrawn suppliers": [Withdrawn(party) for party in gone],
    }


def _hard(facts: Facts) -> Facts:
    """Return the fair with a minimum as high as the maximum."""
    problem, candidates, before = facts
    fair = replace(problem.fair, min_meetings=problem.fair.max_meetings)
    problem = replace(problem, fair=fair)
    short = list_shortfalls(problem, candidates, before)
    return problem, candidates, replace(before, shortfalls=short)


def _print_rows(
    name: str, facts: Facts, changes: list[Change], *, by_hand: bool = False
) -> None:
    for mode in Mode:
        wall, cpu = [], []
        for _ in range(RUNS):
            began, used = perf_counter(), process_time()
            done = repair(*facts, changes, RepairSettings(mode))
            wall.append(perf_counter() - began)
            cpu.append(process_time() - used)
        touched = len(done.touched)
        shown = _by_hand(facts, changes) if by_hand and mode is Mode.FILL else ""
        cells = [
            name,
            mode.value,
            f"{min(wall):.2f} - {max(wall):.2f}",
            f"{min(cpu):.2f}",
            len(done.lost),
            done.shortfall,
            touched,
            done.necessary,
            done.bound,
            f"{100 * (touched / max(1, done.bound) - 1):.1f} %",
            shown,
        ]
        print("|", " | ".join(map(str, cells)), "|", flush=True)


def _print_agreed(facts: Facts) -> None:
    """Print musts approved later, alone and thirty at once, as the office lets them be."""
    problem, candidates, before = facts
    met = {(meeting.buyer, meeting.supplier) for meeting in before.meetings}
    met |= {(wish.buyer, wish.supplier) for wish in problem.suggestions}
    pairs = [(b, s) for b, s, _ in candidates.rows(problem) if (b, s) not in met]
    for count in (1, 30):
        step = len(pairs) // count
        musts = [
            Agreed(Suggestion(*pair, Strength.MUST)) for pair in pairs[:: max(1, step)]
        ][:count]
        began, used = perf_counter(), process_time()
        done = repair(*facts, musts, RepairSettings(only_hit=True))
        seconds = perf_counter() - began, process_time() - used
        now = {(meeting.buyer, meeting.supplier) for meeting in done.schedule.meetings}
        placed = sum((m.suggestion.buyer, m.suggestion.supplier) in now for m in musts)
        print(
            f"| {count} must(s) approved, {placed} placed | fill | {seconds[0]:.2f} "
            f"| {seconds[1]:.2f} | {len(done.lost)} | {done.shortfall} "
            f"| {len(done.touched)} | {done.necessary} | {done.bound} | | |",
            flush=True,
        )


def _by_hand(facts: Facts, changes: list[Change]) -> int:
    """Return parties touched when each short buyer gets the best supplier then free."""
    done: RepairResult = repair(*facts, changes, RepairSettings(Mode.CANCEL))
    touched = {one.party for one in done.touched}
    schedule = done.schedule
    for short in done.schedule.shortfalls:
        buyer = Party(Side.BUYER, short.buyer)
        asked = done.problem, done.candidates, schedule
        for found in standbys(*asked, party=buyer, limit=1):
            touched |= {buyer, Party(Side.SUPPLIER, found.supplier)}
            more = _meeting(done, found.buyer, found.supplier, found.slots[0])
            schedule = Schedule((*schedule.meetings, more))
    return len(touched)


def _meeting(done, buyer, supplier, slot):
    """Return a meeting like any other but for who meets when."""
    like = done.schedule.meetings[0]
    times = done.problem.fair.round_at(slot)
    return replace(
        like,
        buyer=buyer,
        supplier=supplier,
        session=slot.session,
        round_index=slot.round_index,
        start=times.start,
        end=times.end,
    )


def _tried_in_full() -> int:
    """Return how many repairs of tiny fairs were compared with every other one."""
    from tests.scheduler.test_repair_brute import compare

    for seed in range(TINY):
        for mode in Mode:
            for cure in (True, False):
                compare(seed, mode, cure)
    return TINY * len(Mode) * 2


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
