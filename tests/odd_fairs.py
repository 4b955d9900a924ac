"""Odd small fairs from a seed: the kinds that `random_fairs` does not make.

Days cut into 1 x 120, 2 x 55, 4 x 25, 5 x 20 or something crooked, in summer time and out
of it; sessions side by side; booths with coordinates or in one place; many teams and
tables, few of the organiser's; wishes that contradict each other; parties without
lines, without rounds, without candidates; limits of 0 and limits nobody reaches.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scheduler.candidates import Candidates
from scheduler.fair import (
    Fair,
    Interpreter,
    MeetAt,
    Place,
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

ZONE = ZoneInfo("Europe/Berlin")
"""Its clocks go back on 25 October 2026, a Sunday, at 3 in the morning."""

CUTS = ((1, 120, 0), (2, 55, 10), (4, 25, 5), (5, 20, 5), (1, 20, 0), (3, 20, 0))
"""Rounds of a session, their minutes, and the minutes between them."""

LANGUAGES = ("zh", "en", "es", "ar")


def odd_fair(seed: int, *, tiny: bool = False) -> tuple[Problem, Candidates]:
    """Return a fair whose locks may contradict it.

    A tiny one has so few pairs and rounds, and one table a booth, that all its
    schedules can be tried.
    """
    random = Random(f"odd {seed}")
    fair = _fair(random, tiny=tiny)
    halls = random.choice([("A",), ("A", "B"), ("A", "B", "C"), ("",)])
    places = [Place(hall, f"{i}") for hall in halls for i in range(3)]
    fair = replace(fair, walk=_walk(random, places))
    n_buyers, n_suppliers = _sizes(random, tiny=tiny)
    buyers = tuple(_buyer(random, fair, places, i, tiny=tiny) for i in range(n_buyers))
    suppliers = tuple(
        _supplier(random, fair, places, i, tiny=tiny) for i in range(n_suppliers)
    )
    share = 1.0 if tiny else random.choice([0.2, 0.6, 1.0])
    least = random.choice([0, fair.min_fit])
    rows = [
        (b.id, s.id, random.choice([100, random.randint(least, 100)]), _bits(random, b))
        for b in buyers
        for s in suppliers
        if random.random() < share
    ]
    pairs = [(b, s) for b, s, _, _ in rows]
    wishes = _wishes(random, buyers, suppliers, random.choice([0.0, 0.1, 0.5]))
    locks = () if tiny else _locks(random, fair, pairs)
    problem = Problem(fair, buyers, suppliers, wishes, locks)
    return problem, Candidates.build(problem, _legal(problem, rows))


def _legal(problem: Problem, rows):
    """Return the rows that candidates hold: musts and locks too, the rest by fit."""
    wanted = problem.pairs(Strength.MUST)
    wanted |= {(lock.buyer, lock.supplier) for lock in problem.locks}
    kept = [r for r in rows if r[2] >= problem.fair.min_fit or (r[0], r[1]) in wanted]
    there = {(r[0], r[1]) for r in kept}
    return kept + [(*pair, 0, 0) for pair in sorted(wanted - there)]


def _sizes(random: Random, *, tiny: bool) -> tuple[int, int]:
    if tiny:
        return random.choice([(1, 3), (2, 2), (3, 1), (4, 1), (1, 4), (2, 1)])
    return random.choice(
        [(random.randint(0, 8), random.randint(0, 6)), (14, 2), (3, 9), (10, 8)]
    )


def _fair(random: Random, *, tiny: bool) -> Fair:
    cut = (random.randint(1, 2), 20, 5) if tiny else random.choice(CUTS)
    sessions = _sessions(random, cut, random.randint(1, 2 if tiny else 5))
    meet_at = random.choice(list(MeetAt))
    least = random.choice([0, 1, 2, 3, 5])
    shown = [session.id for session in sessions]
    return Fair(
        Wording.same("Odd"),
        "Europe/Berlin",
        sessions,
        min_meetings=least,
        max_meetings=random.choice([least or 1, 3, 5, 9]),
        sessions_per_buyer=random.choice([1, 1, 2, len(sessions), 20]),
        min_fit=random.choice([0, 40, 100]),
        meet_at=meet_at,
        tables=random.choice([None, 1, 2, 3]) if meet_at is MeetAt.TABLES else None,
        ratio_target=random.choice([None, None, 0.25, 1.0, 3.5]),
        interpreters=tuple(
            Interpreter(
                tuple(random.sample(LANGUAGES, random.choice([1, 2, 3, 4]))),
                random.choice([0, 1, 1, 3]),
                random.choice([None, (random.choice(shown),), ()]),
                random.choice(["", "", "A", "nowhere"]),
            )
            for _ in range(random.choice([0, 0, 0, 1, 3]))
        ),
    )


def _sessions(
    random: Random, cut: tuple[int, int, int], count: int
) -> tuple[Session, ...]:
    """Return sessions one after the other, side by side, or over the change of clocks."""
    start = datetime(2026, 10, random.choice([22, 24]), 9, tzinfo=ZONE)
    sessions: list[Session] = []
    step = random.choice([None, None, 0, -10, 1440])  # minutes after the last began
    for i in range(count):
        n, minutes, between = random.choice(CUTS) if random.random() < 0.2 else cut
        length, pause = timedelta(minutes=minutes), timedelta(minutes=between)
        starts = [start + k * (length + pause) for k in range(n)]
        rounds = tuple(Round(at, at + length) for at in starts)
        sessions.append(Session(SessionId(f"P{i}"), start, rounds[-1].end, rounds))
        if step is None:
            start = rounds[-1].end + timedelta(minutes=random.choice([0, 5, 30]))
        elif step < 0:
            start = rounds[-1].end + timedelta(minutes=step)
        else:
            start += timedelta(minutes=step)
    if random.random() < 0.2:
        random.shuffle(sessions)
    return tuple(sessions)


def _walk(random: Random, places: Sequence[Place]) -> Walk:
    known = [place for place in places if random.random() < 0.8]
    booths = {place: (90.0 * i % 400, 37.0 * i % 150) for i, place in enumerate(known)}
    return random.choice(
        [
            Walk(),
            Walk(3, 12),
            Walk(8, 4),
            Walk(2, 5, booths),
            Walk(0.5, 26, booths, 30.0),
            Walk(40, 40),
        ]
    )


def _bits(random: Random, buyer: Buyer) -> int:
    return sum(1 << i for i in range(len(buyer.lines)) if random.random() < 0.5)


def _absent(random: Random, fair: Fair) -> frozenset[Slot]:
    share = random.choice([0.0, 0.0, 0.2, 0.7, 1.0])
    return frozenset(slot for slot in fair.slots if random.random() < share)


def _buyer(
    random: Random, fair: Fair, places: Sequence[Place], i: int, *, tiny: bool
) -> Buyer:
    sessions = [session.id for session in fair.sessions]
    place = random.choice(places)
    return Buyer(
        BuyerId(f"b{i}"),
        f"Buyer {i}",
        tuple(DemandLine(f"p{k}") for k in range(random.choice([0, 1, 3, 6]))),
        sessions=random.choice(
            [None, None, None, (random.choice(sessions),), tuple(sessions), ()]
        ),
        absent=_absent(random, fair),
        teams=1 if tiny else random.choice([1, 1, 1, 2, 4]),
        hall=place.hall,
        booth=place.booth,
        languages=tuple(random.sample(LANGUAGES, random.choice([0, 1, 1, 2]))),
    )


def _supplier(
    random: Random, fair: Fair, places: Sequence[Place], i: int, *, tiny: bool
) -> Supplier:
    place = random.choice(places)
    return Supplier(
        SupplierId(f"s{i}"),
        f"Supplier {i}",
        place.hall,
        place.booth,
        tables=1 if tiny else random.choice([1, 1, 1, 2, 5]),
        max_meetings=random.choice([None, None, 0, 1, 2, 50]),
        absent=_absent(random, fair),
        languages=tuple(random.sample(LANGUAGES, random.choice([0, 1, 1, 2]))),
    )


def _wishes(
    random: Random,
    buyers: Sequence[Buyer],
    suppliers: Sequence[Supplier],
    share: float,
) -> tuple[Suggestion, ...]:
    """Return suggestions, some pairs with two that contradict each other."""
    kinds = random.choice([list(Strength), [Strength.NEVER], [Strength.MUST]])
    return tuple(
        Suggestion(buyer.id, supplier.id, random.choice(kinds))
        for buyer in buyers
        for supplier in suppliers
        for _ in range(random.choice([1, 1, 2]))
        if random.random() < share
    )


def _locks(
    random: Random, fair: Fair, pairs: Sequence[tuple[BuyerId, SupplierId]]
) -> tuple[Lock, ...]:
    if not pairs or random.random() < 0.7:
        return ()
    return tuple(
        Lock(*random.choice(pairs), random.choice(fair.slots))
        for _ in range(random.choice([1, 2, 4]))
    )
