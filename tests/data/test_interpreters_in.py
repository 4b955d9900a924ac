"""The interpreters of fair.toml, and every way they can be wrong."""

import pytest

from data.fairfile import read_fair
from data.faults import Findings
from data.templates import fair_toml
from scheduler.fair import Interpreter
from tests.data.conftest import FAIR


def read(tmp_path, text):
    path = tmp_path / "fair.toml"
    path.write_text(f"{fair_toml()}\n{text}", encoding="utf-8")
    findings = Findings()
    file = read_fair(path, findings)
    return file, [(fault.code, fault.cell) for fault in findings.faults]


def test_interpreters_are_read(tmp_path):
    file, faults = read(
        tmp_path,
        """
[[interpreter]]
languages = ["中文", "Spanish"]
count = 4
sessions = ["D1-PM", "D1-AM"]
hall = "1号馆"
[[interpreter]]
languages = ["zh", "en、es"]
""",
    )
    assert faults == []
    assert file.fair.interpreters == (
        Interpreter(("zh", "es"), 4, ("D1-AM", "D1-PM"), "1号馆"),
        Interpreter(("zh", "en", "es"), 1, None, ""),
    )


@pytest.mark.parametrize(
    ("lines", "code", "key"),
    [
        ("count = 2", "key-missing", "languages"),
        ("languages = []", "key-missing", "languages"),
        ('languages = "zh"', "setting-wrong", "languages"),
        ("languages = [1]", "setting-wrong", "languages"),
        ('languages = ["zh"]', "interpreter-languages-few", "languages"),
        ('languages = ["zh", "中文"]', "interpreter-languages-few", "languages"),
        ('languages = ["zh", "Spansh"]', "interpreter-language", "languages"),
        ('languages = ["zh", "es"]\ncount = 0', "setting-wrong", "count"),
        ('languages = ["zh", "es"]\nsessions = ["D9"]', "interpreter-session", "sessions"),
        ('languages = ["zh", "es"]\nhalls = "1"', "key-unknown", "halls"),
    ],
)  # fmt: skip
def test_each_wrong_setting_is_one_fault(tmp_path, lines, code, key):
    _, faults = read(tmp_path, f"[[interpreter]]\n{lines}\n")
    assert faults == [(code, f"interpreter[1].{key}")]


HALL = """
[[interpreter]]
languages = ["zh", "es"]
hall = "3号馆"
"""


@pytest.mark.parametrize("meet_at", ["supplier booth", "buyer booth"])
def test_a_hall_in_which_nobody_is_visited_is_told(desk, meet_at):
    desk.set_fair(FAIR.replace("min_fit", f'meet_at = "{meet_at}"\nmin_fit') + HALL)
    assert desk.faults() == [("interpreter-hall", "interpreter[1].hall")]


def test_a_hall_says_nothing_at_tables(desk):
    tables = FAIR.replace("min_fit", 'meet_at = "tables"\nmin_fit')
    desk.set_fair(f"{tables}[tables]\ncount = 3\n{HALL}")
    assert desk.faults() == []


def test_a_hall_of_the_list_is_fine(desk):
    desk.set_fair(FAIR + HALL)
    desk.set("suppliers", [["供应商", "展馆", "产品"], ["乙公司", "3号馆", "水泵"]])
    assert desk.faults() == []
