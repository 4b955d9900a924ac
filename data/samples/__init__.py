"""Fairs that come with the project, as the files an organiser would hand in."""

from __future__ import annotations

from pathlib import Path

from data.sources import InputPaths
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

DEMO = "py2025_small"
"""The sample that `fairmatch demo` schedules."""

FOLDERS = {DEMO: "py2025_small", "zh-invented": "zh_invented"}
"""Folder of each sample by the name people call it."""


def sample_paths(name: str) -> InputPaths:
    """Return the input files of the sample `name`.

    Raises FairmatchError ("unknown-sample") where there is no such sample.
    """
    if name not in FOLDERS:
        known = ", ".join(sorted(FOLDERS))
        raise FairmatchError(
            "unknown-sample",
            Wording(
                en=f"There is no sample fair {name}.", zh=f"没有名为 {name} 的样例。"
            ),
            Wording(en=f"Use one of: {known}.", zh=f"可用的样例：{known}。"),
        )
    folder = Path(__file__).parent / FOLDERS[name]
    return InputPaths(
        fair=folder / "fair.toml",
        buyers=folder / "buyers.xlsx",
        suppliers=folder / "suppliers.xlsx",
        suggestions=_given(folder / "suggestions.xlsx"),
        locks=_given(folder / "locks.xlsx"),
        absences=_given(folder / "absences.xlsx"),
        staff=_given(folder / "staff.xlsx"),
    )


def _given(path: Path) -> Path | None:
    return path if path.exists() else None
