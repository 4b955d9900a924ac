"""Work on a large file in a process of its own.

A sheet of a hundred thousand rows takes seconds, a hostile one all memory. Apart from
the server it holds nobody up, and takes nothing down with it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from multiprocessing import get_context
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, TypeVar

from data.database import Database
from data.xlsread import limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

T = TypeVar("T")

LONGEST_S = 120
"""Seconds after which the work is given up."""

MOST = 2
"""Files worked on at the same time; the others wait."""

_PLACES = BoundedSemaphore(MOST)


class CutOffError(Exception):
    """The process ended without an answer, or took too long (`too_slow`)."""

    def __init__(self, *, too_slow: bool) -> None:
        super().__init__(too_slow)
        self.too_slow = too_slow


def work_apart(records: Database, work: Callable[..., T], *args: Any) -> T:
    """Return what `work(records, *args)` does in another process; raises CutOffError.

    `work` is a function of a module; it, `args` and its answer travel as pickles.
    """
    context = get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=answer_through, args=(theirs, records.url, work, args), daemon=True
    )
    with _PLACES, mine:
        process.start()
        theirs.close()
        try:
            if not mine.poll(LONGEST_S):
                raise CutOffError(too_slow=True)
            answer: T = mine.recv()
        except EOFError:
            raise CutOffError(too_slow=False) from None
        finally:
            process.kill()
            process.join()
    return answer


def answer_through(
    pipe: Connection, url: str, work: Callable[..., Any], args: tuple[Any, ...]
) -> None:
    """Do `work` on the records at `url` with little memory, and send what it returns."""
    limit_memory()
    with suppress(AttributeError, OSError):  # not on Windows
        os.nice(10)
    records = Database(url)
    try:
        pipe.send(work(records, *args))
    finally:
        records.close()
        pipe.close()
