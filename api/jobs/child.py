"""The process of one job: it works at low priority, tells where it is, and ends."""

from __future__ import annotations

import logging
import os
import traceback
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from api.jobs.parent import end_with_parent
from api.jobs.task import OUR_FAULT, Ended, Failed, fault_of
from api.jobs.work import WORK
from api.services.stopwatch import is_solving
from scheduler.errors import FairmatchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.jobs.task import Task
    from scheduler.progress import Event

NICE = 10
"""How much the work steps back behind the server that answers people."""

PACE_S = 0.25
"""Least seconds between two events of the same phase and tier."""

log = logging.getLogger("fairmatch.jobs")


class Pipe(Protocol):
    """The child's end of the pipe."""

    def send(self, message: object, /) -> None:
        """Send a message to the server."""

    def poll(self) -> bool:
        """Tell whether the server has sent something, or is gone."""

    def recv(self) -> object:
        """Return what the server sent; raises EOFError where it is gone."""


@dataclass
class PipeProgress:
    """Tells events through a pipe, not more often than people can read.

    `keeps` says that stopping leaves something to keep: then the work stops only in a
    phase in which it does. Raises BrokenPipeError where the server is gone.
    """

    pipe: Pipe
    keeps: bool
    clock: Callable[[], float] = monotonic
    stopping: bool = False
    _last: tuple[str, str] = ("", "")
    _sent_at: float = float("-inf")

    def tell(self, event: Event) -> None:
        """Send `event` unless one of the same phase and tier was sent just now."""
        now, what = self.clock(), (event.phase, event.tier)
        if what == self._last and now - self._sent_at < PACE_S:
            return
        self._last, self._sent_at = what, now
        self.pipe.send(event)

    def should_stop(self) -> bool:
        """Tell whether the server wants an end, or is gone."""
        if not self.stopping and self.pipe.poll():
            self.stopping = True
        return self.stopping and (not self.keeps or is_solving(self._last[0]))


def main(task: Task, pipe: Pipe) -> None:
    """Do `task`, and send an `Ended` at the end, whatever happens."""
    end_with_parent()
    os.nice(NICE)
    try:
        _work(task, pipe)
    except OSError:
        log.warning("job %d: the server is gone", task.job_id)


def _work(task: Task, pipe: Pipe) -> None:
    work = WORK[task.kind]
    progress = PipeProgress(pipe, work.keeps)
    try:
        outcome = work.do(task, progress)
    except FairmatchError as error:
        outcome = Failed(fault_of(error))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the server has to hear of any end
        log.error("job %d: %s", task.job_id, _where(error))  # noqa: TRY400 - no data
        outcome = Failed(OUR_FAULT)
    pipe.send(Ended(outcome, progress.stopping))


def _where(error: Exception) -> str:
    """Return kind and places of an error, without what it says: that may name people."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__qualname__} at {' > '.join(places)}"
