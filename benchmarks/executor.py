"""The same work here, by two processes and by a Dask cluster: `python -m benchmarks.executor`.

Fit scoring of a real fair and 3,000 one-page diaries, each twice: the first time workers
start and get the shared input, the second time they have it. Every way must give the same
answer. The cluster is two processes of this machine; joining it counts, starting it does not.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fit import FAIRS, load_problem
from benchmarks.print import build_case, processor_seconds
from printouts.kinds import PaperKind
from printouts.pack import PackOptions, write_pack
from scheduler.executor.choose import executor_for
from scheduler.executor.protocol import Executor
from scheduler.fit.model import FitModel

WORKERS = 2
Work = Callable[[Executor], bytes]


@dataclass(frozen=True)
class Taken:
    """Wall seconds of a first and a second time, and what came out."""

    first_s: float
    second_s: float
    answer: str


def main() -> None:
    """Print a table of each work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fair", default="py2025", help="folder of a fair to score")
    parser.add_argument("--fairs", type=Path, default=FAIRS)
    parser.add_argument("--diaries", type=int, default=3_000)
    asked = parser.parse_args()
    works = {f"{asked.diaries:,} diaries": print_diaries(asked.diaries)}
    if (asked.fairs / asked.fair).exists():
        works[f"scoring {asked.fair}"] = score_fair(asked.fairs / asked.fair)
    print(
        f"{'work':18} {'where':18} {'first s':>8} {'again s':>8} {'cpu s':>8}  answer"
    )
    with local_cluster() as address:
        for name, work in works.items():
            for workers in ("1", str(WORKERS), "auto", address):
                cpu = processor_seconds()
                taken = take(work, workers)
                cpu = processor_seconds() - cpu
                where = "dask, 2 workers" if workers == address else workers
                print(
                    f"{name:18} {where:18} {taken.first_s:8.1f} {taken.second_s:8.1f} "
                    f"{cpu:8.1f}  {taken.answer}",
                    flush=True,
                )


def take(work: Work, workers: str) -> Taken:
    """Do `work` twice with the same workers."""
    began = time.perf_counter()
    with executor_for(workers) as executor:
        answer = work(executor)
        first = time.perf_counter() - began
        began = time.perf_counter()
        if work(executor) != answer:
            raise SystemExit("two answers to the same work")
        second = time.perf_counter() - began
    return Taken(first, second, hashlib.sha256(answer).hexdigest()[:8])


def score_fair(folder: Path) -> Work:
    """Score all pairs of a fair; its lines are made into vectors beforehand."""
    model = FitModel(load_problem(folder))

    def work(executor: Executor) -> bytes:
        candidates = model.candidates(executor)
        columns = (candidates.buyer, candidates.supplier, candidates.fit)
        return b"".join(column.tobytes() for column in columns)

    return work


def print_diaries(count: int) -> Work:
    """Print the diaries of the printing benchmark."""
    case = build_case(count)
    options = PackOptions(kinds=(PaperKind.DIARY,))

    def work(executor: Executor) -> bytes:
        with tempfile.TemporaryDirectory() as name:
            write_pack(*case, Path(name), options, executor=executor)
            return (Path(name) / "print" / "diaries.pdf").read_bytes()

    return work


@contextmanager
def local_cluster() -> Iterator[str]:
    """Yield the address of a Dask cluster of this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, dashboard_address="127.0.0.1:0"
    ) as cluster:
        yield cluster.scheduler_address


if __name__ == "__main__":
    main()
