"""The fit of whole fairs: which pairs are candidates, why, and what it depends on."""

from dataclasses import replace

import numpy as np
import pytest

from scheduler.fit.model import FitModel
from scheduler.fit.settings import FitSettings
from scheduler.problem import DemandLine, Strength
from scheduler.progress import Silent
from tests.builders import (
    make_fair,
    make_lock,
    make_problem,
    make_suggestion,
)
from tests.fit_cases import (
    PRODUCTS,
    buyer_of,
    fits,
    make_buyer_with,
    supplier,
)


def one_pair(wanted, offered, **fair):
    """Return the fit of one buyer with one supplier, found by `detail`."""
    problem = make_problem(
        [buyer_of("b1", *wanted)], [supplier("s1", *offered)], make_fair(**fair)
    )
    return FitModel(problem).detail("b1", "s1")


def test_same_category_and_text_is_high():
    detail = one_pair([PRODUCTS[0]], [PRODUCTS[0]])
    assert [(match.score, match.served) for match in detail.matches] == [(100, True)]
    # choice: 1 / 1.1 to the power 5/4 = 0.888, its root 0.942 / (0.942 + 0.4) = 0.702;
    # 100 * (0.6 + 0.4 * (0.1 * 1 + 0.9 * 0.702)) = 89.3
    assert detail.fit == 89
    assert [(part.value, round(part.weight, 2)) for part in detail.parts] == [
        (100, 0.6),
        (100, 0.04),
        (70, 0.36),
    ]


def test_same_category_with_other_text_is_relevant():
    detail = one_pair([("液压泵", "40151503")], [("plunger", "40151503")])
    assert [match.score for match in detail.matches] == [77]  # 0.75 of 0.98
    assert 60 <= detail.fit <= 80


def test_same_text_without_category_is_high():
    assert one_pair([("棉纱", "")], [("棉纱", "11151500")]).matches[0].score == 100
    assert one_pair([("棉纱", "")], [("棉纱", "")]).fit == 89


def test_sibling_with_other_text_stays_below_relevant():
    detail = one_pair([("液压泵", "40151503")], [("plunger", "40151509")])
    assert [(match.score, match.served) for match in detail.matches] == [(31, False)]
    assert 0 < detail.fit < 40
    assert detail.wording.en == (
        "Serves none of your lines; the nearest is 液压泵 -> plunger (31)."
    )


def test_nothing_in_common_is_zero():
    detail = one_pair([("液压泵", "40151503")], [("coffee", "50201706")])
    assert (detail.fit, detail.matches) == (0, ())
    assert [part.value for part in detail.parts] == [0, 0, 0]


def test_one_line_of_forty_is_relevant_and_ten_are_more():
    # the names have no run of characters in common
    names = [f"{chr(0x4E00 + 3 * i)}{chr(0x6E00 + 5 * i)}" for i in range(40)]
    many = [supplier(f"s{i}", (names[0], "")) for i in range(20)]
    ten = supplier("ten", *((name, "") for name in names[:10]))
    problem = make_problem(
        [buyer_of("b1", *((name, "") for name in names))], [*many, ten]
    )
    found = fits(problem)
    assert 55 <= found["b1", "s0"] < found["b1", "ten"]
    assert len({found["b1", f"s{i}"] for i in range(20)}) == 1


def test_fewer_others_make_a_higher_fit():
    sole = make_problem([buyer_of("b1", PRODUCTS[0])], [supplier("s1", PRODUCTS[0])])
    shared = replace(sole, suppliers=(*sole.suppliers, supplier("s2", PRODUCTS[0])))
    assert fits(shared)["b1", "s1"] < fits(sole)["b1", "s1"]


def test_detail_names_the_lines():
    detail = one_pair(
        [("液压泵", "40151503"), ("coffee", "50201706"), ("棉纱", "")],
        [("柱塞泵", "40151503"), ("咖啡", "50201706"), ("液压缸", "27131700")],
    )
    assert {match.line for match in detail.matches} == {0, 1}
    assert detail.wording.zh.startswith("可供应您 3 项需求中的 2 项：")
    assert "液压泵 → 柱塞泵" in detail.wording.zh


def test_best_of_equal_offers_is_named_whatever_their_order():
    lines = [("plunger", "40151503"), ("piston", "40151503")]
    named = {
        one_pair([("液压泵", "40151503")], order).matches[0].offer
        for order in (lines, lines[::-1])
    }
    assert named == {"piston"}


def fit_of_demand(wanted, *offered):
    """Return the fit of a single demand line with each of the offers."""
    suppliers = [supplier(f"s{i}", (name, "")) for i, name in enumerate(offered)]
    model = FitModel(make_problem([make_buyer_with("b1", [wanted])], suppliers))
    return [model.detail("b1", s.id).fit for s in suppliers]


def test_specification_tells_offers_apart():
    wanted = DemandLine("泵", specification="柱塞泵")
    plunger, centrifugal = fit_of_demand(wanted, "柱塞泵", "离心泵")
    assert plunger > centrifugal


def test_specification_takes_nothing_away():
    long = "不锈钢 304, 250 mm, 保修两年, 木箱包装"
    plain, other = DemandLine("水泵"), "棉纱"
    specified = replace(plain, specification=long)
    assert fit_of_demand(specified, "水泵", other) == fit_of_demand(
        plain, "水泵", other
    )


def test_specification_alone_makes_no_product():
    wanted = DemandLine("水泵", specification="不锈钢")
    assert fit_of_demand(wanted, "水泵", "不锈钢")[1] < 40


def test_specification_without_product_is_the_product():
    wanted = DemandLine("", specification="水泵")
    assert fit_of_demand(wanted, "水泵") == fit_of_demand(DemandLine("水泵"), "水泵")


def test_lines_have_bits_up_to_the_64th():
    codes = [f"{10 + i}101501" for i in range(66)]
    problem = make_problem(
        [buyer_of("b1", *(("x", code) for code in codes))],
        [supplier("s1", *((f"y{i}", codes[i]) for i in (0, 3, 63, 65)))],
    )
    found = FitModel(problem).candidates()
    assert found.lines.tolist() == [1 | 1 << 3 | 1 << 63]


def test_musts_and_locks_are_candidates_whatever_their_fit_and_nevers_are_not():
    problem = make_problem(
        [buyer_of("b1", PRODUCTS[0]), buyer_of("b2", PRODUCTS[5])],
        [supplier("s1", PRODUCTS[0]), supplier("s2", PRODUCTS[5])],
        suggestions=[
            make_suggestion(Strength.MUST, "b1", "s2"),
            make_suggestion(Strength.NEVER, "b1", "s1"),
            make_suggestion(Strength.NEVER, "b2", "s1"),
        ],
        locks=[make_lock(0, "P1", "b2", "s1"), make_lock(1, "P1", "b2", "s2")],
    )
    # the lock of b2 with s1 stays although it is a never: the checker says so
    assert fits(problem) == {("b1", "s2"): 0, ("b2", "s1"): 0, ("b2", "s2"): 89}


def test_faint_must_keeps_its_fit():
    problem = make_problem(
        [buyer_of("b1", ("液压泵", "40151503"))],
        [supplier("s1", ("plunger", "40151509"))],
        suggestions=[make_suggestion(Strength.MUST)],
    )
    fit = FitModel(problem).detail("b1", "s1").fit
    assert 0 < fit < 40
    assert fits(problem) == {("b1", "s1"): fit}


@pytest.mark.parametrize(
    ("buyers", "suppliers"),
    [
        ([], []),
        ([make_buyer_with("b1", [])], [supplier("s1")]),
        ([buyer_of("b1", PRODUCTS[0])], [supplier("s1")]),
        ([buyer_of("b1", PRODUCTS[0])], []),
        ([make_buyer_with("b1", [])], [supplier("s1", PRODUCTS[0])]),
        ([buyer_of("b1", ("", ""))], [supplier("s1", ("", ""))]),
    ],
)
def test_fairs_with_nothing_to_match(buyers, suppliers):
    problem = make_problem(buyers, suppliers)
    model = FitModel(problem)
    assert len(model.candidates()) == 0
    for b in buyers:
        assert model.scores(b.id).tolist() == [0] * len(suppliers)
        assert model.line_scores(b.id).shape == (len(b.lines), len(suppliers))
        for s in suppliers:
            detail = model.detail(b.id, s.id)
            assert (detail.fit, detail.matches) == (0, ())


def test_no_more_than_the_best_are_kept():
    offered = [supplier(f"s{i}", PRODUCTS[0], PRODUCTS[5 + i]) for i in range(5)]
    plain = [supplier(f"p{i}", ("水泵", "40151500")) for i in range(5)]
    problem = make_problem([buyer_of("b1", PRODUCTS[0])], [*plain, *offered])
    assert len(fits(problem)) == 10
    assert {s for _, s in fits(problem, most_per_buyer=5)} == {s.id for s in offered}


def test_cut_among_equals_does_not_depend_on_rows_or_ids():
    offers = [supplier(f"s{i}", PRODUCTS[0], (f"甲{i}", "")) for i in range(6)]
    places = [replace(s, hall="H1", booth=f"A{i}") for i, s in enumerate(offers)]
    renamed = [replace(s, id=f"z{6 - i}", name="?") for i, s in enumerate(places)]

    def kept(suppliers):
        problem = make_problem([buyer_of("b1", PRODUCTS[0])], suppliers)
        return {
            problem.supplier_by_id[s].booth for _, s in fits(problem, most_per_buyer=2)
        }

    first = kept(places)
    assert len(first) == 2
    assert kept(places[::-1]) == kept(renamed) == first


def test_line_scores_put_first_whom_the_buyer_meets_anyway():
    problem = make_problem(
        [buyer_of("b1", PRODUCTS[0], PRODUCTS[5], PRODUCTS[0])],
        [
            supplier("s1", PRODUCTS[0]),
            supplier("s2", PRODUCTS[0], PRODUCTS[5]),
            supplier("s3", PRODUCTS[7]),
        ],
    )
    ranked = FitModel(problem).line_scores("b1")
    assert np.argsort(-ranked, axis=1).tolist() == [[1, 0, 2], [1, 0, 2], [1, 0, 2]]
    assert ranked[0].tolist() == ranked[2].tolist()
    assert (ranked[:, 2] == 0).all()


class Watcher(Silent):
    """Takes note of events and stops the work after the first of them."""

    def __init__(self):
        self.events = []

    def tell(self, event):
        self.events.append((event.phase, event.done, event.total))

    def should_stop(self):
        return bool(self.events)


def test_progress_is_told_and_may_stop():
    problem = make_problem(
        [buyer_of(f"b{i}", PRODUCTS[0]) for i in range(3)],
        [supplier("s1", PRODUCTS[0])],
    )
    watcher = Watcher()
    found = FitModel(problem, FitSettings(block_lines=1), watcher).candidates()
    assert watcher.events == [("fit", 1, 3)]
    assert found.buyer.tolist() == [0]


def test_details_of_many_pairs_are_those_of_each_in_the_order_asked(monkeypatch):
    problem = make_problem(
        [
            buyer_of("b1", PRODUCTS[0], PRODUCTS[3]),
            buyer_of("b2", PRODUCTS[0]),
            buyer_of("b3"),
        ],
        [
            supplier("s1", PRODUCTS[1], PRODUCTS[4]),
            supplier("s2", PRODUCTS[9]),
            supplier("s3"),
        ],
        make_fair(),
    )
    pairs = [(b.id, s.id) for b in problem.buyers for s in problem.suppliers]
    asked = [*reversed(pairs), pairs[0]]
    alone = [FitModel(problem).detail(*pair) for pair in asked]
    assert {detail.fit > 0 for detail in alone} == {True, False}
    for together in (3, 100):
        monkeypatch.setattr("scheduler.fit.model.DETAILS_AT_ONCE", together)
        assert list(FitModel(problem).details(asked)) == alone
    assert list(FitModel(problem).details([])) == []
