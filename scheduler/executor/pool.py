"""Parts are done by processes of this machine."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from scheduler.executor.protocol import Part, Result, Shared, always
from scheduler.executor.shared_file import SharedFile
from scheduler.executor.window import Window
from scheduler.executor.worker import begin, run_part

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Pool:
    """`workers` processes, started when first needed and kept until `close`.

    They are spawned, not forked: a fork would copy locks and threads that libraries
    hold. One that dies takes its pool with it; a new pool does again what was not done.
    """

    losses = (BrokenProcessPool,)

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._leash: Connection | None = None
        self._shared: SharedFile | None = None

    def map(
        self,
        work: Callable[[Shared, Part], Result],
        parts: Sequence[Part],
        *,
        shared: Shared,
        go_on: Callable[[], bool] = always,
    ) -> Iterator[Result]:
        """Yield the results in order; see `Executor`."""
        file = self._share(shared)

        def submit(part: Part) -> Future[Any]:
            return self._submit(run_part, work, file.path, part)

        yield from Window(self, submit, parts).results(go_on)

    def renew(self) -> None:
        """End what is left of the workers; new ones start with the next part."""
        if self._leash is not None:
            self._leash.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = self._leash = None

    def close(self) -> None:
        """Let the workers go, whatever they are doing."""
        self.renew()
        self._shared = None

    def _share(self, shared: object) -> SharedFile:
        if self._shared is None or self._shared.content is not shared:
            self._shared = SharedFile(shared)
        return self._shared

    def _submit(self, *call: Any) -> Future[Any]:
        if self._pool is None:
            context = get_context("spawn")
            theirs, self._leash = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(self.workers, context, begin, (theirs,))
        with _keyboard_held():
            return self._pool.submit(*call)


@contextmanager
def _keyboard_held() -> Iterator[None]:
    """Keep Ctrl-C from the processes started meanwhile; they inherit what is blocked.

    Without it one that is still importing would show a traceback. Windows knows no such
    block.
    """
    block = getattr(signal, "pthread_sigmask", None)
    if block is None:
        yield
        return
    former = block(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        block(signal.SIG_SETMASK, former)
