"""fairmatch print from the shell."""

import sys

import pytest

from api import cli
from tests.builders import make_meeting
from tests.small_folders import small_problem, write_small


def test_print_makes_the_papers(tmp_path, capsys):
    folder = write_small(tmp_path)

    assert cli.run(["print", folder]) == 0

    assert "10 files, " in capsys.readouterr().out
    made = {path.name for path in (tmp_path / "print").iterdir()}
    assert made == {
        "badges-buyers.pdf",
        "badges-suppliers.pdf",
        "booth-signs.pdf",
        "door-sheets.pdf",
        "diaries.pdf",
        "booth-sheets.pdf",
        "hall-lists.pdf",
        "master-book.pdf",
        "master.xlsx",
        "pickup-list.pdf",
        "manifest.json",
    }


def test_print_keeps_the_staff_it_was_given(tmp_path, capsys):
    folder = write_small(tmp_path)
    sheet = tmp_path.parent / f"{tmp_path.name}-staff.csv"
    sheet.write_text(
        "姓名,手机,职责,开始,结束\n王五,8001,引导,08:00,18:00\n", encoding="utf-8"
    )

    assert (
        cli.run(["print", folder, "--only", "staff-card", "--staff", str(sheet)]) == 0
    )

    said, beside = capsys.readouterr()
    assert said.startswith("1 file, 1 page")
    assert "staff.csv B2" in beside  # 8001 is no number that can be called from outside
    assert sorted(path.name for path in (tmp_path / "print").iterdir()) == [
        "manifest.json",
        "staff-cards.pdf",
    ]
    assert cli.run(["print", folder]) == 0
    assert (tmp_path / "print" / "staff-cards.pdf").exists()
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("kind", "advice"), [("change-slip", "--since"), ("staff-card", "--staff")]
)
def test_print_says_what_a_kind_needs(tmp_path, capsys, kind, advice):
    assert cli.run(["print", write_small(tmp_path), "--only", kind]) == 2

    assert advice in capsys.readouterr().err
    assert not (tmp_path / "print").exists()


def test_print_rejects_a_faulty_staff_sheet_and_leaves_the_papers(tmp_path, capsys):
    folder = write_small(tmp_path)
    cli.run(["print", folder, "--only", "diary"])
    before = (tmp_path / "directory.json").read_bytes()
    sheet = tmp_path.parent / f"{tmp_path.name}-staff.csv"
    sheet.write_text("姓名,职责,开始\n王五,引导,soon\n", encoding="utf-8")

    assert cli.run(["print", folder, "--staff", str(sheet)]) == 3

    beside = capsys.readouterr().err
    assert "staff.csv C2" in beside
    assert "time-unclear" in beside
    assert (tmp_path / "directory.json").read_bytes() == before
    assert (tmp_path / "print" / "diaries.pdf").exists()


def test_print_makes_one_kind(tmp_path, capsys):
    folder = write_small(tmp_path)

    assert cli.run(["print", folder, "--only", "diary", "--lang", "zh"]) == 0

    assert capsys.readouterr().out == (
        f"1 个文件，共 2 页，位于 {tmp_path / 'print'}。\n"
    )


def test_print_since_names_whose_sheets_changed(tmp_path, capsys):
    problem = small_problem(locks=[])
    kept = make_meeting(problem, "b2", "s2", 1)
    old = write_small(tmp_path / "old", problem, make_meeting(problem), kept)
    moved = make_meeting(problem, round_index=2)
    new = write_small(tmp_path / "new", problem, moved, kept)

    assert cli.run(["print", new, "--since", old]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["diary: 1 changed: b1", "booth-sheet: 1 changed: s1"]


def test_print_does_the_work_with_the_workers_asked_for(tmp_path, monkeypatch):
    folder = write_small(tmp_path)
    assert cli.run(["print", folder, "--workers", "1"]) == 0
    diaries = tmp_path / "print" / "diaries.pdf"
    here = diaries.read_bytes()
    diaries.unlink()
    monkeypatch.setenv("FAIRMATCH_WORKERS", "2")
    assert cli.run(["print", folder]) == 0
    assert diaries.read_bytes() == here


def test_print_says_which_workers_there_cannot_be(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FAIRMATCH_WORKERS", "many")
    assert cli.run(["print", write_small(tmp_path), "--lang", "zh"]) == 2
    assert capsys.readouterr().err == (
        "错误：--workers（或环境变量 FAIRMATCH_WORKERS）应为从 1 起的进程数、auto 或 "
        "Dask 集群地址（dask://host:8786），不能是“many”。"
        "用法请见 fairmatch print --help。\n"
    )


def test_print_without_dask_says_how_to_install_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = write_small(tmp_path)
    assert cli.run(["print", folder, "--workers", "dask://127.0.0.1:9"]) == 4
    assert "pip install 'fairmatch[dask]'" in capsys.readouterr().err
    assert not (tmp_path / "print").exists()
