"""`fairmatch explain DIR --buyer B --supplier S`."""

from __future__ import annotations

from pathlib import Path

import click

from api.console import Console
from api.failures import Exit
from api.help_texts import COMMANDS
from api.taught import Taught, argument, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["explain"]
    params: list[click.Parameter] = [
        argument("folder", "DIR"),
        option(lesson, language, "--buyer", required=True, metavar="B"),
        option(lesson, language, "--supplier", required=True, metavar="S"),
    ]
    return Taught("explain", language, lesson, click.pass_obj(run), params)


def run(console: Console, *, folder: Path, buyer: str, supplier: str) -> int:
    """Say why the two meet, or every reason why not."""
    from api.pair_report import report_pair
    from api.services.explain_pair import explain_pair_in

    report_pair(console, explain_pair_in(folder, buyer, supplier))
    return Exit.DONE
