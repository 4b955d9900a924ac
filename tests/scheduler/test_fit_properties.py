"""What holds of the fit of any fair: nothing is lost, rows and names do not matter."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from tests.fit_cases import fits, random_problem


@given(st.randoms(use_true_random=False), st.sampled_from([1, 25, 40, 70]))
@settings(max_examples=25, deadline=None)
def test_no_pair_is_lost_against_brute_force(random, min_fit):
    problem = random_problem(random, min_fit)
    small_blocks = FitSettings(block_lines=3, most_per_buyer=10_000)
    found = FitModel(problem, small_blocks).candidates()
    model = FitModel(problem)
    every = {
        (b.id, s.id): model.detail(b.id, s.id)
        for b in problem.buyers
        for s in problem.suppliers
    }
    expected = {pair: d.fit for pair, d in every.items() if d.fit >= min_fit}
    assert {(b, s): fit for b, s, fit in found.rows(problem)} == expected
    for b, s, bits in zip(
        found.buyer.tolist(), found.supplier.tolist(), found.lines.tolist(), strict=True
    ):
        pair = problem.buyers[b].id, problem.suppliers[s].id
        served = {match.line for match in every[pair].matches if match.served}
        assert bits == sum(1 << line for line in served)


@given(st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_order_of_rows_and_names_change_nothing(random):
    problem = random_problem(random, min_fit=20)
    shuffled = replace(
        problem,
        buyers=tuple(_mixed(b, random) for b in _shuffled(problem.buyers, random)),
        suppliers=tuple(
            _mixed(s, random) for s in _shuffled(problem.suppliers, random)
        ),
        history=tuple(_shuffled(problem.history, random)),
    )
    assert fits(shuffled) == fits(problem)
    first, second = FitModel(problem), FitModel(shuffled)
    for b in problem.buyers:
        for s in problem.suppliers:
            ours, theirs = first.detail(b.id, s.id), second.detail(b.id, s.id)
            assert theirs.wording == ours.wording
            assert theirs.parts == ours.parts


def _shuffled(items, random: Random):
    return random.sample(items, len(items))


def _mixed(party, random):
    """Return the party under another name with its lines in another order."""
    return replace(party, name="?", lines=tuple(_shuffled(party.lines, random)))


def test_scores_are_the_fit_before_rounding():
    problem = random_problem(Random(4))
    model = FitModel(problem)
    for b in problem.buyers:
        whole = (model.scores(b.id) * 100 + 500_000) // 1_000_000
        assert whole.tolist() == [
            model.detail(b.id, s.id).fit for s in problem.suppliers
        ]
