"""fairmatch explain of a pair, and how parties are named."""

from dataclasses import replace

import pytest

from api import cli
from scheduler.fair import MeetAt
from scheduler.paper_codes import draw_code, draw_seed, spell_code
from tests.builders import (
    make_buyer,
    make_fair,
)
from tests.small_folders import small_problem, write_small


def test_explain_takes_the_code_of_a_badge(tmp_path, capsys):
    folder, problem = write_small(tmp_path), small_problem()
    seed = draw_seed(problem)
    buyer = spell_code(draw_code(seed, "buyer", "b1")).lower()
    supplier = draw_code(seed, "supplier", "s1")

    assert cli.run(["explain", folder, "--buyer", buyer, "--supplier", supplier]) == 0

    said = capsys.readouterr().out
    assert "Buyer b1" in said
    assert "Supplier s1" in said


def test_explain_tells_a_mistyped_code_from_an_unknown_name(tmp_path, capsys):
    folder = write_small(tmp_path)
    code = draw_code(draw_seed(small_problem()), "buyer", "b1")
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")

    assert cli.run(["explain", folder, "--buyer", wrong, "--supplier", "s1"]) == 2

    assert "is mistyped: its check character" in capsys.readouterr().err


def test_explain_says_why_they_meet(tmp_path, capsys):
    folder = write_small(tmp_path)

    args = ["explain", folder, "--buyer", "b1", "--supplier", "supplier S1"]
    assert cli.run(args) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        "Buyer b1 (b1) meets Supplier s1 (s1) on 2026-12-03, 17:00-17:20, session P1, "
        "round 1, hall H1, booth s1, table 1."
    )
    assert lines[1] == "The meeting is locked."
    assert lines[2].startswith("Fit ")
    assert "Suggested as 'prefer'." in lines


def test_explain_says_why_not(tmp_path, capsys):
    folder = write_small(tmp_path)

    args = ["explain", folder, "--buyer", "b2", "--supplier", "s1", "--lang", "zh"]
    assert cli.run(args) == 0

    out = capsys.readouterr().out
    assert out.startswith("Buyer b2 (b2) 与 Supplier s1 (s1) 没有安排洽谈。\n")
    assert "匹配建议为“禁止”。" in out
    assert "（never）" in out.replace("(never)", "（never）")


def test_explain_at_numbered_tables_names_no_booth(tmp_path, capsys):
    problem = small_problem(fair=make_fair(meet_at=MeetAt.TABLES, tables=3))
    folder = write_small(tmp_path, problem)

    assert cli.run(["explain", folder, "--buyer", "b1", "--supplier", "s1"]) == 0

    assert "session P1, round 1, table 1." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("buyer", "said"),
    [
        (
            "Byuer b1",
            "There is no buyer 'Byuer b1'. Did you mean Buyer b1 (b1), Buyer b2 (b2)?",
        ),
        (
            "uyer",
            "2 buyers fit 'uyer': Buyer b1 (b1), Buyer b2 (b2). Use the id.",
        ),
        ("xyz", "There is no buyer 'xyz'. Use an id or a name as in the sheet."),
    ],
)
def test_explain_suggests_near_names(tmp_path, capsys, buyer, said):
    folder = write_small(tmp_path)

    assert cli.run(["explain", folder, "--buyer", buyer, "--supplier", "s1"]) == 2

    assert capsys.readouterr().err == f"Error: {said}\n"


def test_explain_finds_by_part_of_a_name(tmp_path, capsys):
    buyers = [make_buyer("b1"), replace(make_buyer("b2"), name="Ｐump 水泵 Co")]
    folder = write_small(tmp_path, small_problem(buyers=buyers))

    assert cli.run(["explain", folder, "--buyer", "pump 水", "--supplier", "s2"]) == 0

    assert capsys.readouterr().out.startswith("Ｐump 水泵 Co (b2) meets Supplier s2")
