"""Parts under way at workers that may be lost: few at a time, results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol

from scheduler.executor.protocol import Part, WorkersLostError, name_part

POLL_S = 0.05
"""How often it is asked whether to go on."""

MOST_LOSSES = 3
"""Times that workers are replaced before a part is given up."""


class Crew(Protocol):
    """Workers that take parts, seen from outside."""

    @property
    def workers(self) -> int:
        """Return how many parts are done at a time."""

    @property
    def losses(self) -> tuple[type[BaseException], ...]:
        """Return what tells that a worker went, not that the work failed."""

    def renew(self) -> None:
        """Replace the workers after a loss."""


@dataclass
class Window(Generic[Part]):
    """The parts under way: `submit` hands one to `crew`."""

    crew: Crew
    submit: Callable[[Part], Future[Any]]
    parts: Sequence[Part]
    _next: int = 0
    _losses: int = 0
    _flight: deque[tuple[int, Future[Any]]] = field(default_factory=deque)

    def results(self, go_on: Callable[[], bool]) -> Iterator[Any]:
        """Yield the results in order of the parts; see `Executor`."""
        try:
            while self._fill() and go_on():
                _, future = self._flight[0]
                if not wait([future], timeout=POLL_S).done:
                    continue
                try:
                    result = future.result()
                except self.crew.losses:
                    self._again()
                    continue
                except Exception as error:
                    name_part(error, self._first())
                    raise
                self._flight.popleft()
                self._losses = 0
                yield result
        finally:
            for _, future in self._flight:
                future.cancel()

    def _first(self) -> Part:
        return self.parts[self._flight[0][0]]

    def _fill(self) -> bool:
        """Keep every worker busy and one part waiting for each; tell if any is left."""
        most = 2 * self.crew.workers
        while len(self._flight) < most and self._next < len(self.parts):
            self._flight.append((self._next, self._start(self._next)))
            self._next += 1
        return bool(self._flight)

    def _start(self, index: int) -> Future[Any]:
        try:
            return self.submit(self.parts[index])
        except self.crew.losses as error:
            lost: Future[Any] = Future()  # told in its turn, as of a worker lost later
            lost.set_exception(error)
            return lost

    def _again(self) -> None:
        """Replace the workers and begin again what they had not finished."""
        self._losses += 1
        if self._losses > MOST_LOSSES:
            raise WorkersLostError(self._first())
        self.crew.renew()
        self._flight = deque(
            (index, future if _is_sound(future) else self._start(index))
            for index, future in self._flight
        )


def _is_sound(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
