"""No repair at all is better: every kind of change, every mode, against trying them all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from scheduler.fair import MeetAt, Place, Walk
from scheduler.problem import Strength
from scheduler.repair.changes import (
    Absent,
    AddedSession,
    BoothMoved,
    Late,
    Mode,
    NoShow,
    Party,
    RepairSettings,
    Side,
    WalkIn,
    Withdrawn,
)
from scheduler.repair.repair import repair
from scheduler.schedule import Schedule
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
    with_right_lists,
)
from tests.repair_oracle import Asked, best_rank, necessary, rank

SEEDS = 12


def tiny(seed):
    """Return a fair of 6 pairs and 3 slots at most, its release, changes and now."""
    random = Random(seed)
    arrives, extends, far = (random.random() < share for share in (0.25, 0.2, 0.3))
    problem, fits = _problem(random, less=arrives, short=extends, far=far)
    candidates = make_candidates(problem, fits)
    before = solve(problem, candidates).schedule
    problem, before = _with_lock_or_gap(random, problem, before)
    changes = [_change(random, problem) for _ in range(random.randint(0, 2))]
    if far and before.meetings:
        changes.append(_moved_away(random.choice(before.meetings), problem))
    if arrives:
        known = [(s.id, random.randint(40, 99), 1) for s in problem.suppliers]
        changes.append(WalkIn(make_buyer("new"), tuple(known)))
    if extends:
        later = OPENS_AT + timedelta(days=random.choice([-1, 9]))
        changes.append(AddedSession(make_session("P9", 1, later)))
    moves = any(isinstance(change, BoothMoved) for change in changes)
    now = None if moves else random.choice([None, None, problem.fair.slots[0]])
    return problem, candidates, before, changes or [_change(random, problem)], now


def _problem(random, *, less, short, far):
    fair = make_fair(
        *random.choice([(1, 1), (1, 2), (2, 1)] if short else [(1, 2), (1, 3), (3, 1)]),
        min_meetings=random.choice([1, 2]),
        max_meetings=3 if far else random.choice([2, 3]),
        sessions_per_buyer=random.choice([1, 2]),
        meet_at=random.choice([MeetAt.SUPPLIER_BOOTH] * 3 + [MeetAt.BUYER_BOOTH]),
        walk=Walk(0, 30) if far else Walk(),
    )
    shapes = [(2, 2), (1, 3)] if less else [(2, 3), (3, 2), (2, 2)]
    n_buyers, n_suppliers = random.choice(shapes)
    suppliers = [
        make_supplier(
            f"s{i + 1}",
            tables=1
            if far
            else random.choice([1, 1, 2]),  # walks of 2 are safe, not sharp
            max_meetings=random.choice([None, None, 1]),
        )
        for i in range(n_suppliers)
    ]
    pairs = [(f"b{i + 1}", s.id) for i in range(n_buyers) for s in suppliers]
    fits = {pair: random.randint(40, 99) for pair in pairs if random.random() < 0.9}
    kinds = [Strength.MUST, Strength.PREFER, Strength.AVOID]
    wishes = [
        make_suggestion(random.choice(kinds), *pair)
        for pair in fits
        if random.random() < 0.2
    ]
    return make_problem(n_buyers, suppliers, fair, wishes), fits


def _with_lock_or_gap(random, problem, before):
    """Lock a meeting, or leave one out, as a release might have it."""
    if before.meetings and random.random() < 0.3:
        one = random.choice(before.meetings)
        lock = make_lock(one.round_index, one.session, one.buyer, one.supplier)
        problem = replace(problem, locks=(lock,))
        meetings = tuple(replace(m, locked=m is one) for m in before.meetings)
        before = replace(before, meetings=meetings)
    if before.meetings and random.random() < 0.4:
        one = random.choice(before.meetings)
        rest = tuple(m for m in before.meetings if m is not one or m.locked)
        before = with_right_lists(problem, Schedule(rest))
    return problem, before


def _moved_away(meeting, problem):
    """Move the booth that the meeting is held at to a hall too far from any other."""
    if problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        return BoothMoved(Party(Side.BUYER, meeting.buyer), Place("H9", "new"))
    return BoothMoved(Party(Side.SUPPLIER, meeting.supplier), Place("H9", "new"))


def _change(random, problem):
    sides = [(Side.BUYER, problem.buyers), (Side.SUPPLIER, problem.suppliers)]
    parties = [Party(side, one.id) for side, group in sides for one in group]
    party, slot = random.choice(parties), random.choice(problem.fair.slots)
    kinds = [
        NoShow(party),
        NoShow(party, slot.session),
        NoShow(party, *slot),
        Late(party, *slot),
        Withdrawn(party),
        Absent(party, frozenset({slot})),
        *[BoothMoved(party, Place(random.choice(["", "H9"]), "new"))] * 3,
    ]
    return random.choice(kinds)


@pytest.mark.slow
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("cure", [True, False])
def test_no_schedule_at_all_is_a_better_repair(mode, cure):
    for seed in range(SEEDS):
        compare(seed, mode, cure)


def compare(seed, mode, cure):
    problem, candidates, before, changes, now = tiny(seed)

    chosen = RepairSettings(mode, now, cure_first=cure)
    done = repair(problem, candidates, before, changes, chosen)

    fair = done.problem.fair
    begun = frozenset(
        slot
        for slot in fair.slots
        if now and fair.round_at(slot).start <= fair.round_at(now).start
    )
    facts = done.problem, done.candidates, before
    asked = Asked(*facts, mode, begun, cure_first=cure)
    assert rank(asked, done.schedule) == best_rank(asked), seed
    told = {one.party.id for one in done.touched if one.necessary}
    assert told == necessary(asked), seed
    assert done.status == "optimal", seed
    assert done.bound == len(done.touched), seed
    assert done.shortfall_bound == done.shortfall, seed
