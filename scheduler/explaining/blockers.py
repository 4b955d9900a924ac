"""What stands between a pair and a meeting, slot by slot, in a finished schedule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explaining.diary import Diary
from scheduler.explaining.diary_interpreters import DiaryInterpreters
from scheduler.explaining.diary_walks import slots_out_of_reach
from scheduler.problem import Strength
from scheduler.reasons import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scheduler.candidates import Candidates
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
    from scheduler.schedule import Schedule

_PLACE = {code: place for place, code in enumerate(ReasonCode)}
"""The order in which codes are said."""


@dataclass(frozen=True)
class Blocked:
    """What is in the way of one pair; sets of slots are bits, see `Diary`.

    `codes` matter: lifting all of them makes the meeting possible, and each of them
    is the last obstacle of some slot when the others are lifted. `slots_of` gives the
    slots that a code blocks (all, for one that does not depend on the slot). Without
    codes the pair could meet, in the slots `open`.
    """

    codes: tuple[ReasonCode, ...]
    slots_of: Mapping[ReasonCode, int]
    open: int


class Blockers:
    """Finds what blocks a pair; keeps what it has learnt of each party."""

    def __init__(
        self, problem: Problem, candidates: Candidates, schedule: Schedule
    ) -> None:
        self.problem = problem
        self.schedule = schedule
        self.diary = Diary(problem, schedule)
        self.nevers = problem.pairs(Strength.NEVER)
        self._interpreters = DiaryInterpreters(problem, self.diary)
        self._candidates = candidates
        self._wanted = problem.pairs(Strength.MUST) | {
            (lock.buyer, lock.supplier) for lock in problem.locks
        }

    def find_fit(self, buyer: BuyerId, supplier: SupplierId) -> int | None:
        """Return the pair's fit, None where it is no candidate."""
        row = self._candidates.find_row(
            self._buyer_at[buyer], self._supplier_at[supplier]
        )
        return None if row is None else int(self._candidates.fit[row])

    def suitable(self, buyer: BuyerId) -> list[SupplierId]:
        """Return the suppliers the buyer may meet, best fit first.

        Those that reach the least fit, musts and locks; no nevers.
        """
        at = self._buyer_at[buyer]
        first, last = np.searchsorted(self._candidates.buyer, [at, at + 1]).tolist()
        suppliers = self._candidates.supplier[first:last].tolist()
        fits = self._candidates.fit[first:last].tolist()
        found = [
            (-fit, self.problem.suppliers[s].id)
            for s, fit in zip(suppliers, fits, strict=True)
        ]
        return [
            supplier
            for fit, supplier in sorted(found)
            if (buyer, supplier) not in self.nevers
            and self._is_enough((buyer, supplier), -fit)
        ]

    def of(self, buyer: Buyer, supplier: Supplier) -> Blocked:
        """Return what blocks a pair that does not meet."""
        diary, code = self.diary, ReasonCode
        always = self._always(buyer, supplier)
        interpreters = self._interpreters.find(buyer, supplier)
        slots_of = {
            code.BUYER_ABSENT: diary.absent_buyer(buyer),
            code.SUPPLIER_ABSENT: diary.absent_supplier(supplier),
            code.WINDOW_FULL: diary.outside_window(buyer),
            code.BUYER_BUSY: diary.busy_buyer(buyer),
            code.SUPPLIERS_FULL: diary.full_supplier(supplier),
            code.TABLES_FULL: diary.full_tables,
            code.WALK_TOO_LONG: slots_out_of_reach(diary, buyer, supplier),
            code.NO_INTERPRETER: interpreters.nobody,
            code.INTERPRETERS_BUSY: interpreters.busy,
        }
        sets = _sets(list(slots_of.values()), diary.all)
        least = _least(sets)
        near = {one for i, one in enumerate(slots_of) if least >> i & 1}
        codes = {*always, *near, *self._never_there_together(slots_of)}
        if ReasonCode.NO_COMMON_SLOT in codes:
            codes -= {code.BUYER_ABSENT, code.SUPPLIER_ABSENT}
        return Blocked(
            codes=tuple(sorted(codes, key=_PLACE.__getitem__)),
            slots_of=slots_of | dict.fromkeys(always, diary.all),
            open=sets.get(0, 0),
        )

    def _always(self, buyer: Buyer, supplier: Supplier) -> list[ReasonCode]:
        """Return the codes that block every slot."""
        pair = buyer.id, supplier.id
        codes = []
        if pair in self.nevers:
            codes.append(ReasonCode.NEVER)
        elif not self._is_enough(pair, self.find_fit(*pair)):
            codes.append(ReasonCode.BELOW_MIN_FIT)
        met = len(self.schedule.by_buyer.get(buyer.id, ()))
        if met >= self.problem.fair.max_meetings:
            codes.append(ReasonCode.BUYER_FULL)
        load = len(self.schedule.by_supplier.get(supplier.id, ()))
        if supplier.max_meetings is not None and load >= supplier.max_meetings:
            codes.append(ReasonCode.SUPPLIER_MAX)
        return codes

    def _is_enough(self, pair: tuple[BuyerId, SupplierId], fit: int | None) -> bool:
        if fit is None:
            return False
        return fit >= self.problem.fair.min_fit or pair in self._wanted

    def _never_there_together(
        self, slots_of: Mapping[ReasonCode, int]
    ) -> list[ReasonCode]:
        """Return NO_COMMON_SLOT where it takes both absences to rule out all slots."""
        away = slots_of[ReasonCode.BUYER_ABSENT], slots_of[ReasonCode.SUPPLIER_ABSENT]
        nobody = self.diary.all
        if away[0] | away[1] != nobody or (nobody and nobody in away):
            return []
        return [ReasonCode.NO_COMMON_SLOT]

    @cached_property
    def _buyer_at(self) -> dict[BuyerId, int]:
        return {buyer.id: i for i, buyer in enumerate(self.problem.buyers)}

    @cached_property
    def _supplier_at(self) -> dict[SupplierId, int]:
        return {supplier.id: i for i, supplier in enumerate(self.problem.suppliers)}


def _sets(blocked: Sequence[int], slots: int) -> dict[int, int]:
    """Return the sets of codes that block the same slots, each with those slots.

    A set is a number: bit i stands for the code that blocks `blocked[i]`.
    """
    sets = {0: slots}
    for i, some in enumerate(blocked):
        if some:
            split = {
                codes: rest for codes, group in sets.items() if (rest := group & ~some)
            }
            for codes, group in sets.items():
                if group & some:
                    split[codes | 1 << i] = group & some
            sets = split
    return sets


def _least(sets: Iterable[int]) -> int:
    """Return the codes of the sets that contain no other set: the nearest ways."""
    least: list[int] = []
    for codes in sorted(sets, key=int.bit_count):
        if not any(other & codes == other for other in least):
            least.append(codes)
    return reduce(or_, least, 0)
