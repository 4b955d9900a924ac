"""Times of day as people type them: "08:30", "8点半", "下午2:00", "2026-12-03 08:30"."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MINUTES: int = 24 * 60
NOON = 12

_TIME = re.compile(
    r"(?:(?P<day>.*?\S)[\sT]+)??"
    r"(?P<half>上午|早上|早晨|中午|下午|晚上)?\s*"
    r"(?P<hour>\d{1,2})\s*"
    r"(?:(?P<mark>[:.h点时])\s*(?P<minute>\d{1,2}|半)?\s*分?(?::\d{2}(?:\.\d+)?)?)?\s*"
    r"(?P<after>am|pm)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"0\.\d{3,}")
"""A time as Excel keeps it: a part of a day."""
_LATE = frozenset({"下午", "晚上", "pm"})
_EARLY = frozenset({"上午", "早上", "早晨", "am"})


class ClockTime(NamedTuple):
    """Minutes since midnight (1440: its end), None for no time; and a day's text."""

    minute: int | None = None
    day: str = ""


def parse_clock(text: str) -> ClockTime:
    """Read a time of day, with or without a day before it."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _FRACTION.fullmatch(plain):
        return ClockTime(round(float(plain) * MINUTES))
    match = _TIME.fullmatch(plain)
    if match is None or not (match["mark"] or match["after"] or match["half"]):
        return ClockTime()
    minute = 30 if match["minute"] == "半" else int(match["minute"] or 0)
    hour = _hour(int(match["hour"]), (match["after"] or match["half"] or "").lower())
    total = hour * 60 + minute
    if minute >= 60 or total > MINUTES:
        return ClockTime()
    return ClockTime(total, match["day"] or "")


def _hour(hour: int, half: str) -> int:
    if half in _LATE and hour < NOON:
        return hour + NOON
    return 0 if half in _EARLY and hour == NOON else hour
