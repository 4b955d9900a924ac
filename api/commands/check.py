"""`fairmatch check DIR`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api import messages
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.line_progress import LineProgress
from api.taught import Taught, argument, option
from scheduler.wording import Language

if TYPE_CHECKING:
    from api.services.check_folder import Verdict
    from scheduler.rules import Violation


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["check"]
    as_json = option(lesson, language, "--json", name="as_json", is_flag=True)
    params: list[click.Parameter] = [argument("folder", "DIR"), as_json]
    return Taught("check", language, lesson, click.pass_obj(run), params)


def run(console: Console, *, folder: Path, as_json: bool) -> int:
    """Judge the folder and list every violation."""
    from api.services.check_folder import check_folder

    progress = LineProgress(console)
    try:
        verdict = check_folder(folder, progress)
    finally:
        progress.clear()
    if as_json:
        console.say(json.dumps(_as_json(verdict), ensure_ascii=False, indent=1))
    else:
        _report(console, folder, verdict)
    return Exit.DONE if verdict.passed else Exit.VIOLATIONS


def _report(console: Console, folder: Path, verdict: Verdict) -> None:
    for violation in verdict.violations:
        console.say(f"[{violation.rule.value}] {console.text(violation.wording)}")
    for difference in verdict.session_faults:
        console.say(f"[sessions] {console.text(difference)}")
    if verdict.passed:
        console.say(
            console.text(
                messages.CHECK_CLEAN, folder=folder, meetings=verdict.meetings
            ),
            fg="green",
        )
        return
    count = console.text(messages.CHECK_BROKEN, folder=folder, count=verdict.count)
    advice = console.text(COMMANDS["check"].next_step)
    console.warn(console.join(count, advice), fg="red")


def _as_json(verdict: Verdict) -> dict[str, object]:
    broken = [_violation_json(violation) for violation in verdict.violations]
    broken += [
        {"rule": "sessions", "en": fault.en, "zh": fault.zh}
        for fault in verdict.session_faults
    ]
    return {
        "passed": verdict.passed,
        "meetings": verdict.meetings,
        "violations": broken,
    }


def _violation_json(violation: Violation) -> dict[str, object]:
    slot = violation.slot
    return {
        "rule": violation.rule.value,
        "en": violation.wording.en,
        "zh": violation.wording.zh,
        "buyer": violation.buyer,
        "supplier": violation.supplier,
        "session": slot.session if slot else None,
        "round": slot.round_index if slot else None,
    }
