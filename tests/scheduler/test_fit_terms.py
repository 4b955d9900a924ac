"""The parts of the fit beside the lines: what they take, what they say, when off."""

from dataclasses import replace

import pytest

from scheduler.fit.circumstances import same_region
from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from scheduler.fit.units import find_unit
from scheduler.problem import Dealing, DemandLine, OfferLine, Outcome, Strength
from tests.builders import (
    make_buyer,
    make_problem,
    make_suggestion,
    make_supplier,
)

PLAIN = 89.27
"""The fit of one buyer and one supplier who name the same product."""


def detail(demand=None, offer=None, buyer=None, supplier=None, **changes):
    """Return the detail of a pair whose lines agree, but for what is given."""
    settings = changes.pop("settings", None)
    lines = (replace(DemandLine("水泵"), **(demand or {})),)
    offers = (replace(OfferLine("水泵"), **(offer or {})),)
    problem = replace(
        make_problem(
            [replace(make_buyer("b1"), lines=lines, **(buyer or {}))],
            [make_supplier("s1", lines=offers, **(supplier or {}))],
        ),
        **changes,
    )
    return FitModel(problem, settings).detail("b1", "s1")


def part(found, name):
    return next((p.value for p in found.parts if p.name.en == name), None)


def test_parts_are_off_where_the_sheets_say_nothing():
    found = detail()
    assert found.fit == round(PLAIN)
    assert [p.name.en for p in found.parts] == [
        "best line",
        "lines served",
        "few others offer it",
    ]


@pytest.mark.parametrize(
    ("demand", "offer", "value"),
    [
        ({"quantity": 50}, {"minimum_order": 100}, 50),
        ({"quantity": 200}, {"minimum_order": 100}, 100),
        ({"quantity": 50, "unit": "kg"}, {"minimum_order": 0.1, "minimum_unit": "吨"}, 50),
        ({"quantity": 50, "unit": "箱"}, {"minimum_order": 100, "minimum_unit": "kg"}, None),
        ({"quantity": 50, "unit": "箱"}, {"minimum_order": 100}, 50),
        ({"quantity": 400}, {"capacity_quantity": 100.0}, 25),
        ({"quantity": 400}, {"minimum_order": 800, "capacity_quantity": 100.0}, 25),
        ({}, {"minimum_order": 100}, None),
        ({"quantity": 0}, {"minimum_order": 100}, 0),
    ],
)  # fmt: skip
def test_quantity_against_minimum_order_and_capacity(demand, offer, value):
    assert part(detail(demand, offer), "quantity") == value


@pytest.mark.parametrize(
    ("demand", "offer", "value"),
    [
        ({"budget": 50}, {"price_low": 100}, 50),
        ({"budget": 5000, "quantity": 100}, {"price_low": 100}, 50),
        ({"budget": 5000, "quantity": 10}, {"price_low": 100}, 100),
        ({"budget": 50, "currency": "usd"}, {"price_low": 100, "currency": "USD"}, 50),
        ({"budget": 50, "currency": "USD"}, {"price_low": 100, "currency": "CNY"}, None),
        ({"budget": 50, "currency": "USD"}, {"price_low": 100}, None),
        # 100 kg at 1,000 a tonne is 100
        ({"budget": 50, "quantity": 100, "unit": "kg"},
         {"price_low": 1000, "minimum_unit": "t"}, 50),
    ],
)  # fmt: skip
def test_budget_against_prices(demand, offer, value):
    assert part(detail(demand, offer), "budget") == value


def test_currencies_are_compared_by_a_rate():
    settings = FitSettings(rates=(("CNY", 1.0), ("USD", 7.0)))
    found = detail(
        {"budget": 100, "currency": "USD"},
        {"price_low": 1400, "currency": "CNY"},
        settings=settings,
    )
    assert part(found, "budget") == 50  # 700 of 1,400


@pytest.mark.parametrize(
    ("wanted", "held", "value"),
    [
        (("CE",), ("ce", "ISO 9001"), 100),
        (("CE", "ISO9001"), ("ISO 9001:2015",), 50),
        (("CE",), ("FDA",), 0),
        ((), ("FDA",), None),
        (("CE",), (), None),  # nobody states any
    ],
)
def test_certificates(wanted, held, value):
    found = detail({"certificates": wanted}, {"certificates": held})
    assert part(found, "certificates") == value


def test_a_supplier_that_states_no_certificates_has_half():
    lines = (DemandLine("水泵", certificates=("CE",)),)
    problem = make_problem(
        [replace(make_buyer("b1"), lines=lines)],
        [
            make_supplier("s1", lines=(OfferLine("水泵"),)),
            make_supplier("s2", lines=(OfferLine("水泵", certificates=("CE",)),)),
        ],
    )
    model = FitModel(problem)
    assert part(model.detail("b1", "s1"), "certificates") == 50
    assert model.detail("b1", "s1").wording.en.endswith("Ask for CE.")
    assert model.detail("b1", "s2").fit > model.detail("b1", "s1").fit


def test_each_part_takes_its_share():
    # 89.3 less a quarter of what half a minimum order lacks: 89.3 * (1 - 0.125)
    found = detail({"quantity": 50}, {"minimum_order": 100})
    assert found.fit == round(PLAIN * 0.875)
    # a quarter of a quarter more for half the budget
    both = detail(
        {"quantity": 50, "budget": 50}, {"minimum_order": 100, "price_low": 2}
    )
    assert both.fit == round(PLAIN * 0.875 * 0.875)


def test_a_part_without_weight_is_off():
    found = detail(
        {"quantity": 50}, {"minimum_order": 100}, settings=FitSettings(quantity=0)
    )
    assert found.fit == round(PLAIN)
    assert part(found, "quantity") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("上海", "上海市", True),
        ("浙江 / 杭州", "浙江杭州", True),
        ("São Paulo", "sao paulo", True),
        ("上海", "北京", False),
    ],
)
def test_same_region(one, other, same):
    assert same_region(one, other) is same
    found = detail(buyer={"region": one}, supplier={"region": other})
    assert found.fit == round(PLAIN if same else PLAIN * 0.95)


def test_a_common_language():
    found = detail(buyer={"languages": ("zh",)}, supplier={"languages": ("es",)})
    assert found.fit == round(PLAIN * 0.9)
    assert found.wording.en.endswith("Speaks Spanish.")
    assert found.wording.zh.endswith("对方语言：西班牙语。")
    assert detail(buyer={"languages": ("zh",)}).fit == round(PLAIN)
    both = detail(buyer={"languages": ("zh", "en")}, supplier={"languages": ("en",)})
    assert (both.fit, part(both, "common language")) == (round(PLAIN), 100)


@pytest.mark.parametrize(
    ("outcomes", "value", "fit", "said"),
    [
        (("deal",), 100, PLAIN + 0.3 * (100 - PLAIN), "You have done business before."),
        (("interest",), 50, PLAIN + 0.15 * (100 - PLAIN), "You have been in contact before."),
        (("met",), 0, PLAIN, ""),
        (("no-show",), -50, PLAIN * 0.85, ""),
        (("poor", "poor"), -100, PLAIN * 0.7, ""),
        (("deal", "poor"), 0, PLAIN, ""),
        (("deal", "deal", "no-show"), 100, PLAIN + 0.3 * (100 - PLAIN), "You have done business before."),
    ],
)  # fmt: skip
def test_history(outcomes, value, fit, said):
    history = tuple(Dealing("b1", "s1", Outcome(outcome)) for outcome in outcomes)
    found = detail(history=history)
    assert part(found, "former dealings") == value
    assert found.fit == round(fit)
    # what went badly is for the rep, not for the paper
    served = "Serves 1 of your 1 line: 水泵 (100)"
    assert found.wording.en == (f"{served}. {said}" if said else served)


@pytest.mark.parametrize(
    ("strength", "value"), [(Strength.PREFER, 100), (Strength.AVOID, -100)]
)
def test_suggestions(strength, value):
    found = detail(suggestions=(make_suggestion(strength),))
    assert part(found, "suggested") == value
    assert (found.fit > round(PLAIN)) is (value > 0)
    assert ("Recommended" in found.wording.en) is (value > 0)


def test_the_sentence_says_what_stands_in_the_way():
    found = detail(
        {"quantity": 50, "unit": "台", "budget": 90, "certificates": ("CE", "FDA")},
        {"minimum_order": 100, "minimum_unit": "台", "price_low": 9, "certificates": ("CE",)},
    )  # fmt: skip
    assert found.wording.en == (
        "Serves 1 of your 1 line: 水泵 (100). Lacks FDA; minimum order 100 台, you want "
        "50 台; prices from 9 each, budget 90 for 50 台."
    )
    assert found.wording.zh == (
        "可供应您 1 项需求中的 1 项：水泵（100）。缺少认证 FDA；起订量 100 台，您需 50 台；"
        "单价 9 起，50 台的预算为 90。"
    )


def test_capacity_and_a_budget_without_quantity_are_said():
    found = detail({"quantity": 50}, {"capacity_quantity": 10.0})
    assert found.wording.en.endswith("Can supply 10, you want 50.")
    assert found.wording.zh.endswith("供货能力 10，您需 50。")
    found = detail(
        {"budget": 5, "currency": "CNY"}, {"price_low": 9, "currency": "CNY"}
    )
    assert found.wording.en.endswith("Prices from 9 CNY, budget 5 CNY.")


def test_same_region_is_said():
    found = detail(buyer={"region": "上海"}, supplier={"region": "上海"})
    assert found.wording.zh.endswith("同一地区。")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("KG", ("mass", 1e3)),
        ("公噸", ("mass", 1e6)),
        ("pcs.", ("pieces", 1.0)),
        ("台/月", ("pieces", 1.0)),
        ("桶", ("桶", 1.0)),
        (" ", ("", 1.0)),
    ],
)
def test_find_unit(text, unit):
    assert find_unit(text) == unit


def test_only_served_lines_count():
    lines = (
        DemandLine("水泵", quantity=100),
        DemandLine("液压泵", ("40151503",), quantity=1),
    )
    offers = (
        OfferLine("水泵", minimum_order=100),
        OfferLine("plunger", ("40151509",), minimum_order=100),
    )
    problem = make_problem(
        [replace(make_buyer("b1"), lines=lines)], [make_supplier("s1", lines=offers)]
    )
    found = FitModel(problem).detail("b1", "s1")
    assert [m.served for m in found.matches] == [True, False]
    assert part(found, "quantity") == 100
