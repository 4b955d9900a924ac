"""An organiser's own texts: named once in fair.toml, kept for every later notice."""

import pytest
from python_calamine import CalamineWorkbook

from api import cli
from tests.api.test_cli_schedule import _args, sheets  # noqa: F401  # the fixture


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


@pytest.fixture
def fair(sheets):  # noqa: F811  # the fixture
    """Return the sheets of a fair whose settings name a folder of texts beside them."""
    settings = sheets / "fair.toml"
    said = settings.read_text(encoding="utf-8") + '\n[notices]\ntemplates = "words"\n'
    settings.write_text(said, encoding="utf-8")
    (sheets / "words").mkdir()
    _say(sheets, 'new = { zh = "喂，{name}", en = "Hi {name}" }\n')
    return sheets


def _say(sheets, text):  # noqa: F811  # the fixture's value
    (sheets / "words" / "calls.toml").write_text(text, encoding="utf-8")


def _scripts(folder):
    book = CalamineWorkbook.from_path(str(folder / "notices" / "calls.xlsx"))
    rows = [
        row
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()[1:]
    ]
    return {row[13]: row[6] for row in rows}


def test_a_schedule_and_all_that_follows_speak_in_the_texts_that_the_fair_names(
    fair, tmp_path
):
    out, later = tmp_path / "out", tmp_path / "later"
    assert cli.run(_args(fair, out)) == 0
    assert _scripts(out)["B1"] == "喂，垚鑫公司\nHi 垚鑫公司"
    assert [path.name for path in (out / "texts").iterdir()] == ["calls.toml"]

    (fair / "words").rename(fair / "gone")  # the schedule has its own copy
    assert cli.run(["notices", str(out)]) == 0
    assert _scripts(out)["B2"] == "喂，喆公司\nHi 喆公司"

    changes = tmp_path / "changes.csv"
    changes.write_text("party,kind\nB1,withdrawn\n", encoding="utf-8")
    repair = ["repair", str(out), "--changes", str(changes), "--out", str(later)]
    assert cli.run(repair) == 0
    assert (later / "texts" / "calls.toml").exists()
    assert cli.run(_args(fair, later)) == 3  # the folder that fair.toml names is gone


def test_texts_that_are_given_go_before_those_kept(fair, tmp_path):
    out = tmp_path / "out"
    assert cli.run(_args(fair, out)) == 0
    _say(fair, 'new = { zh = "您好", en = "Hello" }\n')
    assert cli.run(["notices", str(out), "--templates", str(fair / "words")]) == 0
    assert _scripts(out)["B1"] == "您好\nHello"


def test_a_fault_in_the_texts_is_told_by_line_before_anything_is_scheduled(
    fair, tmp_path, capsys
):
    _say(fair, '\nnew = { zh = "{namee}", en = "Hi" }\n')
    assert cli.run(_args(fair, tmp_path / "out")) == 3
    said = capsys.readouterr().err
    assert "calls.toml:2: No field is called {namee}. Perhaps {name} is meant." in said
    assert not (tmp_path / "out").exists()


def test_a_schedule_without_own_texts_keeps_none(sheets, tmp_path):  # noqa: F811
    out = tmp_path / "out"
    assert cli.run(_args(sheets, out)) == 0
    assert not (out / "texts").exists()
