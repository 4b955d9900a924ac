"""What all parts need, in a file that every worker maps: big arrays are there once.

A pickle (protocol 5) with its arrays beside it; a worker sees them as memory of its own
that it may write to, while the pages it does not write to are the file's.
"""

from __future__ import annotations

import mmap
import os
import pickle
import tempfile
import weakref
from pathlib import Path
from typing import Any

ALIGNED = 64
"""Bytes at whose multiples an array begins."""


class SharedFile:
    """The file of `content`; it goes when nobody holds this any more."""

    def __init__(self, content: object) -> None:
        self.content = content
        number, name = tempfile.mkstemp(prefix="fairmatch-", suffix=".shared")
        self.path = Path(name)
        self.remove = weakref.finalize(self, self.path.unlink, missing_ok=True)
        arrays: list[pickle.PickleBuffer] = []
        body = pickle.dumps(content, protocol=5, buffer_callback=arrays.append)
        raw = [array.raw() for array in arrays]
        with os.fdopen(number, "wb") as file:
            pickle.dump((body, [one.nbytes for one in raw]), file)
            for one in raw:
                file.write(bytes(-file.tell() % ALIGNED))
                file.write(one)


def read_shared(path: Path) -> Any:
    """Return what the file holds."""
    with path.open("rb") as file:
        body, sizes = pickle.load(file)  # noqa: S301 - the parent process wrote it
        at = file.tell()
        memory = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    arrays = []
    for size in sizes:
        at += -at % ALIGNED
        arrays.append(memory[at : at + size])
        at += size
    return pickle.loads(body, buffers=arrays)  # noqa: S301 - as above
