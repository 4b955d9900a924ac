"""A process that works for the server ends with it, whatever ended that."""

from __future__ import annotations

import os
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread

ALONE = 1
"""The exit status of a process whose parent is gone."""


def end_with_parent() -> None:
    """Let this process end at once when its parent does; nobody wants its work then."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_outlive, args=(parent.sentinel,), daemon=True).start()


def _outlive(sentinel: int) -> None:
    wait([sentinel])
    os._exit(ALONE)
