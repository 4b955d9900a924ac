"""Writers of one process in the order they came, before they ask SQLite.

SQLite lets those who wait try again after ever longer sleeps, so whoever came last often
goes first and somebody waits for half a minute. Other processes still meet at SQLite.
"""

from __future__ import annotations

from collections import deque
from threading import Event, Lock
from typing import TYPE_CHECKING

from sqlalchemy import event

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PLACE = "place of the writer"
"""Where a connection keeps that it has the place."""


class WriterQueue:
    """One place to write from; who waits longest gets it next."""

    def __init__(self, patience_s: float) -> None:
        self._patience_s = patience_s
        self._lock = Lock()
        self._is_taken = False
        self._waiting: deque[Event] = deque()

    def listen(self, engine: Engine) -> None:
        """Let transactions of `engine` begin by `begin`, and pass the place on."""
        event.listen(engine, "begin", self.begin)
        event.listen(engine, "commit", self._end)
        event.listen(engine, "rollback", self._end)

    def begin(self, connection: Connection) -> None:
        """Begin a transaction; one that writes waits for the place first."""
        if not connection.get_execution_options().get("writing"):
            connection.exec_driver_sql("BEGIN")
            return
        connection.info[PLACE] = self._take()
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            self._end(connection)
            raise

    def _take(self) -> bool:
        """Wait for the place; False where patience ends and SQLite may decide."""
        mine = Event()
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            self._waiting.append(mine)
        if mine.wait(self._patience_s):
            return True
        with self._lock:
            if mine.is_set():  # given in the last moment
                return True
            self._waiting.remove(mine)
            return False

    def _end(self, connection: Connection) -> None:
        if not connection.info.pop(PLACE, False):
            return
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False
