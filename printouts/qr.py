"""QR codes as PDF operators: one unit a module, the origin at the lower left.

Version 1 with a fixed mask and the highest error correction: a third of it may be
smudged. It holds ten characters, digits and capitals, which our codes are fewer than.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

import segno

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = 1
VERSION_MODULES: Final = 21
MASK: Final = 2
"""Any is as right; trying all eight, as the standard asks, takes five times as long."""


@lru_cache(maxsize=256)
def qr_shape(text: str) -> str:
    """Return the rectangles of the code of `text`, to be filled.

    Raises ValueError where `text` has no place in it.
    """
    code = segno.make_qr(
        text, error="h", version=VERSION, mode="alphanumeric", mask=MASK,
        boost_error=False,
    )  # fmt: skip
    return " ".join(
        f"{x} {VERSION_MODULES - 1 - row} {wide} 1 re"
        for row, modules in enumerate(code.matrix)
        for x, wide in _runs(modules)
    )


def _runs(modules: bytearray) -> Iterator[tuple[int, int]]:
    """Yield where each run of dark modules begins and how long it is."""
    x = 0
    for is_dark, run in groupby(modules):
        wide = len(list(run))
        if is_dark:
            yield x, wide
        x += wide
