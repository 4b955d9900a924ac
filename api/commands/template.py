"""`fairmatch template DIR`."""

from __future__ import annotations

from pathlib import Path

import click

from api import messages
from api.console import Console
from api.failures import Exit
from api.help_texts import COMMANDS
from api.taught import Taught, argument
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["template"]
    params: list[click.Parameter] = [argument("folder", "DIR")]
    return Taught("template", language, lesson, click.pass_obj(run), params)


def run(console: Console, folder: Path) -> int:
    """Write the templates and say what to fill in first."""
    from api.services.make_templates import make_templates

    made = make_templates(folder)
    for wording, names in (
        (messages.WRITTEN, made.written),
        (messages.KEPT, made.kept),
    ):
        if names:
            console.say(console.text(wording, out=folder))
        for name in names:
            console.say(f"  {name}")
    console.say(console.text(COMMANDS["template"].next_step))
    return Exit.DONE
