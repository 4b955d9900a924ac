"""`fairmatch repair DIR --changes F --out DIR2`."""

from __future__ import annotations

from pathlib import Path

import click

from api import messages
from api.console import Console
from api.failures import Exit
from api.interrupts import stoppable
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.messages import fill
from api.option_values import Choice, Number
from api.taught import Taught, argument, option
from scheduler.wording import Language

MODES = ("cancel", "fill", "retime")
"""As in scheduler.repair, which is not loaded for the sake of help."""


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["repair"]
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [argument("folder", "DIR")]
    params += [
        option(lesson, language, f"--{name}", type=path, metavar="FILE")
        for name in ("changes", "buyers", "fair")
    ]
    params += [
        option(lesson, language, "--out", required=True, type=path, metavar="DIR"),
        option(
            lesson,
            language,
            "--mode",
            facts={"modes": ", ".join(MODES)},
            type=Choice(MODES),
            default="fill",
            metavar="MODE",
        ),
        option(lesson, language, "--papers-first", is_flag=True),
        option(lesson, language, "--now", default="", metavar="TIME"),
        option(lesson, language, "--seed", type=Number(), default=0, metavar="N"),
    ]
    return Taught("repair", language, lesson, click.pass_obj(run), params)


def run(
    console: Console,
    *,
    folder: Path,
    changes: Path | None,
    buyers: Path | None,
    fair: Path | None,
    out: Path,
    mode: str,
    papers_first: bool,
    now: str,
    seed: int,
) -> int:
    """Repair, and say who is touched."""
    if changes is None and buyers is None and fair is None:
        missing = fill(messages.MISSING_OPTION, console.language, name="--changes")
        how = fill(messages.SEE_HELP, console.language, command="fairmatch repair")
        label = console.text(messages.ERROR)
        console.warn(label + console.join(missing, how), fg="red")
        return Exit.WRONG_USE
    from api.repair_report import report_repaired
    from api.services.repair_folder import RepairRequest, repair_folder
    from api.services.repair_schedule import RepairHow
    from data.changes import ChangePaths
    from scheduler.repair.changes import Mode

    paths = ChangePaths(changes, buyers, fair)
    repair_how = RepairHow(Mode(mode), now, seed, papers_first=papers_first)
    request = RepairRequest(folder, paths, out, repair_how)
    progress = LineProgress(console)
    try:
        with stoppable(progress):
            done = repair_folder(request, progress)
    finally:
        progress.clear()
    report_repaired(console, done, out)
    return Exit.DONE
