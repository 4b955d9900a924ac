"""From what a person asks for, "2" or "auto" or "dask://host:8786", to an executor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from scheduler.executor.auto import Auto
from scheduler.executor.in_process import InProcess
from scheduler.executor.pool import Pool
from scheduler.executor.protocol import Executor
from scheduler.executor.workers import AUTO, is_workers


@contextmanager
def executor_for(workers: str) -> Iterator[Executor]:
    """Yield the executor that `workers` names; its workers go with the context.

    "1" is this process alone, a higher number that many processes, "auto" whatever
    pays on this machine, an address the workers of a Dask cluster. Raises ValueError
    where `is_workers` says no, ExecutorError where a cluster cannot be used.
    """
    if not is_workers(workers):
        raise ValueError(workers)
    executor = _build(workers)
    try:
        yield executor
    finally:
        executor.close()


def count_cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _build(workers: str) -> Executor:
    if workers == AUTO:
        cores = count_cores()
        return Auto(Pool(cores)) if cores > 1 else InProcess()
    if workers.isdecimal():
        return Pool(int(workers)) if int(workers) > 1 else InProcess()
    from scheduler.executor.dask_cluster import DaskCluster  # noqa: PLC0415 - an extra

    return DaskCluster(workers.replace("dask://", "tcp://"))
