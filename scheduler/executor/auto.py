"""Small work is done here, large work by processes: found out while it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from time import process_time

from scheduler.executor.in_process import InProcess
from scheduler.executor.pool import Pool
from scheduler.executor.protocol import Part, Result, Shared, always

START_S = 1.0
"""Processor seconds that a process takes to start, its imports included."""


class Auto:
    """Begins here, and hands what is left to a pool once that is sure to pay.

    The clock decides where a part is done and nothing else, so the answer does not
    depend on it; it counts processor seconds, so that a busy machine starts no more. A pool that runs already takes any further work at once.
    """

    def __init__(self, pool: Pool, clock: Callable[[], float] = process_time) -> None:
        self._pool = pool
        self._here = InProcess()
        self._clock = clock
        self._is_warm = False

    @property
    def workers(self) -> int:
        """Return how many parts are done at a time once the work is large."""
        return self._pool.workers

    def map(
        self,
        work: Callable[[Shared, Part], Result],
        parts: Sequence[Part],
        *,
        shared: Shared,
        go_on: Callable[[], bool] = always,
    ) -> Iterator[Result]:
        """Yield the results in order; see `Executor`."""
        spent: list[float] = []
        for done, part in enumerate(parts):
            if self._pays(min(spent, default=0.0), len(parts) - done):
                self._is_warm = True
                rest = parts[done:]
                yield from self._pool.map(work, rest, shared=shared, go_on=go_on)
                return
            began = self._clock()
            result = tuple(self._here.map(work, (part,), shared=shared, go_on=go_on))
            spent.append(self._clock() - began)
            if not result:
                return  # asked to stop
            yield from result

    def close(self) -> None:
        """Let the workers go, whatever they are doing."""
        self._pool.close()
        self._is_warm = False

    def _pays(self, seconds: float, left: int) -> bool:
        """Tell whether `left` parts of `seconds` each, at least, are done sooner there."""
        spared = left - ceil(left / self._pool.workers)
        return spared > 0 if self._is_warm else seconds * spared > START_S
