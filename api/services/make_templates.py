"""Empty sheets for a new fair."""

from __future__ import annotations

from pathlib import Path

from data.templates import write_templates


def make_templates(folder: Path) -> tuple[Path, ...]:
    """Write the templates into `folder` and return their paths.

    Raises WrongRequestError where a file of the same name is there already, OSError
    where the disk refuses.
    """
    return tuple(write_templates(folder))
