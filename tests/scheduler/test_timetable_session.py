"""The rounds of one session: fewest breaks of both sides, with what holds fixed."""

import random

import pytest

from scheduler.errors import ProblemError
from scheduler.timetable.answer import TimetableStatus
from scheduler.timetable.session import Side, find_rounds


def crowd(buyers, suppliers, rounds, seed):
    """Return pairs of a crowded session: 3 to 5 suppliers a buyer, none overbooked."""
    dice = random.Random(seed)
    load = [0] * suppliers
    pairs = []
    for buyer in range(buyers):
        free = [s for s in range(suppliers) if load[s] < rounds]
        for supplier in dice.sample(free, dice.randint(3, 5)):
            load[supplier] += 1
            pairs.append((buyer, supplier))
    return pairs


def breaks_of(pairs, rounds, side):
    """Return the breaks of one side, 0 or 1, counted by hand: ends of runs less one."""
    busy = {}
    for pair, at in zip(pairs, rounds, strict=True):
        busy.setdefault(pair[side], set()).add(at)
    return sum(sum(t + 1 not in b for t in b) - 1 for b in busy.values())


def test_crowded_session_without_breaks():
    pairs = crowd(30, 20, 8, 1)
    found = find_rounds(pairs, 8, time_limit_s=600)
    assert (found.status, found.breaks, found.bound) == (TimetableStatus.OPTIMAL, 0, 0)
    for side in (0, 1):
        assert breaks_of(pairs, found.rounds, side) == 0
        cells = {(p[side], t) for p, t in zip(pairs, found.rounds, strict=True)}
        assert len(cells) == len(pairs)
    assert find_rounds(pairs, 8, time_limit_s=600) == found


def test_locks_closed_rounds_and_tables_hold():
    pairs = [(1, 1), (1, 2), (2, 1), (2, 2)]
    found = find_rounds(
        pairs,
        4,
        buyers=Side(closed={2: {0}}),
        suppliers=Side(closed={2: [3]}),
        locks={0: 3},
        tables=1,
    )
    # 1-1 in round 3; 2-2 and 1-2 not there, 2-2 not in 0; one table: all apart
    assert found.rounds[0] == 3
    assert found.rounds[1:] in {(0, 2, 1), (0, 1, 2), (1, 0, 2), (2, 0, 1), (2, 1, 0)}
    assert sorted(found.rounds) == [0, 1, 2, 3]
    assert found.rounds[2] != 0
    assert found.rounds[3] != 0
    assert found.breaks == sum(breaks_of(pairs, found.rounds, side) for side in (0, 1))


def test_tables_and_teams_meet_at_once():
    pairs = [(1, 1), (2, 1), (3, 1), (3, 2)]
    found = find_rounds(
        pairs, 2, buyers=Side(at_once={3: 2}), suppliers=Side(at_once={1: 2})
    )
    # supplier 1 has three meetings in two rounds, so both its tables are used once
    assert (found.status, found.breaks) == (TimetableStatus.OPTIMAL, 0)
    assert sorted(found.rounds[:3]) in ([0, 0, 1], [0, 1, 1])


def test_session_too_short_is_infeasible():
    found = find_rounds([(1, 1), (2, 1), (3, 1)], 2)
    assert (found.status, found.rounds) == (TimetableStatus.INFEASIBLE, None)
    assert (found.breaks, found.bound) == (None, None)


def test_nobody_to_meet_needs_no_round():
    assert find_rounds([], 5).rounds == ()


def test_lock_outside_the_session_is_refused():
    with pytest.raises(ProblemError, match="slot 6 of 5"):
        find_rounds([(1, 1)], 5, locks={0: 5})
