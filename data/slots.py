"""Sessions and rounds as people name them: "D1-AM", "12月3日上午", "第一天", "全程"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.cells import match_key
from scheduler.fair import Fair, Session, SessionId

if TYPE_CHECKING:
    from collections.abc import Callable

_ALL = {"all", "any", "全部", "全程", "所有", "不限", "均可", "都可以", "allsessions", "every", "*"}  # fmt: skip
_MORNING = re.compile(r"上午|早上|早晨|\bam\b|morning", re.IGNORECASE)
_AFTERNOON = re.compile(r"下午|\bpm\b|afternoon", re.IGNORECASE)
_NTH_DAY = re.compile(
    r"第\s*([一二三四五六七八九1-9])\s*天|\bday\s*([1-9])\b", re.IGNORECASE
)
_DATE = re.compile(
    r"(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
)
_NUMERALS = "一二三四五六七八九"
NOON = 12


@dataclass(frozen=True)
class Understood:
    """The sessions a word means; `exact` where it is an id. Empty: unknown.

    `ambiguous` lists what it could mean where that is several unlike things.
    """

    sessions: tuple[SessionId, ...] = ()
    exact: bool = False
    ambiguous: tuple[SessionId, ...] = ()


def understand_session(word: str, fair: Fair) -> Understood:
    """Return the sessions that `word` means in `fair`.

    An id counts first, in any case and width. A day means all its sessions; a half
    day ("上午") only with a day, unless the fair has one day.
    """
    key = match_key(word)
    exact = [s.id for s in fair.sessions if match_key(s.id) == key]
    if exact:
        return Understood(tuple(exact), exact=True)
    if key in _ALL:
        return Understood(tuple(session.id for session in fair.sessions))
    return _by_words(unicodedata.normalize("NFKC", word), fair)


def _by_words(word: str, fair: Fair) -> Understood:
    days = sorted({session.start.date() for session in fair.sessions})
    tests: list[Callable[[Session], bool]] = []
    rest = word
    if match := _NTH_DAY.search(word):
        index = int(match[2] or 0) or _numeral(match[1])
        tests.append(lambda s: index <= len(days) and s.start.date() == days[index - 1])
        rest = rest.replace(match[0], "")
    elif match := _DATE.search(word):
        year, month, day = (int(part or 0) for part in match.groups())
        tests.append(
            lambda s: (
                (s.start.month, s.start.day) == (month, day)
                and year in {0, s.start.year}
            )
        )
        rest = rest.replace(match[0], "")
    has_day = bool(tests)
    if found := _MORNING.search(rest):
        tests.append(lambda s: s.start.hour < NOON)
        rest = rest.replace(found[0], "")
    elif found := _AFTERNOON.search(rest):
        tests.append(lambda s: s.start.hour >= NOON)
        rest = rest.replace(found[0], "")
    if not tests or re.sub(r"[\s的全天日,.\-]", "", rest):
        return Understood()
    sessions = tuple(s.id for s in fair.sessions if all(test(s) for test in tests))
    if not has_day and len(days) > 1:
        return Understood(ambiguous=sessions)
    return Understood(sessions)


def _numeral(text: str) -> int:
    return _NUMERALS.index(text) + 1 if text in _NUMERALS else int(text)
