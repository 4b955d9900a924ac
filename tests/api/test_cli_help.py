"""Help teaches in both languages, wrong use is worded, start-up is quick."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from api import cli
from api.commands import build_cli
from api.lessons import COMMANDS
from api.taught import wrap_wide
from scheduler.wording import Language

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "template",
    "inspect",
    "schedule",
    "check",
    "print",
    "notices",
    "explain",
    "demo",
)
SLOW = (
    "numpy",
    "scipy",
    "pandas",
    "ortools",
    "reportlab",
    "openpyxl",
    "xlsxwriter",
    "phonenumbers",
    "python_calamine",
    "rapidfuzz",
)


def test_help_lists_the_commands_in_the_order_of_use(capsys):
    assert cli.run(["--help"]) == 0

    out = capsys.readouterr().out
    places = [out.index(f"\n  {name} ") for name in NAMES]
    assert places == sorted(places)
    assert out.startswith("Usage: fairmatch [OPTIONS] COMMAND ...\n")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_teaches(capsys, name, language):
    assert cli.run([name, "--help", "--lang", language.value]) == 0

    out = capsys.readouterr().out
    lesson = COMMANDS[name]
    plain = out.replace("\n", "").replace(" ", "")
    for text in (
        lesson.does.text(language),
        lesson.example,
        lesson.next_step.text(language),
    ):
        assert text.replace(" ", "") in plain
    assert f"fairmatch {name}" in out


@pytest.mark.parametrize("name", NAMES)
def test_chinese_help_has_no_english_of_the_library(capsys, name):
    cli.run([name, "--help", "--lang", "zh"])

    out = capsys.readouterr().out
    for word in ("Usage", "Options", "Show this", "required", "default", "{", "PATH"):
        assert word not in out


def test_every_option_is_taught():
    for name, command in build_cli(Language.EN).commands.items():
        own = {p.name for p in command.params} - {"lang", "help"}
        assert own == set(COMMANDS[name].options), name


def test_help_lines_fit_the_width(capsys):
    cli.run(["schedule", "--help", "--lang", "zh"])

    for line in capsys.readouterr().out.splitlines():
        assert sum(2 if ord(c) > 0x2E7F else 1 for c in line) <= 90  # a closing mark


def test_wide_text_is_wrapped_between_characters():
    assert wrap_wide("一二三四。ab cd", 8) == ["一二三四。", "ab cd"]
    assert wrap_wide("one two three", 7) == ["one two", "three"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["schdule"],
            (
                "Error: There is no command 'schdule'. Did you mean schedule? "
                "'fairmatch --help' says how.\n"
            ),
        ),
        (
            ["check", "x", "--jsn"],
            (
                "Error: There is no option --jsn here. Did you mean --json? "
                "'fairmatch check --help' says how.\n"
            ),
        ),
        (
            ["schedule", "--fair", "f"],
            "Error: --buyers is missing. 'fairmatch schedule --help' says how.\n",
        ),
        (["check"], "Error: DIR is missing. 'fairmatch check --help' says how.\n"),
        (
            ["inspect"],
            "Error: FILE... is missing. 'fairmatch inspect --help' says how.\n",
        ),
        (
            ["check", "a", "b"],
            (
                "Error: There is more on the line than the command takes. "
                "'fairmatch check --help' says how.\n"
            ),
        ),
        (
            ["demo", "--out"],
            "Error: --out needs a value. 'fairmatch demo --help' says how.\n",
        ),
        (
            ["check", "--json=3", "x"],
            "Error: --json takes no value. 'fairmatch check --help' says how.\n",
        ),
        (
            ["print", "x", "--only", "diaries"],
            (
                "Error: 'diaries' is nothing that --only knows; use one of: diary, "
                "booth-sheet, door-sheet, hall-list, pickup-list, badge, booth-sign, "
                "table-sign, change-slip, staff-card, book, workbook. Did you mean diary? "
                "'fairmatch print --help' says how.\n"
            ),
        ),
        (
            ["schedule", "--seed", "x"],
            (
                "Error: --seed takes a whole number, not 'x'. "
                "'fairmatch schedule --help' says how.\n"
            ),
        ),
        (
            ["schedule", "--seed", "99999999999"],
            (
                "Error: --seed takes a whole number, not '99999999999'. "
                "'fairmatch schedule --help' says how.\n"
            ),
        ),
        (
            ["schedule", "--time-limit", "0"],
            (
                "Error: --time-limit takes a number of seconds above 0, not '0'. "
                "'fairmatch schedule --help' says how.\n"
            ),
        ),
        (
            ["--lang", "fr", "check"],
            (
                "Error: 'fr' is nothing that --lang knows; use one of: zh, en. "
                "'fairmatch --help' says how.\n"
            ),
        ),
    ],
)
def test_wrong_use_is_worded(capsys, args, said):
    assert cli.run(args) == 2

    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["schdule"],
            (
                "错误：没有名为“schdule”的命令。您是否想输入 schedule？"
                "用法请见 fairmatch --help。\n"
            ),
        ),
        (
            ["demo"],
            "错误：缺少选项 --out。用法请见 fairmatch demo --help。\n",
        ),
    ],
)
def test_wrong_use_is_worded_in_chinese(capsys, monkeypatch, args, said):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    assert cli.run(args) == 2

    assert capsys.readouterr() == ("", said)


def test_no_command_shows_the_help(capsys):
    assert cli.run([]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Error: Say which command to run.\n\nUsage: fairmatch ")


def test_a_value_that_no_wording_knows_is_still_worded(capsys):
    from api.console import Console
    from api.failures import run_safely

    def work():
        raise click.BadParameter("odd", param_hint="--odd")

    assert run_safely(work, Console(Language.EN)) == 2
    assert capsys.readouterr().err == (
        "Error: --odd cannot be what was given. 'fairmatch --help' says how.\n"
    )


def test_main_leaves_with_the_status(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["fairmatch", "check"])

    with pytest.raises(SystemExit) as left:
        cli.main()

    assert left.value.code == 2


def test_help_loads_no_slow_library():
    code = (
        "import sys; from api.cli import run; status = run(['--help']); "
        f"print([m for m in {SLOW} if m in sys.modules], status)"
    )

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )

    assert done.stdout.splitlines()[-1] == "[] 0"
