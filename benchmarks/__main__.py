"""Prints the benchmark tables: `make bench`, or `python -m benchmarks [NAME...]`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "samples"
MORE = Path(os.environ.get("FAIRMATCH_FAIRS", ROOT.parent / "shared" / "fairs"))
"""Folder of further fairs that are not part of the project."""

FAIRS = {
    "py2025_small": SAMPLES / "py2025_small",
    "zh-invented": SAMPLES / "zh_invented",
    "zh-chain": MORE / "zh-chain",
    "scms_en": MORE / "scms_en",
    "py2025": MORE / "py2025",
}

SHEETS = ("buyers", "suppliers", "suggestions", "locks", "absences")


@dataclass(frozen=True)
class Run:
    """One fair scheduled: wall seconds of the whole command and its summary.json."""

    name: str
    seconds: float
    summary: dict[str, Any]


def main(names: list[str]) -> None:
    """Schedule the fairs `names`, all where none is named, and print two tables."""
    runs = []
    for name in names or FAIRS:
        if not (FAIRS[name] / "fair.toml").exists():
            print(f"{name}: not here, left out")
            continue
        runs.append(schedule(name, FAIRS[name]))
    print_sizes(runs)
    print_tiers(runs)


def schedule(name: str, folder: Path) -> Run:
    """Run `fairmatch schedule` on the files of `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "out"
        command = [_program(), "schedule", "--fair", str(folder / "fair.toml")]
        for sheet in SHEETS:
            for path in sorted(folder.glob(f"{sheet}.*")):
                command += [f"--{sheet}", str(path)]
        started = time.perf_counter()
        subprocess.run([*command, "--out", str(out)], check=True, capture_output=True)  # noqa: S603 - our own program
        seconds = time.perf_counter() - started
        return Run(name, seconds, json.loads((out / "summary.json").read_text()))


def print_sizes(runs: list[Run]) -> None:
    """Print size and time of each run."""
    print("\n| fair | buyers | suppliers | meetings | status | whole command, s |")
    print("|---|---|---|---|---|---|")
    for run in runs:
        cells = [run.summary[key] for key in ("buyers", "suppliers", "meetings")]
        status, seconds = run.summary["status"], f"{run.seconds:.1f}"
        print("|", " | ".join(map(str, [run.name, *cells, status, seconds])), "|")


def print_tiers(runs: list[Run]) -> None:
    """Print value, proven bound and gap of each wish, in order of importance."""
    print("\n| fair | wish | value | bound | gap |")
    print("|---|---|---|---|---|")
    for run in runs:
        for tier in run.summary["tiers"]:
            gap = f"{100 * tier['gap']:.2f} %"
            cells = [run.name, tier["name"], tier["value"], tier["bound"], gap]
            print("|", " | ".join(map(str, cells)), "|")


def _program() -> str:
    return str(Path(sys.executable).with_name("fairmatch"))


if __name__ == "__main__":
    main(sys.argv[1:])
