"""`fairmatch backup FILE`."""

from __future__ import annotations

from pathlib import Path

import click

from api import server_messages
from api.commands.serve import read_address, records_options
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.taught import Taught, argument
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["backup"]
    params = [argument("file", "FILE"), *records_options(lesson, language)]
    return Taught("backup", language, lesson, click.pass_obj(run), params)


def run(
    console: Console, *, file: Path, database: str | None, settings: Path | None
) -> int:
    """Write the backup and say how much it holds."""
    from api.services.back_up import back_up

    rows = back_up(read_address(console, database, settings), file)
    console.say(console.text(server_messages.BACKED_UP, file=file, rows=rows))
    return Exit.DONE
