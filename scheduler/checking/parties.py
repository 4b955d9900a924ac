"""Rules over all meetings of a buyer, of a supplier, or at a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.checking.case import Case, crowded
from scheduler.columns import group_sizes, pair_keys
from scheduler.fair import MeetAt, Place
from scheduler.phrases import party_text, place_text, slot_wording
from scheduler.rules import Rule, Violation
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from scheduler.fair import Slot


def check_at_once(case: Case) -> Iterator[Violation]:
    """Yield buyers and suppliers that are in too many meetings at once."""
    columns, problem = case.columns, case.problem
    owner = columns.buyer[columns.known]
    teams = np.array([buyer.teams for buyer in problem.buyers], np.int64)
    for entries in case.groups(owner, case.crowds(owner, teams)):
        buyer = entries[0].buyer
        for first, count in crowded(entries, buyer.teams):
            wording = _at_once(party_text(buyer), count, buyer.teams, first.slot)
            yield Violation(
                Rule.BUYER_AT_ONCE, wording, buyer=buyer.id, slot=first.slot
            )
    owner = columns.supplier[columns.known]
    tables = np.array([supplier.tables for supplier in problem.suppliers], np.int64)
    for entries in case.groups(owner, case.crowds(owner, tables)):
        supplier = entries[0].supplier
        for first, count in crowded(entries, supplier.tables):
            wording = _at_once(party_text(supplier), count, supplier.tables, first.slot)
            yield Violation(
                Rule.SUPPLIER_AT_ONCE, wording, supplier=supplier.id, slot=first.slot
            )


def check_tables(case: Case) -> Iterator[Violation]:
    """Yield tables that are given to several meetings at once."""
    columns = case.columns
    number = np.unique(columns.table[columns.known], return_inverse=True)[1]
    owner = _table_owner(case) * (int(number.max(initial=0)) + 1) + number
    names, owner = np.unique(owner, return_inverse=True)
    one = np.ones(len(names), np.int64)
    for entries in case.groups(owner, case.crowds(owner, one)):
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


def _table_owner(case: Case) -> NDArray[np.int64]:
    """Return who numbers the table of each known meeting; 0 where the organiser does."""
    columns, meet_at = case.columns, case.problem.fair.meet_at
    if meet_at is MeetAt.SUPPLIER_BOOTH:
        return columns.supplier[columns.known]
    if meet_at is MeetAt.BUYER_BOOTH:
        return columns.buyer[columns.known]
    return np.zeros(len(columns.known), np.int64)


def check_hall_tables(case: Case) -> Iterator[Violation]:
    """Yield rounds with more meetings than the organiser has tables."""
    fair = case.problem.fair
    if fair.meet_at is not MeetAt.TABLES or fair.tables is None:
        return
    hall = np.zeros(len(case.columns.known), np.int64)
    for entries in case.groups(hall, case.crowds(hall, np.array([fair.tables]))):
        for first, count in crowded(entries, fair.tables):
            slot = slot_wording(first.slot)
            wording = Wording(
                en=f"{count} meetings are held at once in {slot.en}; there are {fair.tables} tables.",
                zh=f"{slot.zh}同时有 {count} 场洽谈，而洽谈桌只有 {fair.tables} 张。",
            )
            yield Violation(Rule.HALL_TABLES, wording, slot=first.slot)


def check_counts(case: Case) -> Iterator[Violation]:
    """Yield buyers and suppliers with more meetings than their limit."""
    problem, columns = case.problem, case.columns
    most = problem.fair.max_meetings
    met = np.bincount(columns.buyer, minlength=len(problem.buyers))
    for b in np.flatnonzero(met[: len(problem.buyers)] > most).tolist():
        buyer = problem.buyers[b]
        wording = _too_many(party_text(buyer), int(met[b]), most)
        yield Violation(Rule.MAX_MEETINGS, wording, buyer=buyer.id)
    load = np.bincount(columns.supplier, minlength=len(problem.suppliers)).tolist()
    for supplier, meetings in zip(problem.suppliers, load, strict=False):
        limit = supplier.max_meetings
        if limit is not None and meetings > limit:
            wording = _too_many(party_text(supplier), meetings, limit)
            yield Violation(Rule.SUPPLIER_MAX, wording, supplier=supplier.id)


def check_sessions(case: Case) -> Iterator[Violation]:
    """Yield buyers whose meetings lie in too many sessions."""
    most, columns = case.problem.fair.sessions_per_buyer, case.columns
    owner = columns.buyer[columns.known]
    session = columns.slots.session[columns.slot[columns.known]]
    attended = np.unique(pair_keys(owner, session)) >> 32
    buyers, counts = group_sizes(attended)
    for entries in case.groups(owner, buyers[counts > most]):
        sessions = sorted({entry.slot.session for entry in entries})
        who = party_text(entries[0].buyer)
        wording = Wording(
            en=f"{who} has meetings in {len(sessions)} sessions ({', '.join(sessions)}); {most} is the most.",
            zh=f"{who}的洽谈分在 {len(sessions)} 个场次（{'、'.join(sessions)}），最多 {most} 个。",
        )
        yield Violation(Rule.SESSIONS_PER_BUYER, wording, buyer=entries[0].buyer.id)


def check_pairs(case: Case) -> Iterator[Violation]:
    """Yield pairs that meet more than once."""
    columns = case.columns
    _, first, counts = np.unique(columns.pair, return_index=True, return_counts=True)
    for row, count in zip(first[counts > 1], counts[counts > 1], strict=True):
        meeting = columns.meetings[row]
        pair = case.pair(meeting)
        wording = Wording(
            en=f"{pair.en} meet {count} times.",
            zh=f"{pair.zh}安排了 {count} 次洽谈。",
        )
        yield Violation(Rule.PAIR_TWICE, wording, meeting.buyer, meeting.supplier)


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
