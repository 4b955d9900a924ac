"""What `fairmatch repair` says: who is touched, what is missing, who could step in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api import messages, repair_messages
from api.console import Console
from api.paper_reports import report_findings, report_glyphs
from data.faults import format_fault, format_note
from scheduler.fair import Place
from scheduler.phrases import buyer_text, place_text, supplier_text
from scheduler.problem import BuyerId, SupplierId
from scheduler.repair.changes import Side

if TYPE_CHECKING:
    from pathlib import Path

    from api.services.repair_folder import RepairedFolder
    from scheduler.difference import Change
    from scheduler.problem import Problem
    from scheduler.repair.changes import Party
    from scheduler.repair.result import Touched

MOST = 8
"""Lines of a list; touched.json holds all."""


def report_repaired(console: Console, done: RepairedFolder, out: Path) -> None:
    """Say what a repair changed and where it lies."""
    for fault in done.warnings[:MOST]:
        console.warn(format_fault(fault, console.language), fg="yellow")
    for note in done.notes[:MOST]:
        console.warn(format_note(note, console.language))
    _report_head(console, done)
    _report_touched(console, done)
    _report_missing(console, done)
    _report_standbys(console, done)
    report_glyphs(console, done.printed.missing)
    report_findings(console, done.notified.findings)
    console.say(console.text(repair_messages.REPAIR_WRITTEN, out=out))


def _report_head(console: Console, done: RepairedFolder) -> None:
    schedule = done.content.schedule
    console.say(
        console.text(
            repair_messages.REPAIRED,
            fair=console.text(done.content.problem.fair.name),
            release=console.text(messages.RELEASE, number=schedule.release),
            meetings=len(schedule.meetings),
            lost=len(done.result.lost),
        ),
        bold=True,
    )


def _report_touched(console: Console, done: RepairedFolder) -> None:
    result = done.result
    if not result.touched:
        console.say(console.text(repair_messages.NOBODY_TOUCHED))
        return
    console.say(
        console.text(
            repair_messages.TOUCHED,
            count=len(result.touched),
            necessary=result.necessary,
            bound=result.bound,
        )
    )
    for touched in result.touched[:MOST]:
        console.say(f"  {_touched(console, result.problem, touched)}")
    if (more := len(result.touched) - MOST) > 0:
        console.say("  " + console.text(repair_messages.AND_MORE_TOUCHED, count=more))


def _touched(console: Console, problem: Problem, touched: Touched) -> str:
    changes = [
        console.text(
            repair_messages.CHANGE_KINDS[change.kind.value],
            when=_when(console, problem, touched.party, change),
            place=place_text(Place(change.meeting.hall, change.meeting.booth)),
        )
        for change in touched.changes
    ]
    name = _name(problem, touched.party)
    return console.text(
        repair_messages.TOUCHED_ONE,
        name=name,
        changes=console.text(repair_messages.SEPARATOR).join(changes),
    )


def _when(console: Console, problem: Problem, party: Party, change: Change) -> str:
    meeting = change.meeting
    partner = (
        supplier_text(problem, meeting.supplier)
        if party.side is Side.BUYER
        else buyer_text(problem, meeting.buyer)
    )
    return console.text(
        repair_messages.CHANGE_AT,
        session=meeting.session,
        round=meeting.round_index + 1,
        partner=partner,
    )


def _name(problem: Problem, party: Party) -> str:
    if party.side is Side.BUYER:
        return buyer_text(problem, BuyerId(party.id))
    return supplier_text(problem, SupplierId(party.id))


def _report_missing(console: Console, done: RepairedFolder) -> None:
    result = done.result
    if result.shortfall:
        facts = {"count": result.shortfall, "bound": result.shortfall_bound}
        console.say(console.text(repair_messages.STILL_SHORT, **facts), fg="yellow")
    if result.unlocked:
        count = len(result.unlocked)
        console.say(console.text(repair_messages.UNLOCKED, count=count), fg="yellow")


def _report_standbys(console: Console, done: RepairedFolder) -> None:
    if not done.standbys:
        return
    console.say(console.text(repair_messages.STANDBYS))
    problem = done.result.problem
    for party, slot, found in done.standbys[:MOST]:
        names = [f"{buyer_text(problem, one.buyer)} {one.fit}" for one in found]
        shown = console.listed(names) or console.text(repair_messages.NO_STANDBY)
        facts = {"session": slot.session, "round": slot.round_index + 1}
        name = _name(problem, party)
        line = console.text(
            repair_messages.STANDBY, supplier=name, names=shown, **facts
        )
        console.say(f"  {line}")
    if (more := len(done.standbys) - MOST) > 0:
        console.say("  " + console.text(repair_messages.AND_MORE_TOUCHED, count=more))
