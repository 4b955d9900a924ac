"""The scheduler on invented fairs, beside one plain CP-SAT model of the same problem.

`python -m benchmarks.engine [SIZE...] [--plain-limit S] [--workers N] [--json]`, a size
being like 400x300 or one of `fairs.MANY_MEETINGS`. Each size runs in a process of its
own, so that its memory is its own; CPU seconds are those of its workers too. Scoring is no part of any time; checking is. The plain model has
a Boolean for each pair and round and the same rules and prices; it is run on fairs of up
to `PLAIN_PAIRS` pairs.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.fairs import build_fair, shape_of
from scheduler.candidates import Candidates
from scheduler.executor.choose import executor_for
from scheduler.problem import Problem
from scheduler.progress import Event
from scheduler.result import Result
from scheduler.settings import SolveSettings
from scheduler.solve import solve

SIZES = (
    "60x40",
    "150x100",
    "400x300",
    "1426x773",
    "3500x3000",
    "3500x400",
    "714x621x70",
    "4000x3000x17",
    "20000x4000",
)
"""What is run when nothing is said; `200000x30000` takes minutes and is asked for."""

GROWING = ("400x300", "1426x773", "3500x3000", "20000x4000", "200000x30000")
"""Sizes of one kind of fair, between which time is said to grow."""

PLAIN_PAIRS = 30_000


@dataclass
class Row:
    """What one size took and reached; gaps by tier, that of fit before it was given up
    for lines and loads."""

    size: str
    pairs: int
    meetings: int
    seconds: float
    cpu_s: float
    first_s: float
    memory_mb: int
    status: str
    short: int
    gaps: dict[str, float]
    phases: dict[str, float]
    plain_s: float | None = None
    plain_status: str = ""
    plain_lost: int | None = None


@dataclass
class Stopwatch:
    """Notes when each phase began; nobody stops it."""

    began: float = field(default_factory=time.perf_counter)
    at: dict[str, float] = field(default_factory=dict)

    def tell(self, event: Event) -> None:
        """Note the first event of a phase."""
        self.at.setdefault(event.phase, time.perf_counter() - self.began)

    def should_stop(self) -> bool:
        """Never stop."""
        return False


def main() -> None:
    """Print one line a size, and how time grows between sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--plain-limit", type=float, default=60.0, metavar="S")
    parser.add_argument("--time-limit", type=float, default=3600.0, metavar="S")
    parser.add_argument("--workers", default="1", help="processes, or auto")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        row = measure(chosen)
        print(json.dumps(asdict(row)))
        return
    if not chosen.json:
        print(HEAD)
    rows = [run_apart(size, chosen) for size in chosen.sizes]
    for line in growth([row for row in rows if row.size in GROWING]):
        print(line)


HEAD = (
    f"{'size':>13} {'pairs':>9} {'meetings':>8} {'wall s':>7} {'cpu s':>7} {'first s':>7} "
    f"{'MB':>6} {'status':>9} {'short':>5} {'fit':>7} {'cover':>7} {'balance':>7} "
    f"{'sessions':>8} {'walks':>7} | {'plain s':>8} {'status':>9} {'lost':>6} {'ratio':>6}"
)


def run_apart(size: str, chosen: argparse.Namespace) -> Row:
    """Measure one size in a process of its own and print its line."""
    limits = ["--plain-limit", chosen.plain_limit, "--time-limit", chosen.time_limit]
    limits += ["--workers", chosen.workers]
    command = [sys.executable, "-m", "benchmarks.engine", size, "--here", *limits]
    done = subprocess.run(  # noqa: S603  # our own module
        [str(word) for word in command], check=True, capture_output=True, text=True
    )
    values: dict[str, Any] = json.loads(done.stdout)
    row = Row(**values)
    print(json.dumps(values) if chosen.json else line_of(row), flush=True)
    return row


def line_of(row: Row) -> str:
    """Return the line of a size."""
    gaps = row.gaps
    line = (
        f"{row.size:>13} {row.pairs:>9} {row.meetings:>8} {row.seconds:>7.2f} "
        f"{row.cpu_s:>7.2f} {row.first_s:>7.2f} {row.memory_mb:>6} {row.status:>9} "
        f"{row.short:>5} {gaps['fit']:>7.3%} {gaps['coverage']:>7.2%} "
        f"{gaps['balance']:>7.2%} {gaps['sessions']:>8.2%} {gaps['walks']:>7.2%} |"
    )
    if row.plain_s is None:
        return line
    ratio = row.plain_s / max(row.seconds, 1e-3)
    lost = "-" if row.plain_lost is None else str(row.plain_lost)
    return f"{line} {row.plain_s:>8.2f} {row.plain_status:>9} {lost:>6} {ratio:>6.0f}"


def growth(rows: list[Row]) -> list[str]:
    """Return a line for each two sizes in a row: CPU seconds grow by pairs^exponent."""
    lines = []
    for small, large in pairwise(rows):
        exponent = math.log(large.cpu_s / small.cpu_s) / math.log(
            large.pairs / small.pairs
        )
        lines.append(f"{small.size} to {large.size}: cpu grows by pairs^{exponent:.2f}")
    return lines


def measure(chosen: argparse.Namespace) -> Row:
    """Solve one fair both ways."""
    size = chosen.sizes[0]
    problem, candidates = build_fair(shape_of(size))
    settings = SolveSettings(time_limit_s=chosen.time_limit)
    with executor_for(chosen.workers) as executor:
        cpu, watch = time.process_time(), Stopwatch()
        result = solve(problem, candidates, settings, watch, executor)
        seconds, cpu = time.perf_counter() - watch.began, time.process_time() - cpu
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu += workers.ru_utime + workers.ru_stime
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    meetings = result.schedule.meetings if result.schedule else ()
    tiers = {tier.name: tier for tier in result.tiers}
    row = Row(
        size,
        len(candidates),
        len(meetings),
        round(seconds, 3),
        round(cpu, 3),
        round(watch.at["improvement"] + result.seconds["check"], 3),
        memory,
        str(result.status),
        tiers["shortfall"].value,
        {
            name: abs(tier.bound - tier.reached) / max(1, abs(tier.bound))
            for name, tier in tiers.items()
        },
        {phase: round(s, 3) for phase, s in result.seconds.items()},
    )
    if len(candidates) <= PLAIN_PAIRS:
        add_plain(row, problem, candidates, result, chosen.plain_limit)
    return row


def add_plain(
    row: Row, problem: Problem, candidates: Candidates, result: Result, limit: float
) -> None:
    """Solve one model of everything, with both cores, and note what it reached."""
    from ortools.sat.python import cp_model  # slow to import

    from scheduler.model.constraints import add_constraints
    from scheduler.model.exact import add_objective
    from scheduler.model.variables import add_variables
    from scheduler.search.improve import standing_of
    from scheduler.search.instance import build_instance
    from scheduler.search.place import shared_slots
    from scheduler.search.walks import Walks

    began = time.perf_counter()
    instance = build_instance(problem, candidates)
    slots = np.arange(instance.n_slots)
    domain = {
        pair: shared_slots(instance, pair, slots)
        for pair in range(instance.n_pairs)
        if pair not in instance.locked
    }
    variables = add_variables(instance, Walks(instance), domain, instance.locked)
    add_constraints(variables)
    add_objective(variables)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(variables.model)
    row.plain_s = round(time.perf_counter() - began, 3)
    row.plain_status = solver.status_name(status).lower()
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        met = [
            key[0] for key, var in variables.meets.items() if solver.boolean_value(var)
        ]
        reached = standing_of(instance, [*instance.locked, *met])
        fit = next(tier for tier in result.tiers if tier.name == "fit")
        row.plain_lost = fit.reached - reached.fit


if __name__ == "__main__":
    main()
