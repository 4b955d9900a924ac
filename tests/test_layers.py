"""Who may import whom, read from the source: rooms, libraries, the checker's distance."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_USE = {
    "api": {"data", "printouts", "scheduler"},
    "data": {"scheduler"},
    "printouts": {"scheduler"},
    "scheduler": set(),
}
HOME_OF = {
    "ortools": {"scheduler"},
    "reportlab": {"printouts"},
    "pandas": {"data"},
    "fastapi": {"api"},
    "sqlalchemy": {"data"},
    "alembic": {"data"},
    "sqlmodel": {"data", "api"},  # api passes sessions on, it asks nothing of them
}
FACTS = {
    "scheduler.candidates",
    "scheduler.errors",
    "scheduler.fair",
    "scheduler.languages",
    "scheduler.problem",
    "scheduler.reasons",
    "scheduler.schedule",
    "scheduler.wording",
}
JUDGE = {
    "scheduler.check",
    "scheduler.checking",
    "scheduler.columns",
    "scheduler.phrases",
    "scheduler.rules",
}
"""What the checker may use besides facts."""


def modules_of(room):
    """Return the source files of a room."""
    return sorted((ROOT / room).rglob("*.py"))


def imports_of(path):
    """Return the dotted names that a file imports, wherever in the file it does."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms_in(names):
    """Return the first parts of dotted names."""
    return {name.split(".")[0] for name in names}


def faults(room, forbidden):
    """Return the files of a room that import something of `forbidden`."""
    return {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules_of(room)
        if (found := rooms_in(imports_of(path)) & forbidden)
    }


@pytest.mark.parametrize("room", MAY_USE)
def test_room_uses_only_rooms_below_it(room):
    assert faults(room, MAY_USE.keys() - MAY_USE[room] - {room}) == {}


@pytest.mark.parametrize("room", MAY_USE)
def test_library_stays_home(room):
    elsewhere = {library for library, homes in HOME_OF.items() if room not in homes}
    assert faults(room, elsewhere) == {}


@pytest.mark.parametrize("room", MAY_USE)
def test_room_uses_nothing_of_the_tests(room):
    assert faults(room, {"tests", "benchmarks"}) == {}


def is_judges(name):
    """Tell whether a dotted name is of the facts or of the checker."""
    return ".".join(name.split(".")[:2]) in FACTS | JUDGE


def test_checker_shares_no_code_with_the_solver():
    paths = sorted((ROOT / "scheduler" / "checking").glob("*.py"))
    paths += [
        ROOT / "scheduler" / f"{name}.py" for name in ("check", "columns", "phrases")
    ]
    assert len(paths) >= 7
    for path in paths:
        ours = {name for name in imports_of(path) if name.startswith("scheduler")}
        assert {name for name in ours if not is_judges(name)} == set(), path


def test_solver_borrows_nothing_of_the_checkers_inside():
    """Only the conductor asks the checker, and only at its front door."""
    own = {ROOT / "scheduler" / "check.py", ROOT / "scheduler" / "explain.py"}
    rooms = {"checking", "explaining"}
    for path in modules_of("scheduler"):
        if path in own or path.parent.name in rooms:
            continue
        borrowed = {n for n in imports_of(path) if n.startswith("scheduler.checking")}
        assert borrowed == set(), path
    for path in modules_of("scheduler/search"):
        assert "scheduler.columns" not in imports_of(path), path
