"""What is printed of papers and messages: how many, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from api import paper_messages
from api.console import Console
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import date

    from api.services.print_folder import Printed
    from printouts.findings import Finding
    from printouts.notices import NoticeReport
    from printouts.text import MissingGlyph
    from scheduler.fair import Fair

MOST = 8
"""Lines of a list; the whole list is in a file."""


def report_notices(console: Console, report: NoticeReport, folder: Path) -> None:
    """Say how many messages were written and what a person should look at."""
    report_findings(console, report.findings)
    console.say(
        console.text(
            paper_messages.NOTICED,
            parties=report.parties,
            mails=report.mails,
            calendars=report.calendars,
            sms=report.sms,
            parts=report.sms_parts,
            folder=folder,
        )
    )
    if report.sms_cost is not None:
        cost = f"{report.sms_cost.normalize():f}"
        console.say(console.text(paper_messages.SMS_COST, cost=cost))


def report_due(console: Console, fair: Fair, day: date) -> None:
    """Say how far off the fair is, and list its notices; those of `day` are marked."""
    from printouts.notice_calendar import CALENDAR, find_due, find_next, first_day

    opens = first_day(fair)
    facts = {"fair": console.text(fair.name), "opens": opens, "day": day}
    distance = (day - opens).days
    console.say(console.text(paper_messages.CALENDAR_HEAD, distance=distance, **facts))
    for due in CALENDAR:
        console.say(
            console.text(
                paper_messages.DUE_ROW,
                mark=">" if due.day(fair) == day else " ",
                day=due.day(fair),
                days=-due.days,
                what=console.text(due.what),
            )
        )
    console.say(console.text(paper_messages.DUE_CHANGES))
    if find_due(fair, day) is None:
        coming = find_next(fair, day)
        said = coming.day(fair) if coming else console.text(paper_messages.ALL_DONE)
        console.say(console.text(paper_messages.NOTHING_DUE, next=said))


def report_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Say each thing once, with the first few whom it concerns."""
    concerned: dict[str, list[str]] = {}
    for one in findings:
        said = console.join(console.text(one.what), console.text(one.advice))
        concerned.setdefault(said, []).append(one.where)
    if findings:
        console.warn(console.text(paper_messages.LOOK_AT))
    lines = [
        console.text(
            paper_messages.FINDING,
            said=said,
            count=len(where),
            where=console.listed(where[:3]) + (" ..." if len(where) > 3 else ""),
        )
        for said, where in concerned.items()
    ]
    for line in lines[:MOST]:
        console.warn(f"  {line}")
    if len(lines) > MOST:
        more = len(lines) - MOST
        console.warn(console.text(paper_messages.AND_MORE_FINDINGS, count=more))


def report_glyphs(console: Console, missing: Sequence[MissingGlyph]) -> None:
    """Name the characters that are printed as a box, by party."""
    for glyph in missing[:MOST]:
        facts = {"character": glyph.character, "party": glyph.party}
        console.warn(console.text(paper_messages.NO_GLYPH, **facts), fg="yellow")
    if len(missing) > MOST:
        more = len(missing) - MOST
        console.warn(console.text(paper_messages.MORE_GLYPHS, count=more))


def report_printed(console: Console, printed: Printed, folder: Path) -> None:
    """Say how many papers were made, whose changed, and which to take away."""
    report = printed.report
    report_glyphs(console, report.missing)
    for kind in report.unchanged:
        changed = {
            entry.party: None
            for entry in report.entries
            if entry.kind is kind and entry.party is not None
        }
        _report_ids(console, paper_messages.CHANGED, kind.value, list(changed))
        _report_ids(console, paper_messages.GONE, kind.value, report.gone.get(kind, ()))
    count, pages = printed.files, printed.pages
    console.say(
        console.text(paper_messages.PRINTED, count=count, pages=pages, folder=folder)
    )


def _report_ids(
    console: Console, wording: Wording, kind: str, ids: Sequence[str]
) -> None:
    shown = console.listed(ids[:MOST]) + (" ..." if len(ids) > MOST else "")
    name = console.text(paper_messages.PAPERS[kind])
    facts = {"kind": name, "count": len(ids), "ids": shown or "-"}
    if ids or wording is paper_messages.CHANGED:
        console.say(console.text(wording, **facts))
