"""How a command ends when it does not end well: words, a log, an exit status."""

from __future__ import annotations

import errno
import tempfile
import traceback
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path

import click

from api import messages, paper_messages
from api.console import Console
from api.interrupts import noting_interrupts, was_interrupted
from api.services.errors import (
    BrokenFolderError,
    InputRejectedError,
    WrongRequestError,
)
from api.wrong_use import word_usage_error
from printouts.templates.faults import TemplatesError
from scheduler.errors import FairmatchError, ProblemError

LOG_NAME = "fairmatch-error.log"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Exit(IntEnum):
    """Exit status; a promise to scripts."""

    DONE = 0
    VIOLATIONS = 1
    WRONG_USE = 2
    REJECTED = 3
    UNFINISHED = 4


def run_safely(work: Callable[[], int], console: Console) -> int:
    """Return what `work` returns, or the status of how it failed, never raising.

    Whatever goes wrong is said on standard error in a sentence with the next step.
    """
    with noting_interrupts():
        return _run(work, console)


def _run(work: Callable[[], int], console: Console) -> int:
    try:
        return work()
    except click.UsageError as error:
        return _end(console, Exit.WRONG_USE, word_usage_error(error, console.language))
    except InputRejectedError as error:
        return _reject(console, error)
    except TemplatesError as error:
        return _reject_texts(console, error)
    except FairmatchError as error:
        return _refuse(console, error)
    except (KeyboardInterrupt, click.Abort):
        return _end(console, Exit.UNFINISHED, console.text(messages.STOPPED))
    except BrokenPipeError:
        return Exit.UNFINISHED  # whoever read our answer has gone: nobody to tell
    except OSError as error:
        return _end(console, Exit.UNFINISHED, *_disk_trouble(console, error))
    except MemoryError:
        what, advice = messages.NO_MEMORY, messages.MORE_MEMORY
        return _end(console, Exit.UNFINISHED, console.text(what), console.text(advice))
    except Exception as error:  # noqa: BLE001 - the last net: never a traceback
        return _unexpected(console, error)


def _end(console: Console, status: Exit, *sentences: str) -> int:
    label = console.text(messages.ERROR)
    console.warn(f"{label}{console.join(*sentences)}", fg="red")
    return status


def _reject(console: Console, error: InputRejectedError) -> int:
    from api.reports import list_faults

    list_faults(console, error.faults)
    what, advice = console.text(error.what), console.text(error.advice)
    return _end(console, Exit.REJECTED, what, advice)


def _reject_texts(console: Console, error: TemplatesError) -> int:
    for one in error.findings:
        said = console.join(console.text(one.what), console.text(one.advice))
        console.warn(
            console.text(paper_messages.TEXT_FAULT, where=one.where, said=said)
        )
    what, advice = console.text(error.what), console.text(error.advice)
    return _end(console, Exit.REJECTED, what, advice)


def _refuse(console: Console, error: FairmatchError) -> int:
    what, advice = console.text(error.what), console.text(error.advice)
    return _end(console, _status_of(error), what, advice)


def _status_of(error: FairmatchError) -> Exit:
    if isinstance(error, WrongRequestError):
        return Exit.WRONG_USE
    from data.backup.errors import BackupError
    from data.folder_reader import FolderError

    if isinstance(error, BrokenFolderError | FolderError | ProblemError | BackupError):
        return Exit.REJECTED
    return Exit.UNFINISHED


def _disk_trouble(console: Console, error: OSError) -> tuple[str, str]:
    path = error.filename or "-"
    if error.errno in FULL:
        return console.text(messages.DISK_FULL), console.text(messages.MAKE_ROOM)
    if error.errno in FORBIDDEN:
        what = console.text(messages.NOT_PERMITTED, path=path)
        return what, console.text(messages.GET_PERMISSION)
    from data.os_words import word_os_error

    reason = console.text(word_os_error(error))
    what = console.text(messages.DISK_TROUBLE, reason=reason, path=path)
    return what, console.text(messages.CHECK_DISK)


def _unexpected(console: Console, error: Exception) -> int:
    """End with a log, or as stopped where the error is what Ctrl-C left of a library."""
    if was_interrupted():
        return _end(console, Exit.UNFINISHED, console.text(messages.STOPPED))
    what = console.text(messages.OUR_FAULT)
    try:
        log = _write_log(error)
    except OSError:
        shown = f"{type(error).__name__}: {error}"
        advice = console.text(messages.TELL_US, error=shown)
    else:
        advice = console.text(messages.SEND_LOG, log=log)
    return _end(console, Exit.UNFINISHED, what, advice)


def _write_log(error: Exception) -> Path:
    """Write the traceback into a folder of its own, readable by its owner alone."""
    log = Path(tempfile.mkdtemp(prefix="fairmatch-")) / LOG_NAME
    log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return log
