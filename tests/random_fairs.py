"""Random small fairs with every odd setting at once, from a seed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from scheduler.candidates import Candidates
from scheduler.fair import (
    Fair,
    Interpreter,
    MeetAt,
    Round,
    Session,
    SessionId,
    Slot,
    Walk,
)
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
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES = ("zh", "en", "es")


def random_fair(seed: int) -> tuple[Problem, Candidates]:
    """Return a fair of up to 7 buyers and 6 suppliers; its locks may contradict it.

    Of odd seeds, parties have languages and there are a few interpreters.
    """
    random = Random(seed)
    target = Random(f"ratio {seed}").choice([None, None, 0.5, 2.0])
    fair = replace(_fair(random), ratio_target=target)
    buyers, suppliers = _buyers(random, fair), _suppliers(random, fair)
    fits = {
        (buyer.id, supplier.id): random.randint(fair.min_fit, 100)
        for buyer in buyers
        for supplier in suppliers
        if random.random() < 0.7
    }
    suggestions = _suggestions(random, buyers, suppliers)
    for wish in suggestions:
        pair = (wish.buyer, wish.supplier)
        if wish.strength is Strength.MUST:
            fits.setdefault(pair, random.randint(0, 60))
        if wish.strength is Strength.NEVER:
            fits.pop(pair, None)
    locks = _locks(random, fair, list(fits))
    problem = Problem(fair, buyers, suppliers, suggestions, locks)
    if seed % 2:
        problem = with_languages(problem, seed)
    rows = [(b, s, fit, random.randint(0, 7)) for (b, s), fit in fits.items()]
    return problem, Candidates.build(problem, rows)


def tiny_fair(seed: int) -> tuple[Problem, Candidates]:
    """Return a fair so small that all its schedules can be tried, with one table a booth."""
    random = Random(seed)
    start, no_time = datetime(2026, 12, 3, 9, tzinfo=UTC), timedelta(0)
    later = start + timedelta(minutes=random.choice([10, 35]))  # 10: they overlap
    cut = random.choice(
        [
            (_session("P0", start, 2, no_time),),
            (_session("P0", start, 1, no_time), _session("P1", later, 1, no_time)),
        ]
    )
    fair = Fair(
        Wording.same("Fair"),
        "UTC",
        cut,
        min_meetings=random.choice([1, 2]),
        max_meetings=random.choice([1, 2, 3]),
        sessions_per_buyer=random.choice([1, 2]),
        walk=Walk(random.choice([0, 8]), random.choice([0, 30])),
        ratio_target=random.choice([None, 1.0]),
    )
    buyers = tuple(replace(one, teams=1) for one in _buyers(random, fair)[:3])
    suppliers = tuple(
        replace(one, tables=1)
        for one in _suppliers(random, fair)[: 3 if len(buyers) == 1 else 2]
    )
    suggestions = _suggestions(random, buyers, suppliers)
    rows = [
        (b.id, s.id, random.randint(40, 100), random.randint(0, 7))
        for b in buyers
        for s in suppliers
    ]
    problem = Problem(fair, buyers, suppliers, suggestions)
    return problem, Candidates.build(problem, rows)


def _fair(random: Random) -> Fair:
    between = timedelta(minutes=random.choice([0, 5, 10]))
    meet_at = random.choice(list(MeetAt))
    n_sessions, n_rounds = random.choice([1, 2, 3]), random.choice([1, 2, 3, 5])
    sessions: list[Session] = []
    start = datetime(2026, 12, 3, 9, tzinfo=UTC)
    for i in range(n_sessions):
        sessions.append(_session(f"P{i}", start, n_rounds, between))
        pause = random.choice([0, 15, 600, -10])  # -10: two sessions overlap
        start = sessions[-1].end + timedelta(minutes=pause)
    return Fair(
        Wording.same("Fair"),
        "UTC",
        tuple(sessions),
        min_meetings=random.choice([1, 2, 3]),
        max_meetings=random.choice([3, 5]),
        sessions_per_buyer=random.randint(1, n_sessions),
        meet_at=meet_at,
        walk=Walk(random.choice([0, 3, 8]), random.choice([0, 5, 12, 30])),
        tables=random.choice([1, 2, 4]) if meet_at is MeetAt.TABLES else None,
    )


def with_languages(problem: Problem, seed: int) -> Problem:
    """Return the fair with a few interpreters, and parties of one or two languages."""
    random = Random(f"languages {seed}")
    sessions = problem.fair.sessions
    interpreters = tuple(
        Interpreter(
            tuple(random.sample(LANGUAGES, random.choice([2, 2, 3]))),
            random.choice([1, 1, 2]),
            random.choice([None, None, (random.choice(sessions).id,)]),
            random.choice(["", "", "A"]),
        )
        for _ in range(random.randint(1, 3))
    )

    def languages() -> tuple[str, ...]:
        return tuple(random.sample(LANGUAGES, random.choice([0, 1, 1, 1, 2])))

    return replace(
        problem,
        fair=replace(problem.fair, interpreters=interpreters),
        buyers=tuple(replace(b, languages=languages()) for b in problem.buyers),
        suppliers=tuple(replace(s, languages=languages()) for s in problem.suppliers),
    )


def _session(name: str, start: datetime, n_rounds: int, between: timedelta) -> Session:
    length = timedelta(minutes=20)
    starts = [start + i * (length + between) for i in range(n_rounds)]
    rounds = tuple(Round(at, at + length) for at in starts)
    return Session(SessionId(name), start, rounds[-1].end, rounds)


def _absent(random: Random, fair: Fair) -> frozenset[Slot]:
    share = random.choice([0.0, 0.0, 0.3])
    return frozenset(slot for slot in fair.slots if random.random() < share)


def _buyers(random: Random, fair: Fair) -> tuple[Buyer, ...]:
    return tuple(
        Buyer(
            BuyerId(f"b{i}"),
            f"Buyer {i}",
            (DemandLine("a"), DemandLine("b"), DemandLine("c")),
            sessions=_some_sessions(random, fair),
            absent=_absent(random, fair),
            teams=random.choice([1, 1, 2]),
            hall=random.choice("AB"),
            booth=f"b{i}",
        )
        for i in range(random.randint(1, 7))
    )


def _some_sessions(random: Random, fair: Fair) -> tuple[SessionId, ...] | None:
    if random.random() < 0.7:
        return None
    return tuple(s.id for s in fair.sessions if random.random() < 0.7)


def _suppliers(random: Random, fair: Fair) -> tuple[Supplier, ...]:
    return tuple(
        Supplier(
            SupplierId(f"s{i}"),
            f"Supplier {i}",
            random.choice("AB"),
            f"s{i}",
            tables=random.choice([1, 1, 2, 3]),
            max_meetings=random.choice([None, None, 0, 1, 3]),
            absent=_absent(random, fair),
        )
        for i in range(random.randint(1, 6))
    )


def _suggestions(
    random: Random, buyers: Sequence[Buyer], suppliers: Sequence[Supplier]
) -> tuple[Suggestion, ...]:
    return tuple(
        Suggestion(buyer.id, supplier.id, random.choice(list(Strength)))
        for buyer in buyers
        for supplier in suppliers
        if random.random() < 0.15
    )


def _locks(
    random: Random, fair: Fair, pairs: Sequence[tuple[BuyerId, SupplierId]]
) -> tuple[Lock, ...]:
    if not pairs or random.random() < 0.6:
        return ()
    return tuple(
        Lock(*random.choice(pairs), random.choice(fair.slots))
        for _ in range(random.randint(1, 2))
    )
