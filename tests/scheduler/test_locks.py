"""Locks are judged at a fair of those who have one, whatever else the fair holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.errors import ProblemError
from scheduler.problem import BuyerId, Dealing, Outcome, Strength, SupplierId
from scheduler.search.locks import refuse_impossible_locks
from tests.builders import (
    make_candidates,
    make_fair,
    make_lock,
    make_problem,
    make_suggestion,
)


def fair_of(locks, suggestions=()):
    """Return a fair of 3 x 3 where others than the locked ones have dealt and wish."""
    problem = make_problem(3, 3, make_fair(1, 3), suggestions, locks)
    dealing = Dealing(BuyerId("b1"), SupplierId("s3"), next(iter(Outcome)))
    return replace(problem, history=(dealing,))


def test_locks_that_can_be_kept_are_not_refused_whoever_else_there_is():
    locks = [make_lock(0, "P1", "b3", "s2"), make_lock(1, "P1", "b2", "s2")]
    problem = fair_of(locks, [make_suggestion(Strength.MUST, "b1", "s2")])

    refuse_impossible_locks(problem, make_candidates(problem))


def test_a_lock_of_a_pair_that_may_never_meet_is_refused_by_name():
    never = make_suggestion(Strength.NEVER, "b3", "s2")
    problem = fair_of([make_lock(0, "P1", "b3", "s2")], [never])

    with pytest.raises(ProblemError) as caught:
        refuse_impossible_locks(problem, make_candidates(problem))

    assert caught.value.code == "locks-contradict"
    assert "b3" in caught.value.what.en


def test_two_locks_of_one_table_at_a_time_are_refused():
    problem = fair_of([make_lock(0, "P1", b, "s2") for b in ("b2", "b3")])

    with pytest.raises(ProblemError) as caught:
        refuse_impossible_locks(problem, make_candidates(problem))

    assert "s2" in caught.value.what.en
