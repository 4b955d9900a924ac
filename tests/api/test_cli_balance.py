"""`fairmatch balance` from the shell: words, JSON, and what `schedule` says of it."""

import json

import pytest

from api import cli
from api.balance_report import NAMED

FAIR = """
[fair]
name = "Fair"
timezone = "Asia/Shanghai"
min_meetings = 1
ratio_target = 2.0

[rounds]
count = 1
minutes = 20
between = 0

[[session]]
id = "AM"
start = 2026-12-03T09:30:00+08:00
end = 2026-12-03T10:30:00+08:00
"""
BUYERS = """buyer,product,category,sessions
A,alpha lock,locks,
B,beta lock,locks,
C,gamma lamp,lamps,
D,delta cup,cups,
E,epsilon cup,cups,
"""
SUPPLIERS = """supplier,hall,booth,product,category
L,1,A1,lock,locks
M,1,A2,lamp,lamps
N,1,A3,soap,soaps
"""


@pytest.fixture
def sheets(tmp_path):
    (tmp_path / "fair.toml").write_text(FAIR)
    (tmp_path / "buyers.csv").write_text(BUYERS)
    (tmp_path / "suppliers.csv").write_text(SUPPLIERS)
    return tmp_path


def args(sheets, command, *more):
    return [
        command,
        *("--fair", str(sheets / "fair.toml")),
        *("--buyers", str(sheets / "buyers.csv")),
        *("--suppliers", str(sheets / "suppliers.csv")),
        *more,
    ]


def test_balance_says_who_is_short_and_what_would_mend_it(sheets, capsys):
    assert cli.run(args(sheets, "balance")) == 0
    said = capsys.readouterr().out
    assert "5 buyers with 5 demand lines, 3 suppliers with 3 offer lines" in said
    assert "Buyers per supplier present in a session: 1.67 (target 2.0)." in said
    assert "  cups: 2 buyers (2 lines), 0 suppliers (0 lines), 0 pairs, sold" in said
    assert "  soaps: 0 buyers (0 lines), 1 supplier (1 line), 0 pairs\n" in said
    assert "Short whatever the schedule: 4 buyers, 3 meetings missing." in said
    assert "  - D, E: too few suppliers suit; 2 missing. Scarce: cups." in said
    assert "  - A, B: need 2 meetings" in said
    assert "are full (L); 1 missing. Scarce: locks." in said
    # the cup supplier can meet D or E in the one round; a second session serves both
    assert "makes up for what is missing (2):" in said
    assert "  + invite 1 more supplier of cups" in said
    assert "  + open 1 more session" in said


def test_balance_in_chinese(sheets, capsys):
    assert cli.run(args(sheets, "balance", "--lang", "zh")) == 0
    said = capsys.readouterr().out
    assert "无论如何排期都不足：4 家采购商，缺 3 场洽谈。" in said
    assert "  + 增邀 1 家“cups”供应商" in said


def test_balance_as_json(sheets, capsys):
    assert cli.run(args(sheets, "balance", "--json", "--level", "2")) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["fair"]["reachable"] == 3
    assert answer["missing"] == 3
    assert answer["cure"] == [
        {"kind": "recruit", "count": 1, "category": "cups", "supplier": None},
        {"kind": "session", "count": 1, "category": "", "supplier": None},
    ]


def test_balanced_sheets_are_called_so(sheets, capsys):
    (sheets / "buyers.csv").write_text("\n".join(BUYERS.splitlines()[:2]))
    assert cli.run(args(sheets, "balance")) == 0
    assert "Nobody need stay short" in capsys.readouterr().out


def test_faulty_sheets_are_rejected(sheets, capsys):
    (sheets / "buyers.csv").write_text("product\nlock\n")
    assert cli.run(args(sheets, "balance")) == 3
    assert "buyers.csv" in capsys.readouterr().err


def test_level_is_a_number_of_the_tree(sheets, capsys):
    assert cli.run(args(sheets, "balance", "--level", "0")) == 2
    assert "takes a whole number from 1 to 20, not '0'" in capsys.readouterr().err


def test_schedule_says_it_too_and_keeps_it(sheets, tmp_path, capsys):
    out = tmp_path / "out"
    assert cli.run(args(sheets, "schedule", "--out", str(out))) == 0
    assert "Short whatever the schedule" in capsys.readouterr().out
    summary = json.loads((out / "summary.json").read_text())
    assert summary["balance"]["missing"] == 3


def test_schedule_is_not_held_up_by_very_many_pairs(sheets, tmp_path, monkeypatch):
    monkeypatch.setattr("api.services.weigh_fair.MOST_PAIRS", 1)
    out = tmp_path / "out"
    assert cli.run(args(sheets, "schedule", "--out", str(out))) == 0
    assert "balance" not in json.loads((out / "summary.json").read_text())


def test_long_lists_are_cut_and_counted(sheets, capsys):
    rows = [f"buyer {i},cup {i},cups,\n" for i in range(NAMED + 2)]
    rows += [f"other {i},thing {i},kind {i},\n" for i in range(20)]
    rows.append("nobody there,lamp,lamps,AM\n")
    head = "buyer,product,category,sessions\n"
    (sheets / "buyers.csv").write_text(head + "".join(rows))
    assert cli.run(args(sheets, "balance")) == 0
    said = capsys.readouterr().out
    assert "buyer 4 (+2): too few suppliers suit" in said
    assert "more; --json lists all." in said


def test_interpreters_who_are_lacking_are_named(sheets, capsys):
    (sheets / "fair.toml").write_text(
        FAIR + '[[interpreter]]\nlanguages = ["zh", "fr"]\n'
    )
    (sheets / "buyers.csv").write_text(
        "buyer,language,product,category\nA,es,alpha lock,locks\n"
    )
    (sheets / "suppliers.csv").write_text(
        "supplier,language,hall,booth,product,category\nL,zh,1,A1,lock,locks\n"
    )

    assert cli.run(args(sheets, "balance")) == 0

    said = capsys.readouterr().out
    assert (
        "A: need an interpreter in 1 meeting (Spanish with Chinese), and there are "
        "none for 1 of them. 1 more interpreter would do." in said
    )
    assert "can reach" not in said
