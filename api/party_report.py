"""What `fairmatch explain` prints of one party, and of one slot."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api import explain_messages, repair_messages
from api.console import Console
from scheduler.phrases import buyer_text, party_text, supplier_text
from scheduler.repair.changes import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.services.explain_party import DayExplained, SlotExplained
    from scheduler.explaining.days import NotMet
    from scheduler.reasons import Reason
    from scheduler.repair.standby import Standby
    from scheduler.schedule import Meeting
    from scheduler.wording import Wording


def report_day(console: Console, asked: DayExplained) -> None:
    """Say what the party has, why it is short, and who came close."""
    day = asked.day
    facts = {
        "party": party_text(asked.party),
        "count": len(day.meetings),
        "suitable": day.suitable,
        "wanted": day.wanted,
    }
    if asked.side is Side.BUYER:
        head = console.text(explain_messages.BUYER_DAY, most=day.most, **facts)
    else:
        head = console.text(
            explain_messages.SUPPLIER_DAY, most=_most(console, day.most), **facts
        )
    console.say(head, bold=True)
    for meeting in day.meetings:
        console.say(_meeting(console, asked, meeting))
    if day.short:
        console.say(console.text(explain_messages.WHY_SHORT))
        _reasons(console, day.short)
    _not_met(console, asked, explain_messages.MUSTS_MISSING, day.musts)
    _not_met(console, asked, explain_messages.BEST_OTHERS, day.others)


def report_slot(console: Console, asked: SlotExplained) -> None:
    """Say what the party has in the slot, and who could step in."""
    facts: dict[str, object] = {
        "session": asked.slot.session,
        "round": asked.slot.round_index + 1,
    }
    if asked.party is None:
        head = console.text(explain_messages.SLOT_ANYBODY, **facts)
    elif asked.meetings:
        partners = console.text(repair_messages.SEPARATOR).join(
            _partner(asked, meeting) for meeting in asked.meetings
        )
        facts |= {"party": party_text(asked.party), "partners": partners}
        head = console.text(explain_messages.SLOT_TAKEN, **facts)
    else:
        facts["party"] = party_text(asked.party)
        head = console.text(explain_messages.SLOT_EMPTY, **facts)
    console.say(head, bold=True)
    if not asked.standbys:
        console.say(console.text(explain_messages.NO_STEP_IN))
        return
    console.say(console.text(explain_messages.STEP_IN))
    for standby in asked.standbys:
        console.say(_step_in(console, asked, standby))


def _most(console: Console, most: int | None) -> str:
    if most is None:
        return console.text(explain_messages.NO_MAXIMUM)
    return console.text(explain_messages.OWN_MAXIMUM, most=most)


def _meeting(console: Console, asked: DayExplained, meeting: Meeting) -> str:
    zone = ZoneInfo(asked.problem.fair.timezone)
    start, end = meeting.start.astimezone(zone), meeting.end.astimezone(zone)
    where = {"hall": meeting.hall, "booth": meeting.booth}
    return console.text(
        explain_messages.DAY_MEETING,
        day=start.strftime("%Y-%m-%d"),
        start=start.strftime("%H:%M"),
        end=end.strftime("%H:%M"),
        session=meeting.session,
        round=meeting.round_index + 1,
        place=console.text(explain_messages.AT_PLACE, **where) if meeting.booth else "",
        partner=_partner(asked, meeting),
        fit=meeting.fit,
        because=console.text(meeting.because),
    )


def _partner(asked: DayExplained | SlotExplained, meeting: Meeting | NotMet) -> str:
    if asked.side is Side.BUYER:
        return supplier_text(asked.problem, meeting.supplier)
    return buyer_text(asked.problem, meeting.buyer)


def _not_met(
    console: Console, asked: DayExplained, title: Wording, pairs: Sequence[NotMet]
) -> None:
    if not pairs:
        return
    console.say(console.text(title))
    for pair in pairs:
        wording = (
            explain_messages.OTHER_NO_FIT
            if pair.fit is None
            else explain_messages.OTHER
        )
        partner = _partner(asked, pair)
        console.say(console.text(wording, partner=partner, fit=pair.fit))
        _reasons(console, pair.reasons, indent="    ")


def _reasons(console: Console, reasons: Sequence[Reason], indent: str = "  ") -> None:
    for reason in reasons:
        text = console.text(reason.wording)
        console.say(f"{indent}- {text} ({reason.code.value})")


def _step_in(console: Console, asked: SlotExplained, standby: Standby) -> str:
    wish = lacks = walk = ""
    if standby.wish is not None:
        strength = console.text(explain_messages.STRENGTHS[standby.wish.value])
        wish = console.text(explain_messages.STEP_IN_WISH, strength=strength)
    if standby.lacks:
        lacks = console.text(explain_messages.STEP_IN_LACKS, count=standby.lacks)
    if minutes := round(standby.walk_min[0]):
        walk = console.text(explain_messages.STEP_IN_WALK, minutes=minutes)
    return console.text(
        explain_messages.STEP_IN_PAIR,
        buyer=buyer_text(asked.problem, standby.buyer),
        supplier=supplier_text(asked.problem, standby.supplier),
        fit=standby.fit,
        wish=wish,
        lacks=lacks,
        walk=walk,
    )
