"""Weights learnt from outcomes: in the right direction, and honest on the held out."""

from dataclasses import replace

import pytest

from scheduler.fit.settings import FitSettings
from scheduler.fit.tune import PastFair, tune
from scheduler.problem import Dealing, DemandLine, OfferLine, Outcome
from tests.builders import make_buyer, make_problem, make_supplier


def past(name="past", outcome=Outcome.DEAL, buyers=8):
    """Build a fair in which a deal needs a quantity that suits, and nothing else.

    Supplier 0 has the very same product but wants a hundred times the quantity;
    supplier 1 says it another way, and suits.
    """
    wanted = DemandLine("柱塞泵", ("40151503",), quantity=10)
    problem = make_problem(
        [replace(make_buyer(f"b{i}"), lines=(wanted,)) for i in range(buyers)],
        [
            make_supplier(
                "s0", lines=(OfferLine("柱塞泵", ("40151503",), minimum_order=20),)
            ),
            make_supplier("s1", lines=(OfferLine("液压机", ("40151503",)),)),
            make_supplier("s2", lines=(OfferLine("coffee", ("50201706",)),)),
        ],
    )
    dealings = tuple(Dealing(f"b{i}", "s1", outcome) for i in range(buyers))
    return PastFair(name, problem, dealings)


def test_what_decided_deals_gains_weight():
    tuned = tune([past()])
    # a part of 0.5 takes half of what s0 has, and s1 leads
    assert tuned.weights["quantity"] > FitSettings().quantity
    assert tuned.after > tuned.before
    assert tuned.is_better
    assert [fold.buyers for fold in tuned.held_out] == [2, 2, 2, 2]
    assert all(fold.after > fold.before for fold in tuned.held_out)


def test_of_several_fairs_each_is_scored_by_the_others():
    tuned = tune([past("one"), past("two", Outcome.INTEREST)])
    assert [(fold.name, fold.buyers) for fold in tuned.held_out] == [
        ("one", 8),
        ("two", 8),
    ]
    # rank 2 before: 1 / log2(3)
    assert tuned.held_out[0].before == pytest.approx(0.6309, abs=1e-4)
    assert tuned.held_out[0].after == 1.0


def test_without_good_outcomes_nothing_changes():
    tuned = tune([past(outcome=Outcome.POOR)])
    assert (tuned.held_out, tuned.weights, tuned.is_better) == ((), {}, False)


def test_a_single_buyer_is_held_out_with_the_usual_weights():
    tuned = tune([past(buyers=1)])
    (fold,) = tuned.held_out
    assert fold.before == fold.after


def test_outcomes_of_others_are_left_out():
    fair = past()
    strangers = (Dealing("?", "s1", Outcome.DEAL), Dealing("b1", "?", Outcome.DEAL))
    assert tune([replace(fair, outcomes=(*fair.outcomes, *strangers))]) == tune([fair])
