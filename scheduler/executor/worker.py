"""What runs inside a worker process. It imports little: a worker is to start soon."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Any

from scheduler.executor.shared_file import read_shared

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

_held: dict[Path, Any] = {}
"""The shared input of the work at hand, by its file."""


def begin(leash: Connection) -> None:
    """Prepare a worker: Ctrl-C is the parent's to hear, and no worker outlives it.

    The parent holds the other end of `leash` and says nothing; that end closes when it
    lets its workers go, and by itself when it dies, however it dies.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with, args=(leash, os._exit), daemon=True).start()


def end_with(leash: Connection, leave: Callable[[int], object]) -> None:
    """Wait for the end of `leash`, then `leave` at once, even amid a part."""
    with suppress(EOFError, OSError):
        leash.recv_bytes()
    for path in _held:
        path.unlink(missing_ok=True)  # the parent may have had no time to
    leave(0)


def run_part(work: Callable[[Any, Any], Any], path: Path, part: Any) -> Any:
    """Return `work(shared, part)` with the shared input that lies in `path`."""
    if path not in _held:
        _held.clear()
        _held[path] = read_shared(path)
    return run_portably(work, _held[path], part)


def run_portably(work: Callable[[Any, Any], Any], shared: Any, part: Any) -> Any:
    """Return `work(shared, part)`; what it raises is sure to travel to the parent."""
    try:
        return work(shared, part)
    except Exception as error:
        if _travels(error):
            raise
        raise RuntimeError(f"{type(error).__name__}: {error}") from None


def _travels(error: Exception) -> bool:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - just made
    except Exception:  # noqa: BLE001 - whatever a strange class does when it is copied
        return False
    return True
