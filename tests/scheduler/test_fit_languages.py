"""The fit is ahead of simple methods in other languages than it was made with."""

import pytest

from benchmarks.fit import MEASURES
from benchmarks.languages.__main__ import compare
from benchmarks.languages.fairs import invent, products

SEEDS = 2


@pytest.mark.parametrize(
    "language", ["de", "fr", "pt", "it", "ru", "ja", "ko", "pl", "uk", "id"]
)
def test_fit_is_ahead_of_simple_methods(language):
    table = compare(language, 0.5, SEEDS)
    fit = dict(zip(MEASURES, table.pop("fit"), strict=True))
    best = dict(zip(MEASURES, zip(*table.values(), strict=True), strict=True))
    for measure in ("recall@10", "AUC", "line recall@5"):
        assert fit[measure] > max(best[measure]), measure


@pytest.mark.parametrize("language", ["tr", "vi", "ar"])
def test_fit_is_ahead_for_buyers_where_lines_are_even(language):
    table = compare(language, 0.5, SEEDS)
    fit = table.pop("fit")
    assert fit[2] > max(row[2] for row in table.values())  # AUC


def test_an_invented_fair_is_what_it_says():
    fair = invent("de", 1, coded=1.0)
    assert (len(fair.problem.buyers), len(fair.problem.suppliers)) == (30, 32)
    assert len(fair.lines) == sum(len(buyer.lines) for buyer in fair.problem.buyers)
    codes = {product.code for product in products()["de"]}
    for supplier in fair.problem.suppliers:
        assert {line.categories[0] for line in supplier.lines} <= codes
    true = [supplier for supplier, yes in zip(
        fair.problem.suppliers, fair.lines[0], strict=True) if yes]  # fmt: skip
    wanted = fair.problem.buyers[0].lines[0].categories
    assert true
    assert all(wanted in {o.categories for o in s.lines} for s in true)
