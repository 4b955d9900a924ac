"""What whoever has work that splits asks for, whatever does it."""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from scheduler.errors import FairmatchError
from scheduler.wording import Wording

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")


def always() -> bool:
    """Go on."""
    return True


class Executor(Protocol):
    """Does the parts of a work and hands back their results in order of the parts."""

    @property
    def workers(self) -> int:
        """Return how many parts are done at a time."""

    def map(
        self,
        work: Callable[[Shared, Part], Result],
        parts: Sequence[Part],
        *,
        shared: Shared,
        go_on: Callable[[], bool] = always,
    ) -> Iterator[Result]:
        """Yield `work(shared, part)` for each part, the first part's result first.

        `work` is a function at the top of a module, and pure: it changes neither
        `shared` nor anything else, so that a part may be done anywhere, and again where
        a worker is lost. `shared` is sent once a worker, and not again by a further
        `map` that is given the very same object. A few parts a worker are under way at a
        time, so memory does not grow with their number; results wait until they are
        taken.

        Ends early, with the results so far, once `go_on` says no: whoever needs every
        part asks it too. What `work` raises comes back as it was, with a note that names
        the part. Raises WorkersLostError where workers are lost again and again.
        """

    def close(self) -> None:
        """Let the workers go, whatever they are doing."""


class ExecutorError(FairmatchError):
    """The workers asked for cannot be had."""


class WorkersLostError(ExecutorError):
    """Workers ended again and again without finishing a part."""

    def __init__(self, part: object) -> None:
        name = reprlib.repr(part)
        super().__init__(
            "workers-lost",
            Wording(
                en=f"Worker processes ended again and again at this part: {name}.",
                zh=f"处理以下部分时，工作进程多次意外退出：{name}。",
            ),
            Wording(
                en="Memory may be short: close other programs, or use fewer workers "
                "(--workers 1).",
                zh="可能是内存不足：请关闭其他程序，或减少工作进程（--workers 1）。",
            ),
        )


def name_part(error: BaseException, part: object) -> None:
    """Note in `error` which part it came from."""
    error.add_note(f"in part {reprlib.repr(part)}")
