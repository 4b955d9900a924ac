"""Takes jobs in turn, gives each a process of its own, and keeps what comes of it."""

from __future__ import annotations

import logging
import multiprocessing
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.jobs.child import main
from api.jobs.keeping import cut_off_running, end_cut_off, keep_end, keep_event
from api.jobs.task import LOST, Ended, Failed, Task
from data.store.jobs import is_stop_wanted, job_id, take_next

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from multiprocessing.connection import Connection
    from pathlib import Path

    from data.database import Database
    from data.tables import JobRow

Lane = tuple[str, ...]

LANES: tuple[Lane, ...] = (
    ("schedule", "repair"),
    ("print", "notices", "folder"),
)
"""Kinds of jobs that wait for one another: one solver at a time, and one printer."""

LOOK_S = 0.2
"""Seconds between two looks at whether a running job should stop."""

SLEEP_S = 5.0
"""Seconds after which a lane looks for jobs that nobody has told it of."""

log = logging.getLogger("fairmatch.jobs")


@dataclass(frozen=True)
class Place:
    """Where jobs find the records and put files."""

    database: str
    folder: Path


class Runner:
    """Runs jobs while the server does; one for a server."""

    def __init__(
        self, records: Database, place: Place, clock: Callable[[], datetime]
    ) -> None:
        self._records = records
        self._place = place
        self._clock = clock
        self._wake = {kinds: threading.Event() for kinds in LANES}
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def folder(self) -> Path:
        """Return where files of jobs lie."""
        return self._place.folder

    def start(self) -> None:
        """Mark the jobs that an earlier server left running, and begin to work."""
        with self._records.writing() as session:
            cut_off_running(session, self._clock())
        for kinds in LANES:
            thread = threading.Thread(target=self._work, args=(kinds,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def wake(self) -> None:
        """Tell that a job has come."""
        for event in self._wake.values():
            event.set()

    def stop(self) -> None:
        """End the running processes; their jobs are cut off."""
        self._closing.set()
        self.wake()
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def run_next(self, kinds: Lane) -> bool:
        """Do the job of `kinds` that waits for longest; False where none does."""
        with self._records.writing() as session:
            job = take_next(session, kinds, self._clock())
        if job is None:
            return False
        ended = self._run(job)
        if ended is None:
            end_cut_off(self._records, job, self._clock())
        else:
            keep_end(self._records, job, ended, self._clock())
        return True

    def _work(self, kinds: Lane) -> None:
        wake = self._wake[kinds]
        while not self._closing.is_set():
            try:
                if self.run_next(kinds):
                    continue
            except Exception as error:  # noqa: BLE001 - the next job may be better
                log.error("jobs: %s", type(error).__qualname__)  # noqa: TRY400 - no data
            wake.wait(SLEEP_S)
            wake.clear()

    def _run(self, job: JobRow) -> Ended | None:
        """Return how the process of `job` ended, None where the server closes."""
        self._place.folder.mkdir(parents=True, exist_ok=True)
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        process = spawn.Process(
            target=main, args=(self._task(job), theirs), daemon=True
        )
        process.start()
        theirs.close()  # so that our end notices when the process is gone
        try:
            return self._watch(job, ours)
        finally:
            ours.close()
            if self._closing.is_set():
                process.kill()  # nothing is half-written, whenever it ends
            process.join()

    def _watch(self, job: JobRow, pipe: Connection) -> Ended | None:
        """Keep what the process tells until it ends."""
        stopping = False
        while not self._closing.is_set():
            try:
                if pipe.poll(LOOK_S):
                    message = pipe.recv()
                    if isinstance(message, Ended):
                        return message
                    keep_event(self._records, job_id(job), self._clock(), message)
                if not stopping and self._is_stop_wanted(job):
                    pipe.send("stop")
                    stopping = True
            except (EOFError, OSError):
                return Ended(Failed(LOST), stopping)
        return None

    def _is_stop_wanted(self, job: JobRow) -> bool:
        with self._records.reading() as session:
            return is_stop_wanted(session, job_id(job))

    def _task(self, job: JobRow) -> Task:
        return Task(
            self._place.database,
            str(self._place.folder),
            job.fair_id,
            job_id(job),
            job.kind,
            job.request,
        )
