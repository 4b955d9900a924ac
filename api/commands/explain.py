"""`fairmatch explain DIR`: of a pair, of one party, or of one slot."""

from __future__ import annotations

from pathlib import Path

import click

from api import explain_messages, messages
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.messages import fill
from api.taught import Taught, argument, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["explain"]
    params: list[click.Parameter] = [argument("folder", "DIR")]
    params += [
        option(lesson, language, f"--{name}", default="", metavar=metavar)
        for name, metavar in (("buyer", "B"), ("supplier", "S"), ("slot", "TIME"))
    ]
    return Taught("explain", language, lesson, click.pass_obj(run), params)


def run(console: Console, *, folder: Path, buyer: str, supplier: str, slot: str) -> int:
    """Say why two meet or not, how a party's fair came about, or who could step in."""
    if not (buyer or supplier or slot):
        missing = fill(messages.MISSING_OPTION, console.language, name="--buyer")
        return _refuse(console, missing)
    if slot and buyer and supplier:
        return _refuse(console, console.text(explain_messages.ONE_PARTY))
    if buyer and supplier:
        from api.pair_report import report_pair
        from api.services.explain_pair import explain_pair_in

        report_pair(console, explain_pair_in(folder, buyer, supplier))
        return Exit.DONE
    from api import party_report
    from api.services.explain_party import Asked, explain_day_in, explain_slot_in

    asked = Asked(folder, buyer, supplier, slot)
    if slot:
        party_report.report_slot(console, explain_slot_in(asked))
    else:
        party_report.report_day(console, explain_day_in(asked))
    return Exit.DONE


def _refuse(console: Console, what: str) -> int:
    how = fill(messages.SEE_HELP, console.language, command="fairmatch explain")
    console.warn(console.text(messages.ERROR) + console.join(what, how), fg="red")
    return Exit.WRONG_USE
