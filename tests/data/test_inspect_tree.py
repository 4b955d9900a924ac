"""Inspected sheets whose categories are placed in a tree."""

from data.inspect import inspect_file
from data.inspect_tree import TreeFiles, read_placer

TREE = "code,parent,name_zh,name_en\nA,,机械,machinery\nA1,A,液压泵,hydraulic pump\n"
BUYERS = (
    "buyer,product,category\n"
    "B1,pump,hydraulic pump\n"
    "B2,pump,hydraulic pumping set\n"
    "B3,pump,hydraulic pumping set\n"
    "B4,tea,Tee\n"
)


def write(folder, **texts):
    """Write files NAME.csv, a fair as fair.toml; return their paths by name."""
    paths = {}
    for name, text in texts.items():
        paths[name] = folder / ("fair.toml" if name == "fair" else f"{name}.csv")
        paths[name].write_text(text, encoding="utf-8")
    return paths


def notes_of(path, placer):
    """Return code and English text of the notes on categories."""
    notes = inspect_file(path, placer=placer).notes
    return [(n.code, n.wording.en) for n in notes if n.code.startswith("category-")]


def test_categories_without_a_place_are_listed_with_the_nearest(tmp_path):
    paths = write(tmp_path, tree=TREE, buyers=BUYERS)

    placer, faulty = read_placer(TreeFiles(categories=paths["tree"]))

    assert faulty is None
    (pumpe, why), (tea, _) = sorted(
        notes_of(paths["buyers"], placer), key=lambda note: "Tee" in note[1]
    )
    assert (pumpe, tea) == ("category-unplaced", "category-unplaced")
    assert "hydraulic pumping set" in why
    assert "2" in why  # lines
    assert "hydraulic pump" in why
    assert notes_of(paths["buyers"], None) == []


def test_suppliers_are_placed_too(tmp_path):
    text = "supplier,product,category\nS1,pump,hydraulic pump\nS2,tea,Tee\n"
    paths = write(tmp_path, tree=TREE, suppliers=text)
    placer, _ = read_placer(TreeFiles(categories=paths["tree"]))

    (note,) = notes_of(paths["suppliers"], placer)

    assert note[0] == "category-unplaced"
    assert inspect_file(paths["suppliers"], placer=placer).lines == 2


def test_fair_toml_names_the_tree_and_synonyms_help(tmp_path):
    paths = write(
        tmp_path,
        tree=TREE,
        words="word,synonyms\nhydraulic pump,hydraulic pumping set\n",
        buyers=BUYERS,
        fair='[fit]\ncategories = "tree.csv"\nsynonyms = "words.csv"\n'
        '[fair]\nname = "F"\ntimezone = "Asia/Shanghai"\n'
        '[[session]]\nid = "AM"\nstart = 2026-12-03T09:30:00+08:00\n'
        "end = 2026-12-03T11:30:00+08:00\n",
    )

    placer, faulty = read_placer(TreeFiles(fair=paths["fair"]))

    assert faulty is None
    assert [code for code, _ in notes_of(paths["buyers"], placer)] == [
        "category-unplaced"  # Tee
    ]


def test_a_tree_that_cannot_be_read_is_told_of(tmp_path):
    placer, faulty = read_placer(TreeFiles(categories=tmp_path / "gone.csv"))

    assert faulty is not None
    assert (faulty.path.name, faulty.has_errors) == ("gone.csv", True)
    assert placer is None or placer.tree.nodes == {}


def test_without_a_tree_nothing_is_placed():
    assert read_placer(TreeFiles()) == (None, None)
