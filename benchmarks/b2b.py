"""Solves published B2B meeting scheduling problems: `python benchmarks/b2b.py FILE.dzn...`.

Prints name, status, breaks, bound and seconds of each file, with the verified schedule
under --json. Exit status: 0 done, 2 wrong use, 3 a file could not be read.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.dzn import Dzn, DznError, parse_dzn
from scheduler.timetable.answer import TimetableResult, TimetableStatus
from scheduler.timetable.solve import CP_SAT, SAT, solve_timetable

UNREADABLE = 3
SETTLED = (TimetableStatus.OPTIMAL, TimetableStatus.INFEASIBLE)


@dataclass(frozen=True)
class Run:
    """One file solved: wall seconds with reading, CPU seconds of this process."""

    name: str
    result: TimetableResult
    cpu_s: float


def main(arguments: list[str]) -> int:
    """Solve the files and print; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        cases = [(_name(path), _read(path)) for path in options.files]
    except (OSError, UnicodeDecodeError, DznError) as error:
        print(
            f"Nothing was solved. {error} Correct the file and run again.",
            file=sys.stderr,
        )
        return UNREADABLE
    if not options.json:
        print(_line("name", "status", "breaks", "bound", "wall s", "cpu s"))
    runs = []
    for name, case in cases:
        runs.append(_solve(name, case, options.time_limit, options.engine))
        if not options.json:
            print(_row(runs[-1]), flush=True)
    print(json.dumps([_record(run) for run in runs]) if options.json else _total(runs))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="b2b.py", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.dzn")
    parser.add_argument(
        "--time-limit",
        type=float,
        default=60.0,
        metavar="S",
        help="wall seconds a file",
    )
    parser.add_argument("--json", action="store_true", help="records with schedules")
    parser.add_argument("--engine", choices=(SAT, CP_SAT), help="default: the best")
    return parser


def _name(path: Path) -> str:
    return path.name.removesuffix(".dzn").removesuffix(".original")


def _read(path: Path) -> Dzn:
    try:
        case = parse_dzn(path.read_text(encoding="utf-8-sig"))
    except DznError as error:
        raise DznError(f"{path}: {error}") from error
    for name in case.unread:
        print(f"{path}: {name} is not known and was not used.", file=sys.stderr)
    return case


def _solve(name: str, case: Dzn, limit_s: float, engine: str | None) -> Run:
    before = _cpu_s()
    result = solve_timetable(case.problem, limit_s, engine=engine)
    return Run(name, result, _cpu_s() - before)


def _cpu_s() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def _record(run: Run) -> dict[str, Any]:
    """Return a run as JSON: `schedule` has the slot of each meeting, from 1."""
    result = run.result
    schedule = None
    if result.timetable is not None:
        slots = sorted((int(name), slot + 1) for name, slot in result.timetable.items())
        schedule = [slot for _, slot in slots]
    return {
        "name": run.name,
        "status": result.status.value,
        "breaks": result.breaks,
        "bound": result.bound,
        "seconds": round(result.seconds, 3),
        "cpu_seconds": round(run.cpu_s, 3),
        "engine": result.engine,
        "schedule": schedule,
    }


def _row(run: Run) -> str:
    result = run.result
    return _line(
        run.name,
        result.status,
        "-" if result.breaks is None else str(result.breaks),
        "-" if result.bound is None else str(result.bound),
        f"{result.seconds:.2f}",
        f"{run.cpu_s:.2f}",
    )


def _line(*cells: str) -> str:
    name, status, *numbers = cells
    return f"{name:32}{status:12}" + "".join(f"{cell:>8}" for cell in numbers)


def _total(runs: list[Run]) -> str:
    proven = sum(run.result.status in SETTLED for run in runs)
    return _line(
        f"{proven} of {len(runs)} settled",
        "total",
        str(sum(run.result.breaks or 0 for run in runs)),
        "",
        f"{sum(run.result.seconds for run in runs):.2f}",
        f"{sum(run.cpu_s for run in runs):.2f}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
