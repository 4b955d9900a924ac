"""What the master book says, as facts: its chapters, their entries, its contents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from printouts.labels import Word
from printouts.pages import NOWHERE

if TYPE_CHECKING:
    from datetime import datetime

    from scheduler.fair import Place
    from scheduler.wording import Wording


class Part(StrEnum):
    """The parts of the book, in order."""

    CONTENTS = "contents"
    TIME = "time"
    HALL = "hall"
    BUYERS = "buyers"
    SUPPLIERS = "suppliers"


class Chapter(NamedTuple):
    """Some pages of a part; `key` names a session or a hall, or counts from 1.

    `parties` are the ids of those of a part A-Z, `after` is the initial before them.
    """

    part: Part
    key: str = ""
    parties: tuple[str, ...] = ()
    after: str = ""

    @property
    def id(self) -> str:
        """Return what names it in the manifest."""
        return f"{self.part} {self.key}".strip()


A_TO_Z = (Part.BUYERS, Part.SUPPLIERS)


class Line(NamedTuple):
    """A meeting in the book; `table` 0 where its number need not be said."""

    start: datetime
    end: datetime
    hall: str
    booth: str
    table: int
    supplier: str
    buyer: str


@dataclass(frozen=True)
class Entry:
    """Meetings that belong together: of a round, of a booth, of a party.

    `heading` is said side by side; `about` stands behind it. `host` is who is met in all
    of them at one place; `initial` and `place` are those of a party. Empty for others.
    """

    heading: tuple[Wording, ...]
    about: tuple[Wording, ...]
    lines: tuple[Line, ...]
    host: str = ""
    initial: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True)
class ChapterPage:
    """A chapter under its title; `key` names its session or hall, "" for parties.

    `id` is that of the chapter, `is_first` tells whether its part begins with it; `after` is the initial that the
    chapter before ends with.
    """

    part: Part
    key: str
    id: str
    is_first: bool
    title: tuple[Wording, ...]
    about: tuple[Wording, ...]
    entries: tuple[Entry, ...]
    after: str = ""


class Mention(NamedTuple):
    """A line of the contents, and the anchor where that begins.

    Of a part, or of what is in it: `hall` names a hall, `title` all else.
    """

    part: Part
    anchor: str
    title: tuple[Wording, ...] = ()
    hall: str = ""


@dataclass(frozen=True)
class ContentsPage:
    """What the book begins with."""

    counts: tuple[Wording, ...]
    mentions: tuple[Mention, ...]


def anchor_of(part: Part, *keys: object) -> str:
    """Return the name of where a part, or something in it, begins."""
    return "/".join((part, *map(str, keys)))


PART_NAMES = {
    Part.TIME: Word.BY_TIME,
    Part.HALL: Word.BY_HALL,
    Part.BUYERS: Word.BUYERS_A_TO_Z,
    Part.SUPPLIERS: Word.SUPPLIERS_A_TO_Z,
}
