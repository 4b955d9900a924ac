"""`fairmatch demo --out DIR`."""

from __future__ import annotations

from pathlib import Path

import click

from api import messages
from api.commands.schedule import run_request
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.option_values import Choice
from api.taught import Taught, option
from scheduler.wording import Language

SAMPLES = ("py2025_small", "zh-invented")
"""As in data.samples, which is not loaded for the sake of help."""


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["demo"]
    path = click.Path(path_type=Path)
    sample = option(
        lesson,
        language,
        "--sample",
        facts={"samples": ", ".join(SAMPLES), "default": SAMPLES[0]},
        type=Choice(SAMPLES),
        default=SAMPLES[0],
        metavar="NAME",
    )
    out = option(lesson, language, "--out", required=True, type=path, metavar="DIR")
    return Taught("demo", language, lesson, click.pass_obj(run), [out, sample])


def run(console: Console, *, out: Path, sample: str) -> int:
    """Schedule the sample and say where its sheets lie."""
    from api.services.schedule_fair import ScheduleRequest
    from data.samples import sample_paths

    inputs = sample_paths(sample)
    run_request(console, ScheduleRequest(inputs, out))
    folder = inputs.fair.parent
    console.say(console.text(messages.DEMO_INPUT, folder=folder))
    return Exit.DONE
