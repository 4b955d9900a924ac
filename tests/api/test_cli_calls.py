"""`fairmatch calls`: call sheets out, filled, and back in."""

import json

import openpyxl
import pytest

from api import cli
from tests.api.test_cli_schedule import _args as schedule_args
from tests.api.test_cli_schedule import sheets  # noqa: F401  # a fixture

OUTCOME, PERSON, PHONE, NOTES, ID = 8, 9, 10, 11, 14
"""Columns of the call sheet, counted from 1."""


@pytest.fixture
def result(sheets, tmp_path):  # noqa: F811  # the fixture
    out = tmp_path / "result"
    assert cli.run(schedule_args(sheets, out)) == 0
    return out


def fill(result, path, outcomes, notes="", person="", phone=""):
    """Save the call sheet with `outcomes` by party id."""
    book = openpyxl.load_workbook(result / "notices" / "calls.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            outcome = outcomes.get(row[ID - 1].value)
            if outcome:
                row[OUTCOME - 1].value = outcome
                row[PERSON - 1].value = person
                row[PHONE - 1].value = phone
                row[NOTES - 1].value = notes
    book.save(path)
    return str(path)


def ids_in(path):
    book = openpyxl.load_workbook(path)
    return [row[ID - 1].value for sheet in book for row in sheet.iter_rows(min_row=2)]


def test_answers_come_back_and_lead_to_a_repair(result, tmp_path, capsys):
    filled = fill(
        result, tmp_path / "monday.xlsx", {"B1": "取消 cancelled", "S1": "无人接听 no answer"}, "ill"
    )  # fmt: skip
    out = tmp_path / "answers"
    capsys.readouterr()

    assert cli.run(["calls", str(result), filled, "--out", str(out)]) == 0

    said = capsys.readouterr().out
    assert "Answers so far: cancelled 1, no answer 1." in said
    assert f"2 still to call: {out}/next.xlsx." in said
    assert "1 cancelled. Next: fairmatch repair" in said
    assert ids_in(out / "next.xlsx") == ["S1", "B2"]  # no phone comes first
    repaired = str(tmp_path / "next")
    changes = str(out / "changes.xlsx")
    assert (
        cli.run(["repair", str(result), "--changes", changes, "--out", repaired]) == 0
    )
    meetings = json.loads((tmp_path / "next" / "schedule.json").read_text())["meetings"]
    assert [meeting["buyer"] for meeting in meetings] == ["B2"]


def test_the_same_sheet_twice_changes_nothing(result, tmp_path):
    filled = fill(result, tmp_path / "monday.xlsx", {"B1": "已确认 confirmed"})
    out = tmp_path / "answers"
    arguments = ["calls", str(result), filled, "--out", str(out)]
    assert cli.run(arguments) == 0
    once = {path.name: path.read_bytes() for path in out.iterdir()}
    assert cli.run(arguments) == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == once
    assert sorted(once) == [
        "answers.json",
        "changes.xlsx",
        "follow-up.xlsx",
        "next.xlsx",
    ]


def test_a_contradiction_is_shown_and_kept_out(result, tmp_path, capsys):
    out = str(tmp_path / "answers")
    first = fill(result, tmp_path / "one.xlsx", {"B1": "已确认 confirmed"})
    second = fill(result, tmp_path / "two.xlsx", {"B1": "改期 moved"})
    assert cli.run(["calls", str(result), first, "--out", out]) == 0
    capsys.readouterr()

    assert cli.run(["calls", str(result), second, "--out", out, "--lang", "zh"]) == 0

    said = capsys.readouterr()
    assert "此前的答复为：已确认" in said.err
    assert "目前的答复：已确认 1。" in said.out
    assert cli.run(["calls", str(result), second, "--out", out, "--replace"]) == 0
    assert "1 want another time or send somebody else" in capsys.readouterr().out


def test_faults_reject_the_upload_whole(result, tmp_path, capsys):
    filled = fill(result, tmp_path / "monday.xlsx", {"B1": "perhaps"})
    out = tmp_path / "answers"
    assert cli.run(["calls", str(result), filled, "--out", str(out)]) == 3
    assert "answer-unknown" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_is_not_ours_is_left_alone(result, tmp_path, capsys):
    filled = fill(result, tmp_path / "monday.xlsx", {"B1": "已确认 confirmed"})
    assert cli.run(["calls", str(result), filled, "--out", str(result)]) == 2
    assert "holds something" in capsys.readouterr().err


def test_who_comes_instead_is_kept_and_listed_for_the_office(result, tmp_path, capsys):
    filled = fill(
        result,
        tmp_path / "monday.xlsx",
        {"B1": "换人参加 other person comes"},
        person="王五",
        phone="139 0013 9000",
    )
    out = tmp_path / "answers"
    assert cli.run(["calls", str(result), filled, "--out", str(out)]) == 0
    assert f"send somebody else: {out}/follow-up.xlsx." in capsys.readouterr().out
    (entry,) = json.loads((out / "answers.json").read_text(encoding="utf-8"))["answers"]
    assert (entry["person"], entry["phone"]) == ("王五", "+8613900139000")
    (sheet,) = openpyxl.load_workbook(out / "follow-up.xlsx").worksheets
    _, row = sheet.iter_rows(values_only=True)
    assert (row[0], *row[3:6]) == (
        "B1",
        "换人参加 other person comes",
        "王五",
        "+8613900139000",
    )


def test_the_next_calls_are_shared_by_callers(result, tmp_path):
    filled = fill(result, tmp_path / "monday.xlsx", {"S1": "无人接听 no answer"})
    out = tmp_path / "answers"
    shared = ["--callers", "王芳，Ann"]
    assert cli.run(["calls", str(result), filled, "--out", str(out), *shared]) == 0
    book = openpyxl.load_workbook(out / "next.xlsx")
    assert book.sheetnames[:2] == ["王芳", "Ann"]


@pytest.mark.parametrize("callers", ["0", "100", "Ann,Ann", "Ann,", ""])
def test_callers_that_cannot_be_told_apart_are_refused(result, capsys, callers):
    assert cli.run(["notices", str(result), "--callers", callers]) == 2
    assert "--callers takes a number from 1 to 99 or names" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","x")',
        "+1+1",
        "@SUM(1)",
        "<b>&amp;</b>",
        "长" * 10_000,
    ],
)
def test_hostile_answers_are_kept_as_text(result, tmp_path, text):
    filled = tmp_path / "monday.xlsx"
    fill(result, filled, {"B1": "换人参加 other person comes"}, text, person=text)
    book = openpyxl.load_workbook(filled)
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            row[PERSON - 1].data_type = row[NOTES - 1].data_type = "s"
    book.save(filled)
    out = tmp_path / "answers"
    assert cli.run(["calls", str(result), str(filled), "--out", str(out)]) == 0
    (entry,) = json.loads((out / "answers.json").read_text(encoding="utf-8"))["answers"]
    assert (entry["person"], entry["notes"]) == (text, text)
    (sheet,) = openpyxl.load_workbook(out / "follow-up.xlsx").worksheets
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert [cell.value for cell in cells].count(text) == 2
