"""Who can interpret for whom, and how many meetings the interpreters serve at once.

Used by the checker, the explanations and the papers, never where schedules are made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.fair import MeetAt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.fair import Fair, SessionId
    from scheduler.problem import Buyer, Supplier


def find_able(
    fair: Fair, buyer: Buyer, supplier: Supplier, session: SessionId
) -> tuple[int, ...]:
    """Return the places in `Fair.interpreters` of those who could serve the two then."""
    hall = _hall_of(fair, buyer, supplier)
    return tuple(
        place
        for place, interpreter in enumerate(fair.interpreters)
        if interpreter.count > 0
        and interpreter.is_there(session, hall)
        and interpreter.speaks_for(buyer, supplier)
    )


def deal_interpreters(
    able: Sequence[Sequence[int]], counts: Sequence[int]
) -> list[int | None]:
    """Return an interpreter for each meeting, None for those that must do without.

    `able` are those who could serve each meeting, `counts` how many there are of each.
    As many meetings as possible are served: each is given a place along an augmenting
    path, and where there is none now there never will be (Berge 1957).
    """
    deal = _Deal(able, counts)
    for meeting in range(len(able)):
        deal.serve(meeting)
    return deal.given


class _Deal:
    """Interpreters given to meetings, one meeting after another."""

    def __init__(self, able: Sequence[Sequence[int]], counts: Sequence[int]) -> None:
        self._able = able
        self._counts = counts
        self._held: list[list[int]] = [[] for _ in counts]
        self.given: list[int | None] = [None] * len(able)

    def serve(self, meeting: int) -> None:
        """Give `meeting` an interpreter, others another one where that is needed."""
        asked_by: dict[int, int] = {}
        queue = [meeting]
        for asking in queue:
            for interpreter in self._able[asking]:
                if interpreter in asked_by:
                    continue
                asked_by[interpreter] = asking
                if len(self._held[interpreter]) < self._counts[interpreter]:
                    self._hand_on(interpreter, asked_by)
                    return
                queue += self._held[interpreter]

    def _hand_on(self, interpreter: int, asked_by: dict[int, int]) -> None:
        """Give the free `interpreter` to who asked, and what that one had to its asker."""
        free: int | None = interpreter
        while free is not None:
            taker = asked_by[free]
            before = self.given[taker]
            if before is not None:
                self._held[before].remove(taker)
            self._held[free].append(taker)
            self.given[taker] = free
            free = before


def _hall_of(fair: Fair, buyer: Buyer, supplier: Supplier) -> str:
    if fair.meet_at is MeetAt.TABLES:
        return ""
    return supplier.hall if fair.meet_at is MeetAt.SUPPLIER_BOOTH else buyer.hall
