"""Builds what the papers say from (problem, schedule, directory).

Layout draws these pages and decides nothing; messages are written from the same pages,
so that a paper and a message never contradict each other.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.because import without_figures
from printouts.pages import (
    NOTHING,
    FairPage,
    HallPage,
    HallRow,
    PartyPage,
    PartyRow,
    SessionFacts,
    Side,
    natural_key,
    page_digest,
    page_order,
    party_language,
    place_order,
)
from scheduler.problem import MeetAt, Place, Slot
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scheduler.directory import Contact, Directory
    from scheduler.problem import Buyer, Fair, Problem, Session, Supplier
    from scheduler.schedule import Meeting, Schedule

__all__ = [
    "FairPage",
    "HallPage",
    "HallRow",
    "PartyPage",
    "PartyRow",
    "SessionFacts",
    "Side",
    "build_buyer_pages",
    "build_fair_page",
    "build_hall_pages",
    "build_supplier_pages",
    "natural_key",
    "page_digest",
    "page_order",
    "party_language",
    "place_order",
]

NOWHERE = Place("", "")
FIRST_CHINESE = 0x2E80
MOST_NAMED = 5
"""Products that a sentence names."""


def build_fair_page(
    problem: Problem, schedule: Schedule, directory: Directory
) -> FairPage:
    """Build what every sheet repeats."""
    fair = problem.fair
    zone = ZoneInfo(fair.timezone)
    sessions = tuple(_session_facts(session, zone) for session in fair.sessions)
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
        facts = _session_facts(session, zone)
        meetings = schedule.by_session.get(session.id, ())
        for hall in sorted({meeting.hall for meeting in meetings}, key=natural_key):
            here = [meeting for meeting in meetings if meeting.hall == hall]
            pages.append(HallPage(facts, hall, _hall_rows(problem, here, zone)))
    return tuple(pages)


def _session_facts(session: Session, zone: ZoneInfo) -> SessionFacts:
    return SessionFacts(
        session.id,
        session.start.astimezone(zone),
        session.end.astimezone(zone),
        len(session.rounds),
    )


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
            is_only_table=_is_only_table(problem, meeting),
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
        language=party_language(buyer.languages),
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
        language=party_language(supplier.languages),
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
    wants, also_wants = wanted_products(buyer, supplier)
    return replace(
        _meeting_row(meeting, zone),
        partner_id=buyer.id,
        partner=buyer.name,
        region=buyer.region,
        person=person_text(directory.buyers.get(buyer.id)),
        about=_about_wants(wants),
        wants=wants,
        also_wants=also_wants,
        walk_min=walk,
        is_only_table=_is_only_table(problem, meeting),
    )


def wanted_products(
    buyer: Buyer, supplier: Supplier
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the buyer's products of the supplier's kind, and the others.

    A line is of the supplier's kind when an offer line shares a category or the product
    text with it. Where none is, all of them count: the fit found them near by their
    words. Order is that of the sheet; repeats are left out.
    """
    sold = {category for line in supplier.lines for category in line.categories}
    named = {line.product.strip().casefold() for line in supplier.lines}
    wanted: dict[str, bool] = {}
    for line in buyer.lines:
        product = line.product.strip()
        is_near = product.casefold() in named or not sold.isdisjoint(line.categories)
        wanted[product] = wanted.get(product, False) or is_near
    wanted.pop("", None)
    near = tuple(product for product, is_near in wanted.items() if is_near)
    if not near:
        return tuple(wanted), ()
    return near, tuple(product for product in wanted if product not in near)


def _about_wants(wants: Sequence[str]) -> Wording:
    """Say to a supplier what the buyer wants; empty where its sheet names nothing."""
    if not wants:
        return NOTHING
    named, more = wants[:MOST_NAMED], len(wants) - MOST_NAMED
    return Wording(
        en="Wants: " + "; ".join(named) + (f" and {more} more" if more > 0 else ""),
        zh="采购需求："
        + "；".join(named)
        + (f"等 {len(wants)} 项" if more > 0 else ""),
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


def person_text(contact: Contact | None) -> str:
    """Name the person to greet: "王淼 采购经理", "Ana Núñez, Head of purchasing"."""
    if contact is None:
        return ""
    parts = [part for part in (contact.name.strip(), contact.title.strip()) if part]
    return (", " if _is_latin(contact.name) else " ").join(parts)


def _is_latin(name: str) -> bool:
    return all(ord(character) < FIRST_CHINESE for character in name)


def _meeting_row(meeting: Meeting, zone: ZoneInfo) -> PartyRow:
    return PartyRow(
        session=meeting.session,
        round_index=meeting.round_index,
        start=meeting.start.astimezone(zone),
        end=meeting.end.astimezone(zone),
        hall=meeting.hall,
        booth=meeting.booth,
        table=meeting.table,
        about=without_figures(meeting.because),
        locked=meeting.locked,
    )


def _is_only_table(problem: Problem, meeting: Meeting) -> bool:
    if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        return problem.supplier_by_id[meeting.supplier].tables == 1
    if problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        return problem.buyer_by_id[meeting.buyer].teams == 1
    return False


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
            is_only_table=_is_only_table(problem, meeting),
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
