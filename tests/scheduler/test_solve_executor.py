"""The same schedule whoever does the parts: rounds of sessions and neighbourhoods."""

import numpy as np
import pytest

from benchmarks.fairs import Shape, build_fair
from scheduler.executor.in_process import InProcess
from scheduler.executor.pool import Pool
from scheduler.search import improve as improving
from scheduler.search.around import build_around, solve_around
from scheduler.search.instance import build_instance
from scheduler.search.place import ABREAST
from scheduler.search.walks import Walks
from scheduler.solve import solve
from tests.builders import make_candidates, make_fair, make_problem
from tests.random_fairs import random_fair


class Counting(InProcess):
    """Does the parts here and counts what work they were of."""

    def __init__(self):
        self.works = []

    def map(self, work, parts, **more):
        self.works += [work.__name__] * len(parts)
        return super().map(work, parts, **more)


def test_pairs_rounds_and_neighbourhoods_are_parts():
    problem, candidates = build_fair(Shape(60, 9))
    executor = Counting()
    solve(problem, candidates, executor=executor)
    assert executor.works.count("_solve") >= len(problem.fair.sessions)
    assert executor.works.count("_colour") >= ABREAST
    assert "solve_around" in executor.works


@pytest.mark.slow
def test_a_pool_gives_the_same_schedule():
    problem, candidates = build_fair(Shape(60, 9))
    here = solve(problem, candidates)
    pool = Pool(2)
    try:
        there = solve(problem, candidates, executor=pool)
    finally:
        pool.close()
    assert there.schedule == here.schedule
    assert there.tiers == here.tiers


def test_neighbourhoods_of_one_turn_share_no_buyer():
    problem = make_problem(12, 3, make_fair(1, 2))
    instance = build_instance(problem, make_candidates(problem))
    losers = improving.Losers(instance)
    first, second = losers.next_turn({}, np.ones(12, np.int64))
    assert first.buyers & second.buyers == set()
    assert losers.tried.sum() == 2 * improving.LOSERS


def test_a_neighbourhood_too_large_to_be_answered_is_not_asked(monkeypatch):
    problem = make_problem(12, 3, make_fair(1, 2))
    instance = build_instance(problem, make_candidates(problem))
    monkeypatch.setattr(improving, "LARGEST", 1)
    losers = improving.Losers(instance)
    assert losers.next_turn({}, np.ones(12, np.int64)) == []
    assert losers.tried.any()


def test_an_answer_that_others_overtook_is_taken_as_far_as_it_goes():
    # one round at s1: both neighbourhoods give it to a buyer of their own
    problem = make_problem(2, 1, make_fair(1, 1))
    instance = build_instance(problem, make_candidates(problem))
    shared = (instance, Walks(instance), 0)
    one, other = (build_around(instance, {}, [b]) for b in (0, 1))
    placed = improving._taken(shared, {}, one, solve_around(shared, one))
    assert len(placed) == 1
    answer = solve_around(shared, other)
    assert len(answer) == 1
    assert improving._taken(shared, placed, other, answer) == placed


def test_overlapping_sessions_are_coloured_one_after_the_other():
    overlapping = [
        random_fair(seed)
        for seed in range(60)
        if Walks(build_instance(*random_fair(seed))).overlapping
        and not random_fair(seed)[0].locks
    ]
    for problem, candidates in overlapping[:4]:
        executor = Counting()
        solve(problem, candidates, executor=executor)
        assert "_colour" not in executor.works
    assert len(overlapping) >= 4
