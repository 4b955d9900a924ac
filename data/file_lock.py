"""A file that one process at a time may write; the system frees it when that one dies."""

from __future__ import annotations

import sys
from typing import IO


def lock_file(file: IO[bytes]) -> bool:
    """Take the lock of an open file until it is closed; False where another has it."""
    try:
        _lock(file)
    except OSError:
        return False
    return True


if sys.platform == "win32":  # pragma: no cover - there is no Windows among our tests
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
