"""Rules of wishes (locks, musts, nevers) and of the lists beside the meetings."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from scheduler.columns import pair_keys
from scheduler.phrases import buyer_text, pair_wording, slot_wording
from scheduler.problem import Strength
from scheduler.rules import Rule, Violation
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from scheduler.checking.case import Case
    from scheduler.fair import Slot
    from scheduler.problem import BuyerId, SupplierId
    from scheduler.schedule import Meeting, Shortfall


def check_nevers(case: Case) -> Iterator[Violation]:
    """Yield meetings of pairs that must never meet."""
    for row in _rows_of(case, case.problem.pairs(Strength.NEVER)):
        meeting = case.columns.meetings[row]
        pair = case.pair(meeting)
        wording = Wording(
            en=f"{pair.en} meet, although they must never.",
            zh=f"{pair.zh}已标为“禁止”，却安排了洽谈。",
        )
        yield Violation(
            Rule.NEVER, wording, meeting.buyer, meeting.supplier, meeting.slot
        )


def check_locks(case: Case) -> Iterator[Violation]:
    """Yield locks without their meeting, and wrong marks."""
    missing = {(lock.buyer, lock.supplier, lock.slot) for lock in case.problem.locks}
    slots_of: defaultdict[tuple[BuyerId, SupplierId], set[Slot]] = defaultdict(set)
    for buyer, supplier, slot in missing:
        slots_of[buyer, supplier].add(slot)
    marked = set(np.flatnonzero(case.columns.locked).tolist())
    for row in sorted(marked.union(_rows_of(case, slots_of))):
        meeting = case.columns.meetings[row]
        slots = slots_of.get((meeting.buyer, meeting.supplier), ())
        is_locked = meeting.slot in slots
        if is_locked:
            missing.discard((meeting.buyer, meeting.supplier, meeting.slot))
        if meeting.locked != is_locked:
            yield _wrong_mark(case, meeting, is_locked)
    for buyer, supplier, slot in sorted(missing):
        pair, when = pair_wording(case.problem, buyer, supplier), slot_wording(slot)
        wording = Wording(
            en=f"{pair.en} are locked into {when.en}, but do not meet there.",
            zh=f"{pair.zh}已锁定在{when.zh}，但未安排在该轮次。",
        )
        yield Violation(Rule.LOCK, wording, buyer, supplier, slot)


def _rows_of(
    case: Case, pairs: Collection[tuple[BuyerId, SupplierId]]
) -> Iterator[int]:
    """Yield the rows of the meetings of `pairs`."""
    if not pairs:
        return
    columns = case.columns
    rows = columns.buyer, columns.supplier  # the names of the schedule come first
    buyers = columns.buyer_names.numbers([buyer for buyer, _ in pairs])
    suppliers = columns.supplier_names.numbers([supplier for _, supplier in pairs])
    found = np.isin(pair_keys(*rows), pair_keys(buyers, suppliers))
    yield from np.flatnonzero(found).tolist()


def check_musts(case: Case) -> Iterator[Violation]:
    """Yield musts neither placed nor reported, and reports that are wrong."""
    problem, schedule = case.problem, case.schedule
    musts = problem.pairs(Strength.MUST)
    reports = Counter((must.buyer, must.supplier) for must in schedule.unplaced_musts)
    meetings = [
        schedule.meetings[row] for row in _rows_of(case, musts | reports.keys())
    ]
    placed = {(meeting.buyer, meeting.supplier) for meeting in meetings}
    for buyer, supplier in sorted(musts - placed - reports.keys()):
        pair = pair_wording(problem, buyer, supplier)
        wording = Wording(
            en=f"{pair.en} must meet; they neither do nor is it said why.",
            zh=f"{pair.zh}标为“必须”，既未安排，也未说明原因。",
        )
        yield Violation(Rule.MUST, wording, buyer, supplier)
    for (buyer, supplier), count in reports.items():
        if (buyer, supplier) not in musts:
            fault = Wording(en="is not a must", zh="不是“必须”")
        elif (buyer, supplier) in placed:
            fault = Wording(en="is placed", zh="已安排洽谈")
        elif count > 1:
            fault = Wording(en=f"is listed {count} times", zh=f"列出了 {count} 次")
        else:
            continue
        yield _wrong_report(case, buyer, supplier, fault)


def check_shortfalls(case: Case) -> Iterator[Violation]:
    """Yield buyers below the minimum that are not listed, and entries that are wrong."""
    problem, schedule = case.problem, case.schedule
    wanted = problem.fair.min_meetings
    met = np.bincount(case.columns.buyer, minlength=len(problem.buyers))
    met = met[: len(problem.buyers)]
    short = {
        problem.buyers[b].id: int(met[b]) for b in np.flatnonzero(met < wanted).tolist()
    }
    listed = Counter(entry.buyer for entry in schedule.shortfalls)
    for buyer_id in sorted(short.keys() - listed.keys()):
        who, count = buyer_text(problem, buyer_id), short[buyer_id]
        wording = Wording(
            en=f"{who} has {count} of {wanted} meetings and is not on the list of shortfalls.",
            zh=f"{who}只有 {count} 场洽谈（应有 {wanted} 场），却不在不足名单中。",
        )
        yield Violation(Rule.SHORTFALL_LIST, wording, buyer=buyer_id)
    for entry in schedule.shortfalls:
        yield from _check_entry(case, entry, short.get(entry.buyer))
    for buyer_id, count in listed.items():
        if count > 1:
            who = buyer_text(problem, buyer_id)
            wording = Wording(
                en=f"{who} is on the list of shortfalls {count} times.",
                zh=f"{who}在不足名单中出现了 {count} 次。",
            )
            yield Violation(Rule.SHORTFALL_LIST, wording, buyer=buyer_id)


def check_reasons(case: Case) -> Iterator[Violation]:
    """Yield entries of both lists that do not say why."""
    problem, schedule = case.problem, case.schedule
    for entry in schedule.shortfalls:
        if not entry.reasons:
            who = buyer_text(problem, entry.buyer)
            wording = Wording(
                en=f"It is not said why {who} has too few meetings.",
                zh=f"未说明{who}洽谈不足的原因。",
            )
            yield Violation(Rule.REASONS_MISSING, wording, buyer=entry.buyer)
    for must in schedule.unplaced_musts:
        if not must.reasons:
            pair = pair_wording(problem, must.buyer, must.supplier)
            wording = Wording(
                en=f"It is not said why the must of {pair.en} is not placed.",
                zh=f"未说明“必须”配对{pair.zh}未安排的原因。",
            )
            yield Violation(Rule.REASONS_MISSING, wording, must.buyer, must.supplier)


def check_order(case: Case) -> Iterator[Violation]:
    """Yield meetings that are listed after a later one."""
    for row in (np.flatnonzero(_listed_late(case)) + 1).tolist():
        after = case.columns.meetings[row]
        pair = case.pair(after)
        wording = Wording(
            en=f"The meeting of {pair.en} is listed too late.",
            zh=f"{pair.zh}的洽谈排列位置过后。",
        )
        yield Violation(Rule.ORDER, wording, after.buyer, after.supplier, after.slot)


def _listed_late(case: Case) -> NDArray[np.bool_]:
    """Return [m - 1]: the meeting after each comes before it in `meeting_order`."""
    columns = case.columns
    places = columns.hall, columns.booth
    keys = (
        columns.start,
        columns.session_names.ranks(columns.session),
        columns.round_index,
        *(columns.place_names.ranks(place) for place in places),
        columns.table,
        columns.buyer_names.ranks(columns.buyer),
        columns.supplier_names.ranks(columns.supplier),
    )
    pairs = max(0, len(columns.meetings) - 1)
    late, alike = np.zeros(pairs, np.bool_), np.ones(pairs, np.bool_)
    for key in keys:
        late |= alike & (key[:-1] > key[1:])
        alike &= key[:-1] == key[1:]
    return late


def _wrong_mark(case: Case, meeting: Meeting, is_locked: bool) -> Violation:
    pair = case.pair(meeting)
    if is_locked:
        wording = Wording(
            en=f"The meeting of {pair.en} is locked, but not marked as locked.",
            zh=f"{pair.zh}的洽谈已锁定，却未作锁定标记。",
        )
    else:
        wording = Wording(
            en=f"The meeting of {pair.en} is marked as locked, but is not locked there.",
            zh=f"{pair.zh}的洽谈标为已锁定，但该轮次并无锁定。",
        )
    return Violation(
        Rule.LOCKED_FLAG, wording, meeting.buyer, meeting.supplier, meeting.slot
    )


def _wrong_report(
    case: Case, buyer: BuyerId, supplier: SupplierId, fault: Wording
) -> Violation:
    pair = pair_wording(case.problem, buyer, supplier)
    wording = Wording(
        en=f"{pair.en}: listed as an unplaced must, but the pair {fault.en}.",
        zh=f"{pair.zh}列在未安排的“必须”名单中，但该配对{fault.zh}。",
    )
    return Violation(Rule.MUST_LIST, wording, buyer, supplier)


def _check_entry(
    case: Case, entry: Shortfall, count: int | None
) -> Iterator[Violation]:
    """Yield what is wrong with one entry; `count` is None for a buyer not short."""
    who = buyer_text(case.problem, entry.buyer)
    wanted = case.problem.fair.min_meetings
    if count is None:
        wording = Wording(
            en=f"{who} is on the list of shortfalls, but is not short.",
            zh=f"{who}列在不足名单中，但其洽谈数并未不足。",
        )
    elif (entry.meetings, entry.wanted) != (count, wanted):
        wording = Wording(
            en=f"{who} is listed with {entry.meetings} of {entry.wanted} meetings, but has {count} of {wanted}.",
            zh=f"不足名单写明{who}有 {entry.meetings} 场（应有 {entry.wanted} 场），实际为 {count} 场（应有 {wanted} 场）。",
        )
    else:
        return
    yield Violation(Rule.SHORTFALL_LIST, wording, buyer=entry.buyer)
