"""Which mails were sent to whom: a log that only grows and survives a cut.

A line of JSON for each step of each address, on the disk before the next step is taken.
An address is marked SENDING just before the server gets the mail and SENT, DEFERRED or
REFUSED when it has answered. Whoever is still SENDING when the log is read again is in
doubt: the mail may have gone or not, and only a person can tell.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Any

from data.file_lock import lock_file
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

OWNER_ONLY = 0o600
"""Mode of the log: it holds mail addresses."""


class MailState(StrEnum):
    """How far the mail to one address has come."""

    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    """The server said "not now" (4xx), or was lost before it had the mail."""
    REFUSED = "refused"
    """The server said "never" (5xx)."""


@dataclass(frozen=True, slots=True)
class MailStep:
    """One line of the log; `answer` is what the server said, `message` the Message-ID."""

    message: str
    party: str
    address: str
    state: MailState
    answer: str = ""


class MailLogError(FairmatchError):
    """The log cannot be used, so nothing is sent: it is what keeps mails from going twice."""


class MailLog:
    """An open log; the last step of each mail to each address counts."""

    def __init__(self, file: IO[bytes], steps: Iterable[MailStep]) -> None:
        self._file = file
        self._last = {(step.message, step.address): step for step in steps}

    def find(self, message: str, address: str) -> MailStep | None:
        """Return the last step of a mail to an address, None before any."""
        return self._last.get((message, address))

    def add(self, steps: Iterable[MailStep], at: datetime) -> None:
        """Write steps, and wait until they are on the disk; raises OSError."""
        steps = tuple(steps)
        for step in steps:
            row = {
                "at": at.isoformat(timespec="seconds"),
                "message": step.message,
                "party": step.party,
                "address": step.address,
                "state": step.state.value,
                "answer": step.answer,
            }
            self._file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self._last |= {(step.message, step.address): step for step in steps}


@contextmanager
def open_mail_log(path: Path) -> Iterator[MailLog]:
    """Lend the log for writing, made if missing; nobody else gets it meanwhile.

    A last line that a cut left unfinished is dropped: what it said had not been done
    yet. Raises MailLogError where the log is in use or damaged, OSError from the disk.
    """
    with open(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY), "r+b") as file:  # noqa: PTH123 - a mode of its own
        if not lock_file(file):
            raise _in_use(path)
        content = file.read()
        whole = content[: content.rfind(b"\n") + 1]
        steps = _read_steps(path, whole)
        file.seek(len(whole))
        file.truncate()
        _keep_name(path)
        yield MailLog(file, steps)


def read_mail_log(path: Path) -> list[MailStep]:
    """Return the steps so far, none where there is no log; raises MailLogError."""
    if not path.exists():
        return []
    content = path.read_bytes()
    return _read_steps(path, content[: content.rfind(b"\n") + 1])


def _read_steps(path: Path, content: bytes) -> list[MailStep]:
    steps = []
    for number, line in enumerate(content.splitlines(), start=1):
        try:
            steps.append(_read_step(json.loads(line)))
        except (ValueError, KeyError, TypeError):
            raise _damaged(path, number) from None
    return steps


def _read_step(row: dict[str, Any]) -> MailStep:
    return MailStep(
        message=row["message"],
        party=row["party"],
        address=row["address"],
        state=MailState(row["state"]),
        answer=row["answer"],
    )


def _keep_name(path: Path) -> None:
    """Have the folder remember a new file, where the system can be told to."""
    if os.name == "posix":  # pragma: no branch - elsewhere folders cannot be told
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _in_use(path: Path) -> MailLogError:
    return MailLogError(
        "mail-log-in-use",
        Wording(
            en=f"{path} is in use: mails are being sent.",
            zh=f"{path} 正在使用：邮件正在发送。",
        ),
        Wording(en="Wait until that has ended.", zh="请等其结束后再运行。"),
    )


def _damaged(path: Path, number: int) -> MailLogError:
    return MailLogError(
        "mail-log-damaged",
        Wording(
            en=f"{path}, line {number}, is not a line of the log. Nothing was sent.",
            zh=f"{path} 第 {number} 行不是日志内容。未发送任何邮件。",
        ),
        Wording(
            en="Mend that line: the log keeps mails from going twice.",
            zh="请修复该行：日志用于防止重复发送。",
        ),
    )
