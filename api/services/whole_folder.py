"""A folder that appears whole or not at all, and the former one goes only after that."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from api.services.errors import occupied_error, out_is_file_error

OURS = frozenset(
    {
        "schedule.json",
        "problem.json",
        "directory.json",
        "summary.json",
        "touched.json",
        "print",
        "notices",
        "texts",
    }
)
"""Names in a schedule folder; anything else belongs to somebody else."""

SCHEDULE = "schedule.json"
"""The file without which a folder is none of ours."""

NOISE = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave behind; nobody misses it."""


def refuse_foreign(
    out: Path, ours: Collection[str] = OURS, mark: str = SCHEDULE
) -> None:
    """Refuse to replace `out` unless it is missing, empty or a folder of ours.

    That is one which holds `mark` and nothing but `ours`. Raises WrongRequestError.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise out_is_file_error(out)
    names = {path.name for path in out.iterdir()} - NOISE
    foreign = sorted(names - set(ours))
    if not foreign and names and mark not in names:
        foreign = sorted(names)
    if foreign:
        raise occupied_error(out, foreign)


def refuse_unusable(
    out: Path, ours: Collection[str] = OURS, mark: str = SCHEDULE
) -> None:
    """Refuse before any work an `out` that could not be written at its end.

    Raises WrongRequestError as `refuse_foreign` does, and OSError where the disk does
    not let a folder be made there.
    """
    refuse_foreign(out, ours, mark)
    there = next(path for path in out.resolve().parents if path.exists())
    try:
        TemporaryDirectory(prefix=".fairmatch-", dir=there).cleanup()
    except OSError as error:
        error.filename = str(out)
        raise


@contextmanager
def whole_folder(
    out: Path, ours: Collection[str] = OURS, mark: str = SCHEDULE
) -> Iterator[Path]:
    """Lend a folder beside `out`; on success it takes the place of `out`.

    When the block raises, the lent folder is gone and `out` is as it was. Raises
    WrongRequestError as `refuse_foreign` does, and OSError where the disk refuses.
    """
    refuse_foreign(out, ours, mark)
    goal = out.resolve()
    goal.parent.mkdir(parents=True, exist_ok=True)
    making = _beside(goal, "new")
    making.mkdir()
    try:
        yield making
        refuse_foreign(goal, ours, mark)
        _swap(making, goal)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _swap(made: Path, goal: Path) -> None:
    if not goal.exists():
        made.rename(goal)
        return
    former = _beside(goal, "former")
    goal.rename(former)
    try:
        made.rename(goal)
    except BaseException:
        with suppress(OSError):
            former.rename(goal)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _beside(goal: Path, what: str) -> Path:
    return goal.parent / f".{goal.name}.{what}-{os.getpid()}"
