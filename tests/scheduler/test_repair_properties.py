"""Random repairs: valid, others left alone, and no better one by trying everything."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from scheduler.check import check_schedule
from scheduler.difference import compare_schedules
from scheduler.errors import ProblemError
from scheduler.fair import Place
from scheduler.repair.changes import (
    Absent,
    BoothMoved,
    Late,
    Mode,
    NoShow,
    Party,
    RepairSettings,
    Side,
    Withdrawn,
)
from scheduler.repair.plan import count_shortfall
from scheduler.repair.repair import repair
from scheduler.repair.verify import PAST
from scheduler.settings import SolveSettings
from scheduler.solve import solve
from tests.random_fairs import random_fair

SEEDS = st.integers(0, 10**9)


def random_changes(random, problem, *, moves=True):
    parties = [Party(Side.BUYER, b.id) for b in problem.buyers]
    parties += [Party(Side.SUPPLIER, s.id) for s in problem.suppliers]
    slots = problem.fair.slots
    changes = []
    for _ in range(random.randint(1, 3)):
        party, slot = random.choice(parties), random.choice(slots)
        some = frozenset(random.sample(slots, min(2, len(slots))))
        kinds = [
            NoShow(party),
            NoShow(party, slot.session),
            NoShow(party, *slot),
            Late(party, *slot),
            Withdrawn(party),
            Absent(party, some),
        ]
        if moves:
            kinds.append(BoothMoved(party, Place(random.choice(["", "C"]), "new")))
        changes.append(random.choice(kinds))
    return changes


def solved(seed):
    problem, candidates = random_fair(seed)
    try:
        found = solve(problem, candidates, SolveSettings(seed=1)).schedule
    except ProblemError:
        assume(False)
        raise
    return problem, candidates, found


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.sampled_from(list(Mode)), st.booleans(), st.booleans())
def test_a_repair_is_valid_and_leaves_everyone_else_alone(seed, mode, past, cure):
    problem, candidates, before = solved(seed)
    random = Random(seed)
    now = random.choice(problem.fair.slots) if past else None
    changes = random_changes(random, problem)

    done = repair(
        problem,
        candidates,
        before,
        changes,
        RepairSettings(mode, now, cure_first=cure),
    )

    broken = check_schedule(done.problem, done.candidates, done.schedule)
    # a booth that moved after tight walks leaves them in the past
    assert {v.rule for v in broken} <= (set(PAST) if past else set())
    difference = compare_schedules(before, done.schedule)
    told = {Party(Side.BUYER, b) for b in difference.by_buyer}
    told |= {Party(Side.SUPPLIER, s) for s in difference.by_supplier}
    assert {one.party for one in done.touched} == told
    assert done.necessary <= done.bound <= len(done.touched)
    assert done.shortfall_bound <= done.shortfall
    assert done.shortfall == count_shortfall(done.problem, done.schedule)
    assert done.schedule.release == before.release + 1
    _fixed_stays(done, before, now)
    if mode is Mode.CANCEL or not cure:
        assert len(done.touched) == done.necessary


def _fixed_stays(done, before, now):
    """Locks stay where they are, and so does the past but for those not there."""
    after = {(m.buyer, m.supplier): m for m in done.schedule.meetings}
    for lock in done.problem.locks:
        assert after[lock.buyer, lock.supplier].slot == lock.slot
    if now is None:
        return
    begun = done.problem.fair.round_at(now).start
    for meeting in before.meetings:
        buyer = done.problem.buyer_by_id[meeting.buyer]
        supplier = done.problem.supplier_by_id[meeting.supplier]
        there = buyer.can_attend(meeting.slot) and supplier.can_attend(meeting.slot)
        if meeting.start <= begun and there:
            now_is = after[meeting.buyer, meeting.supplier]
            assert (now_is.slot, now_is.table) == (meeting.slot, meeting.table)
    old = {(m.buyer, m.supplier): m.slot for m in before.meetings}
    for pair, meeting in after.items():
        assert meeting.start > begun or old[pair] == meeting.slot


@settings(max_examples=15, deadline=None)
@given(SEEDS, st.sampled_from(list(Mode)))
def test_the_same_repair_comes_out_twice(seed, mode):
    problem, candidates, before = solved(seed)
    changes = random_changes(Random(seed), problem)
    runs = [
        repair(problem, candidates, before, changes, RepairSettings(mode))
        for _ in range(2)
    ]
    assert runs[0].schedule == runs[1].schedule


@settings(max_examples=30, deadline=None)
@given(
    SEEDS, st.sampled_from([Mode.FILL, Mode.RETIME]), st.integers(0, 8), st.booleans()
)
@example(2538, Mode.FILL, 0, True)  # b3 has only meetings that may stay or go
def test_bounds_hold_where_not_all_choices_are_looked_at(seed, mode, most, cure):
    problem, candidates, before = solved(seed)
    changes = random_changes(Random(seed), problem)
    chosen = RepairSettings(mode, cure_first=cure)
    exact = repair(problem, candidates, before, changes, chosen)
    assume(exact.status == "optimal")

    fewer = replace(chosen, most_choices=most)
    done = repair(problem, candidates, before, changes, fewer)

    assert done.shortfall_bound <= exact.shortfall <= done.shortfall or not cure
    assert done.bound <= len(done.touched)
    if done.shortfall == exact.shortfall:
        assert done.bound <= len(exact.touched) <= len(done.touched)
