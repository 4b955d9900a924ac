"""Parts are done here, one after the other: for small work, and the measure of the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from scheduler.executor.protocol import Part, Result, Shared, always, name_part


class InProcess:
    """The executor without workers."""

    workers = 1

    def map(
        self,
        work: Callable[[Shared, Part], Result],
        parts: Sequence[Part],
        *,
        shared: Shared,
        go_on: Callable[[], bool] = always,
    ) -> Iterator[Result]:
        """Yield the results in order; see `Executor`."""
        for part in parts:
            if not go_on():
                return
            try:
                result = work(shared, part)
            except Exception as error:
                name_part(error, part)
                raise
            yield result

    def close(self) -> None:
        """Nothing is held."""
