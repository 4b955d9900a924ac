"""From slots to meetings: tables, booths and times, in the order people read them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from scheduler.problem import MeetAt
from scheduler.schedule import Meeting, meeting_order
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.instance import Instance

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

    A party keeps the table of its last meeting where that is free, which saves walks
    and looks for nobody.
    """
    meet_at = instance.problem.fair.meet_at
    host, guest = instance.pair_supplier, instance.pair_buyer
    if meet_at is MeetAt.BUYER_BOOTH:
        host, guest = guest, host
    by_slot: defaultdict[int, list[int]] = defaultdict(list)
    for pair in sorted(slot_of):
        by_slot[slot_of[pair]].append(pair)
    table_of: dict[int, int] = {}
    last: dict[tuple[int, int], int] = {}
    for slot in sorted(by_slot, key=lambda t: (float(instance.slot_start[t]), t)):
        taken: set[tuple[int, int]] = set()
        waiting = []
        for pair in by_slot[slot]:
            owner = -1 if meet_at is MeetAt.TABLES else int(host[pair])
            wish = last.get((owner, int(guest[pair])))
            if wish is None or (owner, wish) in taken:
                waiting.append((owner, pair))
                continue
            taken.add((owner, wish))
            table_of[pair] = wish
        for owner, pair in waiting:
            table = next(
                i for i in range(1, len(slot_of) + 2) if (owner, i) not in taken
            )
            taken.add((owner, table))
            table_of[pair] = table
            last[owner, int(guest[pair])] = table
    return table_of
