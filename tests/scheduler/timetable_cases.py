"""Tiny timetable problems, a brute force over them, and random ones."""

import itertools
import random

from scheduler.timetable.check import check_timetable, count_breaks
from scheduler.timetable.problem import (
    DayPart,
    GivenMeeting,
    Participant,
    TimetableProblem,
)


def make_problem(pairs, slots, *, closed=None, at_once=None, morning=None, **limits):
    """Return a problem from `pairs`: "ab" or ("ab", {fields}); meetings are m0, m1, ...

    `at_once` names those who can hold more than one meeting in a slot.
    """
    closed, at_once = closed or {}, at_once or {}
    rows = [pair if isinstance(pair, tuple) else (pair, {}) for pair in pairs]
    people = sorted({who for pair, _ in rows for who in pair} | closed.keys())
    return TimetableProblem(
        tuple(
            Participant(who, frozenset(closed.get(who, ())), at_once.get(who, 1))
            for who in people
        ),
        tuple(GivenMeeting(f"m{i}", *pair, **f) for i, (pair, f) in enumerate(rows)),
        slots,
        slots if morning is None else morning,
        **limits,
    )


def fewest_breaks(problem):
    """Return the least breaks of any valid timetable, None without one: all are tried."""
    names = [meeting.id for meeting in problem.meetings]
    best = None
    for slots in itertools.product(range(problem.slots), repeat=len(names)):
        timetable = dict(zip(names, slots, strict=True))
        breaks = sum(count_breaks(problem, timetable).values())
        better = best is None or breaks < best
        if better and not check_timetable(problem, timetable):
            best = breaks
    return best


def random_problem(seed):
    """Return a small problem with every kind of rule in it."""
    dice = random.Random(seed)
    slots = dice.randint(3, 4)
    people = "abcdef"[: dice.randint(2, 6)]
    pairs = [
        (
            "".join(dice.sample(people, 2)),
            {
                "part": dice.choice([*DayPart, DayPart.ANY, DayPart.ANY]),
                "slot": dice.randrange(slots) if dice.random() < 0.15 else None,
                "after": frozenset({f"m{dice.randrange(i)}"})
                if i and dice.random() < 0.2
                else frozenset(),
            },
        )
        for i in range(dice.randint(1, 4))
    ]
    closed = {who: {dice.randrange(slots)} for who in people if dice.random() < 0.3}
    return make_problem(
        pairs,
        slots,
        closed=closed,
        at_once={who: 2 for who in people if dice.random() < 0.15},
        morning=dice.randint(1, slots - 1),
        tables=dice.choice([None, 1, 2, 3]),
        max_difference=dice.choice([None, 0, 1, 2]),
    )
