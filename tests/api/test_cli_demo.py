"""demo from the shell, and what holds of several commands."""

import pytest

from api import cli
from api.commands import demo, notices, print_pack
from data.samples import FOLDERS
from printouts.kinds import NoticeKind, PaperKind
from tests.small_folders import change_file, write_small


def test_kinds_and_samples_are_those_of_the_rooms():
    assert list(PaperKind) == list(print_pack.KINDS)
    assert list(NoticeKind) == list(notices.KINDS)
    assert set(FOLDERS) == set(demo.SAMPLES)


def test_demo_makes_a_checked_folder(tmp_path, capsys):
    out = tmp_path / "demo"

    assert cli.run(["demo", "--out", str(out), "--sample", "zh-invented"]) == 0
    assert "The sample's sheets lie in " in capsys.readouterr().out
    assert cli.run(["check", str(out)]) == 0


@pytest.mark.parametrize("command", ["print", "notices"])
def test_nothing_is_made_from_a_schedule_that_breaks_a_rule(tmp_path, capsys, command):
    folder = write_small(tmp_path)
    change_file(tmp_path, "schedule.json", lambda shown: shown["meetings"].pop(0))

    assert cli.run([command, folder, "--lang", "en"]) == 3

    assert capsys.readouterr().err == (
        f"Error: {folder} breaks 2 rules, the first: Buyer b1 (b1) and Supplier s1 "
        "(s1) are locked into session P1 round 1, but do not meet there. Nothing was "
        f"made from it. 'fairmatch check {folder}' lists all; make the schedule again.\n"
    )
    assert not (tmp_path / command).exists()
