"""`fairmatch print DIR [--only KIND] [--since DIR] [--staff FILE] [--workers N]`."""

from __future__ import annotations

from pathlib import Path

import click

from api.console import Console
from api.failures import Exit
from api.interrupts import stoppable
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.option_values import Choice
from api.taught import Taught, argument, option, workers_option
from scheduler.wording import Language

KINDS = (
    "diary",
    "booth-sheet",
    "door-sheet",
    "hall-list",
    "pickup-list",
    "badge",
    "booth-sign",
    "table-sign",
    "change-slip",
    "staff-card",
    "book",
    "workbook",
)
"""As in printouts.pack, which is not loaded for the sake of help."""


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["print"]
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        argument("folder", "DIR"),
        option(
            lesson,
            language,
            "--only",
            facts={"kinds": ", ".join(KINDS)},
            type=Choice(KINDS),
            metavar="KIND",
        ),
        option(lesson, language, "--since", type=path, metavar="DIR"),
        option(lesson, language, "--staff", type=path, metavar="FILE"),
        workers_option(lesson, language),
    ]
    return Taught("print", language, lesson, click.pass_obj(run), params)


def run(
    console: Console,
    *,
    folder: Path,
    only: str | None,
    since: Path | None,
    staff: Path | None,
    workers: str,
) -> int:
    """Make the papers again and say how many."""
    from api.paper_reports import report_printed
    from api.reports import report_input
    from api.services.print_folder import print_folder
    from scheduler.executor.choose import executor_for

    progress = LineProgress(console)
    try:
        with stoppable(progress), executor_for(workers) as executor:
            printed = print_folder(folder, only, since, progress, executor, staff)
    finally:
        progress.clear()
    report_input(console, printed.warnings, printed.notes)
    report_printed(console, printed, folder / "print")
    return Exit.DONE
