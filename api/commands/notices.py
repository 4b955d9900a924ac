"""`fairmatch notices DIR [--only KIND] [--since DIR] [--due DATE] [--templates DIR]`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from api.console import Console
from api.failures import Exit
from api.interrupts import stoppable
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.option_values import Callers, Choice, Day, Price
from api.taught import Taught, argument, option
from scheduler.wording import Language

KINDS = ("sms", "mail", "calendar", "calls")
"""As in printouts.notices, which is not loaded for the sake of help."""


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["notices"]
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
        option(lesson, language, "--due", type=Day(), metavar="DATE"),
        option(lesson, language, "--templates", type=path, metavar="DIR"),
        option(lesson, language, "--callers", type=Callers(), metavar="N|NAMES"),
        option(lesson, language, "--sms-price", type=Price(), metavar="PRICE"),
        option(lesson, language, "--sms-price-overseas", type=Price(), metavar="PRICE"),
        option(lesson, language, "--with-papers", is_flag=True),
        option(lesson, language, "--with-mbox", is_flag=True),
    ]
    return Taught("notices", language, lesson, click.pass_obj(run), params)


def run(console: Console, *, folder: Path, due: date | None, **asked: Any) -> int:
    """Write the messages again, and say how many and what to look at."""
    from api.paper_reports import report_due, report_notices
    from api.services.notify_folder import Wanted, notify_folder

    progress = LineProgress(console)
    try:
        with stoppable(progress):
            done = notify_folder(folder, Wanted(due=due, **asked), progress)
    finally:
        progress.clear()
    if due is not None:
        report_due(console, done.fair, due)
    if done.report is not None:
        report_notices(console, done.report, folder / "notices")
    return Exit.DONE
