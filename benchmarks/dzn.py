"""Reads MiniZinc data of the B2B meeting scheduling problem into a timetable problem."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from scheduler.errors import ProblemError
from scheduler.timetable.problem import (
    DayPart,
    GivenMeeting,
    MeetingId,
    Participant,
    ParticipantId,
    TimetableProblem,
)

NUMBERS = ("nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots")
LISTS = ("requested", "forbidden", "fixed", "precedences")
DERIVED = ("nMeetingsBusiness", "meetingsxBusiness")
"""Follow from `requested`, so they are not read."""
PARTS = {1: DayPart.MORNING, 2: DayPart.AFTERNOON, 3: DayPart.ANY}

ITEM = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*([^;=]*?)\s*(?:;|\Z)", re.DOTALL)
COMMENT = re.compile(r"%[^\n]*|/\*.*?\*/", re.DOTALL)
ARRAY = re.compile(r"array[12]d\s*\(.*?(\[.*\])\s*\)", re.DOTALL)
INTEGER = re.compile(r"-?\d+")
SET = re.compile(r"\{([^{}]*)\}|(\d+)\s*\.\.\s*(\d+)")


T = TypeVar("T")


class DznError(ValueError):
    """The text is not data of this problem; the message says where and what."""


@dataclass(frozen=True)
class Dzn:
    """A problem, and the names in the file that were not read."""

    problem: TimetableProblem
    unread: tuple[str, ...]


def parse_dzn(text: str) -> Dzn:
    """Return the problem in `text`; numbers there start at 1. Raises DznError."""
    items = _items(text)
    count = {name: _number(items, name) for name in NUMBERS}
    rows = _rows(items, count["nMeetings"])
    people = [ParticipantId(str(i + 1)) for i in range(count["nBusiness"])]
    names = [MeetingId(str(i + 1)) for i in range(count["nMeetings"])]
    forbidden = _sets(items, "forbidden", len(people), count["nTotalSlots"])
    before = _sets(items, "precedences", len(names), len(names))
    fixed = _fixed(items, len(names), count["nTotalSlots"])
    meetings = (
        GivenMeeting(
            name,
            people[_index("requested", row[0], len(people))],
            people[_index("requested", row[1], len(people))],
            _part(row[2]),
            slot - 1 if slot else None,
            frozenset(names[i - 1] for i in earlier),
        )
        for name, row, slot, earlier in zip(names, rows, fixed, before, strict=True)
    )
    try:
        problem = TimetableProblem(
            tuple(
                Participant(who, frozenset(slot - 1 for slot in closed))
                for who, closed in zip(people, forbidden, strict=True)
            ),
            tuple(meetings),
            count["nTotalSlots"],
            count["nMorningSlots"],
            count["nTables"],
        )
    except ProblemError as error:
        raise DznError(error.what.en) from error
    return Dzn(problem, tuple(sorted(items.keys() - {*NUMBERS, *LISTS, *DERIVED})))


def _items(text: str) -> dict[str, str]:
    """Return name and value of each `name = value;`."""
    text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text).rstrip()
    items: dict[str, str] = {}
    at = 0
    while at < len(text):
        match = ITEM.match(text, at)
        if match is None:
            start = len(text) - len(text[at:].lstrip())
            line = text.count("\n", 0, start) + 1
            raise DznError(f"Line {line}: expected `name = value;`.")
        name, value = match.groups()
        if name in items:
            raise DznError(f"{name} is given twice.")
        wrapped = ARRAY.fullmatch(value)
        items[name] = wrapped[1] if wrapped else value
        at = match.end()
    return items


def _number(items: dict[str, str], name: str) -> int:
    if name not in items:
        raise DznError(f"{name} is missing.")
    if not re.fullmatch(r"\d+", items[name]):
        raise DznError(f"{name}: expected a number, found {items[name][:30]!r}.")
    return int(items[name])


def _body(items: dict[str, str], name: str) -> str:
    value = items[name]
    if not (value.startswith("[") and value.endswith("]")):
        raise DznError(f"{name}: expected a list in [ ], found {value[:30]!r}.")
    return value[1:-1].strip()


def _rows(items: dict[str, str], size: int) -> list[list[int]]:
    """Return participant, participant, session of each meeting."""
    if "requested" not in items:
        raise DznError("requested is missing.")
    parts = _body(items, "requested").strip("| \t\r\n").split("|")
    rows = [_integers("requested", part) for part in parts if part.strip()]
    for number, row in enumerate(rows, 1):
        if len(row) != 3:
            raise DznError(f"requested, row {number}: {len(row)} numbers, expected 3.")
    return _sized("requested", rows, size)


def _sets(items: dict[str, str], name: str, size: int, top: int) -> list[set[int]]:
    """Return a set of numbers from 1 for each; a 0 in a set means nothing."""
    if name not in items:
        return [set() for _ in range(size)]
    body = _body(items, name)
    if SET.sub("", body).replace(",", "").strip():
        raise DznError(f"{name}: expected sets such as {{1, 2}} or 1..2.")
    sets = []
    for match in SET.finditer(body):
        inside, low, high = match.groups()
        found = (
            _integers(name, inside)
            if inside is not None
            else range(int(low), min(int(high), top + 1) + 1)
        )
        sets.append({_index(name, n, top) + 1 for n in found if n != 0})
    return _sized(name, sets, size)


def _fixed(items: dict[str, str], size: int, slots: int) -> list[int]:
    if "fixed" not in items:
        return [0] * size
    fixed = _integers("fixed", _body(items, "fixed"))
    for slot in fixed:
        if slot != 0:
            _index("fixed", slot, slots)
    return _sized("fixed", fixed, size)


def _sized(name: str, found: list[T], size: int) -> list[T]:
    if len(found) != size:
        raise DznError(f"{name}: {len(found)} entries, expected {size}.")
    return found


def _integers(name: str, text: str) -> list[int]:
    words = [word.strip() for word in text.split(",")]
    if words[-1] == "":  # nothing at all, or a comma after the last
        words.pop()
    for word in words:
        if not INTEGER.fullmatch(word):
            raise DznError(f"{name}: expected a number, found {word[:30]!r}.")
    return [int(word) for word in words]


def _index(name: str, number: int, top: int) -> int:
    if not 1 <= number <= top:
        raise DznError(f"{name}: {number} is not from 1 to {top}.")
    return number - 1


def _part(number: int) -> DayPart:
    if number not in PARTS:
        raise DznError(f"requested: session {number} is not 1, 2 or 3.")
    return PARTS[number]
