"""`fairmatch restore FILE`."""

from __future__ import annotations

from pathlib import Path

import click

from api import server_messages
from api.commands.serve import read_address, records_options
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.taught import Taught, argument, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["restore"]
    params = [
        argument("file", "FILE"),
        option(lesson, language, "--replace", is_flag=True),
        *records_options(lesson, language),
    ]
    return Taught("restore", language, lesson, click.pass_obj(run), params)


def run(
    console: Console,
    *,
    file: Path,
    replace: bool,
    database: str | None,
    settings: Path | None,
) -> int:
    """Restore the records and say what to do next."""
    from api.services.back_up import bring_back

    address = read_address(console, database, settings)
    rows = bring_back(address, file, replace=replace)
    next_step = console.text(COMMANDS["restore"].next_step)
    console.say(console.text(server_messages.RESTORED, rows=rows, next_step=next_step))
    return Exit.DONE
