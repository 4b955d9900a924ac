"""`fairmatch schedule --fair F --buyers F --suppliers F --out DIR`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.console import Console
from api.failures import Exit
from api.interrupts import stoppable
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.option_values import Number, Seconds
from api.taught import Taught, option, workers_option
from scheduler.executor.workers import AUTO
from scheduler.settings import SolveSettings
from scheduler.wording import Language

if TYPE_CHECKING:
    from api.services.schedule_fair import ScheduleRequest

PATH = click.Path(path_type=Path)
FILES = {"fair": True, "buyers": True, "suppliers": True}
FILES |= {"suggestions": False, "locks": False, "absences": False}
FILES |= {"history": False, "categories": False, "synonyms": False}
"""Input files by option, and whether there is no schedule without."""


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["schedule"]
    params: list[click.Parameter] = [
        option(
            lesson, language, f"--{name}", required=required, type=PATH, metavar="FILE"
        )
        for name, required in FILES.items()
    ]
    params += [
        option(lesson, language, "--staff", type=PATH, metavar="FILE"),
        option(lesson, language, "--previous", type=PATH, metavar="DIR"),
        option(lesson, language, "--out", required=True, type=PATH, metavar="DIR"),
        option(lesson, language, "--seed", type=Number(), default=0, metavar="N"),
        option(
            lesson,
            language,
            "--time-limit",
            type=Seconds(),
            default=SolveSettings().time_limit_s,
            metavar="S",
        ),
        workers_option(lesson, language),
    ]
    return Taught("schedule", language, lesson, click.pass_obj(run), params)


def run(
    console: Console,
    *,
    fair: Path,
    buyers: Path,
    suppliers: Path,
    suggestions: Path | None,
    locks: Path | None,
    absences: Path | None,
    history: Path | None,
    categories: Path | None,
    synonyms: Path | None,
    staff: Path | None,
    previous: Path | None,
    out: Path,
    seed: int,
    time_limit: float,
    workers: str,
) -> int:
    """Schedule, and say what came out."""
    from api.services.schedule_fair import ScheduleRequest
    from data.sources import InputPaths

    inputs = InputPaths(
        fair=fair,
        buyers=buyers,
        suppliers=suppliers,
        suggestions=suggestions,
        locks=locks,
        absences=absences,
        history=history,
        categories=categories,
        synonyms=synonyms,
        staff=staff,
    )
    settings = SolveSettings(seed=seed, time_limit_s=time_limit)
    run_request(console, ScheduleRequest(inputs, out, settings, previous), workers)
    return Exit.DONE


def run_request(
    console: Console, request: ScheduleRequest, workers: str = AUTO
) -> None:
    """Do what `request` says with progress, and print the summary."""
    from api.reports import report_scheduled
    from api.services.schedule_fair import schedule_fair
    from scheduler.executor.choose import executor_for

    progress = LineProgress(console)
    try:
        with stoppable(progress), executor_for(workers) as executor:
            done = schedule_fair(request, progress, executor)
    finally:
        progress.clear()
    report_scheduled(console, done, request.out)
