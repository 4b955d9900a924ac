"""What the master book says: every meeting by time, by hall, and by party A-Z.

It is for the office and the floor staff: companies, places and times, and the person
who comes for a buyer, as the pick-up list has it; no phones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts import labels
from printouts.master_pages import (
    PART_NAMES,
    Chapter,
    ChapterPage,
    ContentsPage,
    Entry,
    Line,
    Mention,
    Part,
    anchor_of,
)
from printouts.pages import (
    OTHERS,
    name_initial,
    name_order,
    natural_key,
)
from printouts.row_content import is_only_table, person_text, session_facts
from scheduler.problem import BuyerId, SupplierId
from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.directory import Directory
    from scheduler.fair import Session
    from scheduler.problem import Buyer, Problem, Supplier
    from scheduler.schedule import Meeting, Schedule

PARTIES = 200
"""Parties of a chapter A-Z: what a worker draws at a time."""


def order_chapters(problem: Problem, schedule: Schedule) -> list[Chapter]:
    """Return the chapters of the book in order; none where there is nobody."""
    if not problem.buyers and not problem.suppliers:
        return []
    return [
        Chapter(Part.CONTENTS),
        *(Chapter(Part.TIME, session.id) for session in _sessions(problem, schedule)),
        *(Chapter(Part.HALL, hall) for hall in _halls(schedule)),
        *_party_chapters(Part.BUYERS, problem.buyers),
        *_party_chapters(Part.SUPPLIERS, problem.suppliers),
    ]


def _party_chapters(
    part: Part, parties: Sequence[Buyer | Supplier]
) -> Iterator[Chapter]:
    ordered, after = _a_to_z(parties), ""
    for number, first in enumerate(range(0, len(ordered), PARTIES), start=1):
        some = ordered[first : first + PARTIES]
        yield Chapter(part, str(number), tuple(str(one.id) for one in some), after)
        after = name_initial(some[-1].name)


def build_contents(problem: Problem, schedule: Schedule) -> ContentsPage:
    """Build the list of what is in the book."""
    zone = ZoneInfo(problem.fair.timezone)
    within = {
        Part.TIME: [
            Mention(
                Part.TIME,
                anchor_of(Part.TIME, session.id),
                _session_title(session, zone),
            )
            for session in _sessions(problem, schedule)
        ],
        Part.HALL: [
            Mention(
                Part.HALL, anchor_of(Part.HALL, hall), _hall_title(schedule, hall), hall
            )
            for hall in _halls(schedule)
        ],
        Part.BUYERS: list(_initials(Part.BUYERS, problem.buyers)),
        Part.SUPPLIERS: list(_initials(Part.SUPPLIERS, problem.suppliers)),
    }
    counts = (
        labels.buyers(len(problem.buyers)),
        labels.suppliers(len(problem.suppliers)),
        labels.meetings(len(schedule.meetings)),
    )
    mentions = [
        mention
        for part, here in within.items()
        if here
        for mention in (Mention(part, anchor_of(part), (PART_NAMES[part],)), *here)
    ]
    return ContentsPage(counts, tuple(mentions))


def _initials(part: Part, parties: Sequence[Buyer | Supplier]) -> Iterator[Mention]:
    for initial in dict.fromkeys(name_initial(one.name) for one in _a_to_z(parties)):
        title = (labels.short_initial(initial),)
        yield Mention(part, anchor_of(part, initial), title)


def build_chapter(
    problem: Problem, schedule: Schedule, directory: Directory, chapter: Chapter
) -> ChapterPage:
    """Build any chapter but the contents."""
    build = {
        Part.TIME: _time_chapter,
        Part.HALL: _hall_chapter,
        Part.BUYERS: _party_chapter,
        Part.SUPPLIERS: _party_chapter,
    }
    return build[chapter.part](problem, schedule, directory, chapter)


def chapter_texts(page: ChapterPage) -> tuple[str, ...]:
    """Return the texts of a chapter that come from sheets."""
    return tuple(
        text
        for entry in page.entries
        for text in (
            *(wording.zh for wording in (*entry.heading, *entry.about)),
            *entry.place,
            *(part for line in entry.lines for part in line[2:] if part),
        )
        if isinstance(text, str)
    )


def _time_chapter(
    problem: Problem, schedule: Schedule, _: Directory, chapter: Chapter
) -> ChapterPage:
    zone = ZoneInfo(problem.fair.timezone)
    session = next(one for one in problem.fair.sessions if one.id == chapter.key)
    here = sorted(
        schedule.by_session[session.id],
        key=lambda one: (one.round_index, *_place_key(one), one.buyer),
    )
    entries = []
    for index, meetings in groupby(here, lambda meeting: meeting.round_index):
        lines = _lines(problem, meetings, zone)
        hours = Wording.same(labels.clock(lines[0].start, lines[0].end))
        heading = (hours, labels.round_number(index))
        entries.append(Entry(heading, (labels.meetings(len(lines)),), lines))
    return ChapterPage(
        part=Part.TIME,
        key=session.id,
        id=chapter.id,
        is_first=session is _sessions(problem, schedule)[0],
        title=_session_title(session, zone),
        about=(Wording.same(session.id), labels.meetings(len(here))),
        entries=tuple(entries),
    )


def _hall_chapter(
    problem: Problem, schedule: Schedule, _: Directory, chapter: Chapter
) -> ChapterPage:
    zone = ZoneInfo(problem.fair.timezone)
    here = [meeting for meeting in schedule.meetings if meeting.hall == chapter.key]
    here.sort(key=lambda one: (*_station(one), one.start, one.table, one.buyer))
    entries = []
    for _station_key, some in groupby(here, _station):
        meetings = list(some)
        lines = _lines(problem, meetings, zone)
        at = meetings[0]
        place = Wording.same(at.booth) if at.booth else labels.table_number(at.table)
        host = _host(lines)
        count = labels.meetings(len(lines))
        entries.append(Entry((place, Wording.same(host)), (count,), lines, host))
    return ChapterPage(
        part=Part.HALL,
        key=chapter.key,
        id=chapter.id,
        is_first=chapter.key == _halls(schedule)[0],
        title=_hall_title(schedule, chapter.key),
        about=(labels.meetings(len(here)),),
        entries=tuple(entries),
    )


def _party_chapter(
    problem: Problem, schedule: Schedule, directory: Directory, chapter: Chapter
) -> ChapterPage:
    is_buyers = chapter.part is Part.BUYERS
    entries = [
        _buyer(problem, schedule, directory, BuyerId(party))
        if is_buyers
        else _supplier(problem, schedule, SupplierId(party))
        for party in chapter.parties
    ]
    count = (
        labels.buyers(len(problem.buyers))
        if is_buyers
        else labels.suppliers(len(problem.suppliers))
    )
    return ChapterPage(
        part=chapter.part,
        key="",
        id=chapter.id,
        is_first=chapter.key == "1",
        title=(PART_NAMES[chapter.part],),
        about=(count,),
        entries=tuple(entries),
        after=chapter.after,
    )


def _buyer(
    problem: Problem, schedule: Schedule, directory: Directory, buyer_id: BuyerId
) -> Entry:
    buyer = problem.buyer_by_id[buyer_id]
    said = (buyer.id, person_text(directory.buyers.get(buyer.id)), buyer.region)
    return _party(problem, buyer, said, schedule.by_buyer.get(buyer.id, ()))


def _supplier(problem: Problem, schedule: Schedule, supplier_id: SupplierId) -> Entry:
    supplier = problem.supplier_by_id[supplier_id]
    said = (supplier.id, supplier.region)
    return _party(problem, supplier, said, schedule.by_supplier.get(supplier.id, ()))


def _party(
    problem: Problem,
    party: Buyer | Supplier,
    said: Sequence[str],
    meetings: Sequence[Meeting],
) -> Entry:
    zone = ZoneInfo(problem.fair.timezone)
    return Entry(
        heading=(Wording.same(party.name),),
        about=tuple(Wording.same(text) for text in said if text),
        lines=_lines(problem, meetings, zone),
        initial=name_initial(party.name),
        place=party.place,
    )


def _lines(
    problem: Problem, meetings: Iterable[Meeting], zone: ZoneInfo
) -> tuple[Line, ...]:
    return tuple(
        Line(
            meeting.start.astimezone(zone),
            meeting.end.astimezone(zone),
            meeting.hall,
            meeting.booth,
            0 if is_only_table(problem, meeting) else meeting.table,
            problem.supplier_by_id[meeting.supplier].name,
            problem.buyer_by_id[meeting.buyer].name,
        )
        for meeting in meetings
    )


def _host(lines: Sequence[Line]) -> str:
    """Return who is at a booth in all its meetings; nothing where nobody is."""
    for names in ({line.supplier for line in lines}, {line.buyer for line in lines}):
        if len(names) == 1:
            return names.pop()
    return ""


def _station(meeting: Meeting) -> tuple[object, ...]:
    """Return what is one place: a booth with its tables, or a table without a booth."""
    return natural_key(meeting.booth), 0 if meeting.booth else meeting.table


def _place_key(meeting: Meeting) -> tuple[object, ...]:
    return natural_key(meeting.hall), natural_key(meeting.booth), meeting.table


def _sessions(problem: Problem, schedule: Schedule) -> list[Session]:
    return [one for one in problem.fair.sessions if schedule.by_session.get(one.id)]


def _halls(schedule: Schedule) -> list[str]:
    return sorted({meeting.hall for meeting in schedule.meetings}, key=natural_key)


def _a_to_z(parties: Sequence[Buyer | Supplier]) -> list[Buyer | Supplier]:
    """Return parties in order of name, those without an initial last."""
    return sorted(
        parties,
        key=lambda one: (
            name_initial(one.name) == OTHERS,
            name_order(one.name, one.id),
        ),
    )


def _session_title(session: Session, zone: ZoneInfo) -> tuple[Wording, ...]:
    facts = session_facts(session, zone)
    hours = Wording.same(labels.clock(facts.start, facts.end))
    return (labels.day(facts.start.date()), hours)


def _hall_title(schedule: Schedule, hall: str) -> tuple[Wording, ...]:
    """Return what stands for a hall without a name; () for one that has a name."""
    if hall:
        return ()
    has_booths = any(one.booth for one in schedule.meetings if not one.hall)
    return (labels.Word.NO_HALL if has_booths else labels.Word.TABLES,)
