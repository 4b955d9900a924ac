"""`fairmatch calls DIR FILE... --out DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.option_values import Callers
from api.taught import Taught, argument, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["calls"]
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        argument("folder", "DIR"),
        argument("sheets", "FILE...", nargs=-1),
        option(lesson, language, "--out", required=True, type=path, metavar="DIR"),
        option(lesson, language, "--replace", name="replace_old", is_flag=True),
        option(lesson, language, "--callers", type=Callers(), metavar="N|NAMES"),
        option(lesson, language, "--templates", type=path, metavar="DIR"),
    ]
    return Taught("calls", language, lesson, click.pass_obj(run), params)


def run(
    console: Console,
    *,
    folder: Path,
    sheets: tuple[Path, ...],
    out: Path,
    **more: Any,
) -> int:
    """Take the answers, and say how many there are and whom to call again."""
    from api.call_report import report_answers
    from api.services.take_answers import take_answers

    progress = LineProgress(console)
    try:
        answers = take_answers(folder, sheets, out, progress, **more)
    finally:
        progress.clear()
    report_answers(console, answers, folder, out)
    return Exit.DONE
