"""Every rule holds however a session is cut, wherever people meet, however many come.

The judge is the naive checker of tests/oracle.py.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from scheduler.fair import MeetAt, Slot, Walk
from scheduler.problem import Strength
from scheduler.settings import SolveSettings
from scheduler.solve import solve
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_session,
    make_suggestion,
    make_supplier,
)
from tests.oracle import rules_broken_naively

CUTS = {
    "1 x 120": (1, 120, 0),
    "2 x 55": (2, 55, 10),
    "4 x 25": (4, 25, 5),
    "5 x 20": (5, 20, 5),
    "8 x 15": (8, 15, 0),
    "26 x 15": (26, 15, 3),
}
"""Rounds, minutes each and between them."""

SETTINGS = SolveSettings(time_limit_s=60)


def random_problem(seed, cut, meet_at):
    """Return a fair of 2 sessions with teams, tables, absences, locks and musts."""
    random = Random(seed)
    rounds, minutes, between = CUTS[cut]
    sessions = tuple(
        make_session(
            f"P{i}",
            rounds,
            OPENS_AT + timedelta(days=i),
            minutes=minutes,
            between=between,
        )
        for i in range(2)
    )
    fair = make_fair(
        cut=sessions,
        min_meetings=2,
        max_meetings=6,
        sessions_per_buyer=random.choice([1, 2]),
        meet_at=meet_at,
        tables=4 if meet_at is MeetAt.TABLES else None,
        walk=random.choice([Walk(), Walk(2, 4), Walk(4, 12)]),
    )
    buyers = [
        make_buyer(
            f"b{i}",
            teams=random.choice([1, 1, 2, 3]),
            hall=random.choice(["B1", "B2"]),
            absent=closed(random, fair),
        )
        for i in range(8)
    ]
    suppliers = [
        make_supplier(
            f"s{i}",
            tables=random.choice([1, 1, 2, 4]),
            hall=random.choice(["H1", "H2"]),
            max_meetings=random.choice([None, 3]),
            absent=closed(random, fair),
        )
        for i in range(6)
    ]
    wishes = [make_suggestion(Strength.MUST, "b2", "s2")]
    wishes.append(make_suggestion(Strength.NEVER, "b3", "s3"))
    lock = make_lock(rounds - 1, "P1", "b1", "s1")
    free = [not {lock.slot} & party.absent for party in (buyers[1], suppliers[1])]
    return make_problem(buyers, suppliers, fair, wishes, [lock] if all(free) else [])


def closed(random, fair):
    """Return a few slots somebody is away in."""
    return frozenset(
        Slot(session.id, k)
        for session in fair.sessions
        for k in range(len(session.rounds))
        if random.random() < 0.1
    )


@pytest.mark.parametrize("meet_at", MeetAt)
@pytest.mark.parametrize("cut", CUTS)
def test_every_rule_holds_in_sessions_of_any_cut(cut, meet_at):
    seed = list(CUTS).index(cut) * len(MeetAt) + list(MeetAt).index(meet_at)
    problem = random_problem(seed, cut, meet_at)
    candidates = make_candidates(problem)

    result = solve(problem, candidates, SETTINGS)

    assert rules_broken_naively(problem, candidates, result.schedule) == set()


@pytest.mark.parametrize("cut", CUTS)
def test_a_full_house_is_full_in_sessions_of_any_cut(cut):
    # as many buyers as suppliers as rounds: a Latin square, every table always busy
    rounds, minutes, between = CUTS[cut]
    size = min(rounds, 8)
    session = make_session("P1", size, minutes=minutes, between=between)
    problem = make_problem(size, size, make_fair(cut=(session,), max_meetings=size))
    candidates = make_candidates(problem)

    result = solve(problem, candidates, SETTINGS)

    assert len(result.schedule.meetings) == size * size
    assert rules_broken_naively(problem, candidates, result.schedule) == set()
