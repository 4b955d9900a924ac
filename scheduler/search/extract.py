"""From slots to meetings: tables, booths and times, in the order people read them."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from scheduler.collector import collector_paused
from scheduler.fair import MeetAt
from scheduler.schedule import Meeting
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.fair import Place
    from scheduler.search.instance import Instance

    Ints = NDArray[np.int64]

NOTHING = Wording(en="", zh="")


@collector_paused()
def extract_meetings(
    instance: Instance, slot_of: Mapping[int, int]
) -> tuple[Meeting, ...]:
    """Return the meetings of a placement, sorted; `because` is left empty."""
    pair = np.fromiter(slot_of.keys(), np.int64, len(slot_of))
    slot = np.fromiter(slot_of.values(), np.int64, len(slot_of))
    table = number_tables(instance, pair, slot)
    order = _reading_order(instance, pair, slot, table)
    pair, slot, table = pair[order], slot[order], table[order]
    fair = instance.problem.fair
    buyers = [instance.problem.buyers[i].id for i in instance.buyer_of]
    suppliers = [instance.problem.suppliers[i].id for i in instance.supplier_of]
    times = [fair.round_at(at) for at in fair.slots]
    places, host = _hosts(instance, pair)
    return tuple(
        Meeting(
            buyer=buyers[b],
            supplier=suppliers[s],
            session=fair.slots[t].session,
            round_index=fair.slots[t].round_index,
            start=times[t].start,
            end=times[t].end,
            hall=places[at].hall if places else "",
            booth=places[at].booth if places else "",
            table=number,
            fit=fit,
            locked=row in instance.locked,
            because=NOTHING,
        )
        for row, b, s, t, at, number, fit in zip(
            pair.tolist(),
            instance.pair_buyer[pair].tolist(),
            instance.pair_supplier[pair].tolist(),
            slot.tolist(),
            host.tolist(),
            table.tolist(),
            instance.pair_fit[pair].tolist(),
            strict=True,
        )
    )


def _hosts(instance: Instance, pair: Ints) -> tuple[list[Place], Ints]:
    """Return the places of all hosts, none at the organiser's tables, and each pair's host."""
    at_buyer = instance.problem.fair.meet_at is MeetAt.BUYER_BOOTH
    party = instance.pair_buyer if at_buyer else instance.pair_supplier
    return instance.walk_places() or [], party[pair]


def _reading_order(instance: Instance, pair: Ints, slot: Ints, table: Ints) -> Ints:
    """Return the order of `meeting_order`: texts are compared once, by their ranks."""
    problem = instance.problem
    sessions = _ranks([session.id for session in problem.fair.sessions])
    places, host = _hosts(instance, pair)
    by_place = (
        (
            _ranks([p.booth for p in places])[host],
            _ranks([p.hall for p in places])[host],
        )
        if places
        else ()
    )
    buyers = _ranks([problem.buyers[i].id for i in instance.buyer_of])
    suppliers = _ranks([problem.suppliers[i].id for i in instance.supplier_of])
    return np.lexsort(
        (
            suppliers[instance.pair_supplier[pair]],
            buyers[instance.pair_buyer[pair]],
            table,
            *by_place,
            slot,  # in a session, its rounds in order
            sessions[instance.slot_session[slot]],
            instance.slot_start[slot],
        )
    )


def _ranks(texts: Sequence[str]) -> Ints:
    """Return numbers that sort as the texts do."""
    rank = {text: i for i, text in enumerate(sorted(set(texts)))}
    return np.array([rank[text] for text in texts], np.int64)


def number_tables(instance: Instance, pair: Ints, slot: Ints) -> Ints:
    """Return the table of each pair, from 1 at each booth, or hall-wide at tables.

    At the organiser's tables a party keeps that of its last meeting where it is free,
    whoever has the least time to change first.
    """
    meet_at = instance.problem.fair.meet_at
    alone = all(len(slots) == 1 for slots in instance.clashing)
    if meet_at is not MeetAt.TABLES and alone:
        host = _hosts(instance, pair)[1]
        order = np.lexsort((pair, host, slot))
        keys = (slot * (int(host.max(initial=0)) + 1) + host)[order]
        table = np.empty(len(pair), np.int64)
        table[order] = np.arange(1, len(keys) + 1) - np.searchsorted(keys, keys)
        return table
    numbering = _Numbering(instance)
    order = np.lexsort((pair, slot, instance.slot_start[slot]))
    in_time = zip(slot[order].tolist(), pair[order].tolist(), strict=True)
    for at, group in groupby(in_time, key=lambda entry: entry[0]):
        numbering.seat(at, [row for _, row in group])
    return np.array([numbering.table_of[row] for row in pair.tolist()], np.int64)


class _Numbering:
    """Tables given out slot by slot, in order of time."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.meet_at = instance.problem.fair.meet_at
        self.table_of: dict[int, int] = {}
        self.free_from: dict[tuple[int, int], float] = {}
        self.last: dict[tuple[bool, int], tuple[float, int]] = {}

    def seat(self, slot: int, pairs: list[int]) -> None:
        """Give each pair that meets in `slot` a table: its own again, or the first free."""
        start = float(self.instance.slot_start[slot])
        wishes = {pair: self._wish(pair, start) for pair in pairs}
        first: defaultdict[int, int] = defaultdict(lambda: 1)
        for pair in sorted(pairs, key=lambda pair: (wishes[pair][:2], pair)):
            owner, table = self._owner(pair), wishes[pair][2]
            if not table or not self._is_free(owner, table, start):
                while not self._is_free(owner, first[owner], start):
                    first[owner] += 1
                table = first[owner]
            self._give(pair, slot, table)

    def _is_free(self, owner: int, table: int, start: float) -> bool:
        return self.free_from.get((owner, table), start) <= start

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
