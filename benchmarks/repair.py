"""Times repairs of a large released schedule: `python -m benchmarks.repair`."""

from __future__ import annotations

import platform
import sys
from time import perf_counter

from benchmarks.fairs import Shape, build_fair
from scheduler.repair.changes import (
    Change,
    Mode,
    NoShow,
    Party,
    RepairSettings,
    Side,
    Withdrawn,
)
from scheduler.repair.repair import repair
from scheduler.settings import SolveSettings
from scheduler.solve import solve

RUNS = 5


def main(buyers: int = 3500, suppliers: int = 3000) -> None:
    """Print a row for each repair and mode: best and worst seconds, parties, bounds."""
    problem, candidates = build_fair(Shape(buyers, suppliers))
    before = solve(problem, candidates, SolveSettings(time_limit_s=10)).schedule
    assert before is not None  # noqa: S101  # locks of invented fairs agree
    tenth = max(1, suppliers // 10)
    cases: dict[str, list[Change]] = {
        "one no-show": [NoShow(Party(Side.BUYER, problem.buyers[7].id))],
        "ten withdrawn suppliers": [
            Withdrawn(Party(Side.SUPPLIER, supplier.id))
            for supplier in problem.suppliers[::tenth]
        ],
    }
    print(f"{buyers} x {suppliers}, {len(before.meetings)} meetings,", end=" ")
    print(f"Python {platform.python_version()}, best and worst of {RUNS} runs")
    print("\n| repair | mode | s | lost | touched | necessary | bound | over |")
    print("|---|---|---|---|---|---|---|---|")
    for name, changes in cases.items():
        for mode in Mode:
            seconds = []
            for _ in range(RUNS):
                began = perf_counter()
                done = repair(
                    problem, candidates, before, changes, RepairSettings(mode)
                )
                seconds.append(perf_counter() - began)
            touched = len(done.touched)
            cells = [
                name,
                mode.value,
                f"{min(seconds):.2f} - {max(seconds):.2f}",
                len(done.lost),
                touched,
                done.necessary,
                done.bound,
                f"{100 * (touched / max(1, done.bound) - 1):.1f} %",
            ]
            print("|", " | ".join(map(str, cells)), "|")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
