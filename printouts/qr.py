"""QR codes as PDF operators: one unit a module, the origin at the lower left.

Version 1 with a fixed mask and the highest error correction: a third of it may be
smudged. It holds ten characters, digits and capitals, which our codes are fewer than.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from typing import Final

import segno

VERSION: Final = 1
VERSION_MODULES: Final = 21
MASK: Final = 2
"""Any is as right; trying all eight, as the standard asks, takes five times as long."""


ALPHANUMERIC: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""What the alphanumeric mode holds, by value; two take eleven bits, one takes six."""
SIDE: Final = range(VERSION_MODULES)


@lru_cache(maxsize=256)
def qr_shape(text: str) -> str:
    """Return the rectangles of the code of `text`, to be filled.

    Raises ValueError where `text` has no place in it.
    """
    matrix = composed(text)
    return " ".join(
        f"{x} {VERSION_MODULES - 1 - row} {wide} 1 re"
        for row in SIDE
        for x, wide in _runs(matrix >> (row * VERSION_MODULES) & ROW)
    )


ROW: Final = (1 << VERSION_MODULES) - 1


def composed(text: str) -> int:
    """Return the modules of the code of `text`, the first one lowest.

    Error correction, the places of bits and a fixed mask are linear: the code of a text
    is that of zeros, with the difference that each set bit of the text makes. So segno
    is asked for one code a bit, not one a text: twenty times as fast.
    """
    zeros, differences = _basis(len(text))
    bits = _bits(text)
    matrix = zeros
    for at, difference in enumerate(differences):
        if bits >> at & 1:
            matrix ^= difference
    return matrix


def _bits(text: str) -> int:
    bits = 0
    for first in range(0, len(text), 2):
        pair = [ALPHANUMERIC.index(letter) for letter in text[first : first + 2]]
        if len(pair) == 2:
            bits = bits << 11 | pair[0] * 45 + pair[1]
        else:
            bits = bits << 6 | pair[0]
    return bits


@cache
def _basis(length: int) -> tuple[int, tuple[int, ...]]:
    """Return the code of zeros, and what each bit of a text of `length` changes."""
    zeros = encoded("0" * length)
    pairs, tail = divmod(length, 2)
    texts = ["00" * pairs + ALPHANUMERIC[1 << bit] for bit in range(6 * tail)]
    for place in reversed(range(pairs)):
        for bit in range(11):
            pair = "".join(ALPHANUMERIC[part] for part in divmod(1 << bit, 45))
            after = "00" * (pairs - place - 1) + "0" * tail
            texts.append("00" * place + pair + after)
    return zeros, tuple(zeros ^ encoded(text) for text in texts)


def encoded(text: str) -> int:
    """Return the same as segno makes it."""
    code = segno.make_qr(
        text, error="h", version=VERSION, mode="alphanumeric", mask=MASK,
        boost_error=False,
    )  # fmt: skip
    modules = (module for row in code.matrix for module in row)
    return sum(1 << at for at, is_dark in enumerate(modules) if is_dark)


@lru_cache(maxsize=16_384)
def _runs(row: int) -> tuple[tuple[int, int], ...]:
    """Return where each run of dark modules begins and how long it is."""
    runs, x = [], 0
    for is_dark, run in groupby(row >> at & 1 for at in SIDE):
        wide = len(list(run))
        if is_dark:
            runs.append((x, wide))
        x += wide
    return tuple(runs)
