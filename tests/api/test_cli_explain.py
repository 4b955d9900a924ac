"""fairmatch explain of one party, and of one slot."""

from dataclasses import replace

import pytest

from api import cli
from data.folder import ScheduleFolder, Summary, write_schedule
from scheduler.directory import Directory
from scheduler.fair import Walk
from scheduler.problem import OfferLine, Strength
from scheduler.result import Status
from tests.builders import (
    make_candidates,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_suggestion,
    make_supplier,
)


@pytest.fixture
def folder(tmp_path):
    """Return the folder of a schedule: b1 meets s1; b2 nobody, s2 is full up."""
    offer = (OfferLine("product 1"),)
    suppliers = [make_supplier(f"s{i}", lines=offer) for i in (1, 2, 3)]
    suppliers[1] = replace(suppliers[1], max_meetings=0)
    suppliers[2] = replace(suppliers[2], hall="H9")
    wishes = [
        make_suggestion(Strength.MUST, "b2", "s2"),
        make_suggestion(Strength.PREFER, "b1", "s3"),
        make_suggestion(Strength.MUST, "b3", "s3"),
    ]
    fair = make_fair(rounds=2, min_meetings=1, walk=Walk(0, 4))
    problem = make_problem(3, suppliers, fair, wishes)
    fits = {(f"b{b}", f"s{s}"): 80 for b in (1, 2) for s in (1, 2, 3)}
    schedule = make_schedule(problem, make_meeting(problem))
    content = ScheduleFolder(
        problem,
        make_candidates(problem, fits),
        schedule,
        Directory(),
        Summary(2, 3, 1, (), Status.OPTIMAL),
    )
    write_schedule(tmp_path / "r", content)
    return str(tmp_path / "r")


def said(capsys, *args):
    assert cli.run(["explain", *args]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_buyer_alone(folder, capsys):
    lines = said(capsys, folder, "--buyer", "b1")
    assert lines[0] == (
        "Buyer b1 (b1): 1 meeting (wanted: 1 to 5); suppliers that suit: 3."
    )
    assert lines[1] == (
        "  2026-12-03 17:00-17:20, P1 round 1, hall H1, booth s1: Supplier s1 (s1), "
        "fit 80. because"
    )
    assert lines[2] == "The best fitting ones it does not meet, and why:"
    assert lines[3] == "  Supplier s2 (s2), fit 80:"
    assert lines[4].endswith("(supplier-max)")


def test_a_short_buyer_alone(folder, capsys):
    lines = said(capsys, folder, "--buyer", "b2", "--lang", "zh")
    assert lines[0] == "Buyer b2 (b2)：洽谈 0 场（应有 1 至 5 场）；适合的供应商 3 家。"
    assert "场数不足的原因：" in lines
    assert "未能安排的“必须”配对：" in lines
    must = lines[lines.index("未能安排的“必须”配对：") + 1]
    assert must == "  Supplier s2 (s2)，匹配度 80："


def test_a_must_that_is_no_candidate_has_no_fit(folder, capsys):
    lines = said(capsys, folder, "--buyer", "b3")
    assert "  Supplier s3 (s3):" in lines


def test_a_supplier_alone(folder, capsys):
    lines = said(capsys, folder, "--supplier", "s2")
    assert lines[0] == (
        "Supplier s2 (s2): 0 meetings (its own maximum: 0); buyers that it suits: 2."
    )
    lines = said(capsys, folder, "--supplier", "s1")
    assert lines[0].endswith("(no maximum of its own); buyers that it suits: 2.")
    assert lines[1].split(": ")[1].startswith("Buyer b1 (b1)")


def test_who_could_step_in(folder, capsys):
    lines = said(capsys, folder, "--supplier", "s3", "--slot", "P1:2")
    assert lines[0] == "Supplier s3 (s3), P1 round 2: no meeting."
    assert lines[2:] == [
        "  Buyer b2 (b2) with Supplier s3 (s3): fit 80, the buyer lacks 1 to the minimum",
        (
            "  Buyer b1 (b1) with Supplier s3 (s3): fit 80, suggested as 'prefer', "
            "4 min more to walk"
        ),
    ]


def test_who_could_step_in_for_a_buyer_in_a_meeting(folder, capsys):
    lines = said(capsys, folder, "--buyer", "b1", "--slot", "P1:1")
    assert lines == [
        "Buyer b1 (b1), P1 round 1: meets Supplier s1 (s1).",
        "Nobody who fits is free then.",
    ]


def test_who_could_meet_at_all_then(folder, capsys):
    lines = said(capsys, folder, "--slot", "P1:2", "--lang", "zh")
    assert lines[0] == "P1 第 2 轮："
    assert len(lines) == 2 + 3


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "--buyer is missing."),
        (["--buyer", "b1", "--supplier", "s1", "--slot", "P1:1"], "--slot asks"),
        (["--slot", "P1:3"], "There is no session and round 'P1:3'."),
        (["--slot", "noon"], "There is no session and round 'noon'."),
    ],
)
def test_explain_refuses_what_it_cannot_know(folder, capsys, args, said):
    assert cli.run(["explain", folder, *args]) == 2
    assert said in capsys.readouterr().err
