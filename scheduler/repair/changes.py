"""What can happen to a released schedule, as facts; and how the user wants it repaired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from scheduler.fair import Place, Session, SessionId, Slot
from scheduler.problem import Buyer, Suggestion, SupplierId


class Side(StrEnum):
    """Which side of the table a party sits on."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


class Party(NamedTuple):
    """A buyer or a supplier; ids are unique within their side only."""

    side: Side
    id: str


@dataclass(frozen=True, slots=True)
class NoShow:
    """The party did not come: all its rounds, those of a session, or one round.

    Its meetings are dropped even where they have begun. `session` None is the whole
    fair, `round_index` None the whole session.
    """

    party: Party
    session: SessionId | None = None
    round_index: int | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """The party is there from `round_index` of `session` on, not in rounds before."""

    party: Party
    session: SessionId
    round_index: int


@dataclass(frozen=True, slots=True)
class Absent:
    """The party is not there in `slots`; what has begun among them did not happen."""

    party: Party
    slots: frozenset[Slot]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The party leaves the fair; meetings that have begun did happen and stay."""

    party: Party


@dataclass(frozen=True, slots=True)
class BoothMoved:
    """The party stands elsewhere from now on; an empty hall keeps the hall it had."""

    party: Party
    place: Place


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A buyer nobody knew of, with (supplier, fit, lines) of whom it could meet."""

    buyer: Buyer
    fits: tuple[tuple[SupplierId, int, int], ...]


@dataclass(frozen=True, slots=True)
class AddedSession:
    """A further session; buyers that named the sessions they can attend do not."""

    session: Session


@dataclass(frozen=True, slots=True)
class Agreed:
    """A suggestion was approved: it holds instead of what was said of the pair before.

    `fit` and `lines` are those of the pair, where it is no candidate yet.
    """

    suggestion: Suggestion
    fit: int = 0
    lines: int = 0


Change = (
    NoShow | Late | Absent | Withdrawn | BoothMoved | WalkIn | AddedSession | Agreed
)


class Mode(StrEnum):
    """How far a repair may go; the user's choice.

    CANCEL only takes away what has become impossible. FILL also gives buyers who lost
    meetings or are below the minimum new ones in free slots, and places what was agreed;
    every other meeting stays as it is, unless something agreed has no place beside it.
    RETIME may also move others' meetings to another slot, drops none of them.
    """

    CANCEL = "cancel"
    FILL = "fill"
    RETIME = "retime"


@dataclass(frozen=True, slots=True)
class RepairSettings:
    """How to repair.

    `now` is the moment, or the slot that is just beginning; what starts no later has
    begun and is fixed. None: the fair is still to come. With `cure_first` a meeting
    that lifts a buyer towards the minimum is worth changing a further party's paper
    for; without it no further paper is changed for anything. With `only_hit` buyers
    whom the changes do not hit get nothing, however short they are. `effort` is the
    deterministic time of each search (about seconds of one core), `most_choices` the
    most (pair, slot) choices looked at together.
    """

    mode: Mode = Mode.FILL
    now: datetime | Slot | None = None
    cure_first: bool = True
    only_hit: bool = False
    seed: int = 0
    effort: float = 4.0
    most_choices: int = 30_000
