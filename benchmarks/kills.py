"""Kill the server a hundred times in the middle of its work, on both databases.

    python -m benchmarks.kills [--kills 100] [--only sqlite|postgres]

Prints what was confirmed over all lives, and what of it was lost or half-written; ends
with 1 where there is any. PostgreSQL is started in a temporary folder, with its usual
promises about the disk; it is the server of Fairmatch that is killed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.kills import Office
from tests.postgres import find_program, run_postgres


def run(url: str, name: str, kills: int) -> list[str]:
    """Kill `kills` times; return what was found wrong."""
    began, wrong = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        office = Office(url or f"sqlite:///{folder}/fairs.db", Path(folder))
        try:
            for life in range(kills):
                office.live(life)
                wrong += _tell(f"after kill {life + 1}", office.faults())
                office.troubles.clear()
            office.rest()
            wrong += _tell("at the end", office.faults())
        finally:
            office.server.stop()
    said = office.confirmed
    print(
        f"| {name} | {kills} | {len(said.uploads)} | {len(said.applied)} "
        f"| {len(said.suggestions)} | {office.decisions.approved} "
        f"| {said.draft[0] - 1} | {len(said.jobs)} | {len(wrong)} "
        f"| {time.monotonic() - began:.0f} |",
        flush=True,
    )
    return wrong


def _tell(when: str, faults: list[str]) -> list[str]:
    """Say at once what was found wrong, as a long run may not come to its end."""
    found = [f"{when}: {one}" for one in faults]
    for one in found:
        print(one, file=sys.stderr, flush=True)
    return found


def main() -> int:
    """Run both and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--only", choices=["sqlite", "postgres"])
    asked = parser.parse_args()
    print(
        "| database | kills | uploads | applied | suggestions | approved | edits | jobs "
        "| wrong | s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    wrong = []
    if asked.only != "postgres":
        wrong += run("", "SQLite", asked.kills)
    if asked.only != "sqlite" and find_program("initdb"):
        with run_postgres({}) as server:
            wrong += run(server.create("kills"), "PostgreSQL", asked.kills)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
