"""What a supplier's page says: who comes and what they want, and the open rounds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.interpreting import interpreted
from printouts.pages import NOTHING, PartyPage, PartyRow, Side, party_language
from printouts.route import build_route
from printouts.row_content import (
    free_row,
    is_only_table,
    meeting_row,
    person_text,
    row_order,
    with_walks,
)
from scheduler.fair import MeetAt
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.directory import Directory
    from scheduler.fair import Fair, Slot
    from scheduler.problem import Buyer, Problem, Supplier, SupplierId
    from scheduler.schedule import Meeting, Schedule

MOST_NAMED = 5
"""Products that a sentence names."""


def build_supplier_page(
    problem: Problem, schedule: Schedule, directory: Directory, supplier_id: SupplierId
) -> PartyPage:
    """Build the page of one supplier."""
    supplier = problem.supplier_by_id[supplier_id]
    meetings = schedule.by_supplier.get(supplier_id, ())
    walks = problem.fair.meet_at is not MeetAt.SUPPLIER_BOOTH
    zone = ZoneInfo(problem.fair.timezone)
    rows = supplier_meetings(problem, schedule, directory, supplier)
    rows += _open_tables(problem.fair, supplier, meetings, walks, zone)
    rows.sort(key=row_order)
    return PartyPage(
        side=Side.SUPPLIER,
        party_id=supplier.id,
        name=supplier.name,
        language=party_language(supplier.languages),
        place=supplier.place,
        walks=walks,
        tables=supplier.tables,
        rows=tuple(rows),
        route=build_route(problem.fair.walk, rows) if walks else (),
    )


def supplier_meetings(
    problem: Problem, schedule: Schedule, directory: Directory, supplier: Supplier
) -> list[PartyRow]:
    """Return the rows of a supplier's meetings in order of time."""
    meetings = schedule.by_supplier.get(supplier.id, ())
    walks = problem.fair.meet_at is not MeetAt.SUPPLIER_BOOTH
    zone = ZoneInfo(problem.fair.timezone)
    return [
        _supplier_row(problem, supplier, meeting, walk, directory, zone)
        for meeting, walk in with_walks(problem.fair, meetings, walks, supplier.tables)
    ]


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
        meeting_row(meeting, zone),
        partner_id=buyer.id,
        partner=buyer.name,
        region=buyer.region,
        person=person_text(directory.buyers.get(buyer.id)),
        about=_about_wants(wants),
        wants=wants,
        also_wants=also_wants,
        walk_min=walk,
        is_only_table=is_only_table(problem, meeting),
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
        rows += [free_row(fair, slot, zone, table) for table in free]
    return rows
