"""The repository is what its README promises: targets, lock files, package data."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"[a-z0-9][a-z0-9-]*(\[[a-z,]+\])?==[0-9][0-9a-z.+]*( ;.*)?")


def _project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _required(specifiers):
    return {_normal(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in specifiers}


def _pinned(lock):
    return {line.split("==")[0] for line in (ROOT / lock).read_text().splitlines()}


@pytest.mark.parametrize(
    "target",
    ["demo", "test", "serve", "bench", "bench-print", "lint", "lock", "clean"],
)
def test_makefile_has_target(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_build_server_runs_make_test():
    script = ROOT / ".ci/run"
    assert script.read_text().splitlines()[-1] == "make test"
    assert script.stat().st_mode & 0o111  # it can be started


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_file_holds_exact_versions_and_nothing_else(lock):
    lines = (ROOT / lock).read_text().splitlines()
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_lock_file_covers_the_dependencies():
    wanted = _required(_project()["project"]["dependencies"])
    assert wanted - _pinned("requirements.txt") == set()


def test_dev_lock_file_covers_the_dev_dependencies():
    wanted = _required(_project()["dependency-groups"]["dev"])
    assert wanted - _pinned("requirements-dev.txt") == set()


def test_lock_files_agree_on_what_both_pin():
    runtime, dev = (set((ROOT / lock).read_text().splitlines()) for lock in LOCKS)
    names = {line.split("==")[0] for line in runtime}
    assert {line for line in dev if line.split("==")[0] in names} - runtime == set()


def test_every_python_folder_of_a_room_is_a_package():
    rooms = ("scheduler", "data", "api", "printouts")
    folders = {path.parent for room in rooms for path in (ROOT / room).rglob("*.py")}
    lacking = {
        str(folder.relative_to(ROOT))
        for folder in folders
        if not (folder / "__init__.py").exists()
    }
    assert lacking == {"data/samples/zh_invented"}  # a script that writes sheets


@pytest.mark.parametrize(
    "folder", ["scheduler", "api", "data", "printouts", "tests", "benchmarks"]
)
def test_top_folder_has_a_one_screen_readme(folder):
    lines = (ROOT / folder / "README.md").read_text().splitlines()
    assert 5 <= len(lines) <= 60


def test_coverage_gates_name_every_room():
    makefile = (ROOT / "Makefile").read_text()
    for room in ("scheduler", "data", "printouts", "api"):
        assert f"--include='{room}/*' --fail-under=$(COVER_{room.upper()})" in makefile
