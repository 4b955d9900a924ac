"""What a staff card says: one's duties, who is beside, before and after, whom to call."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.labels import HALL_NUMBER
from printouts.pages import name_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule
    from scheduler.staff import Duty, StaffMember

MAINLAND = "+86"
MAINLAND_LENGTH = 14
"""Characters of "+86" and a mobile number."""
Post = tuple["StaffMember", "Duty"]


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A duty in the fair's zone; names are those of colleagues, in order of name.

    `beside` share the hall meanwhile, `elsewhere` are in others (name and hall). `before` and `after` have the same role in the
    same hall that day, next to this duty in time; nobody where one follows oneself.
    `meetings` begin in the hall meanwhile.
    """

    start: datetime
    end: datetime
    hall: str
    role: str
    session: str
    meetings: int
    beside: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    """Whom to call, and for what (empty: anything)."""

    name: str
    phone: str
    reason: str


@dataclass(frozen=True)
class StaffPage:
    """The card of one person; `id` is the name, with the phone where two share it."""

    id: str
    name: str
    phone: str
    rows: tuple[StaffRow, ...]
    emergency: tuple[EmergencyContact, ...]


def order_staff(directory: Directory) -> list[str]:
    """Return the ids of all cards, in order of name."""
    members = sorted(directory.staff, key=lambda one: name_order(one.name, one.phone))
    shared = Counter(one.name for one in members)
    return [_id(one, shared) for one in members]


def _id(member: StaffMember, shared: Counter[str]) -> str:
    if shared[member.name] == 1:
        return member.name
    return f"{member.name} {phone_text(member)}".strip()


def phone_text(member: StaffMember) -> str:
    """Return the number to call, a mainland mobile as it is dialled there."""
    number = member.phone
    if number.startswith(MAINLAND) and len(number) == MAINLAND_LENGTH:
        return f"{number[3:6]} {number[6:10]} {number[10:]}"
    return number or member.phone_typed


def build_staff_page(
    problem: Problem, schedule: Schedule, directory: Directory, id_: str
) -> StaffPage:
    """Build the card of the person with `id_`."""
    shared = Counter(one.name for one in directory.staff)
    member = next(one for one in directory.staff if _id(one, shared) == id_)
    posts = [(one, duty) for one in directory.staff for duty in one.duties]
    zone = ZoneInfo(problem.fair.timezone)
    return StaffPage(
        id=id_,
        name=member.name,
        phone=phone_text(member),
        rows=tuple(_row(member, one, posts, schedule, zone) for one in member.duties),
        emergency=tuple(
            EmergencyContact(one.name, phone_text(one), one.emergency)
            for one in directory.staff
            if one.is_emergency_contact and one is not member
        ),
    )


def _row(
    member: StaffMember,
    duty: Duty,
    posts: Sequence[Post],
    schedule: Schedule,
    zone: ZoneInfo,
) -> StaffRow:
    start, end = duty.start.astimezone(zone), duty.end.astimezone(zone)
    here = [post for post in posts if _same_hall(duty.hall, post[1].hall)]
    now = [one for one in posts if one[1].start < duty.end and one[1].end > duty.start]
    same = [
        (one, other)
        for one, other in here
        if other.role == duty.role
        and other.start.astimezone(zone).date() == start.date()
    ]
    ended = [post for post in same if post[1].end <= duty.start]
    later = [post for post in same if post[1].start >= duty.end]
    last = max((other.end for _, other in ended), default=None)
    first = min((other.start for _, other in later), default=None)
    return StaffRow(
        start,
        end,
        duty.hall,
        duty.role,
        duty.session,
        meetings=_meetings(duty, schedule),
        beside=_others(member, (post for post in now if post in here)),
        elsewhere=_elsewhere(member, (post for post in now if post not in here)),
        before=_next_to(member, (post for post in ended if post[1].end == last)),
        after=_next_to(member, (post for post in later if post[1].start == first)),
    )


def _meetings(duty: Duty, schedule: Schedule) -> int:
    return sum(
        duty.start <= meeting.start < duty.end and _same_hall(duty.hall, meeting.hall)
        for meeting in schedule.meetings
    )


def _same_hall(one: str, other: str) -> bool:
    """Tell whether two texts name one hall: "1", "1号馆" and "1馆" do; none is none."""
    return bool(one) and _hall_key(one) == _hall_key(other)


def _hall_key(hall: str) -> str:
    match = HALL_NUMBER.fullmatch(hall.strip())
    return (match["number"] if match else hall.strip()).casefold()


def _elsewhere(
    member: StaffMember, posts: Iterable[Post]
) -> tuple[tuple[str, str], ...]:
    places = {
        (one.name, duty.hall) for one, duty in posts if one is not member and duty.hall
    }
    return tuple(sorted(places, key=lambda place: name_order(*place)))


def _next_to(member: StaffMember, posts: Iterable[Post]) -> tuple[str, ...]:
    """Return who hands over or takes over; nobody where it is oneself."""
    found = list(posts)
    is_own = any(one is member for one, _ in found)
    return () if is_own else _others(member, found)


def _others(member: StaffMember, posts: Iterable[Post]) -> tuple[str, ...]:
    names = {one.name for one, _ in posts if one is not member}
    return tuple(sorted(names, key=lambda name: name_order(name, "")))
