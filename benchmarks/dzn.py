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
INTEGER = re.compile(r"-?\d{1,9}")
SET = re.compile(r"\{([^{}]*)\}|(\d{1,9})\s*\.\.\s*(\d{1,9})")
LARGEST = 100_000
"""Of the numbers that say how large a problem is: what is beyond is a slip."""


T = TypeVar("T")


class DznError(ValueError):
    """The text is not data of this problem; the message says where and what.

    `name` is the item at fault, None where no single one is.
    """

    def __init__(self, what: str, name: str | None = None) -> None:
        super().__init__(what)
        self.name = name


@dataclass(frozen=True)
class Dzn:
    """A problem, and the names in the file that were not read."""

    problem: TimetableProblem
    unread: tuple[str, ...]


def parse_dzn(text: str) -> Dzn:
    """Return the problem in `text`; numbers there start at 1. Raises DznError."""
    items, lines = _items(text)
    try:
        return _parse(items)
    except DznError as error:
        if error.name not in lines:
            raise
        raise DznError(f"Line {lines[error.name]}: {error}", error.name) from error


def _parse(items: dict[str, str]) -> Dzn:
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


def _items(text: str) -> tuple[dict[str, str], dict[str, int]]:
    """Return name and value of each `name = value;`, and the line of each name."""
    text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text).rstrip()
    items: dict[str, str] = {}
    lines: dict[str, int] = {}
    at = 0
    while at < len(text):
        match = ITEM.match(text, at)
        start = len(text) - len(text[at:].lstrip())
        line = text.count("\n", 0, start) + 1
        if match is None:
            raise DznError(f"Line {line}: expected `name = value;`.")
        name, value = match.groups()
        if name in items:
            raise DznError(f"Line {line}: {name} is given twice.")
        lines[name] = line
        wrapped = ARRAY.fullmatch(value)
        items[name] = wrapped[1] if wrapped else value
        at = match.end()
    return items, lines


def _number(items: dict[str, str], name: str) -> int:
    if name not in items:
        raise DznError(f"{name} is missing.")
    if not re.fullmatch(r"\d{1,9}", items[name]) or int(items[name]) > LARGEST:
        what = f"expected a number up to {LARGEST}, found {items[name][:30]!r}."
        raise DznError(f"{name}: {what}", name)
    return int(items[name])


def _body(items: dict[str, str], name: str) -> str:
    value = items[name]
    if not (value.startswith("[") and value.endswith("]")):
        raise DznError(f"{name}: expected a list in [ ], found {value[:30]!r}.", name)
    return value[1:-1].strip()


def _rows(items: dict[str, str], size: int) -> list[list[int]]:
    """Return participant, participant, session of each meeting.

    Rows lie between bars; a list without any, as array2d takes it, has them in order.
    """
    if "requested" not in items:
        raise DznError("requested is missing.")
    body = _body(items, "requested")
    if "|" in body:
        parts = body.strip("| \t\r\n").split("|")
        rows = [_integers("requested", part) for part in parts if part.strip()]
    else:
        flat = _integers("requested", body)
        rows = [flat[i : i + 3] for i in range(0, len(flat), 3)]
    for number, row in enumerate(rows, 1):
        if len(row) != 3:
            what = f"requested, row {number}: {len(row)} numbers, expected 3."
            raise DznError(what, "requested")
    return _sized("requested", rows, size)


def _sets(items: dict[str, str], name: str, size: int, top: int) -> list[set[int]]:
    """Return a set of numbers from 1 for each; a 0 in a set means nothing."""
    if name not in items:
        return [set() for _ in range(size)]
    body = _body(items, name)
    if SET.sub("", body).replace(",", "").strip():
        raise DznError(f"{name}: expected sets such as {{1, 2}} or 1..2.", name)
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
        raise DznError(f"{name}: {len(found)} entries, expected {size}.", name)
    return found


def _integers(name: str, text: str) -> list[int]:
    words = [word.strip() for word in text.split(",")]
    if words[-1] == "":  # nothing at all, or a comma after the last
        words.pop()
    for word in words:
        if not INTEGER.fullmatch(word):
            raise DznError(f"{name}: expected a number, found {word[:30]!r}.", name)
    return [int(word) for word in words]


def _index(name: str, number: int, top: int) -> int:
    if not 1 <= number <= top:
        raise DznError(f"{name}: {number} is not from 1 to {top}.", name)
    return number - 1


def _part(number: int) -> DayPart:
    if number not in PARTS:
        what = f"requested: session {number} is not 1, 2 or 3."
        raise DznError(what, "requested")
    return PARTS[number]
