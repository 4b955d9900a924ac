"""Buyers and suppliers of a few products for tests of the fit, and random ones."""

from dataclasses import replace

from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from scheduler.problem import Dealing, DemandLine, OfferLine, Outcome, Strength
from tests.builders import (
    make_buyer,
    make_fair,
    make_problem,
    make_suggestion,
    make_supplier,
)

PRODUCTS = (
    ("液压泵", "40151500"),
    ("柱塞泵", "40151503"),
    ("水泵配件", "40151700"),
    ("bomba hidráulica", ""),
    ("hydraulic pump, 250mm", "40151503"),
    ("office paper A4", "14111507"),
    ("printer paper", "14111509"),
    ("棉纱", "11151500"),
    ("纯棉纱线", ""),
    ("coffee", "50201706"),
)


def supplier(supplier_id, *products):
    offered = tuple(OfferLine(name, codes_of(code)) for name, code in products)
    return make_supplier(supplier_id, lines=offered)


def make_buyer_with(buyer_id, lines):
    return replace(make_buyer(buyer_id), lines=tuple(lines))


def codes_of(code):
    return (code,) if code else ()


def buyer_of(buyer_id, *products):
    return make_buyer_with(
        buyer_id, [DemandLine(name, codes_of(code)) for name, code in products]
    )


def fits(problem, **changes):
    """Return the fit of each candidate by its ids."""
    found = FitModel(problem, FitSettings(**changes)).candidates()
    return {(b, s): fit for b, s, fit in found.rows(problem)}


def random_problem(random, min_fit=40):
    """Build a fair of a few parties with random lines and deals, some lines twice."""
    buyers = [
        make_buyer_with(
            f"b{i}", [random_demand(random) for _ in range(random.randint(0, 5))]
        )
        for i in range(5)
    ]
    suppliers = [
        make_supplier(
            f"s{i}",
            lines=tuple(random_offer(random) for _ in range(random.randint(0, 6))),
        )
        for i in range(7)
    ]
    places, tongues = (
        ("", "上海", "浙江杭州", "杭州"),
        ((), ("zh",), ("zh", "en"), ("es",)),
    )
    pairs = [(b.id, s.id) for b in buyers for s in suppliers]
    return replace(
        make_problem(
            [_at(b, random, places, tongues) for b in buyers],
            [_at(s, random, places, tongues) for s in suppliers],
            make_fair(min_fit=min_fit),
            [
                make_suggestion(random.choice((Strength.PREFER, Strength.AVOID)), *p)
                for p in random.sample(pairs, 4)
            ],
        ),
        history=tuple(
            Dealing(*pair, random.choice(list(Outcome)))
            for pair in random.choices(pairs, k=8)
        ),
        glossary={
            "zh": {"液压": ("hydraulic",), "泵": ("pump",), "纱": ("yarn", "paper")},
            "es": {"bomba": ("pump",), "papel": ("paper",)},
        },
    )


def random_demand(random):
    name, code = random.choice(PRODUCTS)
    return DemandLine(
        name,
        codes_of(code),
        quantity=random.choice((None, 50, 1000)),
        unit=random.choice(("", "kg", "pcs")),
        budget=random.choice((None, 900.0)),
        currency=random.choice(("CNY", "USD")),
        certificates=random.choice(((), ("CE",), ("CE", "ISO 9001"))),
    )


def random_offer(random):
    name, code = random.choice(PRODUCTS)
    return OfferLine(
        name,
        codes_of(code),
        minimum_order=random.choice((None, 100, 0.2)),
        minimum_unit=random.choice(("", "吨", "个")),
        capacity_quantity=random.choice((None, 500)),
        price_low=random.choice((None, 2.0, 40.0)),
        currency=random.choice(("CNY", "usd")),
        certificates=random.choice(((), ("ce",), ("ISO9001:2015", "CE"))),
    )


def _at(party, random, places, tongues):
    return replace(
        party, region=random.choice(places), languages=random.choice(tongues)
    )
