"""What `fairmatch explain` prints of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api import explain_messages
from api.console import Console

if TYPE_CHECKING:
    from api.services.explain_pair import PairExplained


def report_pair(console: Console, pair: PairExplained) -> None:
    """Say whether the two meet and where, how well they fit, and why not, if so."""
    _report_meeting(console, pair)
    _report_fit(console, pair)
    wish = pair.suggestion
    if wish is not None:
        strength = console.text(explain_messages.STRENGTHS[wish.strength.value])
        known = console.listed(part for part in (wish.sales_rep, wish.reason) if part)
        shown = f" ({known})" if known else ""
        console.say(
            console.text(explain_messages.SUGGESTED, strength=strength, known=shown)
        )
    if pair.reasons:
        console.say(console.text(explain_messages.WHY_NOT))
    for reason in pair.reasons:
        console.say(f"  - {console.text(reason.wording)} ({reason.code.value})")


def _report_meeting(console: Console, pair: PairExplained) -> None:
    facts: dict[str, object] = {
        "buyer": f"{pair.buyer.name} ({pair.buyer.id})",
        "supplier": f"{pair.supplier.name} ({pair.supplier.id})",
    }
    meeting = pair.meeting
    if meeting is None:
        console.say(console.text(explain_messages.DO_NOT_MEET, **facts), bold=True)
        return
    zone = ZoneInfo(pair.timezone)
    facts |= {
        "day": meeting.start.astimezone(zone).strftime("%Y-%m-%d"),
        "start": meeting.start.astimezone(zone).strftime("%H:%M"),
        "end": meeting.end.astimezone(zone).strftime("%H:%M"),
        "session": meeting.session,
        "round": meeting.round_index + 1,
        "place": console.text(
            explain_messages.AT_PLACE, hall=meeting.hall, booth=meeting.booth
        )
        if meeting.booth
        else "",
        "table": meeting.table,
    }
    console.say(console.text(explain_messages.THEY_MEET, **facts), bold=True)
    if meeting.locked:
        console.say(console.text(explain_messages.MEETING_LOCKED))


def _report_fit(console: Console, pair: PairExplained) -> None:
    detail = pair.detail
    because = console.text(detail.wording)
    console.say(console.text(explain_messages.FIT_IS, fit=detail.fit, because=because))
    for part in detail.parts:
        console.say(
            console.text(
                explain_messages.FIT_PART,
                name=console.text(part.name),
                value=part.value,
                weight=f"{part.weight:.0%}",
            )
        )
    for match in detail.matches:
        wording = (
            explain_messages.LINE_SERVED if match.served else explain_messages.LINE_NEAR
        )
        facts = {"demand": match.demand, "offer": match.offer, "score": match.score}
        console.say(console.text(wording, **facts))
