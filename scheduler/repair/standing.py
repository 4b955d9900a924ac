"""What is left of a schedule after the changes, and whose paper changes in any case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.fair import MeetAt, Place
from scheduler.problem import Lock, Strength
from scheduler.repair.amend import pair_of
from scheduler.repair.changes import Party, Side
from scheduler.repair.excerpt import cut_out
from scheduler.repair.unserved import find_unserved
from scheduler.rules import Rule
from scheduler.schedule import Schedule, meeting_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.problem import BuyerId, Problem, SupplierId
    from scheduler.repair.amend import Amended
    from scheduler.schedule import Meeting

    Pair = tuple[BuyerId, SupplierId]


@dataclass(frozen=True)
class Standing:
    """The meetings of a release after the changes.

    `kept` can all stay together. `lost` have become impossible, as they were. `loose`
    are meetings of somebody who, since a booth moved, cannot walk to all of its
    meetings in time: each could stay, not all of them; and those that a suggestion
    approved just now would rather not have. `unlocked` are locks among
    them. `late` are walkers whose meetings that have begun already contradict the new
    place: that is past. `necessary` are the parties whose paper changes whatever is
    done: those of lost meetings and of meetings at a new place. `spared` are buyers who
    may lose a meeting only to make place, and are to get no other one for it.
    """

    kept: tuple[Meeting, ...]
    lost: tuple[Meeting, ...]
    loose: tuple[Meeting, ...]
    unlocked: tuple[Lock, ...]
    late: frozenset[Party]
    necessary: frozenset[Party]
    spared: frozenset[BuyerId] = frozenset()


def find_standing(amended: Amended, schedule: Schedule) -> Standing:
    """Sort the meetings of `schedule` by what the changes do to them."""
    problem = amended.problem
    kept, lost, moved = [], [], []
    nevers, avoids = _unwanted(amended)
    for meeting in schedule.meetings:
        if (meeting.buyer, meeting.supplier) in nevers:
            lost.append(meeting)
            continue
        if not amended.changed.intersection(both(meeting)):
            kept.append(meeting)
            continue
        buyer = problem.buyer_by_id[meeting.buyer]
        supplier = problem.supplier_by_id[meeting.supplier]
        if not (buyer.can_attend(meeting.slot) and supplier.can_attend(meeting.slot)):
            lost.append(meeting)
            continue
        place = place_of(problem, meeting)
        if (meeting.hall, meeting.booth) != place:
            meeting = replace(meeting, hall=place.hall, booth=place.booth)
            moved.append(meeting)
        kept.append(meeting)
    unserved = find_unserved(amended, kept, moved)
    lost += unserved.lost
    kept = [meeting for meeting in kept if meeting not in unserved.lost]
    necessary = {party for meeting in [*lost, *moved] for party in both(meeting)}
    walkers = _Walkers(amended, kept, moved)
    loose = [*walkers.loose, *unserved.loose]
    loose += [m for m in can_give(amended, kept) if (m.buyer, m.supplier) in avoids]
    loose = list({(m.buyer, m.supplier): m for m in loose}.values())
    pairs = {(meeting.buyer, meeting.supplier) for meeting in loose}
    return Standing(
        kept=tuple(
            meeting
            for meeting in kept
            if (meeting.buyer, meeting.supplier) not in pairs
        ),
        lost=tuple(lost),
        loose=tuple(sorted(loose, key=meeting_order)),
        unlocked=tuple(dict.fromkeys([*walkers.unlocked, *unserved.unlocked])),
        late=frozenset(walkers.late),
        necessary=frozenset(necessary),
    )


def give_way(
    amended: Amended, standing: Standing, meetings: Iterable[Meeting]
) -> Standing:
    """Let go the meetings in the way of what was agreed and is not among `meetings`.

    Those are all meetings ahead of the two parties, locked ones apart. Whose meetings
    these are is spared, unless it has lost something anyway.
    """
    met = {(meeting.buyer, meeting.supplier) for meeting in meetings}
    open_ = [
        wish for wish in amended.to_place if (wish.buyer, wish.supplier) not in met
    ]
    parties = {party for wish in open_ for party in pair_of(wish)}
    loose = [m for m in can_give(amended, standing.kept) if parties & set(both(m))]
    pairs = {(meeting.buyer, meeting.supplier) for meeting in loose}
    hit = {meeting.buyer for meeting in (*standing.lost, *standing.loose)}
    return replace(
        standing,
        kept=tuple(m for m in standing.kept if (m.buyer, m.supplier) not in pairs),
        loose=tuple(sorted([*standing.loose, *loose], key=meeting_order)),
        spared=frozenset({meeting.buyer for meeting in loose} - hit),
    )


def can_give(amended: Amended, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Return the meetings that are neither locked nor begun."""
    return [m for m in meetings if not m.locked and m.slot not in amended.begun]


def _unwanted(amended: Amended) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs that were agreed just now never to meet, and rather not."""
    nevers, avoids = (
        {
            (one.buyer, one.supplier)
            for one in amended.agreed
            if one.strength is strength
        }
        for strength in (Strength.NEVER, Strength.AVOID)
    )
    return nevers, avoids


def both(meeting: Meeting) -> tuple[Party, Party]:
    """Return the two parties of a meeting."""
    return Party(Side.BUYER, meeting.buyer), Party(Side.SUPPLIER, meeting.supplier)


def place_of(problem: Problem, meeting: Meeting) -> Place:
    """Return where the two meet; nowhere in particular at the organiser's tables."""
    if problem.fair.meet_at is MeetAt.TABLES:
        return Place("", "")
    if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        return problem.supplier_by_id[meeting.supplier].place
    return problem.buyer_by_id[meeting.buyer].place


class _Walkers:
    """Who can no longer walk between its meetings since booths moved, and what gives.

    Any of its meetings ahead may give way; a locked one only where all others do not
    help, and of those one at the new place before another.
    """

    def __init__(
        self, amended: Amended, kept: list[Meeting], moved: list[Meeting]
    ) -> None:
        self._amended = amended
        self.loose: list[Meeting] = []
        self.unlocked: list[Lock] = []
        self.late: list[Party] = []
        side = 1 if amended.problem.fair.meet_at is MeetAt.BUYER_BOOTH else 0
        concerned = {both(meeting)[side] for meeting in moved}
        of_walker: dict[Party, list[Meeting]] = {party: [] for party in concerned}
        for meeting in kept:
            of_walker.get(both(meeting)[side], []).append(meeting)
        for party in sorted(concerned):
            self._settle(party, of_walker[party], moved)

    def _settle(
        self, party: Party, meetings: list[Meeting], moved: list[Meeting]
    ) -> None:
        ahead = [m for m in meetings if m.slot not in self._amended.begun]
        if self._fails(m for m in meetings if m not in ahead):
            self.late.append(party)
            meetings = ahead
        if not self._fails(meetings):
            return
        free = [m for m in ahead if not m.locked]
        there = [m for m in ahead if m in moved]
        ways = (free, [*free, *there], ahead)
        giving = next(
            way for way in ways if not self._fails(m for m in meetings if m not in way)
        )
        given = dict.fromkeys(giving)
        self.loose += [replace(m, locked=False) for m in given]
        self.unlocked += [Lock(m.buyer, m.supplier, m.slot) for m in given if m.locked]

    def _fails(self, meetings: Iterable[Meeting]) -> bool:
        """Tell whether the walker of these meetings cannot hold all of them in time."""
        booked = Schedule(tuple(meetings))
        part = cut_out(
            self._amended.problem,
            self._amended.candidates,
            booked.by_buyer.keys(),
            booked.by_supplier.keys(),
        )
        return any(v.rule is Rule.WALK for v in check_schedule(*part, booked))
