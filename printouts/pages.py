"""What a page says, as frozen facts: of the fair, of a party, of a hall.

Times are aware datetimes in the fair's own zone. Rounds are counted from 0 here and from
1 on paper. No phone number or mail address of a participant is in a page: whoever needs
one looks it up in the directory.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from scheduler.fair import MeetAt, Place, SessionId
from scheduler.paper_codes import draw_code
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from printouts.hall_map import HallMap, Leg
    from scheduler.directory import Organiser, Venue

LAYOUT_VERSION = 3
"""Raised when a layout changes so that papers printed before count as stale."""

NOTHING = Wording(en="", zh="")
NOWHERE = Place("", "")


class Side(StrEnum):
    """Which side of a meeting a page is for."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


Party = tuple[Side, str]
"""A party by its side and id: a buyer and a supplier may share an id."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as paper names it; the end is that of the block, not of a round."""

    id: SessionId
    start: datetime
    end: datetime
    rounds: int


@dataclass(frozen=True, eq=False)
class FairPage:
    """What every sheet of the fair repeats; `release` 0 is a draft.

    One is built for a pack, and told apart by which it is: what is made of it alone is
    made once.
    """

    name: Wording
    release: int
    first_on: date | None
    last_on: date | None
    sessions: tuple[SessionFacts, ...]
    meet_at: MeetAt
    venue: Venue
    organiser: Organiser
    code_seed: str = ""
    maps: Mapping[str, HallMap] = field(default_factory=dict)
    """By hall; what a page says depends on those that its route goes through."""

    def code_of(self, kind: str, id_: str) -> str:
        """Return the code that papers of `id_` carry in letters and as QR."""
        return draw_code(self.code_seed, kind, id_)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A meeting of a party, or a free slot of it (then `partner_id` is empty).

    `table` counts from 1; 0 means that it is not known yet (a free slot of a buyer).
    `walk_min` is the walk from the meeting before where that one is in another hall,
    else None. `person` is whom to greet (name and title), on booth sheets only.
    `wants` are the buyer's products that the supplier offers, `also_wants` its others,
    likewise. `is_only_table` tells that the booth has no other table, so that its number
    need not be said. `about` is addressed to the reader: to a buyer why the supplier fits, to
    a supplier what the buyer wants. `interpreter` names the languages the meeting is
    interpreted between, empty where it needs nobody.
    """

    session: SessionId
    round_index: int
    start: datetime
    end: datetime
    hall: str = ""
    booth: str = ""
    table: int = 0
    partner_id: str = ""
    partner: str = ""
    region: str = ""
    person: str = ""
    about: Wording = NOTHING
    wants: tuple[str, ...] = ()
    also_wants: tuple[str, ...] = ()
    walk_min: int | None = None
    locked: bool = False
    is_only_table: bool = False
    interpreter: Wording = NOTHING

    @property
    def is_free(self) -> bool:
        """Tell whether nobody is met in this row."""
        return not self.partner_id


@dataclass(frozen=True)
class PartyPage:
    """All that a buyer's diary or a supplier's booth sheet says of the party.

    `language` is the language to speak to it in, None where the sheet gave none: then
    both. `place` is its own stand, empty for a party that walks. `tables` is how many
    meetings it can hold at once. Rows are in order of time, then table. `route` is the
    way of a party that walks, where the booths have coordinates; its stops are numbered
    as the meetings are.
    """

    side: Side
    party_id: str
    name: str
    language: Language | None
    place: Place
    walks: bool
    tables: int
    rows: tuple[PartyRow, ...]
    route: tuple[Leg, ...] = ()

    @cached_property
    def meetings(self) -> tuple[PartyRow, ...]:
        """Return the rows that are meetings."""
        return tuple(row for row in self.rows if not row.is_free)

    @cached_property
    def stops(self) -> frozenset[int]:
        """Return which of the meetings, counted from 1, a plan shows."""
        return frozenset(stop.number for leg in self.route for stop in leg.stops)

    @cached_property
    def sessions(self) -> tuple[SessionId, ...]:
        """Return the sessions of the rows in order."""
        return tuple(dict.fromkeys(row.session for row in self.rows))


@dataclass(frozen=True, slots=True)
class HallRow:
    """One meeting as the hall list tells it."""

    round_index: int
    start: datetime
    end: datetime
    booth: str
    table: int
    supplier_id: str
    supplier: str
    buyer_id: str
    buyer: str
    is_only_table: bool = False
    interpreter: Wording = NOTHING


@dataclass(frozen=True)
class HallPage:
    """All meetings of one session in one hall, by round, then booth, then table."""

    session: SessionFacts
    hall: str
    rows: tuple[HallRow, ...]

    @property
    def id(self) -> str:
        """Return a name that is unique in the fair."""
        return hall_id(self.session.id, self.hall)


def hall_id(session: SessionId, hall: str) -> str:
    """Return what names a hall in a session in the manifest."""
    return f"{session} {hall}".strip()


@dataclass(frozen=True, slots=True)
class PickupRow:
    """A buyer on the desk's list.

    `initial` is what it is looked for under (see `name_initial`), `person` who comes;
    `start` and `place` are those of its first meeting, None and empty without any.
    """

    initial: str
    party_id: str
    name: str
    person: str
    start: datetime | None
    place: Place


@dataclass(frozen=True)
class PickupPage:
    """Every buyer as the desk that hands out the papers looks for them."""

    rows: tuple[PickupRow, ...]


def page_digest(fair: FairPage, page: object, language: str = "party") -> str:
    """Return the sha256 of what the page says, the release number left out.

    Two releases that tell a party the same have the same digest, so its paper need not
    be printed again. Settings that change what is printed belong in `language`.
    """
    said: list[object] = [page, language, LAYOUT_VERSION]
    if isinstance(page, PartyPage):
        said += [fair.maps[leg.hall].checksum for leg in page.route]
    text = f"[{_fair_json(fair)}, {_json(said)[1:]}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def card_digest(fair: FairPage, page: object, language: str) -> str:
    """Return the sha256 of a paper that tells no more of the fair than its name.

    Badges and signs stay right when the route or a session's hours change.
    """
    about = (fair.name, fair.first_on, fair.last_on, fair.code_seed)
    text = _json([*about, page, language, LAYOUT_VERSION])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=4)
def _fair_json(fair: FairPage) -> str:
    return _json(replace(fair, release=0, maps={}))


def _json(said: object) -> str:
    return json.dumps(said, default=_plain, ensure_ascii=False)


def party_language(languages: Sequence[str]) -> Language | None:
    """Return the language to speak to a party in; None where none was given.

    The first of its languages that we print in; English where that is none.
    """
    if not languages:
        return None
    spoken = (Language(code) for code in languages if code in list(Language))
    return next(spoken, Language.EN)


@lru_cache(maxsize=65_536)
def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts 1A2 before 1A10 and ignores case."""
    return tuple(
        (0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in re.split(r"([0-9]{1,18})", text.casefold())
        if part
    )


def place_order(place: Place) -> tuple[object, ...]:
    """Return the key that places are walked past by; unknown places come last."""
    return (not place.hall, natural_key(place.hall), natural_key(place.booth))


def name_order(name: str, party_id: str) -> tuple[bytes, str]:
    """Return the key of the pick-up desk: name as in a list A-Z, then id.

    Latin names come first, accents ignored, then Chinese ones: GB 2312 holds the 3,755
    common characters in the order of their pinyin, which is how a clerk looks for them.
    Rarer characters and other scripts follow.
    """
    return _name_key(name), party_id


@lru_cache(maxsize=65_536)
def _name_key(name: str) -> bytes:
    apart = unicodedata.normalize("NFKD", name.strip().casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    composed = unicodedata.normalize("NFC", plain)
    return b"".join(map(_gb2312, composed))


OTHERS = "#"
"""Initial of names that have none: digits, rare characters, other scripts."""

PINYIN_STARTS = (
    (0xB0A1, "A"), (0xB0C5, "B"), (0xB2C1, "C"), (0xB4EE, "D"), (0xB6EA, "E"),
    (0xB7A2, "F"), (0xB8C1, "G"), (0xB9FE, "H"), (0xBBF7, "J"), (0xBFA6, "K"),
    (0xC0AC, "L"), (0xC2E8, "M"), (0xC4C3, "N"), (0xC5B6, "O"), (0xC5BE, "P"),
    (0xC6DA, "Q"), (0xC8BB, "R"), (0xC8F6, "S"), (0xCBFA, "T"), (0xCDDA, "W"),
    (0xCEF4, "X"), (0xD1B9, "Y"), (0xD4D1, "Z"), (0xD7FA, OTHERS),
)  # fmt: skip
"""Where in GB 2312 the common characters of each initial of pinyin begin."""


def name_initial(name: str) -> str:
    """Return what a clerk looks for a name under: "B", "汉B" for Chinese, or "#".

    In the order of names equal initials stand together, but for "#".
    """
    code = name_order(name, "")[0][:2]
    if code[:1].isalpha():
        return code[:1].decode().upper()
    number = int.from_bytes(code, "big") if len(code) == 2 else 0
    found = [letter for first, letter in PINYIN_STARTS if first <= number]
    return OTHERS if not found or found[-1] == OTHERS else f"汉{found[-1]}"


@cache
def _gb2312(character: str) -> bytes:
    try:
        return character.encode("gb2312")
    except UnicodeEncodeError:
        return b"\xff" + character.encode("utf-8", "replace")


def _plain(value: object) -> object:
    """Return what JSON can hold: a dataclass as its values in order of its fields."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    kind: Any = type(value)
    return _values_of(kind)(value)


@cache
def _values_of(kind: Any) -> Callable[[object], object]:
    """Return what takes the values of all fields; TypeError for other kinds."""
    names = [field.name for field in fields(kind)]
    if len(names) == 1:  # of one name alone it would take the bare value
        return lambda value: [getattr(value, names[0])]
    return attrgetter(*names)
