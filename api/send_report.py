"""What `fairmatch send` prints: how many went out, and who needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api import send_messages
from api.console import Console
from api.failures import Exit
from data.mail_log import MailState

if TYPE_CHECKING:
    from api.services.send_mails import SendOrder, SendReport

MOST = 8
"""Lines of a list; the whole is in the log."""


def report_sending(console: Console, report: SendReport, order: SendOrder) -> Exit:
    """Say what came of it; return the status, UNFINISHED while something is left."""
    facts = {
        "mails": report.mails,
        "sent": report.sent,
        "before": report.before,
        "left": report.left,
        "addresses": report.left + len(report.steps),
        "folder": order.folder,
        "log": order.log,
    }
    for state, wording in send_messages.OUTCOMES.items():
        _list(
            console, report, state, console.text(wording, count=len(report.of(state)))
        )
    if report.is_trial:
        console.say(console.text(send_messages.WOULD_SEND, **facts))
        if order.server is not None:
            name = order.server.name
            console.say(console.text(send_messages.GREETED, server=name))
        else:
            console.say(console.text(send_messages.HOW_TO_SEND, **facts))
        return Exit.DONE
    console.say(console.text(send_messages.SENT, **facts), bold=True)
    if report.trouble is not None:
        what, advice = report.trouble.what, report.trouble.advice
        console.warn(console.join(console.text(what), console.text(advice)), fg="red")
    return Exit.DONE if report.is_done else Exit.UNFINISHED


def _list(console: Console, report: SendReport, state: MailState, head: str) -> None:
    steps = report.of(state)
    if not steps:
        return
    console.warn(head, fg="yellow")
    for step in steps[:MOST]:
        facts = {"party": step.party, "address": step.address, "answer": step.answer}
        console.warn(console.text(send_messages.ROW, **facts).rstrip())
    if len(steps) > MOST:
        more = len(steps) - MOST
        console.warn(console.text(send_messages.MORE, count=more))
