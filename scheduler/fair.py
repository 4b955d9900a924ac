"""The fair's own frozen facts: its sessions and rounds, places, walks, interpreters.

Times are aware datetimes. Rounds are counted from 0 inside their session. A collection
that is empty means "nothing of the kind", never "unknown"; None means "not limited"
or "not given" and each field says which.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, NewType, Protocol

from scheduler.errors import ProblemError
from scheduler.wording import Wording

SessionId = NewType("SessionId", str)


class Speaker(Protocol):
    """Whoever has `languages` (codes, best first; none means not known): a party."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages."""
        ...


class Slot(NamedTuple):
    """One round of one session; `round_index` counts from 0."""

    session: SessionId
    round_index: int


class Place(NamedTuple):
    """Where a party stands. Either part may be empty when it is not known."""

    hall: str
    booth: str


class MeetAt(StrEnum):
    """Where meetings are held, which also says who walks."""

    SUPPLIER_BOOTH = "supplier booth"
    BUYER_BOOTH = "buyer booth"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Round:
    """A meeting time, half open: [start, end)."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """A block of hours, [start, end), cut into rounds in order of time."""

    id: SessionId
    start: datetime
    end: datetime
    rounds: tuple[Round, ...]

    def __post_init__(self) -> None:
        """Refuse rounds that overlap, are out of order or leave the session."""
        edges = [self.start]
        for round_ in self.rounds:
            edges += [round_.start, round_.end]
        edges.append(self.end)
        if edges != sorted(edges) or any(r.start >= r.end for r in self.rounds):
            raise ProblemError(
                "rounds-outside-session",
                Wording(
                    en=f"The rounds of session {self.id} do not fit into it.",
                    zh=f"场次 {self.id} 的轮次排不进该场次的时间。",
                ),
                Wording(
                    en="Use fewer or shorter rounds, or a longer session.",
                    zh="请减少轮次、缩短每轮时间，或延长场次。",
                ),
            )


@dataclass(frozen=True)
class Walk:
    """Minutes a walk between two places takes.

    `booths` gives coordinates in metres where known; two booths of one hall with
    coordinates are walked in a straight line at `metres_per_min`, but in no less than
    nothing and no more than it takes; all else falls back on the two flat figures.
    """

    same_hall_min: float = 0.0
    between_halls_min: float = 0.0
    booths: Mapping[Place, tuple[float, float]] = field(default_factory=dict)
    metres_per_min: float = 60.0

    def minutes(self, origin: Place, goal: Place) -> float:
        """Return the walk from `origin` to `goal` in minutes; 0 within one booth."""
        if origin == goal:
            return 0.0
        if origin.hall != goal.hall:
            return self.between_halls_min
        here, there = self.booths.get(origin), self.booths.get(goal)
        if here is None or there is None:
            return self.same_hall_min
        return math.dist(here, there) / self.metres_per_min


@dataclass(frozen=True, slots=True)
class Interpreter:
    """`count` interpreters alike; each serves one meeting at a time.

    They speak all of `languages` (codes such as "zh"). `sessions` are those in which
    they are there; None means all. `hall` is the one they work in, "" any.
    """

    languages: tuple[str, ...]
    count: int = 1
    sessions: tuple[SessionId, ...] | None = None
    hall: str = ""

    def speaks_for(self, buyer: Speaker, supplier: Speaker) -> bool:
        """Tell whether they speak a language of each side."""
        return not (
            set(self.languages).isdisjoint(buyer.languages)
            or set(self.languages).isdisjoint(supplier.languages)
        )

    def is_there(self, session: SessionId, hall: str) -> bool:
        """Tell whether they serve meetings in `hall`, "" where it has no name."""
        in_session = self.sessions is None or session in self.sessions
        return in_session and (not self.hall or hall in ("", self.hall))


@dataclass(frozen=True)
class Fair:
    """The event: its limits, sessions and ways.

    `tables` is the number of the organiser's tables (only for `MeetAt.TABLES`, where
    it limits the meetings of any one round); `ratio_target` is buyers per supplier
    present in a session, None where the organiser states none. Where `interpreters`
    are listed, two who share no language need one of them; none listed: languages
    are no matter.
    """

    name: Wording
    timezone: str
    sessions: tuple[Session, ...]
    min_meetings: int = 3
    max_meetings: int = 5
    sessions_per_buyer: int = 1
    min_fit: int = 40
    meet_at: MeetAt = MeetAt.SUPPLIER_BOOTH
    walk: Walk = field(default_factory=Walk)
    tables: int | None = None
    ratio_target: float | None = None
    interpreters: tuple[Interpreter, ...] = ()

    @cached_property
    def session_by_id(self) -> dict[SessionId, Session]:
        """Return the sessions by their id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Return every slot of the fair in order of time."""
        return tuple(
            Slot(session.id, index)
            for session in self.sessions
            for index in range(len(session.rounds))
        )

    def round_at(self, slot: Slot) -> Round:
        """Return the times of `slot`; KeyError or IndexError where there is none."""
        return self.session_by_id[slot.session].rounds[slot.round_index]

    def needs_interpreter(self, buyer: Speaker, supplier: Speaker) -> bool:
        """Tell whether the two, both of known languages, have none in common."""
        return bool(
            self.interpreters and buyer.languages and supplier.languages
        ) and set(buyer.languages).isdisjoint(supplier.languages)
