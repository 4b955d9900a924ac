"""The text at the head of a printed worksheet, as Excel takes it."""

from __future__ import annotations

from typing import Final

from printouts.text import ELLIPSIS, storable

LONGEST: Final = 150
"""UTF-16 units: a page's header has 255, commands and the other side included."""


def sheet_header(text: str) -> str:
    """Return `text` clean and not too long, & doubled because it begins a command."""
    text = storable(text)
    while _units(said := text.replace("&", "&&")) > LONGEST:
        text = text.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
    return said


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
