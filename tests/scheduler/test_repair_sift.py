"""Choosing among few of many new meetings: what the prices prove of the others holds."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check import check_schedule
from scheduler.repair import sift
from scheduler.repair.changes import Mode, RepairSettings
from scheduler.repair.cover import Cover
from scheduler.repair.repair import repair
from tests.repair_oracle import Asked, best_rank
from tests.scheduler.test_repair_brute import compare, tiny

PAIRS = [(b, s) for b in range(3) for s in range(3)]


def covering(random):
    """Return 3 buyers who lack meetings, and choices at seats of 3 suppliers."""
    chosen = random.sample(PAIRS, 7)
    seats = [(s, random.randrange(2)) for _, s in chosen]
    number = {seat: i for i, seat in enumerate(dict.fromkeys(seats))}
    least = np.array([random.randrange(2) for _ in range(3)], float)
    return Cover(
        buyer=np.array([b for b, _ in chosen]),
        supplier=np.array([s for _, s in chosen]),
        seat=np.array([number[seat] for seat in seats]),
        holder=np.array([s for s, _ in number]),
        paper=np.array([random.choice([0.0, 1.0, 1.0]) for _ in range(3)]),
        least=least,
        most=least + random.randrange(2),
    )


def all_coverings(cover):
    """Yield every set of choices that fills the gaps, as a mask."""
    n = len(cover.buyer)
    for mask in product([False, True], repeat=n):
        chosen = np.array(mask)
        seats = cover.seat[chosen]
        of_buyer = np.bincount(cover.buyer[chosen], minlength=3)
        in_turn = len(set(seats.tolist())) == len(seats)
        if (
            in_turn
            and (cover.least <= of_buyer).all()
            and (of_buyer <= cover.most).all()
        ):
            yield chosen


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([None, 1, 2, 3]))
def test_no_covering_is_worth_more_than_the_prices_say(seed, papers):
    random = Random(seed)
    cover = covering(random)
    fewest = papers is None
    worth = np.array(
        [0 if fewest else random.randrange(40, 100) for _ in range(7)], float
    )
    priced = cover.lower(worth, target=random.choice([-2.0, 100.0]), papers=papers)
    for chosen in all_coverings(cover):
        asked = set(cover.supplier[chosen].tolist())
        changed = sum(cover.paper[s] for s in asked)
        if not fewest and changed > papers:
            continue
        value = worth[chosen].sum() - (changed if fewest else 0)
        for supplier in asked:
            assert value <= priced.bound - priced.excess[supplier] + 1e-6


def test_prices_of_gaps_find_the_fewest_suppliers():
    # 0 could meet all three buyers in three rounds, 1 and 2 one of them each
    cover = Cover(
        buyer=np.array([0, 0, 1, 1, 2]),
        supplier=np.array([0, 1, 0, 2, 0]),
        seat=np.arange(5),
        holder=np.array([0, 1, 0, 2, 0]),
        paper=np.ones(3),
        least=np.ones(3),
        most=np.ones(3),
    )
    priced = cover.lower(np.zeros(5), target=-1.0)
    assert priced.bound == pytest.approx(-1)
    assert (priced.excess > 0).tolist() == [False, True, True]


def only_look_at(monkeypatch, *, likely, sure, wider=1500):
    monkeypatch.setattr(sift, "MANY", 0)
    monkeypatch.setattr(sift, "LIKELY", likely)
    monkeypatch.setattr(sift, "SURE", sure)
    monkeypatch.setattr(sift, "WIDER", wider)


@pytest.mark.parametrize("seed", [2, 4, 7, 29, 42, 54])
def test_the_best_of_all_choices_is_found_among_few(monkeypatch, seed):
    only_look_at(monkeypatch, likely=2, sure=2)
    compare(seed, Mode.FILL, cure=True)


@pytest.mark.parametrize("seed", [8, 15, 57])
def test_who_could_better_the_first_answer_is_looked_at_too(monkeypatch, seed):
    only_look_at(monkeypatch, likely=0, sure=0)
    compare(seed, Mode.FILL, cure=True)


@pytest.mark.parametrize("seed", [4, 8, 57])
def test_a_bound_holds_for_choices_that_were_not_looked_at(monkeypatch, seed):
    only_look_at(monkeypatch, likely=0, sure=0, wider=0)
    problem, candidates, before, changes, now = tiny(seed)
    done = repair(problem, candidates, before, changes, RepairSettings(now=now))
    assert now is None
    best = best_rank(Asked(done.problem, done.candidates, before, Mode.FILL))
    arrived = len(done.problem.buyers) - len(problem.buyers)
    assert done.status == "feasible"
    assert done.bound <= best[3] + arrived <= len(done.touched)


def test_without_effort_few_are_looked_at_in_vain(monkeypatch):
    only_look_at(monkeypatch, likely=2, sure=2)
    problem, candidates, before, changes, now = tiny(7)
    asked = RepairSettings(now=now, effort=0.0)
    done = repair(problem, candidates, before, changes, asked)
    assert check_schedule(done.problem, done.candidates, done.schedule) == ()
