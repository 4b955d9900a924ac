"""The frozen facts of a timetable: who meets whom is given, the slots are wanted.

Slots are numbered from 0 through the whole event; the first `morning_slots` of them
are the morning, the others the afternoon. An empty collection means "nothing of the
kind"; None means "not limited" or "not given", and each field says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NewType

from scheduler.errors import ProblemError
from scheduler.wording import Wording

ParticipantId = NewType("ParticipantId", str)
MeetingId = NewType("MeetingId", str)

Timetable = Mapping[MeetingId, int]
"""The slot of each meeting, counted from 0."""


class DayPart(StrEnum):
    """The part of the event that a meeting must lie in."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Participant:
    """One party; `forbidden` are the slots it cannot meet in, counted from 0.

    It can hold `at_once` meetings in one slot: the tables of a booth, the teams of a
    buyer. A slot in which it holds any is not idle.
    """

    id: ParticipantId
    forbidden: frozenset[int] = frozenset()
    at_once: int = 1

    def __post_init__(self) -> None:
        """Refuse an id that is empty, and a party that can hold no meeting."""
        _refuse_empty(self.id, "participant", "参与方")
        if self.at_once < 1:
            raise _fault(
                "timetable-at-once",
                f"{self.id} can hold {self.at_once} meetings at once.",
                f"{self.id} 同时可洽谈 {self.at_once} 场。",
            )


@dataclass(frozen=True, slots=True)
class GivenMeeting:
    """Two participants who meet; `slot` is None unless the time is given already.

    `after` are the meetings that must lie in earlier slots than this one.
    """

    id: MeetingId
    first: ParticipantId
    second: ParticipantId
    part: DayPart = DayPart.ANY
    slot: int | None = None
    after: frozenset[MeetingId] = frozenset()

    def __post_init__(self) -> None:
        """Refuse an empty id, and a party that would meet itself."""
        _refuse_empty(self.id, "meeting", "洽谈")
        if self.first == self.second:
            raise _fault(
                "timetable-self",
                f"In meeting {self.id}, {self.first} would meet itself.",
                f"洽谈 {self.id} 的双方都是 {self.first}。",
            )

    @property
    def participants(self) -> tuple[ParticipantId, ParticipantId]:
        """Return the two who meet."""
        return self.first, self.second


@dataclass(frozen=True)
class TimetableProblem:
    """Everything a timetable is made from.

    `tables` is how many meetings a slot can hold (None: any number). The numbers of
    breaks of any two participants may differ by `max_difference` at most (None: by
    any number); a participant without meetings has 0 breaks and counts as well.
    """

    participants: tuple[Participant, ...]
    meetings: tuple[GivenMeeting, ...]
    slots: int
    morning_slots: int
    tables: int | None = None
    max_difference: int | None = 2
    _by_id: Mapping[ParticipantId, Participant] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Refuse facts that contradict each other (an unknown party, a slot too far)."""
        self._check_numbers()
        _refuse_twice((p.id for p in self.participants), "participant", "参与方")
        _refuse_twice((m.id for m in self.meetings), "meeting", "洽谈")
        known = {meeting.id for meeting in self.meetings}
        object.__setattr__(self, "_by_id", {p.id: p for p in self.participants})
        for participant in self.participants:
            for slot in sorted(participant.forbidden):
                self._check_slot(slot, f"{participant.id}")
        for meeting in self.meetings:
            self._check_meeting(meeting, known)

    @cached_property
    def at_once(self) -> Mapping[ParticipantId, int]:
        """Return how many meetings each participant can hold in one slot."""
        return {who.id: who.at_once for who in self.participants}

    @cached_property
    def meetings_of(self) -> Mapping[ParticipantId, tuple[GivenMeeting, ...]]:
        """Return the meetings of each participant, in the order given."""
        found: dict[ParticipantId, list[GivenMeeting]] = {
            participant.id: [] for participant in self.participants
        }
        for meeting in self.meetings:
            found[meeting.first].append(meeting)
            found[meeting.second].append(meeting)
        return {who: tuple(meetings) for who, meetings in found.items()}

    def slots_for(self, meeting: GivenMeeting) -> tuple[int, ...]:
        """Return the slots that the meeting's own facts allow, rising; maybe none."""
        closed = self._by_id[meeting.first].forbidden
        closed |= self._by_id[meeting.second].forbidden
        wanted = self.slots_of_part(meeting.part)
        if meeting.slot is not None:
            wanted = (
                range(meeting.slot, meeting.slot + 1)
                if meeting.slot in wanted
                else range(0)
            )
        return tuple(slot for slot in wanted if slot not in closed)

    def slots_of_part(self, part: DayPart) -> range:
        """Return the slots of the morning, the afternoon, or of the whole event."""
        if part is DayPart.MORNING:
            return range(self.morning_slots)
        if part is DayPart.AFTERNOON:
            return range(self.morning_slots, self.slots)
        return range(self.slots)

    def _check_numbers(self) -> None:
        if self.slots < 0 or not 0 <= self.morning_slots <= self.slots:
            raise _fault(
                "timetable-slots",
                f"{self.morning_slots} morning slots of {self.slots} slots.",
                f"共 {self.slots} 个时段，其中上午 {self.morning_slots} 个。",
            )
        for number in (self.tables, self.max_difference):
            if number is not None and number < 0:
                raise _fault(
                    "timetable-negative",
                    f"A limit of {number} is below 0.",
                    f"上限 {number} 小于 0。",
                )

    def _check_slot(self, slot: int, where: str) -> None:
        if not 0 <= slot < self.slots:
            raise _fault(
                "timetable-slot",
                f"{where}: slot {slot + 1} of {self.slots}.",
                f"{where}：第 {slot + 1} 时段，共 {self.slots} 个。",
            )

    def _check_meeting(self, meeting: GivenMeeting, known: set[MeetingId]) -> None:
        if meeting.slot is not None:
            self._check_slot(meeting.slot, meeting.id)
        for who in (meeting.first, meeting.second):
            if who not in self._by_id:
                raise _unknown(meeting.id, who)
        for other in sorted(meeting.after - known):
            raise _unknown(meeting.id, other)


def _fault(code: str, en: str, zh: str) -> ProblemError:
    advice = Wording(en="Correct the timetable's facts.", zh="请更正排时数据。")
    return ProblemError(code, Wording(en=en, zh=zh), advice)


def _unknown(meeting: str, named: str) -> ProblemError:
    return _fault(
        "timetable-unknown",
        f"Meeting {meeting} names {named}, which is not there.",
        f"洽谈 {meeting} 提到的 {named} 不存在。",
    )


def _refuse_empty(name: str, en: str, zh: str) -> None:
    if not name:
        raise _fault("timetable-empty-id", f"A {en} has no id.", f"有{zh}没有编号。")


def _refuse_twice(names: Iterable[str], en: str, zh: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise _fault(
                "timetable-twice",
                f"The {en} {name} is there twice.",
                f"{zh} {name} 重复出现。",
            )
        seen.add(name)
