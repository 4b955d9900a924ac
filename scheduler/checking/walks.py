"""The rule that whoever walks has the time for it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.checking.case import Booked, Case, crowded
from scheduler.checking.chains import least_chains
from scheduler.phrases import party_text, slot_wording
from scheduler.problem import MeetAt
from scheduler.rules import Rule, Violation
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scheduler.problem import Fair, Slot

    Minutes = Callable[[Booked, Booked], float]

ROUNDING_MIN = 1e-9
"""Minutes by which a walk may exceed the time for it: the error of a division."""


def check_walks(case: Case) -> Iterator[Violation]:
    """Yield parties that cannot walk from meeting to meeting in time.

    A party of one is told each walk that is too long; of a larger one it can only be
    said that its people are too few, so there is one violation for all its meetings.
    """
    fair = case.problem.fair
    minutes = walk_minutes(fair)
    if fair.meet_at is not MeetAt.BUYER_BOOTH:
        for buyer_id, entries in case.by_buyer.items():
            buyer = entries[0].buyer
            for slot, wording in _faults(
                entries, buyer.teams, party_text(buyer), minutes
            ):
                yield Violation(Rule.WALK, wording, buyer=buyer_id, slot=slot)
    if fair.meet_at is not MeetAt.SUPPLIER_BOOTH:
        for supplier_id, entries in case.by_supplier.items():
            supplier = entries[0].supplier
            for slot, wording in _faults(
                entries, supplier.tables, party_text(supplier), minutes
            ):
                yield Violation(Rule.WALK, wording, supplier=supplier_id, slot=slot)


def walk_minutes(fair: Fair) -> Minutes:
    """Return what tells the minutes from one meeting's place to another's."""
    walk = fair.walk
    if fair.meet_at is MeetAt.TABLES:
        return lambda one, other: (
            0.0 if one.meeting.table == other.meeting.table else walk.same_hall_min
        )
    if fair.meet_at is MeetAt.BUYER_BOOTH:
        return lambda one, other: walk.minutes(one.buyer.place, other.buyer.place)
    return lambda one, other: walk.minutes(one.supplier.place, other.supplier.place)


def _faults(
    entries: list[Booked], people: int, who: str, minutes: Minutes
) -> Iterator[tuple[Slot | None, Wording]]:
    if len(entries) <= people:
        return
    at_once = max((count for _, count in crowded(entries, people)), default=people)
    if at_once == 1:
        for before, after in pairwise(entries):
            gap_min = (after.start - before.end) / 60
            walk_min = minutes(before, after)
            if walk_min > gap_min + ROUNDING_MIN:
                yield after.slot, _too_long(who, after, walk_min, gap_min)
        return
    needed = _people_needed(entries, at_once, minutes)
    if needed > at_once:
        yield None, _too_few(who, needed, people)


def _people_needed(entries: list[Booked], people: int, minutes: Minutes) -> int:
    """Return how many people it takes to hold all entries, `people` at least."""

    def can_follow(one: Booked, other: Booked) -> bool:
        gap_min = (other.start - one.end) / 60
        return gap_min >= 0 and minutes(one, other) <= gap_min + ROUNDING_MIN

    if _first_come(entries, can_follow) <= people:
        return people
    return least_chains(len(entries), lambda i, j: can_follow(entries[i], entries[j]))


def _first_come(
    entries: list[Booked], can_follow: Callable[[Booked, Booked], bool]
) -> int:
    """Return the people used when each meeting takes whoever came free last.

    Never fewer than needed, mostly just as many, and quick.
    """
    last: list[Booked] = []
    for entry in entries:
        free = [i for i, before in enumerate(last) if can_follow(before, entry)]
        if free:
            last[max(free, key=lambda i: last[i].end)] = entry
        else:
            last.append(entry)
    return len(last)


def _too_long(who: str, after: Booked, walk_min: float, gap_min: float) -> Wording:
    when = slot_wording(after.slot)
    return Wording(
        en=f"{who} walks {walk_min:g} min to its meeting in {when.en} and has {gap_min:g} min.",
        zh=f"{who}前往{when.zh}的洽谈需步行 {walk_min:g} 分钟，只有 {gap_min:g} 分钟。",
    )


def _too_few(who: str, needed: int, people: int) -> Wording:
    return Wording(
        en=f"{who} needs {needed} teams to walk between its meetings in time and has {people}.",
        zh=f"{who}要按时走完各场洽谈需 {needed} 个小组，只有 {people} 个。",
    )
