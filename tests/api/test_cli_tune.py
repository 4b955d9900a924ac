"""`fairmatch tune`: read, say, and write only when told to."""

import pytest

from api.cli import run
from data.fairfile import read_fair
from data.faults import Findings
from tests.data.conftest import FAIR, write_rows

BUYERS = [
    ["id", "buyer", "product", "category", "quantity"],
    *[[f"B{i}", f"甲{i}", "柱塞泵", "40151503", 10] for i in range(4)],
]
SUPPLIERS = [
    ["id", "supplier", "hall", "booth", "product", "category", "minimum order"],
    ["S0", "乙", "1", "A1", "柱塞泵", "40151503", 20],
    ["S1", "丙", "1", "A2", "液压机", "40151503", ""],
]
OUTCOMES = [
    ["buyer", "supplier", "outcome"],
    *[[f"B{i}", "S1", "成交"] for i in range(4)],
]


@pytest.fixture
def past(tmp_path):
    folder = tmp_path / "past"
    folder.mkdir()
    (folder / "fair.toml").write_text(FAIR, encoding="utf-8")
    write_rows(folder / "buyers.xlsx", BUYERS)
    write_rows(folder / "suppliers.csv", SUPPLIERS)
    write_rows(folder / "outcomes.xlsx", OUTCOMES)
    return folder


def test_tune_says_first_how_it_does_on_others_and_writes_nothing(past, capsys):
    before = sorted(past.parent.rglob("*"))
    assert run(["tune", str(past), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert said.index("not learnt from") < said.index("quantity = 0.5 (usual 0.25)")
    assert "Nothing was changed." in said
    assert sorted(past.parent.rglob("*")) == before


def test_tune_writes_a_table_for_fair_toml_once(past, tmp_path, capsys):
    file = tmp_path / "weights.toml"
    assert run(["tune", str(past), "--write", str(file), "--lang", "zh"]) == 0
    assert "已写入" in capsys.readouterr().out
    (tmp_path / "fair.toml").write_text(f"{FAIR}\n{file.read_text()}", encoding="utf-8")
    assert read_fair(tmp_path / "fair.toml", Findings()).fit.quantity == 0.5
    assert run(["tune", str(past), "--write", str(file), "--lang", "en"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_tune_without_a_gain_says_so(past, capsys):
    write_rows(past / "outcomes.xlsx", [OUTCOMES[0], ["B1", "S0", "deal"]])
    assert run(["tune", str(past), "--lang", "en"]) == 0
    assert "No other weights do better" in capsys.readouterr().out


def test_weights_that_do_not_carry_over_are_called_so(past, capsys):
    rows = [
        OUTCOMES[0],
        ["B0", "S1", "deal"],
        ["B1", "S1", "deal"],
        ["B2", "S0", "deal"],
    ]
    write_rows(past / "outcomes.xlsx", rows)
    assert run(["tune", str(past), "--lang", "en"]) == 0
    assert "keep the usual ones" in capsys.readouterr().out


def test_tune_names_what_is_missing(past, capsys):
    (past / "outcomes.xlsx").unlink()
    assert run(["tune", str(past), "--lang", "en"]) == 3
    assert "outcomes.xlsx" in capsys.readouterr().err


def test_tune_rejects_outcomes_without_a_good_one(past, capsys):
    write_rows(past / "outcomes.xlsx", [OUTCOMES[0], ["B1", "S0", "poor"]])
    assert run(["tune", str(past), "--lang", "en"]) == 3
    assert "nothing to learn" in capsys.readouterr().err


def test_tune_rejects_faulty_sheets(past, capsys):
    write_rows(past / "buyers.xlsx", [["x"], ["y"]])
    assert run(["tune", str(past), "--lang", "en"]) == 3
    assert "buyers.xlsx" in capsys.readouterr().err


def test_tune_says_that_few_buyers_prove_little(past, capsys):
    assert run(["tune", str(past), "--lang", "en"]) == 0
    assert "Only 4 buyers have a good outcome" in capsys.readouterr().out


def test_tune_reads_outcomes_in_another_language_and_names_odd_words(past, capsys):
    rows = [["Käufer", "Lieferant", "Ergebnis"], ["B0", "S1", "Abschluss"]]
    write_rows(past / "outcomes.xlsx", [*rows, ["B1", "S1", "wunderbar"]])
    assert run(["tune", str(past), "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "Only 1 buyer" in said.out
    assert "outcomes.xlsx Sheet1 C3" in said.out + said.err


def test_tune_rejects_outcomes_of_which_none_tells_pairs_apart(past, capsys):
    rows = [OUTCOMES[0], *[[f"B{i}", "S1", "见过"] for i in range(4)]]
    write_rows(past / "outcomes.xlsx", rows)
    assert run(["tune", str(past), "--lang", "en"]) == 3
    assert "No outcome here is a deal" in capsys.readouterr().err
