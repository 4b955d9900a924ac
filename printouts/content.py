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
from printouts.interpreting import interpreted
from printouts.pages import (
    NOTHING,
    OTHERS,
    FairPage,
    HallPage,
    HallRow,
    PartyPage,
    PartyRow,
    PickupPage,
    PickupRow,
    SessionFacts,
    Side,
    name_initial,
    name_order,
    natural_key,
    page_digest,
    party_language,
    place_order,
)
from scheduler.problem import MeetAt, Place, Slot
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scheduler.directory import Contact, Directory
    from scheduler.problem import (
        Buyer,
        BuyerId,
        Fair,
        Problem,
        Session,
        SessionId,
        Supplier,
        SupplierId,
    )
    from scheduler.schedule import Meeting, Schedule

__all__ = [
    "FairPage",
    "HallPage",
    "HallRow",
    "PartyPage",
    "PartyRow",
    "SessionFacts",
    "Side",
    "build_buyer_page",
    "build_buyer_pages",
    "build_fair_page",
    "build_hall_page",
    "build_hall_pages",
    "build_pickup_page",
    "build_supplier_page",
    "build_supplier_pages",
    "name_order",
    "natural_key",
    "page_digest",
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
    return tuple(
        build_buyer_page(problem, schedule, directory, buyer)
        for buyer in order_buyers(problem)
    )


def build_supplier_pages(
    problem: Problem, schedule: Schedule, directory: Directory
) -> tuple[PartyPage, ...]:
    """Build a page for every supplier in the order in which booths are walked past."""
    return tuple(
        build_supplier_page(problem, schedule, directory, supplier)
        for supplier in order_suppliers(problem)
    )


def build_hall_pages(problem: Problem, schedule: Schedule) -> tuple[HallPage, ...]:
    """Build a page for every session and hall in which somebody meets."""
    return tuple(
        build_hall_page(problem, schedule, session, hall)
        for session, hall in order_halls(problem, schedule)
    )


def build_pickup_page(
    problem: Problem, schedule: Schedule, directory: Directory
) -> PickupPage:
    """Build the desk's list of all buyers: by name, those without an initial last."""
    zone = ZoneInfo(problem.fair.timezone)
    rows = [
        _pickup_row(
            problem.buyer_by_id[buyer],
            schedule.by_buyer.get(buyer, ()),
            directory.buyers.get(buyer),
            zone,
        )
        for buyer in order_buyers(problem)
    ]
    return PickupPage(tuple(sorted(rows, key=lambda row: row.initial == OTHERS)))


def _pickup_row(
    buyer: Buyer, meetings: Sequence[Meeting], contact: Contact | None, zone: ZoneInfo
) -> PickupRow:
    first = meetings[0] if meetings else None
    return PickupRow(
        initial=name_initial(buyer.name),
        party_id=buyer.id,
        name=buyer.name,
        person=person_text(contact),
        start=first.start.astimezone(zone) if first else None,
        place=Place(first.hall, first.booth) if first else NOWHERE,
    )


def order_buyers(problem: Problem) -> list[BuyerId]:
    """Return the buyers in the order of their pages."""
    return [buyer.id for buyer in sorted(problem.buyers, key=_name_order)]


def order_suppliers(problem: Problem) -> list[SupplierId]:
    """Return the suppliers in the order of their pages."""
    ordered = sorted(
        problem.suppliers, key=lambda one: (*place_order(one.place), *_name_order(one))
    )
    return [supplier.id for supplier in ordered]


def order_halls(problem: Problem, schedule: Schedule) -> list[tuple[SessionId, str]]:
    """Return each session with each hall in which somebody meets then, in order."""
    return [
        (session.id, hall)
        for session in problem.fair.sessions
        for hall in sorted(
            {meeting.hall for meeting in schedule.by_session.get(session.id, ())},
            key=natural_key,
        )
    ]


def build_hall_page(
    problem: Problem, schedule: Schedule, session_id: SessionId, hall: str
) -> HallPage:
    """Build the page of one hall in one session."""
    zone = ZoneInfo(problem.fair.timezone)
    session = problem.fair.session_by_id[session_id]
    here = [m for m in schedule.by_session.get(session_id, ()) if m.hall == hall]
    return HallPage(
        _session_facts(session, zone), hall, _hall_rows(problem, here, zone)
    )


def _name_order(party: Buyer | Supplier) -> tuple[object, ...]:
    return name_order(party.name, party.id)


def _session_facts(session: Session, zone: ZoneInfo) -> SessionFacts:
    return SessionFacts(
        session.id,
        session.start.astimezone(zone),
        session.end.astimezone(zone),
        len(session.rounds),
    )


def build_buyer_page(
    problem: Problem, schedule: Schedule, directory: Directory, buyer_id: BuyerId
) -> PartyPage:
    """Build the page of one buyer."""
    del directory  # a buyer's page holds nothing personal; kept for a common shape
    buyer = problem.buyer_by_id[buyer_id]
    meetings = schedule.by_buyer.get(buyer_id, ())
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
            interpreter=interpreted(problem, meeting),
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


def build_supplier_page(
    problem: Problem, schedule: Schedule, directory: Directory, supplier_id: SupplierId
) -> PartyPage:
    """Build the page of one supplier."""
    supplier = problem.supplier_by_id[supplier_id]
    meetings = schedule.by_supplier.get(supplier_id, ())
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
        interpreter=interpreted(problem, meeting),
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
            interpreter=interpreted(problem, meeting),
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
