"""Heavy work that a person asks for, in a process of its own.

A sheet of a hundred thousand rows takes seconds, a hostile one all memory. Apart from
the server it holds nobody up, and takes nothing down with it.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from multiprocessing import get_context
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, TypeVar

from api.jobs.parent import end_with_parent
from data.database import Database
from data.xlsread import limit_memory
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

T = TypeVar("T")

LONGEST_S = 120
"""Seconds after which the work is given up."""

SMALL_BYTES = 16_000
"""Up to this size a file that is plain text is read where it is asked for."""

MOST = 2
"""Pieces of work done at the same time; the others wait."""

MOST_WAITING = 16
"""Pieces of work that wait or are done; each keeps a thread."""

_PLACES = BoundedSemaphore(MOST)
_WAITING = BoundedSemaphore(MOST_WAITING)

STAND_ASIDE: ContextVar[Callable[[], None]] = ContextVar(
    "stand aside", default=lambda: None
)
"""What lets others work meanwhile, called before a long wait."""


class CutOffError(Exception):
    """The process ended without an answer, or took too long (`too_slow`)."""

    def __init__(self, *, too_slow: bool) -> None:
        super().__init__(too_slow)
        self.too_slow = too_slow


class CrowdedError(FairmatchError):
    """More heavy work is asked for than the server takes at once."""

    retry_after_s = 30

    def __init__(self) -> None:
        super().__init__(
            "too-much-at-once",
            Wording(
                en="Too many files and previews are asked for at once. "
                "Nothing was changed.",
                zh="同时请求的文件与预览过多。未作任何更改。",
            ),
            Wording(en="Try again in a minute.", zh="请在一分钟后重试。"),
        )


def is_light(content: bytes) -> bool:
    """Tell whether reading a file is no work: a workbook may hold anything."""
    return len(content) <= SMALL_BYTES and b"\0" not in content


def work_apart(records: Database, work: Callable[..., T], *args: Any) -> T:
    """Return what `work(records, *args)` does in another process.

    `work` is a function of a module; it, `args` and its answer travel as pickles. Raises
    CutOffError, CrowdedError, and the FairmatchError that `work` raised.
    """
    STAND_ASIDE.get()()
    with _one_of_few(), _PLACES:
        answer = _ask(records, work, args)
    if isinstance(answer, FairmatchError):
        raise answer
    told: T = answer
    return told


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not _WAITING.acquire(blocking=False):
        raise CrowdedError
    try:
        yield
    finally:
        _WAITING.release()


def _ask(records: Database, work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    context = get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(
        target=answer_through, args=(theirs, records.url, work, args), daemon=True
    )
    with mine:
        process.start()
        theirs.close()
        try:
            if not mine.poll(LONGEST_S):
                raise CutOffError(too_slow=True)
            return mine.recv()
        except (EOFError, OSError):  # at once, or in the middle of its answer
            raise CutOffError(too_slow=False) from None
        finally:
            process.kill()
            process.join()


def answer_through(
    pipe: Connection, url: str, work: Callable[..., Any], args: tuple[Any, ...]
) -> None:
    """Do `work` on the records at `url` with little memory; send what it returns.

    A refusal is sent like an answer.
    """
    end_with_parent()
    limit_memory()
    with suppress(AttributeError, OSError):  # not on Windows
        os.nice(10)
    records = Database(url)
    try:
        pipe.send(work(records, *args))
    except FairmatchError as refusal:
        pipe.send(refusal)
    finally:
        records.close()
        pipe.close()
