"""Who is free when, beside the meetings that stay; sets of slots are bits of a number."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from scheduler.problem import Strength
from scheduler.repair.changes import Party, Side
from scheduler.schedule import Schedule
from scheduler.search.kinds import find_groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.fair import SessionId, Slot
    from scheduler.problem import Buyer, BuyerId, Supplier, SupplierId
    from scheduler.repair.amend import Amended
    from scheduler.schedule import Meeting


class Board:
    """The slots that the parties have left beside `meetings`.

    A slot is left where the party is there, has not begun, and has one team or table
    more than meetings that share any moment with the slot; walks and
    interpreters who are taken are not looked at.
    """

    def __init__(self, amended: Amended, meetings: Iterable[Meeting]) -> None:
        self._amended = amended
        self._booked = Schedule(tuple(meetings))
        self.problem = amended.problem
        self.fair = amended.problem.fair
        self.slots = self.fair.slots
        self.at = {slot: i for i, slot in enumerate(self.slots)}
        self._all = (1 << len(self.slots)) - 1
        self._ahead = self._all & ~self._bits(amended.begun)
        self._left: dict[Party, int] = {}

    def left(self, buyer: Buyer, supplier_id: SupplierId) -> int:
        """Return the slots both have left."""
        mine = self.left_of(Party(Side.BUYER, buyer.id))
        if not mine:
            return 0
        theirs = self.left_of(Party(Side.SUPPLIER, supplier_id))
        return mine & theirs & self._hall & self._interpreted(buyer, supplier_id)

    def left_of(self, party: Party) -> int:
        """Return the slots the party has left."""
        known = self._left.get(party)
        if known is None:
            if party.side is Side.BUYER:
                known = self._buyers_left(self._amended.buyer(party))
            else:
                known = self._suppliers_left(self._amended.supplier(party))
            self._left[party] = known
        return known

    def _interpreted(self, buyer: Buyer, supplier_id: SupplierId) -> int:
        """Return the slots in which there is whoever could interpret, if one is needed."""
        supplier = self.problem.supplier_by_id[supplier_id]
        if not self.fair.needs_interpreter(buyer, supplier):
            return self._all
        groups = find_groups(self.problem, buyer, supplier)
        return self._in_sessions(
            session.id
            for session, group in zip(self.fair.sessions, groups, strict=True)
            if group
        )

    def indexes(self, slots: int) -> list[int]:
        """Return the numbers of a set of slots, in order of time."""
        return [i for i in range(len(self.slots)) if slots >> i & 1]

    @cached_property
    def nevers(self) -> frozenset[tuple[BuyerId, SupplierId]]:
        """Return the pairs that must never meet."""
        return self.problem.pairs(Strength.NEVER)

    @cached_property
    def wanted(self) -> frozenset[tuple[BuyerId, SupplierId]]:
        """Return the pairs that may meet whatever their fit."""
        locked = {(lock.buyer, lock.supplier) for lock in self.problem.locks}
        return self.problem.pairs(Strength.MUST) | locked

    @cached_property
    def clashing(self) -> list[list[int]]:
        """Return for each slot those that share any moment with it, itself among them."""
        rounds = [self.fair.round_at(slot) for slot in self.slots]
        return [
            [i for i, r in enumerate(rounds) if r.start < one.end and one.start < r.end]
            for one in rounds
        ]

    @cached_property
    def overlapping(self) -> bool:
        """Tell whether two slots of the fair share any moment."""
        return any(len(slots) > 1 for slots in self.clashing)

    def _buyers_left(self, buyer: Buyer) -> int:
        meetings = self._booked.by_buyer.get(buyer.id, ())
        if len(meetings) >= self.fair.max_meetings:
            return 0
        left = self._ahead & ~self._bits(buyer.absent)
        if buyer.sessions is not None:
            left &= self._in_sessions(buyer.sessions)
        used = {meeting.session for meeting in meetings}
        if len(used) >= self.fair.sessions_per_buyer:
            left &= self._in_sessions(used)
        return left & ~self._full(meetings, buyer.teams)

    def _suppliers_left(self, supplier: Supplier) -> int:
        meetings = self._booked.by_supplier.get(supplier.id, ())
        most = supplier.max_meetings
        if most is not None and len(meetings) >= most:
            return 0
        left = self._ahead & ~self._bits(supplier.absent)
        return left & ~self._full(meetings, supplier.tables)

    @cached_property
    def _hall(self) -> int:
        """Return the slots in which a table of the organiser is left."""
        tables = self.fair.tables
        if tables is None:
            return self._all
        return self._all & ~self._full(self._booked.meetings, tables)

    def _full(self, meetings: Iterable[Meeting], capacity: int) -> int:
        """Return the slots with at least `capacity` of the meetings around them."""
        around = Counter(
            i for meeting in meetings for i in self.clashing[self.at[meeting.slot]]
        )
        return sum(1 << i for i, count in around.items() if count >= capacity)

    def _in_sessions(self, sessions: Iterable[SessionId]) -> int:
        return sum(self._session_bits.get(session, 0) for session in set(sessions))

    @cached_property
    def _session_bits(self) -> dict[SessionId, int]:
        bits: dict[SessionId, int] = {}
        for slot, i in self.at.items():
            bits[slot.session] = bits.get(slot.session, 0) | 1 << i
        return bits

    def _bits(self, slots: Iterable[Slot]) -> int:
        return sum(1 << self.at[slot] for slot in slots if slot in self.at)
