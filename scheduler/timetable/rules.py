"""What every timetable keeps, each with its sentence, and a break of it as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.timetable.problem import MeetingId, ParticipantId


class TimetableRule(StrEnum):
    """What always holds: a stable code, and the sentence in English and Chinese."""

    wording: Wording

    def __new__(cls, code: str, en: str, zh: str) -> TimetableRule:
        """Build a member whose value is `code` alone."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.wording = Wording(en=en, zh=zh)
        return member

    UNPLACED = (
        "unplaced",
        "Every given meeting has a slot.",
        "每场洽谈都有时段。",
    )
    UNKNOWN_MEETING = (
        "unknown-meeting",
        "Only given meetings are in the timetable.",
        "时间表内只有给定的洽谈。",
    )
    UNKNOWN_SLOT = (
        "unknown-slot",
        "A meeting is in a slot of this event.",
        "洽谈必须在本次活动的时段内。",
    )
    TWO_AT_ONCE = (
        "two-at-once",
        "A participant has one meeting a slot at most.",
        "每个参与方同一时段最多一场洽谈。",
    )
    TOO_FEW_TABLES = (
        "too-few-tables",
        "A slot holds no more meetings than there are tables.",
        "同一时段的洽谈数不超过桌数。",
    )
    WRONG_PART = (
        "wrong-part",
        "A meeting lies in its part of the event, morning or afternoon.",
        "洽谈必须在规定的上午或下午进行。",
    )
    FORBIDDEN_SLOT = (
        "forbidden-slot",
        "Nobody meets in a slot that is forbidden to them.",
        "参与方不在其不可用时段洽谈。",
    )
    MOVED = (
        "moved",
        "A meeting whose slot is given stays there.",
        "已指定时段的洽谈不得移动。",
    )
    OUT_OF_ORDER = (
        "out-of-order",
        "A meeting lies after those that come before it.",
        "洽谈必须晚于规定在其之前的洽谈。",
    )
    UNFAIR = (
        "unfair",
        "The numbers of breaks of any two participants differ by no more than allowed.",
        "任意两个参与方的空档数之差不超过允许值。",
    )


@dataclass(frozen=True, slots=True, order=True)
class TimetableViolation:
    """One break of one rule: what it concerns, ids sorted; slots count from 0."""

    rule: TimetableRule
    meetings: tuple[MeetingId, ...] = ()
    participants: tuple[ParticipantId, ...] = ()
    slot: int | None = None
