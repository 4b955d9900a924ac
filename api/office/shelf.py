"""Schedules read from the records, kept at hand for whoever asks next.

Reading one anew takes a third of a second at 1,500 buyers; what it was made from changes
with its basis version only, its meetings with its version.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from data.kept_schedule import read_meetings, restore_basis, restore_schedule
from data.store.schedules import read_all_meetings, read_files, schedule_id
from scheduler.check import check_schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlmodel import Session

    from api.services.agree_suggestions import Agreement
    from data.folder import ScheduleFolder
    from data.kept_schedule import Basis
    from data.tables import ScheduleRow
    from scheduler.fit.model import FitModel
    from scheduler.problem import BuyerId, Suggestion, SupplierId
    from scheduler.rules import Violation
    from scheduler.wording import Wording

K = TypeVar("K")
V = TypeVar("V")

MOST = 8
"""Schedules kept at hand; each takes some tens of megabytes at a large fair."""

MOST_AGREEMENTS = 4
"""Previews kept at hand until they are approved; each may take as much."""

Made = tuple[int, datetime]
"""What names a schedule for ever: a restored backup may use its number anew."""


@dataclass(frozen=True)
class Opened:
    """A schedule as it is at one version. Its row is a copy without the files.

    `violations` are what the checker says.
    """

    row: ScheduleRow
    basis: Basis
    content: ScheduleFolder
    violations: tuple[Violation, ...]

    @property
    def id(self) -> int:
        """Return the id of the schedule."""
        return schedule_id(self.row)


class Shelf:
    """Opens schedules; threads may share it."""

    def __init__(self) -> None:
        self._bases: _Latest[tuple[Made, int], Basis] = _Latest(MOST)
        self._opened: _Latest[tuple[Made, int], Opened] = _Latest(MOST)
        self._models: _Latest[Made, FitModel] = _Latest(MOST)
        self._agreements: _Latest[
            tuple[Made, int, tuple[Suggestion, ...]], Agreement
        ] = _Latest(MOST_AGREEMENTS)

    def open(self, session: Session, row: ScheduleRow) -> Opened:
        """Return the schedule that `row` is the head of."""
        key = _made(row), row.version
        return self._opened.get(key, lambda: self._read(session, row))

    def put(self, opened: Opened) -> None:
        """Keep what is known already, as after an edit."""
        made, row = _made(opened.row), opened.row
        self._bases.put((made, row.basis_version), opened.basis)
        self._opened.put((made, row.version), opened)

    def model(self, opened: Opened) -> FitModel:
        """Return what weighs the pairs of a schedule."""
        from scheduler.fit.model import FitModel

        made = _made(opened.row)
        return self._models.get(made, lambda: FitModel(opened.basis.problem))

    def agreement(
        self,
        opened: Opened,
        wishes: tuple[Suggestion, ...],
        make: Callable[[], Agreement],
    ) -> Agreement:
        """Return what follows if `wishes` hold in a schedule, made where not at hand."""
        key = _made(opened.row), opened.row.version, wishes
        return self._agreements.get(key, make)

    def weigh(
        self, opened: Opened, buyer: BuyerId, supplier: SupplierId
    ) -> tuple[int, Wording]:
        """Return the fit of a pair and the sentence that says why it has it."""
        problem, candidates = opened.content.problem, opened.content.candidates
        detail = self.model(opened).detail(buyer, supplier)
        fit = candidates.find_fit(problem, buyer, supplier)
        return detail.fit if fit is None else fit, detail.wording

    def _read(self, session: Session, row: ScheduleRow) -> Opened:
        key = schedule_id(row)
        basis = self._bases.get(
            (_made(row), row.basis_version),
            lambda: restore_basis(*read_files(session, key)),
        )
        meetings = read_meetings(read_all_meetings(session, key), basis.zone)
        content = restore_schedule(
            basis, meetings, row.remarks, row.summary, row.release or 0
        )
        facts = content.problem, content.candidates, content.schedule
        return Opened(row, basis, content, check_schedule(*facts))


def _made(row: ScheduleRow) -> Made:
    return schedule_id(row), row.made_at


class _Latest(Generic[K, V]):
    """The values used last, `most` of them. One thread makes a value; who wants the same waits for it.

    Otherwise a crowd at a schedule that is not at hand would read it once a person.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._making: dict[K, Lock] = {}
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value at `key`, made where it is not there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            turn = self._making.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                value = make()
                self.put(key, value)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value, and let go of the one that was not used for longest."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
