"""What `fairmatch calls` prints: who answered what, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api import paper_messages
from api.console import Console
from api.reports import list_faults
from data.call_answers import ANSWER_WORDS, Answer

if TYPE_CHECKING:
    from pathlib import Path

    from api.services.take_answers import Answers


def report_answers(console: Console, answers: Answers, folder: Path, out: Path) -> None:
    """Say how many answered what, whom to call again, and the next step."""
    list_faults(console, answers.warnings)
    counts = console.listed(
        f"{console.text(ANSWER_WORDS[answer])} {answers.counts[answer]}"
        for answer in Answer
        if answers.counts[answer]
    )
    console.say(console.text(paper_messages.ANSWERED, counts=counts or "-"), bold=True)
    console.say(console.text(paper_messages.TO_CALL, count=answers.to_call, out=out))
    cancelled = answers.counts[Answer.CANCELLED]
    if cancelled:
        facts = {"count": cancelled, "folder": folder, "out": out}
        console.say(console.text(paper_messages.CANCELLED_BY_PHONE, **facts))
    moved = answers.counts[Answer.MOVED] + answers.counts[Answer.OTHER_PERSON]
    if moved:
        console.say(console.text(paper_messages.LOOK_INTO, count=moved, out=out))
