"""Random repairs: valid, others left alone, and no better one by trying everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.check import check_schedule
from scheduler.difference import compare_schedules
from scheduler.errors import ProblemError
from scheduler.problem import Place, Strength
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
from scheduler.repair.repair import count_shortfall, repair
from scheduler.repair.seats import seat
from scheduler.repair.standby import standbys
from scheduler.rules import Rule
from scheduler.schedule import Schedule, meeting_order
from scheduler.settings import SolveSettings
from scheduler.solve import solve
from tests.builders import (
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_suggestion,
    make_supplier,
    with_right_lists,
)
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


@settings(max_examples=60, deadline=None)
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
    assert {v.rule for v in broken} <= ({Rule.WALK} if past else set())
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


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.sampled_from(list(Mode)))
def test_the_same_repair_comes_out_twice(seed, mode):
    problem, candidates, before = solved(seed)
    changes = random_changes(Random(seed), problem)
    runs = [
        repair(problem, candidates, before, changes, RepairSettings(mode))
        for _ in range(2)
    ]
    assert runs[0].schedule == runs[1].schedule


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_standby_can_step_in_without_touching_anybody(seed):
    problem, candidates, before = solved(seed)
    for party in [Party(Side.SUPPLIER, s.id) for s in problem.suppliers][:2]:
        for one in standbys(problem, candidates, before, party=party, limit=2):
            assert one.supplier == party.id
            for slot in one.slots:
                plain = make_meeting(
                    problem, one.buyer, one.supplier, slot.round_index, slot.session
                )
                wish = replace(plain, fit=one.fit, table=0)
                tables = range(1, 9)
                after = [
                    _with(problem, before, replace(wish, table=table))
                    for table in tables
                ]
                assert any(
                    not check_schedule(problem, candidates, option) for option in after
                )


def _with(problem, before, meeting):
    return with_right_lists(problem, Schedule((*before.meetings, meeting)))


def tiny(seed):
    """Return a fair of 6 pairs and 3 slots at most, its schedule and changes."""
    random = Random(seed)
    fair = make_fair(
        random.choice([1, 1, 2]),
        random.choice([1, 2, 3]),
        min_meetings=random.choice([1, 2]),
        max_meetings=random.choice([2, 3]),
        sessions_per_buyer=random.choice([1, 2]),
    )
    if len(fair.slots) > 3:
        fair = make_fair(1, 3, min_meetings=2, max_meetings=3)
    n_buyers, n_suppliers = random.choice([(2, 3), (3, 2), (2, 2)])
    suppliers = [
        make_supplier(
            f"s{i + 1}",
            tables=random.choice([1, 1, 2]),
            max_meetings=random.choice([None, None, 1]),
        )
        for i in range(n_suppliers)
    ]
    names = [(f"b{i + 1}", s.id) for i in range(n_buyers) for s in suppliers]
    fits = {pair: random.randint(40, 99) for pair in names if random.random() < 0.9}
    wishes = [
        make_suggestion(random.choice([Strength.MUST, Strength.PREFER]), *pair)
        for pair in fits
        if random.random() < 0.2
    ]
    problem = make_problem(n_buyers, suppliers, fair, wishes)
    candidates = make_candidates(problem, fits)
    before = solve(problem, candidates).schedule
    if before.meetings and random.random() < 0.3:
        one = random.choice(before.meetings)
        lock = make_lock(one.round_index, one.session, one.buyer, one.supplier)
        problem = replace(problem, locks=(lock,))
        meetings = tuple(replace(m, locked=m is one) for m in before.meetings)
        before = replace(before, meetings=meetings)
    if before.meetings and random.random() < 0.4:  # a release that left a gap
        one = random.choice(before.meetings)
        rest = tuple(m for m in before.meetings if m is not one or m.locked)
        before = with_right_lists(problem, replace(before, meetings=rest))
    changes = random_changes(random, problem, moves=False)
    return problem, candidates, before, changes, random


def best_rank(done, candidates, before, mode, begun, necessary, cure):
    """Try every schedule and return the best rank that the mode allows."""
    problem = done.problem
    fits = {(b, s): fit for b, s, fit in candidates.rows(problem)}
    kept = {
        (m.buyer, m.supplier): m
        for m in before.meetings
        if problem.buyer_by_id[m.buyer].can_attend(m.slot)
        and problem.supplier_by_id[m.supplier].can_attend(m.slot)
    }
    ways = []
    for pair in fits:
        ahead = [slot for slot in problem.fair.slots if slot not in begun]
        old = kept.get(pair)
        locked = {(k.buyer, k.supplier) for k in problem.locks}
        if old and (mode is not Mode.RETIME or old.slot in begun or pair in locked):
            ways.append([old.slot])
        elif old:
            ways.append(sorted({*ahead, old.slot}))
        else:
            ways.append([None] if mode is Mode.CANCEL else [None, *ahead])
    best = None
    for slots in product(*ways):
        chosen = {p: t for p, t in zip(fits, slots, strict=True) if t}
        after = _schedule(problem, before, kept, chosen, fits)
        if after is None or _too_many(problem, before, kept, after, necessary):
            continue
        if check_schedule(problem, candidates, after):
            continue
        rank = rank_of(problem, before, kept, after, cure)
        best = rank if best is None else min(best, rank)
    return best


def _schedule(problem, before, kept, chosen, fits):
    stay = [kept[p] for p, t in chosen.items() if p in kept and kept[p].slot == t]
    locks = {(k.buyer, k.supplier, k.slot) for k in problem.locks}
    stay = [replace(m, locked=(m.buyer, m.supplier, m.slot) in locks) for m in stay]
    come = [
        replace(make_meeting(problem, *p, t.round_index, t.session), fit=fits[p])
        for p, t in chosen.items()
        if not (p in kept and kept[p].slot == t)
    ]
    seated = seat(problem.fair.meet_at, come, stay)
    meetings = tuple(sorted([*stay, *seated], key=meeting_order))
    return with_right_lists(problem, replace(before, meetings=meetings))


def _too_many(problem, before, kept, after, necessary):
    """Tell whether a buyer gets more than its gaps."""
    for buyer in problem.buyers:
        hit = Party(Side.BUYER, buyer.id) in necessary
        had = len(before.by_buyer.get(buyer.id, ())) if hit else 0
        has = len(after.by_buyer.get(buyer.id, ()))
        stays = sum(pair[0] == buyer.id for pair in kept)
        if has > stays and has > max(had, problem.fair.min_meetings):
            return True
    return False


def rank_of(problem, before, kept, after, cure):
    pairs = {(m.buyer, m.supplier) for m in after.meetings}
    difference = compare_schedules(before, after)
    touched = len(difference.by_buyer) + len(difference.by_supplier)
    musts = len(problem.pairs(Strength.MUST) - pairs)
    lack = count_shortfall(problem, after)
    prefers = problem.pairs(Strength.PREFER)
    worth = sum(
        m.fit + 2000 * ((m.buyer, m.supplier) in prefers)
        for m in after.meetings
        if (m.buyer, m.supplier) not in kept
    )
    order = (musts, lack, touched) if cure else (touched, musts, lack)
    return (*order, -worth)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("cure", [True, False])
def test_no_schedule_at_all_is_a_better_repair(mode, cure):
    for seed in range(12 if mode is Mode.RETIME else 40):
        problem, candidates, before, changes, random = tiny(seed)
        now = random.choice([None, None, problem.fair.slots[0]])
        chosen = RepairSettings(mode, now, cure_first=cure)

        done = repair(problem, candidates, before, changes, chosen)

        begun = {now} if now else set()
        necessary = {one.party for one in done.touched if one.necessary}
        kept = {(m.buyer, m.supplier) for m in before.meetings if m not in done.lost}
        best = best_rank(done, candidates, before, mode, begun, necessary, cure)
        assert rank_of(done.problem, before, kept, done.schedule, cure) == best, seed
        assert done.status == "optimal"
        assert done.bound == len(done.touched)
        assert done.shortfall_bound == done.shortfall


@settings(max_examples=60, deadline=None)
@given(
    SEEDS, st.sampled_from([Mode.FILL, Mode.RETIME]), st.integers(0, 8), st.booleans()
)
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
