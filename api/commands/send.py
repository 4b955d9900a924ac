"""`fairmatch send DIR [--smtp URL]`."""

from __future__ import annotations

from pathlib import Path

import click

from api import messages
from api.console import Console
from api.interrupts import stoppable
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.option_values import Choice, Rate
from api.taught import Taught, argument, option
from scheduler.wording import Language

DOUBTFUL = ("keep", "again", "sent")
"""As in api.services.send_mails, which is not loaded for the sake of help."""
PER_MINUTE = 30


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["send"]
    path = click.Path(path_type=Path)
    params: list[click.Parameter] = [
        argument("folder", "DIR"),
        option(lesson, language, "--smtp", metavar="URL"),
        option(lesson, language, "--dry-run", is_flag=True),
        option(
            lesson,
            language,
            "--per-minute",
            type=Rate(),
            default=PER_MINUTE,
            metavar="N",
        ),
        option(lesson, language, "--log", type=path, metavar="FILE"),
        option(
            lesson,
            language,
            "--doubtful",
            type=Choice(DOUBTFUL),
            default=DOUBTFUL[0],
            metavar="|".join(DOUBTFUL),
        ),
        option(lesson, language, "--no-tls", is_flag=True),
    ]
    return Taught("send", language, lesson, click.pass_obj(run), params)


def run(
    console: Console,
    *,
    folder: Path,
    smtp: str | None,
    dry_run: bool,
    per_minute: int,
    log: Path | None,
    doubtful: str,
    no_tls: bool,
) -> int:
    """Send the mails, or say what would be sent, and what came of it."""
    from api.send_report import report_sending
    from api.services.send_mails import Doubtful, SendOrder, send_mails
    from api.smtp.server import read_server

    server = None
    if smtp is not None:
        server = read_server(smtp, console.environ, may_be_plain=no_tls)
    order = SendOrder(
        folder=folder,
        log=log or log_beside(folder),
        server=server,
        per_minute=per_minute,
        doubtful=Doubtful(doubtful),
        is_trial=dry_run,
    )
    progress = LineProgress(console)
    try:
        with stoppable(progress, messages.STOPPING_MAILS):
            report = send_mails(order, progress)
    finally:
        progress.clear()
    return report_sending(console, report, order)


def log_beside(folder: Path) -> Path:
    """Return the log of a schedule folder: beside it, because it outlives its content."""
    whole = folder.resolve()
    return whole.with_name(f"{whole.name}.mail-log.jsonl")
