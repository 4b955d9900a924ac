"""Where a pair could meet: every slot in which both are free, and what it would break."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.editing.edits import Add, meeting_at
from scheduler.editing.errors import UnknownPartyError
from scheduler.problem import Lock
from scheduler.repair.about import check_about, shares_limits
from scheduler.repair.changes import Party, Side
from scheduler.repair.detour import detour_min
from scheduler.repair.excerpt import cut_out
from scheduler.rules import Rule
from scheduler.schedule import Schedule, meeting_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scheduler.candidates import Candidates
    from scheduler.fair import Slot
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
    from scheduler.rules import Violation
    from scheduler.schedule import Meeting

LISTED = frozenset(
    {
        Rule.MUST,
        Rule.MUST_LIST,
        Rule.SHORTFALL_LIST,
        Rule.REASONS_MISSING,
        Rule.LOCK,
        Rule.LOCKED_FLAG,
        Rule.ORDER,
    }
)
"""Rules of what is written anew with every edit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot in which the two are free.

    `violations` are those that the meeting there would add, none where it may be put
    there. `walk_min` are the minutes that whoever walks would walk more than without
    the meeting. `is_now` marks the slot in which they meet already.
    """

    slot: Slot
    table: int
    walk_min: float
    violations: tuple[Violation, ...]
    is_now: bool = False


@dataclass(frozen=True)
class Choices:
    """Where a pair could meet, in order of time; `fit` is None of no candidate."""

    fit: int | None
    choices: tuple[Choice, ...]


def find_choices(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    buyer_id: BuyerId,
    supplier_id: SupplierId,
) -> Choices:
    """Return every slot in which the two are free, their own meeting apart.

    Raises UnknownPartyError.
    """
    buyer = problem.buyer_by_id.get(buyer_id)
    supplier = problem.supplier_by_id.get(supplier_id)
    if buyer is None or supplier is None:
        raise UnknownPartyError(supplier_id if buyer else buyer_id)
    table = _Table(problem, candidates, schedule, buyer, supplier)
    return Choices(
        table.fit,
        tuple(table.choice(slot) for slot in problem.fair.slots if table.is_free(slot)),
    )


class _Table:
    """The schedule without the pair's own meeting, asked about one slot after another."""

    def __init__(
        self,
        problem: Problem,
        candidates: Candidates,
        schedule: Schedule,
        buyer: Buyer,
        supplier: Supplier,
    ) -> None:
        self._buyer, self._supplier = buyer, supplier
        self.fit = candidates.find_fit(problem, buyer.id, supplier.id)
        self._changed = {
            Party(Side.BUYER, buyer.id),
            Party(Side.SUPPLIER, supplier.id),
        }
        mine = schedule.by_buyer.get(buyer.id, ())
        self._now = next((m for m in mine if m.supplier == supplier.id), None)
        self._facts, self._rest = self._cut(problem, candidates, schedule)
        self._known = set(self._check(self._rest))

    def _cut(
        self, problem: Problem, candidates: Candidates, schedule: Schedule
    ) -> tuple[tuple[Problem, Candidates], Schedule]:
        """Return what has to do with the pair, all where tables or interpreters are shared.

        A locked meeting moves when it was unlocked, so its lock allows nothing.
        """
        buyer, supplier = self._buyer, self._supplier
        if self._now is not None and self._now.locked:
            mark = Lock(buyer.id, supplier.id, self._now.slot)
            kept = tuple(lock for lock in problem.locks if lock != mark)
            problem = replace(problem, locks=kept)
        if shares_limits(problem.fair):
            others = tuple(m for m in schedule.meetings if m is not self._now)
            return (problem, candidates), replace(schedule, meetings=others)
        mine = schedule.by_buyer.get(buyer.id, ())
        theirs = schedule.by_supplier.get(supplier.id, ())
        both = {id(m): m for m in (*mine, *theirs) if m is not self._now}
        near = tuple(sorted(both.values(), key=meeting_order))
        rest = replace(schedule, meetings=near)
        buyers = {buyer.id, *rest.by_buyer}
        suppliers = {supplier.id, *rest.by_supplier}
        return cut_out(problem, candidates, buyers, suppliers), rest

    def is_free(self, slot: Slot) -> bool:
        """Tell whether both are there and have a team or a table left."""
        buyer, supplier = self._buyer, self._supplier
        if not (buyer.can_attend(slot) and supplier.can_attend(slot)):
            return False
        mine = self._rest.by_buyer.get(buyer.id, ())
        theirs = self._rest.by_supplier.get(supplier.id, ())
        return (
            self._met(mine, slot) < buyer.teams
            and self._met(theirs, slot) < supplier.tables
        )

    def _met(self, meetings: Iterable[Meeting], slot: Slot) -> int:
        round_ = self._facts[0].fair.round_at(slot)
        return sum(m.start < round_.end and round_.start < m.end for m in meetings)

    def choice(self, slot: Slot) -> Choice:
        """Return what it would be to meet in `slot`."""
        problem = self._facts[0]
        pair = Add(self._buyer.id, self._supplier.id, slot)
        meeting = meeting_at(problem, self._rest, pair)
        meeting = replace(meeting, fit=self.fit or 0)
        meetings = sorted([*self._rest.meetings, meeting], key=meeting_order)
        found = self._check(replace(self._rest, meetings=tuple(meetings)))
        return Choice(
            slot,
            meeting.table,
            detour_min(problem, self._rest, self._buyer, self._supplier, slot),
            tuple(one for one in found if one not in self._known),
            is_now=self._now is not None and self._now.slot == slot,
        )

    def _check(self, schedule: Schedule) -> list[Violation]:
        found = check_about(*self._facts, schedule, self._changed)
        return [violation for violation in found if violation.rule not in LISTED]
