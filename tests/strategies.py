"""Random fairs, each with a valid schedule: feasible by construction.

A greedy of two lines fills a fair under the naive checker of `oracle`; then wishes are
added that the schedule already honours. The solver has no part in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from scheduler.candidates import Candidates
from scheduler.fair import Interpreter, MeetAt, Place, Walk
from scheduler.problem import Lock, Problem, Strength, Suggestion
from scheduler.rules import Rule
from scheduler.schedule import Schedule
from tests.builders import (
    OPENS_AT,
    make_buyer,
    make_candidates,
    make_fair,
    make_meeting,
    make_session,
    make_supplier,
    with_right_lists,
)
from tests.oracle import rules_broken_naively

if TYPE_CHECKING:
    from random import Random

MIN_FIT = 40
TOO_LOW = 20
LANGUAGES = ("zh", "en", "es")
LATER = {Rule.SHORTFALL_LIST, Rule.ORDER, Rule.MIN_FIT}
"""Rules that a schedule in the making may break: lists and wishes come afterwards."""


@dataclass(frozen=True)
class RandomCase:
    """A problem, its candidates, and a schedule that keeps every rule."""

    problem: Problem
    candidates: Candidates
    schedule: Schedule


@st.composite
def random_cases(draw: st.DrawFn, max_parties: int = 4) -> RandomCase:
    """Draw a small fair of any kind with a valid schedule."""
    return build_case(draw(st.randoms(use_true_random=False)), max_parties)


def build_case(random: Random, max_parties: int = 4) -> RandomCase:
    """Build a small fair of any kind with a valid schedule."""
    problem = _random_problem(random, max_parties)
    fits = {
        (b.id, s.id): random.choice([TOO_LOW, MIN_FIT, 60, 80])
        for b in problem.buyers
        for s in problem.suppliers
        if random.random() < 0.8
    }
    schedule = _greedy(random, problem, fits)
    return _with_wishes(random, problem, fits, schedule)


def _random_problem(random: Random, max_parties: int) -> Problem:
    fair = _random_fair(random)
    sessions = [session.id for session in fair.sessions]
    buyers = tuple(
        make_buyer(
            f"b{i}",
            lines=random.choice([0, 1, 3]),
            teams=random.choice([1, 1, 2]),
            hall=random.choice(["B1", "B2"]),
            sessions=random.choice([None, None, (random.choice(sessions),)]),
            absent=_some(random, fair.slots, 0.15),
            languages=_random_languages(random),
        )
        for i in range(random.randint(1, max_parties))
    )
    suppliers = tuple(
        make_supplier(
            f"s{i}",
            tables=random.choice([1, 1, 2]),
            hall=random.choice(["H1", "H2"]),
            max_meetings=random.choice([None, None, 1, 2]),
            absent=_some(random, fair.slots, 0.15),
            languages=_random_languages(random),
        )
        for i in range(random.randint(1, max_parties))
    )
    return Problem(fair, buyers, suppliers)


def _random_fair(random: Random):
    starts = random.choice(
        [[0], [0, 1440], [0, 1440, 2880], [0, 10], [0, 75]]  # minutes; 10 overlaps
    )
    cut = tuple(
        make_session(
            f"P{i + 1}", random.randint(1, 4), OPENS_AT + timedelta(minutes=start)
        )
        for i, start in enumerate(starts)
    )
    booths = {Place("H1", f"s{i}"): (100.0 * i, 0.0) for i in range(3)}
    return make_fair(
        cut=cut,
        min_meetings=random.randint(0, 3),
        max_meetings=random.randint(1, 5),
        sessions_per_buyer=random.randint(1, 2),
        min_fit=MIN_FIT,
        meet_at=random.choice(list(MeetAt)),
        tables=random.choice([None, 1, 2, 4]),
        walk=random.choice([Walk(), Walk(3, 6), Walk(6, 26), Walk(6, 6, booths)]),
        interpreters=_random_interpreters(random, [session.id for session in cut]),
    )


def _random_interpreters(random: Random, sessions) -> tuple[Interpreter, ...]:
    if random.random() < 0.5:
        return ()
    return tuple(
        Interpreter(
            tuple(random.sample(LANGUAGES, random.choice([2, 2, 3]))),
            random.choice([0, 1, 1, 2]),
            random.choice([None, None, (random.choice(sessions),)]),
            random.choice(["", "", "H1", "B1"]),
        )
        for _ in range(random.randint(1, 3))
    )


def _random_languages(random: Random) -> tuple[str, ...]:
    return tuple(random.sample(LANGUAGES, random.choice([0, 1, 1, 2])))


def _some(random: Random, items, share):
    return frozenset(item for item in items if random.random() < share)


def _greedy(random: Random, problem: Problem, fits) -> Schedule:
    """Return a schedule that takes pairs, slots and tables as they come, if they may."""
    candidates = make_candidates(problem, fits)
    schedule = Schedule(())
    pairs = list(fits)
    random.shuffle(pairs)
    for buyer, supplier in pairs:
        fit = fits[buyer, supplier]
        if fit < MIN_FIT and random.random() < 0.7:
            continue
        ways = [(slot, table) for slot in problem.fair.slots for table in (1, 2)]
        random.shuffle(ways)
        for slot, table in ways[:3]:
            meeting = make_meeting(
                problem, buyer, supplier, slot.round_index, slot.session
            )
            meeting = replace(meeting, table=table, fit=fit)
            longer = Schedule((*schedule.meetings, meeting))
            if not rules_broken_naively(problem, candidates, longer) - LATER:
                schedule = longer
                break
    return schedule


def _with_wishes(random: Random, problem, fits, schedule) -> RandomCase:
    """Add wishes that the schedule honours; what fits too little becomes a wish."""
    locks, wishes = [], []
    met = {(m.buyer, m.supplier): m for m in schedule.meetings}
    for pair, meeting in met.items():
        low = fits[pair] < MIN_FIT
        if random.random() < (0.5 if low else 0.2):
            locks.append(Lock(*pair, meeting.slot))
        elif low or random.random() < 0.2:
            wishes.append(Suggestion(*pair, Strength.MUST))
    for buyer in problem.buyers:
        for supplier in problem.suppliers:
            pair = buyer.id, supplier.id
            if pair not in met and random.random() < 0.25:
                strength = random.choice([Strength.MUST, Strength.NEVER])
                wishes.append(Suggestion(*pair, strength))
    problem = replace(problem, suggestions=tuple(wishes), locks=tuple(locks))
    marked = tuple(
        replace(m, locked=Lock(m.buyer, m.supplier, m.slot) in locks)
        for m in schedule.meetings
    )
    schedule = with_right_lists(problem, Schedule(marked))
    return RandomCase(problem, make_candidates(problem, fits), schedule)
