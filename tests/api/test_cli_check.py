"""fairmatch check from the shell."""

import json

import pytest

from api import cli
from tests.small_folders import change_file, write_small


def test_check_passes_a_right_schedule(tmp_path, capsys):
    folder = write_small(tmp_path)

    assert cli.run(["check", folder]) == 0
    assert capsys.readouterr() == (f"{folder}: 2 meetings keep every rule.\n", "")

    assert cli.run(["check", folder, "--json", "--lang", "zh"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "passed": True,
        "meetings": 2,
        "violations": [],
    }


def test_check_prints_each_violation(tmp_path, capsys):
    folder = write_small(tmp_path)

    def move(shown):
        shown["meetings"][1]["table"] = 7

    change_file(tmp_path, "schedule.json", move)

    assert cli.run(["--lang", "zh", "check", folder]) == 1
    said, beside = capsys.readouterr()
    assert said.startswith("[table-range] ")
    assert beside == f"{folder}：1 处违规。如有违规：请勿打印，应重新生成排期。\n"

    assert cli.run(["check", folder, "--json"]) == 1
    (violation,) = json.loads(capsys.readouterr().out)["violations"]
    assert (violation["rule"], violation["buyer"]) == ("table-range", "b2")
    assert (violation["session"], violation["round"]) == ("P1", 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sessions: sessions.clear(), "P1 is missing"),
        (lambda sessions: sessions.append(sessions[0]), "a session is listed twice"),
        (
            lambda sessions: sessions.append(sessions[0] | {"id": "P9"}),
            "P9 is unknown",
        ),
        (
            lambda sessions: sessions[0].update(start="2026-12-03T08:00:00+00:00"),
            "the times of P1",
        ),
    ],
)
def test_check_compares_the_sessions(tmp_path, capsys, change, said):
    folder = write_small(tmp_path)
    change_file(tmp_path, "schedule.json", lambda shown: change(shown["sessions"]))

    assert cli.run(["check", folder]) == 1
    assert capsys.readouterr().out == (
        "[sessions] The sessions in schedule.json are not those of problem.json: "
        f"{said}.\n"
    )

    assert cli.run(["check", folder, "--json"]) == 1
    (violation,) = json.loads(capsys.readouterr().out)["violations"]
    assert violation["rule"] == "sessions"


def test_check_of_a_damaged_folder_names_the_place(tmp_path, capsys):
    folder = write_small(tmp_path)
    change_file(
        tmp_path, "schedule.json", lambda shown: shown["meetings"][0].pop("hall")
    )

    assert cli.run(["check", folder]) == 3
    assert capsys.readouterr().err.startswith(
        "Error: schedule.json: meetings[0].hall is missing. "
    )
