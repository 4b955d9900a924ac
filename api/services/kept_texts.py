"""An organiser's own texts of the notices, kept in the folder of a schedule.

So every later release, and every notice written again, speaks in them without being
told where they lie.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from printouts.templates.reading import EditedTexts, read_templates
from printouts.templates.texts import FILES, built_in

if TYPE_CHECKING:
    from pathlib import Path

    from printouts.notices import NoticeReport

TEXTS = "texts"


def find_texts(folder: Path, given: Path | None = None) -> Path | None:
    """Return the texts to speak in: those `given`, those kept in `folder`, or None."""
    kept = folder / TEXTS
    return given or (kept if kept.is_dir() else None)


def read_texts(texts: Path | None) -> EditedTexts:
    """Return the texts of a folder, ours for None; raises TemplatesError, OSError."""
    return EditedTexts(built_in()) if texts is None else read_templates(texts)


def add_findings(report: NoticeReport, edited: EditedTexts) -> NoticeReport:
    """Return `report` with what is to be said of the texts before its own findings."""
    return replace(report, findings=(*edited.findings, *report.findings))


def keep_texts(texts: Path | None, folder: Path) -> None:
    """Copy the files of `texts`, if there are any, into the folder of a schedule."""
    if texts is None:
        return
    (folder / TEXTS).mkdir()
    for name in FILES:
        if (texts / name).is_file():
            shutil.copyfile(texts / name, folder / TEXTS / name)
