"""The fit is ahead of every simple method on pairs that really did business."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit as benchmark
from benchmarks import fit_ceiling

FAIRS = Path(__file__).resolve().parents[2] / "../shared/fairs"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FAIRS.exists(), reason="the shared fairs are not here"),
]


@pytest.mark.parametrize("name", ["py2025_small", "scms_en"])
def test_fit_is_ahead_of_simple_methods(name):
    table = benchmark.measure(FAIRS / name)
    simple = np.array([row for method, row in table.items() if method != "fit"])
    assert (table["fit"] > simple.max(axis=0)).all()


def test_measures_on_cases_counted_by_hand():
    score = np.array([3.0, 2.0, 2.0, 1.0])
    true = np.array([True, False, True, False])
    # first 2: the 3, and one of the two 2s: 1 + 0.5 of 2
    assert benchmark.recall(score, true, 2) == 0.75
    assert benchmark.recall(score, true, 10) == 1.0
    # of 4 pairs (true, other): 3>2, 3>1, 2=2 (half), 2>1
    assert benchmark.auc(score, true) == 3.5 / 4


def test_what_an_oracle_of_equal_offers_reaches():
    # two groups: one true of two, one true of five; the first is taken whole, of the
    # second three: 1 + 3/5 of 2
    group = np.array([7, 7, 3, 3, 3, 3, 3])
    true = np.array([True, False, True, False, False, False, False])
    assert fit_ceiling.reachable(group, true) == pytest.approx(0.8)


def test_no_fit_is_above_its_ceiling():
    fit, ceiling, lines = fit_ceiling.measure(FAIRS / "scms_en")
    assert lines > 300
    assert fit < ceiling < 1
