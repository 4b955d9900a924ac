"""The organiser's own people at the fair: who is where when, and whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """What somebody does from `start` until `end` (aware; the end not included).

    `hall` is empty where the place is none of the halls or not said; `session` is the
    id of the one it is for, empty where only hours were given.
    """

    start: datetime
    end: datetime
    hall: str
    role: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody on the staff sheet; duties in order of time.

    `phone` is E.164, empty where what was typed (`phone_typed`) is none, for example an
    inner number. `is_emergency_contact` puts them on every staff card, `emergency` says
    for what ("医疗"), empty for anything.
    """

    name: str
    phone: str
    phone_typed: str
    duties: tuple[Duty, ...]
    is_emergency_contact: bool = False
    emergency: str = ""
