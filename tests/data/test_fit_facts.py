"""History, category trees, synonyms and the weights of fair.toml."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from data.category_tree import CategoryTree, Node, name_key, read_tree
from data.faults import Findings
from data.folder_fit import read_categories as read_placed
from data.folder_fit import read_history as read_past_dealings
from data.folder_fit import read_settings, read_synonyms
from data.folder_reader import FolderError
from data.folder_reader import Node as NodeOf
from data.intake import read_input
from data.numbers import find_amount
from data.placing import Placer, synonyms_by_key
from data.sources import InputPaths
from scheduler.fit.settings import FitSettings
from scheduler.problem import Dealing, Outcome
from scheduler.wording import Wording
from tests.data.conftest import FAIR, write_rows

TREE = [
    ["品类编码", "上级编码", "中文名称", "英文名称", "其他名称"],
    ["M", "", "机械", "Machinery", ""],
    ["M1", "M", "泵", "Pumps", "Bombas"],
    ["M1a", "M1", "液压泵", "Hydraulic pumps", "油泵"],
    ["V", "", "车辆", "Vehicles", ""],
    ["V1", "V", "配件", "Accessories", ""],
    ["M9", "M", "配件", "Accessories", ""],
]


def read(desk, **further):
    """Read the fair with further files, each given as rows, a path or a name."""
    paths = {
        kind: write_rows(desk.folder / f"{kind}.xlsx", rows)
        if isinstance(rows, list)
        else Path(rows)
        for kind, rows in further.items()
    }
    return read_input(InputPaths(**desk.paths, **paths))


def told(intake, code):
    """Return the facts of the notes of `code` as their English text."""
    return [note.wording.en for note in intake.notes if note.code == code]


def demand(desk, category, product="x"):
    desk.set("buyers", [["buyer", "product", "category"], ["甲", product, category]])


def placed(intake):
    return dict(intake.problem.categories.placed)


def test_history_is_read_by_id_and_name_in_both_languages(desk):
    rows = [
        ["采购商", "供应商", "结果"],
        ["甲公司", "S1", "成交 deal"],
        ["B1", "乙公司", "不理想"],
        ["B1", "S1", "no show"],
        ["B1", "别的公司", "deal"],
        ["B1", "S1", "fine?"],
        ["示例 example", "S1", "deal"],
    ]
    intake = read(desk, history=rows)
    assert set(intake.problem.history) == {
        Dealing("B1", "S1", Outcome.DEAL),
        Dealing("B1", "S1", Outcome.POOR),
        Dealing("B1", "S1", Outcome.NO_SHOW),
    }
    assert ("outcome-unknown", "C6") in [(f.code, f.cell) for f in intake.faults]
    assert told(intake, "history-elsewhere") == [
        "1 of 5 rows names a party that is not at this fair, and is left out."
    ]


@pytest.mark.parametrize(
    ("category", "paths"),
    [
        ("M1a", (("m", "m1", "m1a"),)),
        ("油泵", (("m", "m1", "m1a"),)),
        ("液壓泵", (("m", "m1", "m1a"),)),
        ("ＨＹＤＲＡＵＬＩＣ  Pump", (("m", "m1", "m1a"),)),
        ("Vehicles > Accessories", (("v", "v1"),)),
        ("accessories", (("m", "m9"), ("v", "v1"))),
        ("bomba", (("m", "m1"),)),
    ],
)
def test_categories_are_placed_by_code_and_name(desk, category, paths):
    demand(desk, category)
    intake = read(desk, categories=TREE)
    assert tuple(placed(intake).values()) == (paths,)
    assert intake.problem.categories.names["m" if paths[0][0] == "m" else "v"].en in {
        "Machinery",
        "Vehicles",
    }
    assert told(intake, "category-guessed") == told(intake, "category-unplaced") == []


def test_a_slip_is_taken_for_the_name_and_told(desk):
    demand(desk, "Hydraulic pupms")
    intake = read(desk, categories=TREE)
    assert placed(intake) == {"hydraulic pupms": (("m", "m1", "m1a"),)}
    assert told(intake, "category-guessed") == [
        "The category Hydraulic pupms was taken for 液压泵 Hydraulic pumps (M1a)."
    ]


def test_what_has_no_place_is_told_with_the_nearest(desk):
    demand(desk, "hydraulic")
    intake = read(desk, categories=TREE)
    assert placed(intake) == {}
    (text,) = told(intake, "category-unplaced")
    assert "hydraulic (1 line)" in text
    assert "液压泵 Hydraulic pumps (M1a)" in text


def test_synonyms_help_to_place(desk):
    demand(desk, "柱塞机")
    words = [["词语", "同义词"], ["柱塞机", "液压泵、plunger"], ["孤", "孤"]]
    intake = read(desk, categories=TREE, synonyms=words)
    assert placed(intake) == {"柱塞机": (("m", "m1", "m1a"),)}
    assert intake.problem.synonyms == (("plunger", "柱塞机", "液压泵"),)
    assert "synonyms-alone" in {fault.code for fault in intake.faults}


def test_a_line_without_category_takes_that_of_its_name(desk):
    demand(desk, "", product="Hydraulic Pumps")
    intake = read(desk, categories=TREE)
    assert intake.problem.buyers[0].lines[0].categories == ("M1a",)


@pytest.mark.parametrize(
    ("code", "place"),
    [("33611000-6", "336"), ("C2641", "C26"), ("8504.40", "8504"), ("pump", None)],
)
def test_codes_lie_under_what_they_begin_with(code, place):
    nodes = [Node(c, "", Wording.same(c), ()) for c in ("336", "C26", "8504")]
    found = Placer(CategoryTree(nodes), {}).place(code)
    assert found.codes == ((place.casefold(),) if place else ())


def test_prefixes_make_a_tree_where_no_parent_is_given(desk):
    demand(desk, "40151503")
    rows = [
        ["code", "name en"],
        ["40000000", "Machines"],
        ["40150000", "Pumps"],
        ["40151500", "Plungers"],
        ["C26", "Chemicals"],
    ]
    intake = read(desk, categories=rows)
    assert placed(intake) == {"40151503": (("40000000", "40150000", "40151500"),)}


def test_a_longer_code_lies_under_its_beginning():
    nodes = [
        Node("C", "", Wording.same("c"), ()),
        Node("C26", "C", Wording.same("d"), ()),
    ]
    assert CategoryTree(nodes).path("c26") == ("c", "c26")


def test_faults_of_a_tree(desk):
    demand(desk, "M1")
    rows = [*TREE, ["", "M", "无码", "", ""], ["Q", "nowhere", "孤", "", ""]]
    intake = read(desk, categories=rows)
    assert {f.code for f in intake.faults if f.file == "categories.xlsx"} == {
        "value-missing",
        "parent-unknown",
    }


def test_a_tree_that_goes_round_ends():
    nodes = [
        Node("a", "b", Wording.same("a"), ()),
        Node("b", "a", Wording.same("b"), ()),
    ]
    assert CategoryTree(nodes).path("a") == ("b", "a")


def test_an_empty_tree_is_none(desk):
    path = write_rows(desk.folder / "tree.xlsx", TREE[:1])
    assert read_tree(path, Findings()) is None


def test_the_tree_that_comes_along(desk):
    desk.set_fair(FAIR + '\n[fit]\ncategories = "shopify"\nsynonyms = "words.xlsx"\n')
    write_rows(desk.folder / "words.xlsx", [["word", "synonyms"], ["相机", "camera"]])
    demand(desk, "数码单反 (DSLR) 相机; Film Cameras")
    intake = read_input(InputPaths(**desk.paths))
    assert placed(intake)["film cameras"] == (("co", "co-2", "co-2-4"),)
    assert placed(intake)["数码单反 (dslr) 相机"][0][-1] == "co-2-2-5"
    assert intake.problem.categories.names["co-2-4"] == Wording(
        "Film Cameras", "胶片相机"
    )
    assert intake.problem.synonyms == (("camera", "相机"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Batteries", "battery"),
        ("Boxes", "box"),
        ("Éclairs", "eclair"),
        ("glass", "Glass"),
    ],
)
def test_name_key_folds_the_plural(one, other):
    assert name_key(one) == name_key(other)


def test_a_name_with_many_places_is_not_placed():
    nodes = [
        Node(f"n{i}", "", Wording.same("parts"), ("spare parts",)) for i in range(9)
    ]
    placer = Placer(CategoryTree(nodes), synonyms_by_key(()))
    assert placer.place("spare parts").codes == ()
    assert placer.place("spare party").codes == ()


def test_weights_of_fair_toml(desk):
    desk.set_fair(
        FAIR + "\n[fit]\nquantity = 0.5\nregion = 0\nrates = { usd = 7.1, CNY = 1 }\n"
    )
    assert desk.clean().fit == replace(
        FitSettings(), quantity=0.5, region=0.0, rates=(("CNY", 1.0), ("USD", 7.1))
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("quantity = 1.5", ("setting-wrong", "fit.quantity")),
        ("quantiti = 0.5", ("key-unknown", "fit.quantiti")),
        ("rates = 7", ("setting-wrong", "fit.rates")),
        ("rates = { USD = -1 }", ("setting-wrong", "fit.rates")),
        ("rates = { USD = true }", ("setting-wrong", "fit.rates")),
    ],
)
def test_wrong_weights_are_refused(desk, line, fault):
    desk.set_fair(f"{FAIR}\n[fit]\n{line}\n")
    assert desk.faults() == [fault]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("月产10万个", (100_000, "个")),
        ("1,000 tons per month", (1000, "tons")),
        ("100 per day", (100, "")),
        ("plenty", (None, "")),
    ],
)
def test_the_first_figure_of_a_capacity(text, amount):
    assert find_amount(text) == amount


@pytest.mark.parametrize(
    ("values", "reader", "place"),
    [
        ({"synonyms": [["a", 1]]}, read_synonyms, "synonyms"),
        ({"history": [{"buyer": "b", "supplier": "s", "outcome": "?"}]}, read_past_dealings, "history[0].outcome"),
        ({"categories": {"placed": {"a": ["b"]}, "names": {}}}, read_placed, "categories.placed.a"),
        ({"fit": {"quantity": "much"}}, read_settings, "fit.quantity"),
    ],
)  # fmt: skip
def test_a_damaged_problem_is_named(values, reader, place):
    with pytest.raises(FolderError, match=re.escape(place)):
        reader(NodeOf("problem.json", values))
