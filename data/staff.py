"""The staff sheet: who of the organiser's people does what, where and when.

A row is a duty. Its hours are those of its session where it says none, and of every day
of the fair where it names neither session nor day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from data.cells import match_key
from data.clock_times import ClockTime, parse_clock
from data.columns import Kind, columns_by_field
from data.dates import parse_day
from data.phones import parse_phone
from data.sessions_in import sessions_of_text
from data.slots import understand_session
from scheduler.staff import Duty, StaffMember

if TYPE_CHECKING:
    from collections.abc import Iterable

    from data.faults import Findings
    from data.rows import Record
    from scheduler.fair import Fair, Session

_NO = frozenset({"", "否", "无", "不是", "no", "n", "false", "0", "-", "–"})
_YES = frozenset({"是", "有", "yes", "y", "true", "1", "√", "✓", "x"})


@dataclass
class _Person:
    """Somebody as the rows say so far."""

    name: str
    phone: str = ""
    typed: str = ""
    is_emergency_contact: bool = False
    emergency: str = ""
    duties: set[Duty] = field(default_factory=set)


class _Span(NamedTuple):
    """From when to when, and for which session, if a row names one."""

    start: datetime
    end: datetime
    session: str


def read_staff(
    records: list[Record], fair: Fair, findings: Findings
) -> tuple[StaffMember, ...]:
    """Return everybody on the sheet, in order of name, then phone.

    A row without a name is a further duty of the one above; the same name with another
    phone is somebody else.
    """
    people: dict[tuple[str, str], _Person] = {}
    current: _Person | None = None
    for record in records:
        if record.text("name"):
            current = _person(record, people, findings)
        if current is None:
            _tell_missing(record, "name", findings)
            continue
        _take_emergency(record, current)
        current.duties.update(_duties(record, fair, findings))
    ordered = sorted(people.values(), key=lambda one: (one.name, one.phone, one.typed))
    return tuple(
        StaffMember(
            one.name,
            one.phone,
            one.typed,
            tuple(sorted(one.duties)),
            one.is_emergency_contact,
            one.emergency,
        )
        for one in ordered
    )


def check_staff(record: Record, findings: Findings) -> None:
    """Check what a row says by itself, without the fair."""
    _read_phone(record, findings)
    for name in ("from", "to"):
        _read_clock(record, name, findings)


def _person(
    record: Record, people: dict[tuple[str, str], _Person], findings: Findings
) -> _Person:
    name = " ".join(record.text("name").split())
    number, typed = _read_phone(record, findings)
    same = [one for (key, _), one in people.items() if key == match_key(name)]
    for one in same:
        if not typed or not one.typed or (one.phone, one.typed) == (number, typed):
            one.phone, one.typed = one.phone or number, one.typed or typed
            return one
    person = _Person(name, number, typed)
    people[match_key(name), number or typed] = person
    return person


def _read_phone(record: Record, findings: Findings) -> tuple[str, str]:
    """Return the number that can be called and what was typed."""
    typed = record.text("phone")
    if not typed:
        return "", ""
    phone = parse_phone(typed)
    if phone.problem:
        findings.fault(phone.problem, record.where("phone"), typed, why=phone.why)
    return phone.number, typed


def _take_emergency(record: Record, person: _Person) -> None:
    text = record.text("emergency")
    key = match_key(text)
    if key in _NO:
        return
    person.is_emergency_contact = True
    if key not in _YES:
        person.emergency = text


def _duties(record: Record, fair: Fair, findings: Findings) -> list[Duty]:
    role, hall = record.text("role"), record.text("hall")
    if not role:
        _tell_missing(record, "role", findings)
        return []
    return [
        Duty(span.start, span.end, hall, role, span.session)
        for span in _spans(record, fair, findings)
    ]


def _spans(record: Record, fair: Fair, findings: Findings) -> Iterable[_Span]:
    """Yield the hours of a row; none with a fault where they cannot be."""
    start = _read_clock(record, "from", findings)
    end = _read_clock(record, "to", findings)
    if start is None or end is None:
        return
    text = record.text("session")
    zone = ZoneInfo(fair.timezone)
    if text:
        where = record.where("session")
        for id_ in sessions_of_text(text, fair, where, findings):
            one = fair.session_by_id[id_]
            day = one.start.astimezone(zone).date()
            yield from _span(record, day, [one], start, end, zone, findings, one.id)
        return
    for day in _days(record, fair, start, end, zone, findings):
        here = [s for s in fair.sessions if s.start.astimezone(zone).date() == day]
        yield from _span(record, day, here, start, end, zone, findings)


def _span(
    record: Record,
    day: date,
    sessions: list[Session],
    start: ClockTime,
    end: ClockTime,
    zone: ZoneInfo,
    findings: Findings,
    session: str = "",
) -> Iterable[_Span]:
    """Yield one span of `day`; what a row leaves open its sessions say."""
    first = min((one.start for one in sessions), default=None)
    last = max((one.end for one in sessions), default=None)
    begins = first if start.minute is None else _at(day, start.minute, zone)
    ends = last if end.minute is None else _at(day, end.minute, zone)
    if begins is None or ends is None:
        _tell_missing(record, "from" if begins is None else "to", findings)
    elif begins >= ends:
        shown = f"{begins.astimezone(zone):%H:%M} – {ends.astimezone(zone):%H:%M}"
        findings.fault("time-backwards", record.where("to"), shown)
    else:
        yield _Span(begins.astimezone(zone), ends.astimezone(zone), session)


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """Return the moment; the clock counts, also on a day that begins summer time."""
    later, rest = divmod(minute, 24 * 60)
    wall = time(rest // 60, rest % 60)
    return datetime.combine(day + timedelta(days=later), wall, zone)


def _days(
    record: Record,
    fair: Fair,
    start: ClockTime,
    end: ClockTime,
    zone: ZoneInfo,
    findings: Findings,
) -> list[date]:
    """Return the day that the row names with its hours, else all days of the fair."""
    text = start.day or end.day
    if not text:
        days = {session.start.astimezone(zone).date() for session in fair.sessions}
        return sorted(days)
    typed = parse_day(text)
    if typed.value is not None:
        return [typed.value]
    meant = understand_session(text, fair).sessions
    days = {fair.session_by_id[one].start.astimezone(zone).date() for one in meant}
    if not days:
        where = record.where("from" if start.day else "to")
        findings.fault("date-unclear", where, text, why=typed.why)
    return sorted(days)


def _read_clock(record: Record, name: str, findings: Findings) -> ClockTime | None:
    """Return a time, an empty one for a blank cell, None with a fault."""
    text = record.text(name)
    clock = parse_clock(text)
    if text and clock.minute is None:
        findings.fault("time-unclear", record.where(name), text)
        return None
    return clock


def _tell_missing(record: Record, name: str, findings: Findings) -> None:
    column = columns_by_field(Kind.STAFF)[name].wording
    findings.fault("value-missing", record.where(name), column=column)
