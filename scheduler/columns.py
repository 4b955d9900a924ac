"""The meetings of a schedule as columns of numbers, beside the facts they name.

Whoever judges or measures a schedule of a million meetings works on these; they are
read off the schedule alone, and know nothing of how it was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.fair import Fair
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule

    Ints = NDArray[np.int64]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class Names:
    """Texts and their numbers: first those that are known, then others as they come."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self.known = len(known)
        self._at = {name: i for i, name in enumerate(known)}

    def numbers(self, names: Sequence[str]) -> Ints:
        """Return the number of each name; a new one gets the next."""
        for name in sorted(set(names) - self._at.keys()):
            self._at[name] = len(self._at)
        return np.fromiter(map(self._at.__getitem__, names), np.int64, len(names))

    def ranks(self, numbers: Ints) -> Ints:
        """Return numbers that sort as the names of `numbers` do."""
        rank = np.empty(len(self._at), np.int64)
        rank[[self._at[name] for name in sorted(self._at)]] = np.arange(len(self._at))
        return rank[numbers]


@dataclass(frozen=True)
class SlotTable:
    """The T slots of a fair: session [T], start and end [T] in microseconds.

    `first` [P] and `rounds` [P] are each session's first slot and number of rounds.
    """

    session: Ints
    start: Ints
    end: Ints
    first: Ints
    rounds: Ints


def slot_table(fair: Fair) -> SlotTable:
    """Return the slots of `fair` in the order of `Fair.slots`."""
    rounds = np.array([len(session.rounds) for session in fair.sessions], np.int64)
    every = [round_ for session in fair.sessions for round_ in session.rounds]
    return SlotTable(
        session=np.repeat(np.arange(len(rounds)), rounds),
        start=instants([round_.start for round_ in every]),
        end=instants([round_.end for round_ in every]),
        first=np.cumsum(rounds) - rounds,
        rounds=rounds,
    )


def instants(moments: Sequence[datetime]) -> Ints:
    """Return aware moments as microseconds of the epoch.

    The few times of a fair come again and again, mostly as the same objects.
    """
    ids = list(map(id, moments))
    known = {
        key: (moment - EPOCH) // MICROSECOND
        for key, moment in dict(zip(ids, moments, strict=True)).items()
    }
    return np.fromiter(map(known.__getitem__, ids), np.int64, len(ids))


class Columns:
    """Columns [m] of a schedule's m meetings, in the order of the schedule.

    `buyer` and `supplier` are positions in the problem; parties that it does not know
    have numbers from the number of known ones on. `slot` is the position in
    `Fair.slots`, -1 where there is none.
    """

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self.problem = problem
        self.meetings = schedule.meetings
        self.buyer_names = Names([buyer.id for buyer in problem.buyers])
        self.supplier_names = Names([supplier.id for supplier in problem.suppliers])
        self.session_names = Names([session.id for session in problem.fair.sessions])

    @cached_property
    def slots(self) -> SlotTable:
        """Return the slots of the fair."""
        return slot_table(self.problem.fair)

    @cached_property
    def buyer(self) -> Ints:
        """Return the buyers."""
        return self.buyer_names.numbers([m.buyer for m in self.meetings])

    @cached_property
    def supplier(self) -> Ints:
        """Return the suppliers."""
        return self.supplier_names.numbers([m.supplier for m in self.meetings])

    @cached_property
    def session(self) -> Ints:
        """Return the sessions; numbers from P on are of none of the fair's."""
        return self.session_names.numbers([m.session for m in self.meetings])

    @cached_property
    def round_index(self) -> Ints:
        """Return the rounds as the schedule states them."""
        return np.array([m.round_index for m in self.meetings], np.int64)

    @cached_property
    def slot(self) -> Ints:
        """Return the slots, -1 where the fair has none of that name."""
        table = self.slots
        first, rounds = np.append(table.first, 0), np.append(table.rounds, 0)
        session = np.minimum(self.session, len(table.first))
        index = self.round_index
        known = (index >= 0) & (index < rounds[session])
        return np.where(known, first[session] + index, -1)

    @cached_property
    def known(self) -> Ints:
        """Return the rows whose parties and slot are known."""
        buyers, suppliers = self.buyer_names.known, self.supplier_names.known
        known = (self.buyer < buyers) & (self.supplier < suppliers) & (self.slot >= 0)
        return np.flatnonzero(known)

    @cached_property
    def start(self) -> Ints:
        """Return the starts as the schedule states them, in microseconds."""
        return instants([m.start for m in self.meetings])

    @cached_property
    def end(self) -> Ints:
        """Return the ends as the schedule states them, in microseconds."""
        return instants([m.end for m in self.meetings])

    @cached_property
    def place_names(self) -> Names:
        """Return the numbers of halls and booths."""
        return Names()

    @cached_property
    def hall(self) -> Ints:
        """Return the halls, by number of `place_names`."""
        return self.place_names.numbers([m.hall for m in self.meetings])

    @cached_property
    def booth(self) -> Ints:
        """Return the booths, by number of `place_names`."""
        return self.place_names.numbers([m.booth for m in self.meetings])

    @cached_property
    def table(self) -> Ints:
        """Return the tables."""
        return np.array([m.table for m in self.meetings], np.int64)

    @cached_property
    def fit(self) -> Ints:
        """Return the fits as the schedule states them."""
        return np.array([m.fit for m in self.meetings], np.int64)

    @cached_property
    def locked(self) -> NDArray[np.bool_]:
        """Return the marks of locks."""
        return np.array([m.locked for m in self.meetings], np.bool_)

    @cached_property
    def pair(self) -> Ints:
        """Return a number for each pair of parties, the same for the same pair."""
        return pair_keys(self.buyer, self.supplier)


def pair_keys(buyer: Ints, supplier: Ints) -> Ints:
    """Return one number for each pair of numbers."""
    return np.asarray((buyer << 32) | supplier)


def group_sizes(keys: Ints) -> tuple[Ints, Ints]:
    """Return the distinct keys and how often each comes."""
    found, counts = np.unique(keys, return_counts=True)
    return found, counts.astype(np.int64)
