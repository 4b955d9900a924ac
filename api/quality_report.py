"""How good a schedule is: what is proven, and each wish with its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api import messages
from api.console import Console
from scheduler.result import Status

if TYPE_CHECKING:
    from data.folder import ScheduleFolder
    from scheduler.result import Tier
    from scheduler.wording import Wording

SUGGESTED = ("musts", "suggestions")
"""Wishes that say nothing where nobody suggested a pair."""


GIVEN_MEETINGS = ("balance", "sessions", "idle", "walks", "holes")
"""Wishes whose bound holds for as many meetings, or the very same ones."""


def report_quality(console: Console, content: ScheduleFolder) -> None:
    """Say what is proven, and list the wishes in their order."""
    summary = content.summary
    if not content.candidates:
        low = content.problem.fair.min_fit
        console.say(console.text(messages.NOBODY_SUITS, low=low), fg="yellow")
    _report_status(console, summary.status, summary.tiers)
    shown = [
        tier
        for tier in summary.tiers
        if content.problem.suggestions or tier.name not in SUGGESTED
    ]
    if shown:
        console.say(console.text(messages.TIER_HEAD))
    for tier in shown:
        console.say(f"  {_tier(console, tier)}")


def _report_status(console: Console, status: Status, tiers: tuple[Tier, ...]) -> None:
    wording = messages.STATUS.get(status.value)
    if wording is None:
        return
    given = [tier for tier in tiers if tier.reached != tier.value]
    if status is not Status.OPTIMAL or not given:
        console.say(console.text(wording))
        return
    allowed = f"{max(tier.tolerance for tier in given):.0%}"
    console.say(console.text(messages.PROVEN_WITHIN, allowed=allowed))


def _tier(console: Console, tier: Tier) -> str:
    known = messages.TIERS.get(tier.name)
    name = console.text(known) if known else tier.name
    line = console.text(messages.TIER_LINE, name=name, value=tier.value)
    remarks = []
    if tier.is_telling:
        gap = f"{tier.gap:.2%}"
        remarks.append(console.text(_bound(tier), bound=tier.bound, gap=gap))
    if tier.reached != tier.value:
        lost = abs(tier.reached - tier.value) / max(1, abs(tier.reached))
        given, allowed = f"{lost:.2%}", f"{tier.tolerance:.0%}"
        remarks.append(console.text(messages.GIVEN_UP, given=given, allowed=allowed))
    return line + "".join(remarks)


def _bound(tier: Tier) -> Wording:
    best = tier.value == tier.bound
    if tier.name in GIVEN_MEETINGS:
        return messages.TIER_BEST_OF if best else messages.TIER_LEAST_OF
    if best:
        return messages.TIER_BEST
    return messages.TIER_MOST if tier.maximise else messages.TIER_LEAST
