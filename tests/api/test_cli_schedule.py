"""The main job from the shell: files in, a folder out, whole or not at all."""

import errno
import json
from pathlib import Path

import pytest

from api import cli
from api.services import make_schedule, schedule_fair, versions

FAIR = """
[fair]
name = { zh = "小展会", en = "Small fair" }
timezone = "Asia/Shanghai"
min_meetings = 1
max_meetings = 2
min_fit = 40

[rounds]
count = 2
minutes = 20
between = 5

[[session]]
id = "AM"
start = 2026-12-03T09:30:00+08:00
end = 2026-12-03T10:30:00+08:00
"""
BUYERS = """id,buyer,phone,product,category
B1,垚鑫公司,13800138000,液压泵,泵
B2,喆公司,12,阀门,阀
B3,无人要公司,,望远镜,光学
"""
SUPPLIERS = """id,supplier,hall,booth,tables,product,category
S1,淼水泵厂,1,A1,1,液压泵,泵
S2,㛃阀门厂,1,A2,1,阀门,阀
"""


@pytest.fixture
def sheets(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "fair.toml").write_text(FAIR, encoding="utf-8")
    (folder / "buyers.csv").write_text(BUYERS, encoding="utf-8")
    (folder / "suppliers.csv").write_text(SUPPLIERS, encoding="utf-8")
    return folder


def _args(sheets, out, *more):
    given = ["schedule"]
    for name in ("fair.toml", "buyers.csv", "suppliers.csv"):
        given += [f"--{Path(name).stem}", str(sheets / name)]
    return [*given, "--out", str(out), *more]


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def _bytes(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if path.name != "summary.json"
    }


def test_a_fair_is_scheduled_into_a_folder(sheets, tmp_path, capsys):
    out = tmp_path / "out"

    assert cli.run(_args(sheets, out)) == 0

    said, beside = capsys.readouterr()
    assert said.splitlines()[:3] == [
        "Small fair: 3 buyers, 2 suppliers, 2 meetings (draft).",
        "2 of 3 buyers have 1 to 2 meetings.",
        "1 buyer stays below 1:",
    ]
    assert said.splitlines()[3].startswith("  无人要公司: 0 of 1. ")
    assert "Warning in buyers.csv C3" in beside
    assert _names(out) == [
        "directory.json",
        "notices",
        "print",
        "problem.json",
        "schedule.json",
        "summary.json",
    ]
    shown = json.loads((out / "schedule.json").read_text(encoding="utf-8"))
    pairs = {(m["buyer"], m["supplier"]) for m in shown["meetings"]}
    assert pairs == {("B1", "S1"), ("B2", "S2")}
    assert all(m["because"]["zh"] and m["because"]["en"] for m in shown["meetings"])
    assert _names(tmp_path) == ["in", "out"]


def test_the_summary_has_seconds_of_every_phase(sheets, tmp_path):
    cli.run(_args(sheets, tmp_path / "out"))

    text = (tmp_path / "out" / "summary.json").read_text(encoding="utf-8")
    shown = json.loads(text)

    phases = [
        "balance",
        "check",
        "fit",
        "notices",
        "prices",
        "print",
        "read",
        "reasons",
        "solve",
        "write",
    ]
    assert sorted(shown["seconds"]) == phases
    assert (shown["buyers"], shown["suppliers"], shown["meetings"]) == (3, 2, 2)
    assert {"fairmatch", "ortools"} <= set(shown["versions"])
    assert [tier["name"] for tier in shown["tiers"]][:2] == ["musts", "shortfall"]


def test_it_says_so_in_chinese(sheets, tmp_path, capsys):
    assert cli.run([*_args(sheets, tmp_path / "out"), "--lang", "zh"]) == 0

    said, beside = capsys.readouterr()
    assert (
        said.splitlines()[0] == "小展会：采购商 3 家，供应商 2 家，洽谈 2 场（草稿）。"
    )
    assert "提醒 buyers.csv C3" in beside


def test_two_runs_give_identical_bytes(sheets, tmp_path):
    cli.run(_args(sheets, tmp_path / "one"))
    cli.run(_args(sheets, tmp_path / "two"))

    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_the_order_of_rows_does_not_matter(sheets, tmp_path):
    cli.run(_args(sheets, tmp_path / "one"))
    for name in ("buyers.csv", "suppliers.csv"):
        head, *rows = (sheets / name).read_text(encoding="utf-8").splitlines()
        text = "\n".join([head, *reversed(rows)])
        (sheets / name).write_text(text, encoding="utf-8")

    cli.run(_args(sheets, tmp_path / "two"))

    one, two = _bytes(tmp_path / "one"), _bytes(tmp_path / "two")
    assert one["schedule.json"] == two["schedule.json"]


def test_the_release_follows_the_previous_one(sheets, tmp_path, capsys):
    cli.run(_args(sheets, tmp_path / "r0"))
    capsys.readouterr()

    args = _args(sheets, tmp_path / "r1", "--previous", str(tmp_path / "r0"))
    assert cli.run(args) == 0

    assert "(release 1)" in capsys.readouterr().out
    text = (tmp_path / "r1" / "schedule.json").read_text(encoding="utf-8")
    assert json.loads(text)["release"] == 1


def test_codes_on_papers_stay_though_the_fair_is_renamed(sheets, tmp_path):
    cli.run(_args(sheets, tmp_path / "r0"))
    settings = sheets / "fair.toml"
    text = settings.read_text(encoding="utf-8").replace("小展会", "大展会")
    settings.write_text(text, encoding="utf-8")

    previous = ("--previous", str(tmp_path / "r0"))
    cli.run(_args(sheets, tmp_path / "r1", *previous))
    cli.run(_args(sheets, tmp_path / "other"))

    first, second, other = (
        json.loads((tmp_path / name / "directory.json").read_text(encoding="utf-8"))
        for name in ("r0", "r1", "other")
    )
    assert first["code_seed"] == second["code_seed"] != other["code_seed"]


def test_staff_goes_on_from_release_to_release(sheets, tmp_path):
    path = sheets / "staff.csv"
    path.write_text("姓名,职责,场次\n王五,引导,AM\n", encoding="utf-8")
    cli.run(_args(sheets, tmp_path / "r0", "--staff", str(path)))
    cli.run(_args(sheets, tmp_path / "r1", "--previous", str(tmp_path / "r0")))

    first, second = (
        json.loads((tmp_path / name / "directory.json").read_text(encoding="utf-8"))
        for name in ("r0", "r1")
    )
    assert [one["name"] for one in first["staff"]] == ["王五"]
    assert second["staff"] == first["staff"]
    assert (tmp_path / "r1" / "print" / "staff-cards.pdf").exists()


def test_a_previous_folder_that_is_none_is_rejected(sheets, tmp_path, capsys):
    args = _args(sheets, tmp_path / "out", "--previous", str(tmp_path / "gone"))

    assert cli.run(args) == 3

    assert "gone/schedule.json is missing." in capsys.readouterr().err
    assert _names(tmp_path) == ["in"]


def test_rejected_input_lists_every_fault_and_writes_nothing(sheets, tmp_path, capsys):
    (sheets / "fair.toml").write_text("[fair]\nnam = 3\n", encoding="utf-8")
    (sheets / "suppliers.csv").write_text("what,ever\n1,2\n", encoding="utf-8")

    assert cli.run(_args(sheets, tmp_path / "out")) == 3

    said, beside = capsys.readouterr()
    assert said == ""
    assert "Error in fair.toml" in beside
    assert "Error in suppliers.csv" in beside
    assert beside.splitlines()[-1].startswith("Error: The input was rejected: ")
    assert _names(tmp_path) == ["in"]


def test_a_foreign_folder_is_refused_before_any_work(sheets, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "holiday.jpg").write_text("mine")

    assert cli.run(_args(sheets, out)) == 2

    assert "holds something that is not a schedule of ours: holiday.jpg." in (
        capsys.readouterr().err
    )
    assert _names(out) == ["holiday.jpg"]


@pytest.mark.parametrize(
    ("writer", "error", "said"),
    [
        ("write_schedule", OSError(errno.ENOSPC, "full"), "The disk is full."),
        ("write_pack", OSError(errno.ENOSPC, "full"), "The disk is full."),
        ("write_notices", PermissionError(errno.EACCES, "no", "x"), "x may not be "),
        ("write_summary", KeyboardInterrupt(), "Stopped. Earlier output is as it "),
        ("write_summary", ZeroDivisionError(), "Something went wrong inside Fair"),
    ],
)
def test_a_failing_writer_leaves_the_earlier_folder(
    sheets, tmp_path, capsys, monkeypatch, writer, error, said
):
    out = tmp_path / "out"
    out.mkdir()
    (out / "schedule.json").write_text("earlier")

    def fail(*_, **__):
        raise error

    monkeypatch.setattr(schedule_fair, writer, fail)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "in"))

    assert cli.run(_args(sheets, out)) == 4

    assert capsys.readouterr().err.splitlines()[-1].startswith(f"Error: {said}")
    assert _names(tmp_path) == ["in", "out"]
    assert _bytes(out) == {"schedule.json": b"earlier"}


def test_no_answer_is_worded(sheets, tmp_path, capsys, monkeypatch):
    from scheduler.result import Result, Status

    nothing = Result(None, Status.NO_ANSWER, (), {})
    monkeypatch.setattr(make_schedule, "solve", lambda *_: nothing)

    assert cli.run(_args(sheets, tmp_path / "out")) == 4

    assert "Error: No schedule was found in the time given." in capsys.readouterr().err
    assert _names(tmp_path) == ["in"]


def test_a_library_that_is_not_installed_has_no_version(monkeypatch):
    monkeypatch.setattr(versions, "LIBRARIES", ("fairmatch", "no-such-library"))

    assert list(versions.library_versions()) == ["fairmatch"]


def test_a_schedule_that_breaks_a_rule_is_never_written(
    sheets, tmp_path, capsys, monkeypatch
):
    from scheduler.rules import Rule, Violation
    from scheduler.wording import Wording

    broken = Violation(Rule.NEVER, Wording.same("They meet."))
    monkeypatch.setattr(make_schedule, "check_schedule", lambda *_: (broken,))

    assert cli.run(_args(sheets, tmp_path / "out")) == 4

    assert "The checker refused the schedule: They meet." in capsys.readouterr().err
    assert _names(tmp_path) == ["in"]


def test_stopping_a_solve_keeps_the_best_so_far(sheets, tmp_path, monkeypatch):
    from api.line_progress import LineProgress

    tell = LineProgress.tell

    def stop_at_once(self, event):
        tell(self, event)
        self.stopping = self.stopping or self.solving

    monkeypatch.setattr(LineProgress, "tell", stop_at_once)

    assert cli.run(_args(sheets, tmp_path / "out")) == 0
    assert cli.run(["check", str(tmp_path / "out")]) == 0
