"""What the papers say: frozen pages built from (problem, schedule, directory).

Layout draws these and decides nothing; messages are written from the same pages. Times
are aware datetimes in the fair's own zone. Rounds are counted from 0 here and from 1
on paper. No phone number or mail address of a participant is in a page: whoever needs
one looks it up in the directory.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from scheduler.problem import MeetAt, Place, SessionId, Slot
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from scheduler.directory import Directory, Organiser, Venue
    from scheduler.problem import Buyer, DemandLine, Fair, Problem, Supplier
    from scheduler.schedule import Meeting, Schedule

LAYOUT_VERSION = 1
"""Raised when a layout changes so that papers printed before count as stale."""

CHINESE_NAMES = ("zh", "cn", "chi", "cmn", "中", "汉", "漢", "普通话", "简", "繁")
NOWHERE = Place("", "")
NOTHING = Wording(en="", zh="")


class Side(StrEnum):
    """Which side of a meeting a page is for."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as paper names it; the end is that of the block, not of a round."""

    id: SessionId
    start: datetime
    end: datetime
    rounds: int


@dataclass(frozen=True)
class FairPage:
    """What every sheet of the fair repeats; `release` 0 is a draft."""

    name: Wording
    release: int
    first_on: date | None
    last_on: date | None
    sessions: tuple[SessionFacts, ...]
    meet_at: MeetAt
    venue: Venue
    organiser: Organiser


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A meeting of a party, or a free slot of it (then `partner_id` is empty).

    `table` counts from 1; 0 means that it is not known yet (a free slot of a buyer).
    `walk_min` is the walk from the meeting before where that one is in another hall,
    else None. `person` is whom to greet (name and title), on booth sheets only.
    `wants` are the buyer's demand lines, those the supplier offers first, likewise.
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
    walk_min: int | None = None
    locked: bool = False

    @property
    def is_free(self) -> bool:
        """Tell whether nobody is met in this row."""
        return not self.partner_id


@dataclass(frozen=True)
class PartyPage:
    """All that a buyer's diary or a supplier's booth sheet says of the party.

    `language` is the language to speak to it in, None where the sheet gave none: then
    both. `place` is its own stand, empty for a party that walks. `tables` is how many
    meetings it can hold at once. Rows are in order of time, then table.
    """

    side: Side
    party_id: str
    name: str
    language: Language | None
    place: Place
    walks: bool
    tables: int
    rows: tuple[PartyRow, ...]

    @cached_property
    def meetings(self) -> tuple[PartyRow, ...]:
        """Return the rows that are meetings."""
        return tuple(row for row in self.rows if not row.is_free)

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


@dataclass(frozen=True)
class HallPage:
    """All meetings of one session in one hall, by round, then booth, then table."""

    session: SessionFacts
    hall: str
    rows: tuple[HallRow, ...]

    @property
    def id(self) -> str:
        """Return a name that is unique in the fair."""
        return f"{self.session.id} {self.hall}".strip()


def build_fair_page(
    problem: Problem, schedule: Schedule, directory: Directory
) -> FairPage:
    """Build what every sheet repeats."""
    fair = problem.fair
    zone = ZoneInfo(fair.timezone)
    sessions = tuple(
        SessionFacts(
            session.id,
            session.start.astimezone(zone),
            session.end.astimezone(zone),
            len(session.rounds),
        )
        for session in fair.sessions
    )
    return FairPage(
        name=fair.name,
        release=schedule.release,
        first_on=min((session.start.date() for session in sessions), default=None),
        last_on=max((session.end.date() for session in sessions), default=None),
        sessions=sessions,
        meet_at=fair.meet_at,
        venue=directory.venue,
        organiser=directory.organiser,
    )


def build_buyer_pages(
    problem: Problem, schedule: Schedule, directory: Directory
) -> tuple[PartyPage, ...]:
    """Build a page for every buyer, with or without meetings, in order of name."""
    del directory  # a buyer's page holds nothing personal; kept for a common shape
    pages = (
        _buyer_page(problem, buyer, schedule.by_buyer.get(buyer.id, ()))
        for buyer in problem.buyers
    )
    return tuple(sorted(pages, key=page_order))


def build_supplier_pages(
    problem: Problem, schedule: Schedule, directory: Directory
) -> tuple[PartyPage, ...]:
    """Build a page for every supplier in the order in which booths are walked past."""
    pages = (
        _supplier_page(
            problem, supplier, schedule.by_supplier.get(supplier.id, ()), directory
        )
        for supplier in problem.suppliers
    )
    return tuple(
        sorted(pages, key=lambda page: (*place_order(page.place), *page_order(page)))
    )


def build_hall_pages(problem: Problem, schedule: Schedule) -> tuple[HallPage, ...]:
    """Build a page for every session and hall in which somebody meets."""
    zone = ZoneInfo(problem.fair.timezone)
    pages = []
    for session in problem.fair.sessions:
        facts = SessionFacts(
            session.id,
            session.start.astimezone(zone),
            session.end.astimezone(zone),
            len(session.rounds),
        )
        meetings = schedule.by_session.get(session.id, ())
        for hall in sorted({meeting.hall for meeting in meetings}, key=natural_key):
            here = [meeting for meeting in meetings if meeting.hall == hall]
            pages.append(HallPage(facts, hall, _hall_rows(problem, here, zone)))
    return tuple(pages)


def page_digest(
    fair: FairPage, page: PartyPage | HallPage, language: str = "party"
) -> str:
    """Return the sha256 of what the page says, the release number left out.

    Two releases that tell a party the same have the same digest, so its paper need not
    be printed again. Settings that change what is printed belong in `language`.
    """
    said = [replace(fair, release=0), page, language, LAYOUT_VERSION]
    text = json.dumps(said, default=_plain, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def party_language(language: str) -> Language | None:
    """Return the language to speak to a party in; None where none was given.

    Chinese of any kind is Chinese; every other language named gets English.
    """
    name = language.strip().casefold()
    if not name:
        return None
    return Language.ZH if name.startswith(CHINESE_NAMES) else Language.EN


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


def page_order(page: PartyPage) -> tuple[object, ...]:
    """Return the key of the pick-up desk: name as in a list A-Z, then id.

    Latin names come first, accents ignored, then Chinese ones: GB 18030 holds the 3,755
    common characters in the order of their pinyin, which is how a clerk looks for them.
    """
    name = unicodedata.normalize("NFKD", page.name.strip().casefold())
    plain = "".join(c for c in name if not unicodedata.combining(c))
    return (plain.encode("gb18030", "replace"), page.party_id)


def _buyer_page(
    problem: Problem, buyer: Buyer, meetings: Sequence[Meeting]
) -> PartyPage:
    walks = problem.fair.meet_at is not MeetAt.BUYER_BOOTH
    zone = ZoneInfo(problem.fair.timezone)
    rows = [
        replace(
            _meeting_row(meeting, zone),
            partner_id=meeting.supplier,
            partner=problem.supplier_by_id[meeting.supplier].name,
            region=problem.supplier_by_id[meeting.supplier].region,
            walk_min=walk,
        )
        for meeting, walk in _with_walks(problem.fair, meetings, walks, buyer.teams)
    ]
    taken = {meeting.slot for meeting in meetings}
    window = {meeting.session for meeting in meetings}
    rows += [
        _free_row(problem.fair, slot, zone)
        for slot in problem.fair.slots
        if slot.session in window and slot not in taken and buyer.can_attend(slot)
    ]
    return PartyPage(
        side=Side.BUYER,
        party_id=buyer.id,
        name=buyer.name,
        language=party_language(buyer.language),
        place=NOWHERE if walks else buyer.place,
        walks=walks,
        tables=buyer.teams,
        rows=tuple(sorted(rows, key=_row_order)),
    )


def _supplier_page(
    problem: Problem,
    supplier: Supplier,
    meetings: Sequence[Meeting],
    directory: Directory,
) -> PartyPage:
    walks = problem.fair.meet_at is not MeetAt.SUPPLIER_BOOTH
    zone = ZoneInfo(problem.fair.timezone)
    rows = [
        _supplier_row(problem, supplier, meeting, walk, directory, zone)
        for meeting, walk in _with_walks(problem.fair, meetings, walks, supplier.tables)
    ]
    rows += _open_tables(problem.fair, supplier, meetings, walks, zone)
    return PartyPage(
        side=Side.SUPPLIER,
        party_id=supplier.id,
        name=supplier.name,
        language=party_language(supplier.language),
        place=supplier.place,
        walks=walks,
        tables=supplier.tables,
        rows=tuple(sorted(rows, key=_row_order)),
    )


def _supplier_row(
    problem: Problem,
    supplier: Supplier,
    meeting: Meeting,
    walk: int | None,
    directory: Directory,
    zone: ZoneInfo,
) -> PartyRow:
    buyer = problem.buyer_by_id[meeting.buyer]
    contact = directory.buyers.get(buyer.id)
    person = f"{contact.name} {contact.title}".strip() if contact else ""
    return replace(
        _meeting_row(meeting, zone),
        partner_id=buyer.id,
        partner=buyer.name,
        region=buyer.region,
        person=person,
        wants=wanted_products(buyer, supplier),
        walk_min=walk,
    )


def wanted_products(buyer: Buyer, supplier: Supplier) -> tuple[str, ...]:
    """Return the buyer's products without repeats, those of the supplier's kind first.

    A line is of the supplier's kind when an offer line shares a category or the product
    text with it. Order within each part is that of the sheet.
    """
    sold = {category for line in supplier.lines for category in line.categories}
    named = {line.product.strip().casefold() for line in supplier.lines}

    def is_other(line: DemandLine) -> bool:
        same_name = line.product.strip().casefold() in named
        return not same_name and sold.isdisjoint(line.categories)

    lines = [line for line in buyer.lines if line.product.strip()]
    return tuple(
        dict.fromkeys(line.product.strip() for line in sorted(lines, key=is_other))
    )


def _open_tables(
    fair: Fair,
    supplier: Supplier,
    meetings: Sequence[Meeting],
    walks: bool,
    zone: ZoneInfo,
) -> list[PartyRow]:
    taken: dict[Slot, set[int]] = {}
    for meeting in meetings:
        taken.setdefault(meeting.slot, set()).add(meeting.table)
    rows = []
    for slot in fair.slots:
        used = taken.get(slot, set())
        if not supplier.can_attend(slot):
            continue
        if walks:
            free = [0] if not used else []
        else:
            free = [n for n in range(1, supplier.tables + 1) if n not in used]
        rows += [_free_row(fair, slot, zone, table) for table in free]
    return rows


def _meeting_row(meeting: Meeting, zone: ZoneInfo) -> PartyRow:
    return PartyRow(
        session=meeting.session,
        round_index=meeting.round_index,
        start=meeting.start.astimezone(zone),
        end=meeting.end.astimezone(zone),
        hall=meeting.hall,
        booth=meeting.booth,
        table=meeting.table,
        about=meeting.because,
        locked=meeting.locked,
    )


def _free_row(fair: Fair, slot: Slot, zone: ZoneInfo, table: int = 0) -> PartyRow:
    times = fair.round_at(slot)
    return PartyRow(
        session=slot.session,
        round_index=slot.round_index,
        start=times.start.astimezone(zone),
        end=times.end.astimezone(zone),
        table=table,
    )


def _with_walks(
    fair: Fair, meetings: Sequence[Meeting], walks: bool, teams: int
) -> Iterable[tuple[Meeting, int | None]]:
    """Yield each meeting with the minutes from the one before in another hall.

    A party of several teams may split, so that no walk of it is certain: None.
    """
    before: Meeting | None = None
    for meeting in meetings:
        walk = None
        if (
            walks
            and teams == 1
            and before is not None
            and before.hall != meeting.hall
            and before.session == meeting.session
        ):
            origin = Place(before.hall, before.booth)
            goal = Place(meeting.hall, meeting.booth)
            walk = math.ceil(fair.walk.minutes(origin, goal)) or None
        yield meeting, walk
        before = meeting


def _hall_rows(
    problem: Problem, meetings: Sequence[Meeting], zone: ZoneInfo
) -> tuple[HallRow, ...]:
    rows = [
        HallRow(
            round_index=meeting.round_index,
            start=meeting.start.astimezone(zone),
            end=meeting.end.astimezone(zone),
            booth=meeting.booth,
            table=meeting.table,
            supplier_id=meeting.supplier,
            supplier=problem.supplier_by_id[meeting.supplier].name,
            buyer_id=meeting.buyer,
            buyer=problem.buyer_by_id[meeting.buyer].name,
        )
        for meeting in meetings
    ]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.round_index,
                natural_key(row.booth),
                row.table,
                row.buyer_id,
            ),
        )
    )


def _row_order(row: PartyRow) -> tuple[object, ...]:
    return (row.start, row.session, row.round_index, row.table, row.partner_id)


def _plain(value: object) -> object:
    """Return what JSON can hold: a dataclass as its values in order of its fields."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    kind: Hashable = type(value)
    return [getattr(value, name) for name in _field_names(kind)]


@cache
def _field_names(kind: Any) -> tuple[str, ...]:
    """Return the fields; TypeError for what is not a dataclass."""
    return tuple(field.name for field in fields(kind))
