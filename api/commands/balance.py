"""`fairmatch balance --fair F --buyers F --suppliers F`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from api.commands.schedule import FILES, PATH
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.option_values import Level
from api.taught import Taught, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["balance"]
    params: list[click.Parameter] = [
        option(
            lesson, language, f"--{name}", required=required, type=PATH, metavar="FILE"
        )
        for name, required in FILES.items()
    ]
    params += [
        option(lesson, language, "--level", type=Level(), default=1, metavar="N"),
        option(lesson, language, "--json", name="as_json", is_flag=True),
    ]
    return Taught("balance", language, lesson, click.pass_obj(run), params)


def run(console: Console, *, level: int, as_json: bool, **files: Path | None) -> int:
    """Say what is wanted and sold, who must stay short, and what would mend it."""
    from api.balance_report import report_balance
    from api.services.balance_sheets import balance_sheets
    from data.balance_json import balance_json
    from data.sources import InputPaths

    progress = LineProgress(console)
    try:
        done = balance_sheets(InputPaths(**files), level, progress)  # type: ignore[arg-type]  # the needed ones are never None
    finally:
        progress.clear()
    if as_json:
        answer = balance_json(done.balance)
        console.say(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        report_balance(console, done)
    return Exit.DONE
