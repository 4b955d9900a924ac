"""How often a password may be tried: by login, and by the address it comes from.

Tries for a login are kept in the records, so that a restart forgives nothing; those of
an address in memory, as one address may stand for a whole office behind a router.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from data.store.guesses import count_guess, forget_guesses
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.database import Database

WINDOW = timedelta(minutes=15)
"""Tries are forgotten this long after the first of them."""

MOST_BY_LOGIN = 10
MOST_BY_ADDRESS = 100
MOST_ADDRESSES = 10_000
"""Addresses remembered; the ones seen first are forgotten first."""


class TooManyTriesError(FairmatchError):
    """A password was tried too often; another try is possible after `retry_after_s`."""

    def __init__(self, retry_after_s: int) -> None:
        minutes = -(-retry_after_s // 60)
        super().__init__(
            "too-many-tries",
            Wording(
                en="A wrong password was given too often.", zh="密码错误次数过多。"
            ),
            Wording(
                en="Try again in {minutes} {minutes|minute|minutes}, or ask an "
                "administrator for a link that sets a new password.",
                zh="请在 {minutes} 分钟后重试，或请管理员提供重设密码的链接。",
            ).filled({"minutes": minutes}),
        )
        self.retry_after_s = retry_after_s


@dataclass
class Gate:
    """Counts the tries of addresses; threads may share it."""

    _tries: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(
        self, database: Database, login: str, address: str, now: datetime
    ) -> None:
        """Count a try before it is made; raises TooManyTriesError.

        Counting first lets nobody slip through with many tries at the same moment.
        """
        self._count_address(address, now)
        with database.writing() as session:
            row = count_guess(session, login, now, now - WINDOW)
            tries, since = row.tries, row.since
        if tries > MOST_BY_LOGIN:
            raise _too_many(since, now)

    def leave(self, database: Database, login: str, address: str) -> None:
        """Take the tries back: the password was right."""
        with self._lock:
            self._tries.pop(address, None)
        with database.writing() as session:
            forget_guesses(session, login)

    def _count_address(self, address: str, now: datetime) -> None:
        with self._lock:
            tries, since = self._tries.pop(address, (0, now))
            if since <= now - WINDOW:
                tries, since = 0, now
            self._tries[address] = (tries + 1, since)
            if len(self._tries) > MOST_ADDRESSES:
                del self._tries[next(iter(self._tries))]
        if tries >= MOST_BY_ADDRESS:
            raise _too_many(since, now)


def _too_many(since: datetime, now: datetime) -> TooManyTriesError:
    return TooManyTriesError(max(1, round((since + WINDOW - now).total_seconds())))
