"""One cell to one value: text, numbers with their units, dates, lists.

Nothing here raises for what people type: an answer says what was understood, or why not.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.workbook import Value

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)
         if chr(code - 0xFEE0).isalnum()}  # fmt: skip
_WIDE |= {0x3000: 0x20, 0xA0: 0x20}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_LIST_MARKS = re.compile(r"[;；、,，/／\n]")


@lru_cache(maxsize=200_000)
def clean_text(text: str) -> str:
    """Return `text` as it is shown: no control characters, no stray blanks.

    Full-width digits and letters become plain ones, full-width punctuation stays:
    it is right in Chinese. Line breaks are kept, single.
    """
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else " ".join(text.split())
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_WIDE))
    text = _UNSEEN.sub("", text)
    return _BREAKS.sub("\n", _BLANKS.sub(" ", text)).strip()


def cell_text(value: Value) -> str:
    """Return what a cell says; numbers as people write them, dates as 2026-12-03."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, datetime):
        plain_day = value.time() == time()
        return value.date().isoformat() if plain_day else value.isoformat(" ")
    if isinstance(value, int | date | time | timedelta):
        return str(value)
    return ""


def number_text(value: float) -> str:
    """Return 5.0 as "5", 13800138000.0 as "13800138000", 0.25 as "0.25"."""
    if value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return repr(value)


@lru_cache(maxsize=200_000)
def match_key(text: str) -> str:
    """Return `text` for comparing names and ids: case, width and blanks ignored."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=100_000)
def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list inside a cell, without blanks and repetitions.

    Text in brackets is never cut, nor is a slash between two digits ("HIV 1/2"), nor
    a comma before a company's suffix ("Foo Co., Ltd.").
    """
    parts: list[str] = []
    start = depth = 0
    for at, mark in enumerate(text):
        if mark in "(（[【":
            depth += 1
        elif mark in ")）]】":
            depth = max(0, depth - 1)
        elif depth == 0 and _LIST_MARKS.match(mark) and not _inside_word(text, at):
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


_SUFFIX_AFTER_COMMA = re.compile(
    r"[,，]\s*(ltd|limited|inc|llc|l\.l\.c|s\.?a\.?|s\.?r\.?l|gmbh|plc|corp|co|b\.?v|lp)\b",
    re.IGNORECASE,
)


def _inside_word(text: str, at: int) -> bool:
    mark = text[at]
    if mark in ",，" and _SUFFIX_AFTER_COMMA.match(text, at):
        return True
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return mark == "/" and len(around) > 1 and around.isdigit()
