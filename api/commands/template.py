"""`fairmatch template DIR [--notices]`."""

from __future__ import annotations

from pathlib import Path

import click

from api import messages, paper_messages
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.taught import Taught, argument, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["template"]
    params: list[click.Parameter] = [
        argument("folder", "DIR"),
        option(lesson, language, "--notices", is_flag=True),
    ]
    return Taught("template", language, lesson, click.pass_obj(run), params)


def run(console: Console, *, folder: Path, notices: bool) -> int:
    """Write the templates and say what to fill in first."""
    from api.services.make_templates import make_templates, make_texts

    made = make_texts(folder) if notices else make_templates(folder)
    for wording, names in (
        (messages.WRITTEN, made.written),
        (paper_messages.KEPT, made.kept),
    ):
        if names:
            console.say(console.text(wording, out=folder))
        for name in names:
            console.say(f"  {name}")
    next_step = paper_messages.EDIT_TEXTS if notices else COMMANDS["template"].next_step
    console.say(console.text(next_step))
    return Exit.DONE
