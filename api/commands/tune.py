"""`fairmatch tune DIR...`."""

from __future__ import annotations

from pathlib import Path

import click

from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.taught import Taught, argument, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["tune"]
    params: list[click.Parameter] = [
        argument("folders", "DIR...", nargs=-1),
        option(
            lesson, language, "--write", type=click.Path(path_type=Path), metavar="FILE"
        ),
    ]
    return Taught("tune", language, lesson, click.pass_obj(run), params)


def run(console: Console, *, folders: tuple[Path, ...], write: Path | None) -> int:
    """Say what the weights would become and how well that carries over."""
    from api.services.tune_fit import refuse_existing, tune_fit, write_weights
    from api.tune_report import UNCHANGED, WRITTEN, report_tuned

    if write is not None:
        refuse_existing(write)
    done = tune_fit(folders)
    report_tuned(console, done)
    if write is None:
        console.say(console.text(UNCHANGED))
    else:
        write_weights(done.tuned, write)
        console.say(console.text(WRITTEN, file=write))
    return Exit.DONE
