"""`fairmatch inspect FILE...`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.taught import Taught, argument, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["inspect"]
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        argument("files", "FILE...", nargs=-1),
        *(
            option(lesson, language, f"--{name}", type=path, metavar="FILE")
            for name in ("fair", "categories", "synonyms")
        ),
        option(lesson, language, "--out", type=path, metavar="DIR"),
        option(lesson, language, "--json", name="as_json", is_flag=True),
    ]
    return Taught("inspect", language, lesson, click.pass_obj(run), params)


def run(
    console: Console,
    *,
    files: tuple[Path, ...],
    out: Path | None,
    as_json: bool,
    **tree: Path | None,
) -> int:
    """Say what each file holds and what is wrong with it."""
    from api.inspect_report import inspections_json, report_inspection
    from api.services.inspect_sheets import inspect_sheets
    from data.inspect_tree import TreeFiles

    progress = LineProgress(console)
    try:
        inspected = inspect_sheets(files, out, progress, TreeFiles(**tree))
    finally:
        progress.clear()
    if as_json:
        shown = inspections_json(inspected)
        console.say(json.dumps(shown, ensure_ascii=False, indent=1))
    for one in inspected:
        report_inspection(console, one, quiet=as_json)
    rejected = any(one.errors for one in inspected)
    return Exit.REJECTED if rejected else Exit.DONE
