"""Calendar files (.ics): plain events in, RFC 5545 bytes out.

Written by hand because it was measured: a file of 20 events takes 0.3 ms, the
icalendar library 5 to 19 ms, which is up to two minutes for a fair of 6,500
parties. The library reads these files back in the tests.

A file of several meetings is `PUBLISH`: RFC 5546 allows only one UID in a `REQUEST` or
a `CANCEL`, and Outlook takes the first event of such a file and drops the others.
Invitations and cancellations therefore hold one event each.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.notice_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PRODUCT = "-//Fairmatch//Meetings//EN"
FOLD_OCTETS = 75
"""Longest line without its CRLF (RFC 5545, 3.1)."""
LONGEST_TEXT = 2_000
"""Characters of one text property; a longer one is a fault of the sheet."""


class Method(StrEnum):
    """What the receiver should do with the file."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Person:
    """A name and a mail address, both checked before."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A meeting as a calendar knows it; `stamp` is in UTC and not from the clock."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    sequence: int
    stamp: datetime


def meeting_uid(fair: str, buyer: str, supplier: str) -> str:
    """Return the stable name of a pair's meeting; it tells nothing about the pair."""
    parts = "\x1f".join((fair, buyer, supplier))
    digest = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:32]}@fairmatch.invalid"


def render_calendar(
    events: Sequence[CalendarEvent],
    timezone: str,
    method: Method,
    organiser: Person,
    attendee: Person | None = None,
) -> bytes:
    """Return the file as bytes; `attendee` is needed for REQUEST, used for CANCEL.

    Raises ValueError where RFC 5546 forbids the combination.
    """
    if method is not Method.PUBLISH and len(events) != 1:
        raise ValueError(f"{method} takes exactly one event, not {len(events)}")
    if method is Method.REQUEST and attendee is None:
        raise ValueError("REQUEST needs an attendee")
    guest = None if method is Method.PUBLISH else attendee
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}"]
    lines += ["CALSCALE:GREGORIAN", f"METHOD:{method}"]
    if events:
        lines += _zone_lines(timezone, events)
    for event in events:
        lines += _event_lines(event, timezone, method, organiser, guest)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def fold(line: str) -> bytes:
    """Return the line with its CRLF, folded at 75 octets, never inside a character."""
    rest, pieces, room = line.encode(), [], FOLD_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # inside a character of several octets
            cut -= 1
        pieces.append(rest[:cut])
        rest, room = rest[cut:], FOLD_OCTETS - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"


def escape(text: str) -> str:
    """Return `text` as a TEXT value; line breaks stay, other control characters go."""
    lines = [clean(line) for line in text.splitlines()]
    whole = "\n".join(lines)
    if len(whole) > LONGEST_TEXT:
        whole = whole[: LONGEST_TEXT - 1] + "…"
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        whole = whole.replace(plain, escaped)
    return whole


def _event_lines(
    event: CalendarEvent,
    timezone: str,
    method: Method,
    organiser: Person,
    attendee: Person | None,
) -> list[str]:
    status = "CANCELLED" if method is Method.CANCEL else "CONFIRMED"
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={timezone}:{_local(event.start, timezone)}",
        f"DTEND;TZID={timezone}:{_local(event.end, timezone)}",
        f"SUMMARY:{escape(event.summary)}",
        f"LOCATION:{escape(event.location)}",
        f"DESCRIPTION:{escape(event.description)}",
        f"STATUS:{status}",
        "TRANSP:OPAQUE",
        f"ORGANIZER;CN={_parameter(organiser.name)}:mailto:{organiser.email}",
    ]
    if attendee is not None:
        lines.append(
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;"
            f"CN={_parameter(attendee.name)}:mailto:{attendee.email}"
        )
    return [*lines, "END:VEVENT"]


def _parameter(text: str) -> str:
    """Return `text` as a quoted parameter value (RFC 6868)."""
    safe = clean(text).replace("^", "^^").replace('"', "^'")
    return f'"{safe}"'


def _local(moment: datetime, timezone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(timezone)):%Y%m%dT%H%M%S}"


def _zone_lines(timezone: str, events: Sequence[CalendarEvent]) -> Sequence[str]:
    first = min(event.start for event in events).astimezone(UTC).year
    last = max(event.end for event in events).astimezone(UTC).year
    return _zone_block(timezone, first, last)


@lru_cache(maxsize=16)
def _zone_block(timezone: str, first_year: int, last_year: int) -> Sequence[str]:
    """Return the VTIMEZONE from a year before to a year after the events."""
    first = datetime(first_year - 1, 1, 1, tzinfo=UTC)
    last = datetime(last_year + 2, 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{timezone}"]
    for onset in zone_changes(ZoneInfo(timezone), first, last):
        kind = "DAYLIGHT" if onset.is_daylight else "STANDARD"
        lines += [
            f"BEGIN:{kind}",
            f"DTSTART:{onset.local:%Y%m%dT%H%M%S}",
            f"TZOFFSETFROM:{_offset(onset.before)}",
            f"TZOFFSETTO:{_offset(onset.after)}",
            f"TZNAME:{onset.name}",
            f"END:{kind}",
        ]
    return (*lines, "END:VTIMEZONE")


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """A change of the clocks; `local` is told in the offset that held before."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool


def zone_changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[ZoneChange]:
    """Return the state of `zone` at `first` and every change up to `last` (UTC).

    A zone that does not change gives one entry, dated 1970, so that the file does not
    depend on when the fair is.
    """
    changes = [_change_at(zone, moment) for moment in _moments(zone, first, last)]
    start = first if changes else datetime(1970, 1, 1, tzinfo=UTC)
    here = first.astimezone(zone)
    offset = here.utcoffset() or timedelta()
    local = (start + offset).replace(tzinfo=None, microsecond=0)
    begin = ZoneChange(local, offset, offset, here.tzname() or "", bool(here.dst()))
    return [begin, *changes]


def _moments(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the first second of each new offset, found by halving single days."""
    day = first.replace(microsecond=0)
    while day < last:
        after = day + timedelta(days=1)
        if _state(zone, day) != _state(zone, after):
            low, high = day, after
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
                if _state(zone, middle) == _state(zone, day):
                    low = middle
                else:
                    high = middle
            yield high
        day = after


def _state(zone: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _change_at(zone: ZoneInfo, moment: datetime) -> ZoneChange:
    earlier = (moment - timedelta(seconds=1)).astimezone(zone)
    later = moment.astimezone(zone)
    before = earlier.utcoffset() or timedelta()
    return ZoneChange(
        local=(moment + before).replace(tzinfo=None),
        before=before,
        after=later.utcoffset() or timedelta(),
        name=later.tzname() or "",
        is_daylight=bool(later.dst()),
    )


def _offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
