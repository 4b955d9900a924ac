"""Rules over all meetings of a buyer, of a supplier, or at a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from scheduler.checking.case import Booked, Case, crowded
from scheduler.phrases import pair_wording, party_text, place_text, slot_wording
from scheduler.problem import MeetAt, Place
from scheduler.rules import Rule, Violation
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from scheduler.problem import Slot


def check_at_once(case: Case) -> Iterator[Violation]:
    """Yield buyers and suppliers that are in too many meetings at once."""
    for entries in case.by_buyer.values():
        buyer = entries[0].buyer
        for first, count in crowded(entries, buyer.teams):
            wording = _at_once(party_text(buyer), count, buyer.teams, first.slot)
            yield Violation(
                Rule.BUYER_AT_ONCE, wording, buyer=buyer.id, slot=first.slot
            )
    for entries in case.by_supplier.values():
        supplier = entries[0].supplier
        for first, count in crowded(entries, supplier.tables):
            wording = _at_once(party_text(supplier), count, supplier.tables, first.slot)
            yield Violation(
                Rule.SUPPLIER_AT_ONCE, wording, supplier=supplier.id, slot=first.slot
            )


def check_tables(case: Case) -> Iterator[Violation]:
    """Yield tables that are given to several meetings at once."""
    owner = _table_owner(case.problem.fair.meet_at)
    at_table: defaultdict[Hashable, list[Booked]] = defaultdict(list)
    for entry in case.booked:
        at_table[owner(entry), entry.meeting.table].append(entry)
    for entries in at_table.values():
        for first, count in crowded(entries, 1):
            slot, meeting = slot_wording(first.slot), first.meeting
            place = place_text(Place(meeting.hall, meeting.booth))
            wording = Wording(
                en=f"Table {meeting.table} at {place} is given to {count} meetings in {slot.en}.",
                zh=f"{slot.zh}，{place} 第 {meeting.table} 桌被安排了 {count} 场洽谈。",
            )
            yield Violation(
                Rule.TABLE_TWICE, wording, meeting.buyer, meeting.supplier, first.slot
            )


def check_hall_tables(case: Case) -> Iterator[Violation]:
    """Yield rounds with more meetings than the organiser has tables."""
    fair = case.problem.fair
    if fair.meet_at is not MeetAt.TABLES or fair.tables is None:
        return
    for first, count in crowded(case.booked, fair.tables):
        slot = slot_wording(first.slot)
        wording = Wording(
            en=f"{count} meetings are held at once in {slot.en}; there are {fair.tables} tables.",
            zh=f"{slot.zh}同时有 {count} 场洽谈，而洽谈桌只有 {fair.tables} 张。",
        )
        yield Violation(Rule.HALL_TABLES, wording, slot=first.slot)


def check_counts(case: Case) -> Iterator[Violation]:
    """Yield buyers and suppliers with more meetings than their limit."""
    problem, schedule = case.problem, case.schedule
    most = problem.fair.max_meetings
    for buyer_id, meetings in schedule.by_buyer.items():
        buyer = problem.buyer_by_id.get(buyer_id)
        if buyer is not None and len(meetings) > most:
            wording = _too_many(party_text(buyer), len(meetings), most)
            yield Violation(Rule.MAX_MEETINGS, wording, buyer=buyer_id)
    for supplier_id, meetings in schedule.by_supplier.items():
        supplier = problem.supplier_by_id.get(supplier_id)
        limit = supplier.max_meetings if supplier else None
        if supplier is not None and limit is not None and len(meetings) > limit:
            wording = _too_many(party_text(supplier), len(meetings), limit)
            yield Violation(Rule.SUPPLIER_MAX, wording, supplier=supplier_id)


def check_sessions(case: Case) -> Iterator[Violation]:
    """Yield buyers whose meetings lie in too many sessions."""
    most = case.problem.fair.sessions_per_buyer
    for buyer_id, entries in case.by_buyer.items():
        sessions = sorted({entry.slot.session for entry in entries})
        if len(sessions) <= most:
            continue
        who = party_text(entries[0].buyer)
        wording = Wording(
            en=f"{who} has meetings in {len(sessions)} sessions ({', '.join(sessions)}); {most} is the most.",
            zh=f"{who}的洽谈分在 {len(sessions)} 个场次（{'、'.join(sessions)}），最多 {most} 个。",
        )
        yield Violation(Rule.SESSIONS_PER_BUYER, wording, buyer=buyer_id)


def check_pairs(case: Case) -> Iterator[Violation]:
    """Yield pairs that meet more than once."""
    counts = Counter(
        (meeting.buyer, meeting.supplier) for meeting in case.schedule.meetings
    )
    for (buyer, supplier), count in counts.items():
        if count > 1:
            pair = pair_wording(case.problem, buyer, supplier)
            wording = Wording(
                en=f"{pair.en} meet {count} times.",
                zh=f"{pair.zh}安排了 {count} 次洽谈。",
            )
            yield Violation(Rule.PAIR_TWICE, wording, buyer, supplier)


def _table_owner(meet_at: MeetAt) -> Callable[[Booked], str]:
    """Return who owns the numbers of the tables; "" where the organiser does."""
    if meet_at is MeetAt.SUPPLIER_BOOTH:
        return lambda entry: entry.supplier.id
    if meet_at is MeetAt.BUYER_BOOTH:
        return lambda entry: entry.buyer.id
    return lambda _: ""


def _at_once(who: str, count: int, most: int, slot: Slot) -> Wording:
    when = slot_wording(slot)
    return Wording(
        en=f"{who} is in {count} meetings at once in {when.en}; {most} is the most.",
        zh=f"{who}在{when.zh}同时有 {count} 场洽谈，最多 {most} 场。",
    )


def _too_many(who: str, count: int, most: int) -> Wording:
    return Wording(
        en=f"{who} has {count} meetings; {most} is the most.",
        zh=f"{who}有 {count} 场洽谈，最多 {most} 场。",
    )
