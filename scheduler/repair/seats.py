"""Tables for the meetings a repair adds or moves; every other meeting keeps its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from scheduler.fair import MeetAt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.schedule import Meeting


def seat(
    meet_at: MeetAt, meetings: Iterable[Meeting], seated: Iterable[Meeting]
) -> list[Meeting]:
    """Return `meetings`, each at a table that the `seated` ones leave free.

    The table a meeting carries is its wish, kept where it is free; 0 is none.
    """
    of_owner: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in seated:
        of_owner[_owner(meet_at, meeting)].append(meeting)
    found = []
    for meeting in meetings:
        there = of_owner[_owner(meet_at, meeting)]
        used = {other.table for other in there if _overlap(meeting, other)} | {0}
        table = next(i for i in chain([meeting.table], count(1)) if i not in used)
        found.append(replace(meeting, table=table))
        there.append(found[-1])
    return found


def _owner(meet_at: MeetAt, meeting: Meeting) -> str:
    """Return whose tables the meeting is held at; "" for the organiser's."""
    if meet_at is MeetAt.TABLES:
        return ""
    at_supplier = meet_at is MeetAt.SUPPLIER_BOOTH
    return meeting.supplier if at_supplier else meeting.buyer


def _overlap(one: Meeting, other: Meeting) -> bool:
    return one.start < other.end and other.start < one.end
