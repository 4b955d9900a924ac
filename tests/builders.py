"""Tiny cases for tests: a fair, parties, candidates, meetings, with plain defaults.

Sessions start at 09:00 on successive days; rounds take 20 minutes with 5 between, so
round 0 is 09:00-09:20, round 1 is 09:25-09:45. Suppliers stand in hall H1 at booths
of their own id, buyers in hall B1 at booths of theirs. Every pair is a candidate
with fit 80 unless said otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scheduler.candidates import Candidates
from scheduler.check import check_schedule
from scheduler.fair import Fair, MeetAt, Round, Session, SessionId, Slot
from scheduler.problem import (
    Buyer,
    BuyerId,
    DemandLine,
    Lock,
    Problem,
    Strength,
    Suggestion,
    Supplier,
    SupplierId,
)
from scheduler.reasons import Reason, ReasonCode
from scheduler.schedule import (
    Meeting,
    Schedule,
    Shortfall,
    UnplacedMust,
    meeting_order,
)
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scheduler.rules import Rule

OPENS_AT = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
FIT = 80
BECAUSE = Wording(en="because", zh="理由")
REASON = Reason(ReasonCode.FEW_CANDIDATES, Wording(en="few", zh="少"))


def make_session(
    session_id: str = "P1",
    rounds: int = 3,
    start: datetime = OPENS_AT,
    minutes: int = 20,
    between: int = 5,
) -> Session:
    """Build a session of equal rounds that ends with its last round."""
    step = timedelta(minutes=minutes + between)
    length = timedelta(minutes=minutes)
    cut = tuple(
        Round(start + i * step, start + i * step + length) for i in range(rounds)
    )
    end = cut[-1].end if cut else start
    return Session(SessionId(session_id), start, end, cut)


def make_fair(
    sessions: int = 1,
    rounds: int = 3,
    cut: tuple[Session, ...] | None = None,
    **changes: Any,
) -> Fair:
    """Build a fair with min_meetings 1 and sessions P1, P2, ... on successive days.

    `cut` gives sessions of one's own instead.
    """
    cut = cut or tuple(
        make_session(f"P{i + 1}", rounds, OPENS_AT + timedelta(days=i))
        for i in range(sessions)
    )
    plain = Fair(Wording.same("Fair"), "Asia/Shanghai", cut, min_meetings=1)
    return replace(plain, **changes)


def make_buyer(buyer_id: str = "b1", lines: int = 1, **changes: Any) -> Buyer:
    """Build a buyer with `lines` demand lines."""
    wanted = tuple(DemandLine(f"product {i + 1}") for i in range(lines))
    plain = Buyer(
        BuyerId(buyer_id), f"Buyer {buyer_id}", wanted, hall="B1", booth=buyer_id
    )
    return replace(plain, **changes)


def make_supplier(supplier_id: str = "s1", **changes: Any) -> Supplier:
    """Build a supplier with one table."""
    plain = Supplier(
        SupplierId(supplier_id), f"Supplier {supplier_id}", "H1", supplier_id
    )
    return replace(plain, **changes)


def make_problem(
    buyers: int | Iterable[Buyer] = 2,
    suppliers: int | Iterable[Supplier] = 2,
    fair: Fair | None = None,
    suggestions: Iterable[Suggestion] = (),
    locks: Iterable[Lock] = (),
) -> Problem:
    """Build a problem; a number of parties makes b1, b2, ... and s1, s2, ..."""
    if isinstance(buyers, int):
        buyers = [make_buyer(f"b{i + 1}") for i in range(buyers)]
    if isinstance(suppliers, int):
        suppliers = [make_supplier(f"s{i + 1}") for i in range(suppliers)]
    return Problem(
        fair or make_fair(),
        tuple(buyers),
        tuple(suppliers),
        tuple(suggestions),
        tuple(locks),
    )


def make_suggestion(
    strength: Strength, buyer: str = "b1", supplier: str = "s1"
) -> Suggestion:
    """Build a suggestion of a sales rep."""
    return Suggestion(BuyerId(buyer), SupplierId(supplier), strength)


def make_slot(round_index: int = 0, session: str = "P1") -> Slot:
    """Build a slot."""
    return Slot(SessionId(session), round_index)


def make_lock(
    round_index: int = 0, session: str = "P1", buyer: str = "b1", supplier: str = "s1"
) -> Lock:
    """Build a lock."""
    return Lock(BuyerId(buyer), SupplierId(supplier), make_slot(round_index, session))


def make_candidates(
    problem: Problem,
    fits: Mapping[tuple[str, str], int] | None = None,
    lines: Mapping[tuple[str, str], int] | None = None,
) -> Candidates:
    """Build candidates: just the pairs of `fits`, or every pair with fit 80.

    `lines` gives the bits of the demand lines served, 1 (the first) for the others.
    """
    if fits is None:
        fits = {(b.id, s.id): FIT for b in problem.buyers for s in problem.suppliers}
    served = lines or {}
    return Candidates.build(
        problem,
        [
            (BuyerId(b), SupplierId(s), fit, served.get((b, s), 1))
            for (b, s), fit in fits.items()
        ],
    )


def make_meeting(
    problem: Problem,
    buyer: str = "b1",
    supplier: str = "s1",
    round_index: int = 0,
    session: str = "P1",
    **changes: Any,
) -> Meeting:
    """Build a right meeting at table 1, locked where there is a lock for it."""
    slot = make_slot(round_index, session)
    round_ = problem.fair.round_at(slot)
    place = {
        MeetAt.SUPPLIER_BOOTH: problem.supplier_by_id[SupplierId(supplier)].place,
        MeetAt.BUYER_BOOTH: problem.buyer_by_id[BuyerId(buyer)].place,
        MeetAt.TABLES: ("", ""),
    }[problem.fair.meet_at]
    plain = Meeting(
        BuyerId(buyer),
        SupplierId(supplier),
        slot.session,
        round_index,
        round_.start,
        round_.end,
        hall=place[0],
        booth=place[1],
        table=1,
        fit=FIT,
        locked=Lock(BuyerId(buyer), SupplierId(supplier), slot) in problem.locks,
        because=BECAUSE,
    )
    return replace(plain, **changes)


def make_schedule(problem: Problem, *meetings: Meeting, **changes: Any) -> Schedule:
    """Build a schedule in order, with right lists of shortfalls and unplaced musts."""
    return replace(with_right_lists(problem, Schedule(meetings)), **changes)


def with_right_lists(problem: Problem, schedule: Schedule) -> Schedule:
    """Return the schedule with its meetings in order and its lists made anew."""
    met = {(meeting.buyer, meeting.supplier) for meeting in schedule.meetings}
    counts = {
        b.id: sum(meeting.buyer == b.id for meeting in schedule.meetings)
        for b in problem.buyers
    }
    wanted = problem.fair.min_meetings
    return replace(
        schedule,
        meetings=tuple(sorted(schedule.meetings, key=meeting_order)),
        shortfalls=tuple(
            Shortfall(buyer, count, wanted, (REASON,))
            for buyer, count in sorted(counts.items())
            if count < wanted
        ),
        unplaced_musts=tuple(
            UnplacedMust(buyer, supplier, (REASON,))
            for buyer, supplier in sorted(problem.pairs(Strength.MUST) - met)
        ),
    )


def rules_broken(
    problem: Problem, schedule: Schedule, candidates: Candidates | None = None
) -> list[Rule]:
    """Return the rule of each violation, in the order of the rules."""
    if candidates is None:
        candidates = make_candidates(problem)
    found = check_schedule(problem, candidates, schedule)
    return [violation.rule for violation in found]
