"""What the commands print when they have done their work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from api import messages
from api.balance_report import report_shortages
from api.console import Console
from api.paper_reports import report_findings, report_glyphs
from api.price_report import report_prices
from api.quality_report import report_quality
from data.faults import format_fault, format_note
from scheduler.wording import Wording

if TYPE_CHECKING:
    from api.services.schedule_fair import ScheduledFair
    from data.faults import Fault, Note
    from data.folder import ScheduleFolder
    from scheduler.reasons import Reason

MOST = 8
"""Lines of a list in a summary; the whole list is in a file or another command."""


def list_faults(console: Console, faults: Sequence[Fault]) -> None:
    """Write every fault, errors first, to standard error."""
    for fault in sorted(faults, key=lambda one: not one.is_error):
        colour = "red" if fault.is_error else "yellow"
        console.warn(format_fault(fault, console.language), fg=colour)


def report_scheduled(console: Console, done: ScheduledFair, out: Path) -> None:
    """Say what was scheduled, what stays open and where everything lies."""
    report_input(console, done.warnings, done.notes)
    content = done.content
    _report_meetings(console, content)
    _report_shortfalls(console, content)
    _report_musts(console, content)
    if done.balance is not None:
        report_shortages(console, done.balance, content.problem)
    report_prices(console, done.prices, content.problem)
    report_quality(console, content)
    report_glyphs(console, done.printed.missing)
    report_findings(console, done.notified.findings)
    _report_files(console, content, out)


def report_input(
    console: Console, warnings: Sequence[Fault], notes: Sequence[Note]
) -> None:
    """Say what the sheets left out, and how much was inferred from them."""
    if warnings:
        head = console.text(messages.WARNINGS, count=len(warnings))
        console.warn(head, fg="yellow")
        lines = [format_fault(fault, console.language) for fault in warnings]
        _list(console.warn, console, lines, messages.AND_MORE)
    if notes:
        console.warn(console.text(messages.NOTES, count=len(notes)))
        lines = [format_note(note, console.language) for note in notes]
        _list(console.warn, console, lines, messages.AND_MORE)


def _list(
    write: Callable[[str], None],
    console: Console,
    lines: Sequence[str],
    more: Wording,
) -> None:
    for line in islice(lines, MOST):
        write(f"  {line}")
    if len(lines) > MOST:
        write("  " + console.text(more, count=len(lines) - MOST))


def _report_meetings(console: Console, content: ScheduleFolder) -> None:
    fair, schedule, summary = content.problem.fair, content.schedule, content.summary
    release = console.text(messages.DRAFT)
    if schedule.release:
        release = console.text(messages.RELEASE, number=schedule.release)
    console.say(
        console.text(
            messages.SCHEDULED,
            fair=console.text(fair.name),
            buyers=summary.buyers,
            suppliers=summary.suppliers,
            meetings=summary.meetings,
            release=release,
        ),
        bold=True,
    )
    low, high = fair.min_meetings, fair.max_meetings
    counts = [len(meetings) for meetings in schedule.by_buyer.values()]
    reached = sum(low <= count <= high for count in counts) + (
        0 if low else summary.buyers - len(counts)
    )
    console.say(
        console.text(
            messages.REACHED, count=reached, buyers=summary.buyers, low=low, high=high
        )
    )


def _report_shortfalls(console: Console, content: ScheduleFolder) -> None:
    shortfalls = content.schedule.shortfalls
    if not shortfalls:
        return
    low = content.problem.fair.min_meetings
    head = console.text(messages.SHORTFALLS, count=len(shortfalls), low=low)
    console.say(head, fg="yellow")
    buyers = content.problem.buyer_by_id
    lines = [
        console.text(
            messages.SHORT_OF,
            name=buyers[short.buyer].name,
            meetings=short.meetings,
            wanted=short.wanted,
            reasons=_reasons(console, short.reasons),
        )
        for short in shortfalls
    ]
    _list(console.say, console, lines, messages.AND_MORE_SHORT)


def _report_musts(console: Console, content: ScheduleFolder) -> None:
    musts = content.schedule.unplaced_musts
    if not musts:
        return
    console.say(console.text(messages.UNPLACED, count=len(musts)), fg="yellow")
    problem = content.problem
    lines = [
        console.text(
            messages.UNPLACED_ONE,
            buyer=problem.buyer_by_id[must.buyer].name,
            supplier=problem.supplier_by_id[must.supplier].name,
            reasons=_reasons(console, must.reasons),
        )
        for must in musts
    ]
    _list(console.say, console, lines, messages.AND_MORE_SHORT)


def _reasons(console: Console, reasons: Sequence[Reason]) -> str:
    return console.join(*[console.text(reason.wording) for reason in reasons])


def _report_files(console: Console, content: ScheduleFolder, out: Path) -> None:
    seconds = content.summary.seconds
    phases = console.listed(
        f"{console.text(messages.PHASES[name])} {spent:.1f}"
        for name, spent in seconds.items()
    )
    total = sum(seconds.values())
    console.say(console.text(messages.SECONDS, total=total, phases=phases))
    console.say(console.text(messages.WRITTEN, out=out))
    for name, wording in messages.WHERE.items():
        path = out / name
        files = (one for one in path.rglob("*") if one.is_file())
        count = sum(1 for _ in files) - 1 if path.is_dir() else 1
        shown = f"{name}/" if path.is_dir() else name
        console.say(f"  {shown:<15} {console.text(wording, count=count)}")
    console.say(console.text(messages.NOW_PRINT, out=out))
