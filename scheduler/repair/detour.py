"""The minutes of walking that one more meeting costs whoever walks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.fair import MeetAt, Place

if TYPE_CHECKING:
    from scheduler.fair import Fair, Slot
    from scheduler.problem import Buyer, Problem, Supplier
    from scheduler.schedule import Meeting, Schedule


def detour_min(
    problem: Problem, schedule: Schedule, buyer: Buyer, supplier: Supplier, slot: Slot
) -> float:
    """Return minutes walked more in the session of `slot` with this meeting in it.

    Of the buyer between supplier booths, of the supplier between buyer booths; at the
    organiser's tables of the buyer, every way counted as one between two tables. The
    walker goes from meeting to meeting in order of time, whichever team it is.
    """
    fair = problem.fair
    at_buyer = fair.meet_at is MeetAt.BUYER_BOOTH
    mine = (
        schedule.by_supplier.get(supplier.id, ())
        if at_buyer
        else schedule.by_buyer.get(buyer.id, ())
    )
    there = [m for m in mine if m.session == slot.session]
    before = [m for m in there if m.round_index < slot.round_index][-1:]
    after = [m for m in there if m.round_index > slot.round_index][:1]
    place = buyer.place if at_buyer else supplier.place
    ways = [_way(fair, _place(one), place) for one in (*before, *after)]
    saved = [
        _way(fair, _place(one), _place(other))
        for one, other in zip(before, after, strict=False)
    ]
    return sum(ways) - sum(saved)


def _place(meeting: Meeting) -> Place:
    return Place(meeting.hall, meeting.booth)


def _way(fair: Fair, here: Place, there: Place) -> float:
    if fair.meet_at is MeetAt.TABLES:
        return fair.walk.same_hall_min
    return fair.walk.minutes(here, there)
