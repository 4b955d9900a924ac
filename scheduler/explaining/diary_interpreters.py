"""Which slots lack an interpreter for a pair, beside what a finished schedule needs."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from scheduler.checking.interpreting import deal_interpreters, find_able

if TYPE_CHECKING:
    from scheduler.explaining.diary import Diary
    from scheduler.problem import Buyer, Problem, Supplier

    Able = tuple[int, ...]


class Lacking(NamedTuple):
    """Slots (bits) in which nobody could interpret, and those in which all are busy."""

    nobody: int
    busy: int


NOTHING = Lacking(0, 0)


class DiaryInterpreters:
    """The interpreters of a fair and the meetings that need them; slots are bits."""

    def __init__(self, problem: Problem, diary: Diary) -> None:
        self._problem = problem
        self._diary = diary
        self._fair = problem.fair
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...], str, str], Lacking]
        self._known = {}

    def find(self, buyer: Buyer, supplier: Supplier) -> Lacking:
        """Return the slots in which the two would lack an interpreter, and why."""
        if not self._fair.needs_interpreter(buyer, supplier):
            return NOTHING
        kind = buyer.languages, supplier.languages, buyer.hall, supplier.hall
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = self._find(buyer, supplier)
        return known

    def _find(self, buyer: Buyer, supplier: Supplier) -> Lacking:
        in_session = {
            session.id: find_able(self._fair, buyer, supplier, session.id)
            for session in self._fair.sessions
        }
        able = [in_session[slot.session] for slot in self._diary.slots]
        full = (bool(one) and self._is_full(slot, one) for slot, one in enumerate(able))
        return Lacking(
            nobody=self._diary.where(not one for one in able),
            busy=self._diary.where(full),
        )

    def _is_full(self, slot: int, able: Able) -> bool:
        """Tell whether one more meeting served by `able` is one too many in `slot`.

        It would go on when the slot begins and when another one begins during it.
        """
        start, end = self._diary.spans[slot]
        times = [t for t, _ in self._diary.spans if start <= t < end]
        return any(self._is_full_at(time, able) for time in times)

    def _is_full_at(self, time: int, able: Able) -> bool:
        spans = self._diary.spans
        going = [
            other
            for slot, there in self._needs.items()
            if spans[slot][0] <= time < spans[slot][1]
            for other in there
        ]
        counts = [interpreter.count for interpreter in self._fair.interpreters]
        return None in deal_interpreters([*going, able], counts)

    @cached_property
    def _needs(self) -> dict[int, list[Able]]:
        """Return for each slot who could serve each of its meetings that needs one."""
        found: defaultdict[int, list[Able]] = defaultdict(list)
        at = {slot: i for i, slot in enumerate(self._diary.slots)}
        for meeting in self._diary.schedule.meetings:
            buyer = self._problem.buyer_by_id[meeting.buyer]
            supplier = self._problem.supplier_by_id[meeting.supplier]
            if self._fair.needs_interpreter(buyer, supplier):
                able = find_able(self._fair, buyer, supplier, meeting.session)
                found[at[meeting.slot]].append(able)
        return found
