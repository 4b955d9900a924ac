"""Ctrl-C: while scheduling it keeps the best so far, at any other time it ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from api import messages
from api.line_progress import LineProgress
from scheduler.wording import Wording

_HEARD = threading.Event()


@contextmanager
def noting_interrupts() -> Iterator[None]:
    """Remember that Ctrl-C came: a library that loads may make another error of it."""
    _HEARD.clear()
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return
    signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def was_interrupted() -> bool:
    """Tell whether Ctrl-C has ended the work since notes were last begun."""
    return _HEARD.is_set()


def _interrupt(_: int, __: FrameType | None) -> None:
    _HEARD.set()
    raise KeyboardInterrupt


@contextmanager
def stoppable(
    progress: LineProgress, said: Wording = messages.STOPPING
) -> Iterator[None]:
    """Turn the first Ctrl-C of a solve into a request to stop, a second into an end.

    `said` tells what a request to stop keeps.

    SIGTERM always ends the work as Ctrl-C does, so that what is half written is
    taken away. A signal that is ignored (nohup) stays so; outside the main thread
    nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        keeps = number == signal.SIGINT and progress.solving
        if not keeps or progress.stopping:
            _interrupt(number, frame)
        progress.stopping = True
        progress.clear()
        progress.console.warn(progress.console.text(said))

    former = {
        number: signal.signal(number, on_interrupt)
        for number in (signal.SIGINT, signal.SIGTERM)
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
