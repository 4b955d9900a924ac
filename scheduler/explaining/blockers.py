"""What stands between a pair and a meeting, slot by slot, in a finished schedule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explaining.diary import Diary
from scheduler.explaining.diary_interpreters import DiaryInterpreters
from scheduler.explaining.diary_walks import slots_out_of_reach
from scheduler.problem import Strength
from scheduler.reasons import ReasonCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from scheduler.candidates import Candidates
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
    from scheduler.schedule import Schedule

    SlotsOf = Mapping[ReasonCode, int]
    """The slots that each code blocks, without those that block none."""

    Obstacles = tuple[list[ReasonCode], dict[ReasonCode, int]]
    """What blocks every slot, and what blocks some."""

_PLACE = {code: place for place, code in enumerate(ReasonCode)}
"""The order in which codes are said."""

_place = _PLACE.__getitem__


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
        found = [(-fit, supplier) for supplier, fit in self._fits(buyer).items()]
        return [
            supplier
            for fit, supplier in sorted(found)
            if (buyer, supplier) not in self.nevers
            and self._is_enough((buyer, supplier), -fit)
        ]

    def _fits(self, buyer: BuyerId) -> dict[SupplierId, int]:
        """Return the fit of each supplier that the buyer is a candidate for."""
        at = self._buyer_at[buyer]
        # What is looked for is of the column's type, so that no copy is made of it.
        column = self._candidates.buyer
        ends = np.array([at, at + 1], column.dtype)
        first, last = np.searchsorted(column, ends).tolist()
        suppliers = self._candidates.supplier[first:last].tolist()
        fits = self._candidates.fit[first:last].tolist()
        ids = (self.problem.suppliers[s].id for s in suppliers)
        return dict(zip(ids, fits, strict=True))

    def of(self, buyer: Buyer, supplier: Supplier) -> Blocked:
        """Return what blocks a pair that does not meet."""
        return next(self.of_each(buyer, [supplier]))

    def of_each(self, buyer: Buyer, suppliers: Iterable[Supplier]) -> Iterator[Blocked]:
        """Yield what blocks the buyer from each of `suppliers` whom it does not meet."""
        always, slots_of = self._of_buyer(buyer)
        sets = _split({0: self.diary.all}, slots_of)
        fits = self._fits(buyer.id)
        for supplier in suppliers:
            more, theirs = self._of_supplier(buyer, supplier, fits.get(supplier.id))
            found = _split(sets, theirs)
            shut = (*always, *more)
            codes = {*shut, *_nearest(tuple(sorted(found)))}
            yield Blocked(
                tuple(sorted(self._no_common(codes, slots_of, theirs), key=_place)),
                slots_of | theirs | dict.fromkeys(shut, self.diary.all),
                found.get(0, 0),
            )

    def _of_buyer(self, buyer: Buyer) -> Obstacles:
        """Return what blocks the buyer from everybody: always, and in which slots."""
        diary, code = self.diary, ReasonCode
        met = len(self.schedule.by_buyer.get(buyer.id, ()))
        full = met >= self.problem.fair.max_meetings
        return [code.BUYER_FULL] if full else [], _some(
            {
                code.BUYER_ABSENT: diary.absent_buyer(buyer),
                code.WINDOW_FULL: diary.outside_window(buyer),
                code.BUYER_BUSY: diary.busy_buyer(buyer),
                code.TABLES_FULL: diary.full_tables,
            }
        )

    def _of_supplier(
        self, buyer: Buyer, supplier: Supplier, fit: int | None
    ) -> Obstacles:
        """Return what else blocks the pair: always, and in which slots."""
        diary, code, pair = self.diary, ReasonCode, (buyer.id, supplier.id)
        always = []
        if pair in self.nevers:
            always.append(code.NEVER)
        elif not self._is_enough(pair, fit):
            always.append(code.BELOW_MIN_FIT)
        load = len(self.schedule.by_supplier.get(supplier.id, ()))
        if supplier.max_meetings is not None and load >= supplier.max_meetings:
            always.append(code.SUPPLIER_MAX)
        interpreters = self._interpreters.find(buyer, supplier)
        return always, _some(
            {
                code.SUPPLIER_ABSENT: diary.absent_supplier(supplier),
                code.SUPPLIERS_FULL: diary.full_supplier(supplier),
                code.WALK_TOO_LONG: slots_out_of_reach(diary, buyer, supplier),
                code.NO_INTERPRETER: interpreters.nobody,
                code.INTERPRETERS_BUSY: interpreters.busy,
            }
        )

    def _is_enough(self, pair: tuple[BuyerId, SupplierId], fit: int | None) -> bool:
        if fit is None:
            return False
        return fit >= self.problem.fair.min_fit or pair in self._wanted

    def _no_common(
        self, codes: set[ReasonCode], ours: SlotsOf, theirs: SlotsOf
    ) -> set[ReasonCode]:
        """Return `codes`; where it takes both absences to rule out all slots, as one."""
        away = (
            ours.get(ReasonCode.BUYER_ABSENT, 0),
            theirs.get(ReasonCode.SUPPLIER_ABSENT, 0),
        )
        nobody = self.diary.all
        if away[0] | away[1] != nobody or (nobody and nobody in away):
            return codes
        absent = {ReasonCode.BUYER_ABSENT, ReasonCode.SUPPLIER_ABSENT}
        return codes - absent | {ReasonCode.NO_COMMON_SLOT}

    @cached_property
    def nevers_of(self) -> Mapping[BuyerId, set[SupplierId]]:
        """Return the suppliers that buyers never meet; buyers without any lack."""
        found: defaultdict[BuyerId, set[SupplierId]] = defaultdict(set)
        for buyer, supplier in self.nevers:
            found[buyer].add(supplier)
        return dict(found)

    @cached_property
    def _buyer_at(self) -> dict[BuyerId, int]:
        return {buyer.id: i for i, buyer in enumerate(self.problem.buyers)}

    @cached_property
    def _supplier_at(self) -> dict[SupplierId, int]:
        return {supplier.id: i for i, supplier in enumerate(self.problem.suppliers)}


def _split(sets: Mapping[int, int], slots_of: SlotsOf) -> dict[int, int]:
    """Return `sets` split by what blocks their slots.

    They are the sets of codes that block the same slots, each with those slots; a set
    is a number: the bit at the place of each code.
    """
    split = dict(sets)
    for code, blocked in slots_of.items():
        bit = 1 << _PLACE[code]
        for codes, group in list(split.items()):
            if hit := group & blocked:
                split[codes | bit] = hit
                if hit == group:
                    del split[codes]
                else:
                    split[codes] = group ^ hit
    return split


def _some(slots_of: dict[ReasonCode, int]) -> dict[ReasonCode, int]:
    """Return `slots_of` without the codes that block no slot."""
    return {code: slots for code, slots in slots_of.items() if slots}


@lru_cache(maxsize=4096)
def _nearest(sets: tuple[int, ...]) -> tuple[ReasonCode, ...]:
    """Return the codes of the sets that contain no other set: the nearest ways."""
    least = [s for s in sets if not any(o & s == o and o != s for o in sets)]
    codes = reduce(or_, least, 0)
    return tuple(code for code, place in _PLACE.items() if codes >> place & 1)
