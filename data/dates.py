"""Days as people type them: "2026-12-03", "2026年12月3日", "3 Dec 2026", Excel's serials.

Points tell day first ("3.12.2026"): nobody puts them the other way round.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

from data.months import find_month
from scheduler.wording import Wording

_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 73_051)
"""Serial numbers taken for days: 2000-01-01 to 2099-12-31."""

_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日号일.]?(?:[t ].*)?"
)
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/]\s*(\d{1,2})\s*[-/]\s*(\d{4})")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\.?(?:\s*г\.?)?")
_WORD_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+)?([^\W\d_]{3,})\.?,?[\s-]+"
    r"(?:de\s+|del\s+)?(\d{4})(?:\s*г\.?)?"
)

_NO_DATE = Wording(en="this is no date", zh="不是日期")
_NO_SUCH_DAY = Wording(en="there is no such day", zh="没有这一天")
_BOTH_WAYS = Wording(en="day and month can be swapped", zh="日与月无法区分")
_NO_YEAR = Wording(en="the year is missing", zh="缺少年份")
_NO_DAY = Wording(en="the day is missing", zh="缺少日")


class Day(NamedTuple):
    """A day, or why there is none; `from_serial` tells that it was a plain number."""

    value: date | None = None
    why: Wording = _NO_DATE
    from_serial: bool = False


def parse_day(value: object) -> Day:
    """Read a typed date, a serial number or a text."""
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(float(value))
    if isinstance(value, str):
        return _from_text(unicodedata.normalize("NFKC", value).strip().lower())
    return Day()


def _from_serial(number: float) -> Day:
    if int(number) in _SERIALS:
        return Day(_EXCEL_EPOCH + timedelta(days=int(number)), from_serial=True)
    if number.is_integer() and (match := _COMPACT.fullmatch(str(int(number)))):
        return _day(*match.groups())
    return Day()


def _from_text(text: str) -> Day:
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(*match.groups())
    if match := _DOTTED.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = match.groups()
        return _year_last(int(first), int(second), year)
    if match := _WORD_FIRST.fullmatch(text):
        return _named(match[3], match[1], match[2])
    if match := _DAY_FIRST.fullmatch(text):
        return _named(match[3], match[2], match[1])
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_serial(float(text))
    if re.fullmatch(r"\d{4}\s*[-/.年]\s*\d{1,2}月?(份)?", text):
        return Day(why=_NO_DAY)
    if re.fullmatch(r"\d{1,2}\s*[-/.月]\s*\d{1,2}[日号]?", text):
        return Day(why=_NO_YEAR)
    return Day()


def _year_last(first: int, second: int, year: str) -> Day:
    if first == second or second > 12:  # months
        return _day(year, str(first), str(second))
    if first > 12:  # months
        return _day(year, str(second), str(first))
    return Day(why=_BOTH_WAYS)


def _named(year: str, month: str, day: str) -> Day:
    number = find_month(month)
    return Day() if number is None else _day(year, str(number), day)


def _day(year: str, month: str, day: str) -> Day:
    try:
        return Day(date(int(year), int(month), int(day)))
    except ValueError:
        return Day(why=_NO_SUCH_DAY)
