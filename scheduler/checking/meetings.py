"""Rules that each meeting keeps or breaks by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.checking.case import Booked, Case
from scheduler.fair import MeetAt, Place
from scheduler.phrases import party_text, place_text, slot_wording
from scheduler.problem import Buyer, Strength
from scheduler.rules import Rule, Violation
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scheduler.problem import Problem, Supplier
    from scheduler.schedule import Meeting

NO_CANDIDATE = np.iinfo(np.int64).min
"""What stands for the fit of a pair that is no candidate."""


def check_known(case: Case) -> Iterator[Violation]:
    """Yield meetings of unknown parties or in unknown slots."""
    problem, columns = case.problem, case.columns
    strange = np.ones(len(columns.meetings), np.bool_)
    strange[columns.known] = False
    for row in np.flatnonzero(strange).tolist():
        meeting = columns.meetings[row]
        if meeting.buyer not in problem.buyer_by_id:
            yield _unknown_party(meeting, meeting.buyer)
        if meeting.supplier not in problem.supplier_by_id:
            yield _unknown_party(meeting, meeting.supplier)
        if columns.slot[row] < 0:
            pair, slot = case.pair(meeting), slot_wording(meeting.slot)
            wording = Wording(
                en=f"{pair.en} meet in {slot.en}, which the fair does not have.",
                zh=f"{pair.zh}的洽谈排在{slot.zh}，本届展会没有该轮次。",
            )
            yield _violation(Rule.UNKNOWN_SLOT, meeting, wording)


def check_times(case: Case) -> Iterator[Violation]:
    """Yield meetings whose start or end is not their round's."""
    columns, rows = case.columns, case.columns.known
    slot = columns.slot[rows]
    wrong = columns.start[rows] != columns.slots.start[slot]
    wrong |= columns.end[rows] != columns.slots.end[slot]
    for entry in case.entries(rows[wrong]):
        meeting, round_ = entry.meeting, case.problem.fair.round_at(entry.slot)
        pair = case.pair(meeting)
        given = f"{meeting.start:%Y-%m-%d %H:%M}-{meeting.end:%H:%M}"
        right = f"{round_.start:%Y-%m-%d %H:%M}-{round_.end:%H:%M}"
        wording = Wording(
            en=f"{pair.en} meet at {given}, but the round is {right}.",
            zh=f"{pair.zh}的洽谈时间为 {given}，而该轮次为 {right}。",
        )
        yield _violation(Rule.WRONG_TIME, meeting, wording)


def check_places(case: Case) -> Iterator[Violation]:
    """Yield meetings at another hall or booth than the fair says."""
    columns, rows = case.columns, case.columns.known
    halls, booths = columns.hall[rows], columns.booth[rows]
    right_hall, right_booth = _right_places(case)
    wrong = (halls != right_hall) | (booths != right_booth)
    for entry in case.entries(rows[wrong]):
        meeting, right = entry.meeting, _place_of(entry, case.problem.fair.meet_at)
        pair = case.pair(meeting)
        here, there = place_text(Place(meeting.hall, meeting.booth)), place_text(right)
        wording = Wording(
            en=f"{pair.en} are sent to {here}, but the place is {there}.",
            zh=f"{pair.zh}的洽谈地点写为 {here}，应为 {there}。",
        )
        yield _violation(Rule.WRONG_PLACE, meeting, wording)


def _right_places(case: Case) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the hall and the booth of each known meeting, as numbers of names."""
    columns, rows, problem = case.columns, case.columns.known, case.problem
    names = columns.place_names
    if problem.fair.meet_at is MeetAt.TABLES:
        nowhere = np.repeat(names.numbers([""]), len(rows))
        return nowhere, nowhere
    at_supplier = problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH
    parties = problem.suppliers if at_supplier else problem.buyers
    party = (columns.supplier if at_supplier else columns.buyer)[rows]
    halls = names.numbers([party.hall for party in parties])
    booths = names.numbers([party.booth for party in parties])
    return halls[party], booths[party]


def check_table_range(case: Case) -> Iterator[Violation]:
    """Yield meetings at a table number that does not exist."""
    columns, rows = case.columns, case.columns.known
    table = columns.table[rows]
    wrong = (table < 1) | (table > _last_tables(case))
    for entry in case.entries(rows[wrong]):
        meeting, tables = entry.meeting, _tables_of(entry, case)
        pair = case.pair(meeting)
        last = Wording.same("…" if tables is None else str(tables))
        wording = Wording(
            en=f"{pair.en} are given table {meeting.table}; tables are 1 to {last.en}.",
            zh=f"{pair.zh}被安排在第 {meeting.table} 桌；桌号为 1 至 {last.zh}。",
        )
        yield _violation(Rule.TABLE_RANGE, meeting, wording)


def _last_tables(case: Case) -> NDArray[np.int64]:
    """Return the last table of each known meeting's place."""
    columns, problem = case.columns, case.problem
    if problem.fair.meet_at is MeetAt.TABLES:
        tables = problem.fair.tables
        last = np.iinfo(np.int64).max if tables is None else tables
        return np.full(len(columns.known), last, np.int64)
    if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        tables_of = np.array([party.tables for party in problem.suppliers], np.int64)
        return tables_of[columns.supplier[columns.known]]
    teams_of = np.array([party.teams for party in problem.buyers], np.int64)
    return teams_of[columns.buyer[columns.known]]


def check_presence(case: Case) -> Iterator[Violation]:
    """Yield meetings of a party that is not there."""
    columns, problem, rows = case.columns, case.problem, case.columns.known
    away = ~_there(problem, problem.buyers)[columns.buyer[rows], columns.slot[rows]]
    away |= ~_there(problem, problem.suppliers)[
        columns.supplier[rows], columns.slot[rows]
    ]
    for entry in case.entries(rows[away]):
        buyer, supplier, slot = entry.buyer, entry.supplier, entry.slot
        if buyer.sessions is not None and slot.session not in buyer.sessions:
            yield _not_there(entry, Rule.SESSION_NOT_ATTENDED, party_text(buyer))
        if slot in buyer.absent:
            yield _not_there(entry, Rule.BUYER_ABSENT, party_text(buyer))
        if slot in supplier.absent:
            yield _not_there(entry, Rule.SUPPLIER_ABSENT, party_text(supplier))


def _there(problem: Problem, parties: Sequence[Buyer | Supplier]) -> NDArray[np.bool_]:
    """Return [parties, T]: who is there when; most are there always."""
    fair = problem.fair
    number = {slot: t for t, slot in enumerate(fair.slots)}
    there = np.ones((len(parties), len(number)), np.bool_)
    for row, party in enumerate(parties):
        if isinstance(party, Buyer) and party.sessions is not None:
            there[row] = [slot.session in party.sessions for slot in fair.slots]
        if party.absent:
            there[row, [number[s] for s in party.absent if s in number]] = False
    return there


def check_fits(case: Case) -> Iterator[Violation]:
    """Yield pairs that were not considered, fit too little or carry a wrong fit."""
    problem, columns, rows = case.problem, case.columns, case.columns.known
    allowed = problem.pairs(Strength.MUST) | {
        (lock.buyer, lock.supplier) for lock in problem.locks
    }
    found = case.candidates.find_rows(columns.buyer[rows], columns.supplier[rows])
    fits = np.append(case.candidates.fit.astype(np.int64), NO_CANDIDATE)[found]
    odd = (fits != columns.fit[rows]) | (fits < problem.fair.min_fit)
    for place in np.flatnonzero(odd).tolist():
        meeting, fit = columns.meetings[rows[place]], int(fits[place])
        if fit == NO_CANDIDATE:
            yield _no_candidate(meeting, case)
            continue
        if fit != meeting.fit:
            yield _fit_differs(meeting, case, fit)
        is_low = fit < problem.fair.min_fit
        if is_low and (meeting.buyer, meeting.supplier) not in allowed:
            yield _below_min_fit(meeting, case, fit)


def _place_of(entry: Booked, meet_at: MeetAt) -> Place:
    if meet_at is MeetAt.SUPPLIER_BOOTH:
        return entry.supplier.place
    if meet_at is MeetAt.BUYER_BOOTH:
        return entry.buyer.place
    return Place("", "")


def _tables_of(entry: Booked, case: Case) -> int | None:
    fair = case.problem.fair
    if fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        return entry.supplier.tables
    if fair.meet_at is MeetAt.BUYER_BOOTH:
        return entry.buyer.teams
    return fair.tables


def _violation(rule: Rule, meeting: Meeting, wording: Wording) -> Violation:
    return Violation(rule, wording, meeting.buyer, meeting.supplier, meeting.slot)


def _unknown_party(meeting: Meeting, party: str) -> Violation:
    slot = slot_wording(meeting.slot)
    wording = Wording(
        en=f"{party}, in a meeting in {slot.en}, is not in the fair's lists.",
        zh=f"{slot.zh}的洽谈中，{party} 不在展会名单内。",
    )
    return _violation(Rule.UNKNOWN_PARTY, meeting, wording)


def _not_there(entry: Booked, rule: Rule, who: str) -> Violation:
    slot = slot_wording(entry.slot)
    wording = Wording(
        en=f"{who} has a meeting in {slot.en}, but is not there.",
        zh=f"{who}在{slot.zh}有洽谈，但届时不在场。",
    )
    return _violation(rule, entry.meeting, wording)


def _no_candidate(meeting: Meeting, case: Case) -> Violation:
    pair = case.pair(meeting)
    wording = Wording(
        en=f"{pair.en} meet, but the pair was not among the candidates.",
        zh=f"{pair.zh}已安排洽谈，但该配对不在候选之列。",
    )
    return _violation(Rule.NOT_A_CANDIDATE, meeting, wording)


def _fit_differs(meeting: Meeting, case: Case, fit: int) -> Violation:
    pair = case.pair(meeting)
    wording = Wording(
        en=f"The fit of {pair.en} is {fit}, but the schedule says {meeting.fit}.",
        zh=f"{pair.zh}的匹配度为 {fit}，而排期中写为 {meeting.fit}。",
    )
    return _violation(Rule.FIT_DIFFERS, meeting, wording)


def _below_min_fit(meeting: Meeting, case: Case, fit: int) -> Violation:
    pair, least = case.pair(meeting), case.problem.fair.min_fit
    wording = Wording(
        en=f"{pair.en} meet with a fit of {fit}; the least allowed is {least}.",
        zh=f"{pair.zh}的匹配度为 {fit}，低于下限 {least}，却安排了洽谈。",
    )
    return _violation(Rule.MIN_FIT, meeting, wording)
