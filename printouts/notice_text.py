"""Text as messages take it: cleaned, shortened where one sees it, dates in words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from printouts import labels
from scheduler.wording import Language

if TYPE_CHECKING:
    from datetime import date, datetime

JOINERS = "\u200c\u200d"
"""Format characters that belong to the writing of words and emoji."""
ELLIPSIS = "…"
HALL_ZH = re.compile(r"^([A-Za-z0-9.-]+)\s?号?馆$")
"""A hall by its number, which English messages call "Hall 1"."""
UNWRITTEN = frozenset({"Cc", "Cf", "Cs"})
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}")


@lru_cache(maxsize=65_536)
def clean(text: str) -> str:
    """Return one line without control, direction or broken characters."""
    if text.isprintable():
        return " ".join(text.split())
    spaced = "".join(
        " " if character.isspace() or character in "\x85\u2028\u2029" else character
        for character in text
        if character.isspace() or character in JOINERS or _is_written(character)
    )
    return " ".join(spaced.split())


def shorten(text: str, longest: int) -> str:
    """Return at most `longest` characters; a cut text ends in an ellipsis."""
    if len(text) <= longest:
        return text
    kept = longest - 1
    while kept > 0 and unicodedata.combining(text[kept]):
        kept -= 1
    return text[:kept].rstrip() + ELLIPSIS


def email_addresses(text: str) -> tuple[str, ...]:
    """Return the usable addresses of a cell in order; other things are left out."""
    parts = re.split(r"[\s,;，；、]+", text)
    return tuple(dict.fromkeys(part for part in parts if is_email(part)))


def is_email(text: str) -> bool:
    """Tell whether `text` is a mail address as servers everywhere take it."""
    if not EMAIL.fullmatch(text):
        return False
    domain = text.rpartition("@")[2]
    return "." in domain and ".." not in text and domain.strip(".-") == domain


def day_text(day: date, language: Language) -> str:
    """Return "12月3日" or "3 Dec"."""
    if language is Language.ZH:
        return f"{day.month}月{day.day}日"
    return f"{day.day} {labels.MONTHS_EN[day.month - 1]}"


def long_day_text(day: date, language: Language) -> str:
    """Return "2026年12月3日 周四" or "Thu 3 Dec 2026"."""
    return labels.day(day, year=True).text(language)


def days_text(first: date, last: date, language: Language) -> str:
    """Return the span in as few characters as are clear: "12月3日至4日", "3-4 Dec"."""
    if first == last:
        return day_text(first, language)
    if language is Language.ZH:
        end = f"{last.day}日" if first.month == last.month else day_text(last, language)
        return f"{day_text(first, language)}至{end}"
    start = f"{first.day}" if first.month == last.month else day_text(first, language)
    return f"{start}-{day_text(last, language)}"


def time_text(moment: datetime) -> str:
    """Return "09:30"."""
    return f"{moment:%H:%M}"


@lru_cache(maxsize=65_536)
def place_text(hall: str, booth: str, table: int, language: Language) -> str:
    """Return hall, booth and table in words; `table` 0 and empty parts are left out."""
    zh = language is Language.ZH
    desk = (f"{table}号桌" if zh else f"table {table}") if table else ""
    stand = booth if zh or not booth else f"booth {booth}"
    room = clean(hall) if zh else HALL_ZH.sub(r"Hall \1", clean(hall))
    parts = [part for part in (room, clean(stand), desk) if part]
    return (" " if zh else ", ").join(parts)


def _is_written(character: str) -> bool:
    """Tell whether XML and mail may hold it; rare letters newer than Python stay."""
    point = ord(character)
    is_no_character = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return not is_no_character and unicodedata.category(character) not in UNWRITTEN
