"""From slots to meetings: tables, booths and times, in the order people read them."""

from __future__ import annotations

from itertools import chain, count, groupby
from typing import TYPE_CHECKING

from scheduler.problem import MeetAt
from scheduler.schedule import Meeting, meeting_order
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.search.instance import Instance

NOTHING = Wording(en="", zh="")


def extract_meetings(
    instance: Instance, slot_of: Mapping[int, int]
) -> tuple[Meeting, ...]:
    """Return the meetings of a placement, sorted; `because` is left empty."""
    tables = number_tables(instance, slot_of)
    meetings = [
        _meeting(instance, pair, slot, tables[pair]) for pair, slot in slot_of.items()
    ]
    return tuple(sorted(meetings, key=meeting_order))


def _meeting(instance: Instance, pair: int, slot: int, table: int) -> Meeting:
    problem = instance.problem
    buyer = problem.buyers[instance.buyer_of[instance.pair_buyer[pair]]]
    supplier = problem.suppliers[instance.supplier_of[instance.pair_supplier[pair]]]
    at = problem.fair.slots[slot]
    times = problem.fair.round_at(at)
    hall, booth = "", ""
    if problem.fair.meet_at is not MeetAt.TABLES:
        at_supplier = problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH
        hall, booth = supplier.place if at_supplier else buyer.place
    return Meeting(
        buyer=buyer.id,
        supplier=supplier.id,
        session=at.session,
        round_index=at.round_index,
        start=times.start,
        end=times.end,
        hall=hall,
        booth=booth,
        table=table,
        fit=int(instance.pair_fit[pair]),
        locked=pair in instance.locked,
        because=NOTHING,
    )


def number_tables(instance: Instance, slot_of: Mapping[int, int]) -> dict[int, int]:
    """Return the table of each pair, from 1 at each booth, or hall-wide at tables.

    At the organiser's tables a party keeps that of its last meeting where it is free,
    whoever has the least time to change first.
    """
    numbering = _Numbering(instance)
    order = sorted(
        slot_of, key=lambda pair: (instance.slot_start[slot_of[pair]], slot_of[pair])
    )
    for slot, pairs in groupby(order, key=lambda pair: slot_of[pair]):
        numbering.seat(slot, sorted(pairs))
    return numbering.table_of


class _Numbering:
    """Tables given out slot by slot, in order of time."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.meet_at = instance.problem.fair.meet_at
        self.table_of: dict[int, int] = {}
        self.free_from: dict[tuple[int, int], float] = {}
        self.last: dict[tuple[bool, int], tuple[float, int]] = {}

    def seat(self, slot: int, pairs: list[int]) -> None:
        """Give each pair that meets in `slot` a table."""
        start = float(self.instance.slot_start[slot])
        wishes = {pair: self._wish(pair, start) for pair in pairs}
        for pair in sorted(pairs, key=lambda pair: (wishes[pair][:2], pair)):
            owner, wish = self._owner(pair), wishes[pair][2]
            free = (
                table
                for table in chain([wish] if wish else [], count(1))
                if self.free_from.get((owner, table), start) <= start
            )
            self._give(pair, slot, next(free))

    def _owner(self, pair: int) -> int:
        if self.meet_at is MeetAt.TABLES:
            return -1
        at_supplier = self.meet_at is MeetAt.SUPPLIER_BOOTH
        host = self.instance.pair_supplier if at_supplier else self.instance.pair_buyer
        return int(host[pair])

    def _guests(self, pair: int) -> list[tuple[bool, int]]:
        """Return who changes tables, as (is a supplier, number)."""
        if self.meet_at is not MeetAt.TABLES:
            return []
        return [
            (False, int(self.instance.pair_buyer[pair])),
            (True, int(self.instance.pair_supplier[pair])),
        ]

    def _wish(self, pair: int, start: float) -> tuple[float, int, int]:
        """Return how dearly either side would keep its table, and that table or 0.

        Dearest is the shortest time since the last meeting, then the smallest party.
        """
        known = [
            (start - self.last[guest][0], self._people(guest), self.last[guest][1])
            for guest in self._guests(pair)
            if guest in self.last
        ]
        return min(known, default=(float("inf"), 0, 0))

    def _people(self, guest: tuple[bool, int]) -> int:
        is_supplier, party = guest
        tables, teams = self.instance.supplier_tables, self.instance.buyer_teams
        return int((tables if is_supplier else teams)[party])

    def _give(self, pair: int, slot: int, table: int) -> None:
        end = float(self.instance.slot_end[slot])
        self.table_of[pair] = table
        self.free_from[self._owner(pair), table] = end
        for guest in self._guests(pair):
            self.last[guest] = (end, table)
