"""Settings of the server: where they come from, what is refused, what is hidden."""

import re
from pathlib import Path

import pytest

from api.settings import BOUNDS, MEANINGS, NAMES, Settings
from api.settings_read import (
    OTHERS,
    PREFIX,
    SettingsError,
    read_settings,
    show_settings,
)
from scheduler.wording import Language

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _refused(environ, asked=None, file=None):
    with pytest.raises(SettingsError) as refused:
        read_settings(environ, asked or {}, file)
    return [fault.en for fault in refused.value.faults]


def test_without_any_there_are_defaults():
    read = read_settings({"HOME": "/"}, {"port": None})
    assert (read.settings, read.origins) == (Settings(), {})


def test_command_line_over_environment_over_file(tmp_path):
    (tmp_path / "fairmatch.toml").write_text(
        'host = "h1"\nport = 1\ndatabase = "sqlite:///1"'
    )
    environ = {"FAIRMATCH_PORT": " 2 ", "FAIRMATCH_HOST": "h2"}
    read = read_settings(environ, {"host": "h3"})
    settings = read.settings
    assert (settings.host, settings.port, settings.database) == ("h3", 2, "sqlite:///1")
    assert read.origins == {
        "host": "command line",
        "port": "environment",
        "database": "fairmatch.toml",
    }


def test_file_is_named_by_the_command_line_over_the_environment(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).write_text(f'host = "{name}"')
    environ = {"FAIRMATCH_SETTINGS": "a"}
    assert read_settings(environ, {}).settings.host == "a"
    assert read_settings(environ, {}, Path("b")).settings.host == "b"


def test_file_that_is_not_there_is_told():
    with pytest.raises(FileNotFoundError):
        read_settings({"FAIRMATCH_SETTINGS": "none.toml"}, {})


def test_every_fault_is_named_with_the_nearest(tmp_path):
    (tmp_path / "fairmatch.toml").write_text('hots = "x"\nport = true\nhost = 3')
    environ = {"FAIRMATCH_DATABSE": "x", "FAIRMATCH_LOGIN_HOURS": "0"}
    assert _refused(environ) == [
        "There is no setting hots (fairmatch.toml). Did you mean host?",
        (
            "There is no setting FAIRMATCH_DATABSE (environment). "
            "Did you mean FAIRMATCH_DATABASE?"
        ),
        "port takes a whole number from 0 to 65535, not True (fairmatch.toml).",
        "host takes a text in quotes, not 3 (fairmatch.toml).",
        "login_hours takes a whole number from 1 to 744, not '0' (environment).",
    ]


def test_name_that_is_near_to_none_is_named_alone():
    assert _refused({"FAIRMATCH_QQQ": "1"}) == [
        "There is no setting FAIRMATCH_QQQ (environment)."
    ]


def test_file_that_is_no_toml_is_told(tmp_path):
    (tmp_path / "fairmatch.toml").write_text("host =")
    (fault,) = _refused({})
    assert fault.startswith("fairmatch.toml is not a TOML file:")


@pytest.mark.parametrize(
    "address",
    ["my.db", "mysql://h/d", "postgresql://me:p@ss@host/db", "postgresql://h:x/d"],
)
def test_address_of_no_database_is_refused_without_repeating_it(address):
    (fault,) = _refused({}, {"database": address})
    assert address not in fault
    assert "sqlite:///fairs.db" in fault


@pytest.mark.parametrize("number", ["1" * 30, "-1", "1.5", "x", ""])
def test_port_is_a_number(number):
    assert len(_refused({"FAIRMATCH_PORT": number})) == 1


def test_shown_settings_hide_passwords_and_can_be_read_again(tmp_path):
    environ = {"FAIRMATCH_DATABASE": "postgresql://me:secret@host/db?password=hidden"}
    text = show_settings(read_settings(environ, {}), Language.EN)
    assert "secret" not in text
    assert "hidden" not in text
    assert "port = 8000  # default" in text
    (tmp_path / "fairmatch.toml").write_text(text)
    assert set(read_settings({}, {}).origins) == set(NAMES)


def test_every_setting_has_a_meaning_and_a_line_in_the_docs():
    assert set(MEANINGS) == set(NAMES)
    assert set(BOUNDS) <= set(NAMES)
    page = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}`" not in page] == []


def test_words_of_the_environment_that_are_no_settings_are_known():
    """Whoever brings a new one names it in OTHERS, or `serve` would refuse it."""
    used = set()
    for room in ("api", "data", "scheduler", "printouts", "benchmarks", "tests"):
        for path in (ROOT / room).rglob("*.py"):
            used |= set(re.findall(r'"(FAIRMATCH_[A-Z_]+)"', path.read_text("utf-8")))
    known = OTHERS | {PREFIX + name.upper() for name in NAMES}
    made_up = {"FAIRMATCH_DATABSE", "FAIRMATCH_QQQ"}
    assert used - known - made_up == set()
