"""Who is there when, as arrays: what limits meetings before any of them is placed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.problem import Problem

UNLIMITED = 1 << 30


@dataclass(frozen=True)
class Presence:
    """B buyers, S suppliers, P sessions, T slots of a fair.

    `slot_session` [T]; `buyer_open` [B, T]; `supplier_open` [S, T]; `need` [B] is the
    minimum, or fewer where the buyer is not there for as many rounds; `rounds` [S, P]
    the open rounds of one table; `tables` and `most` [S] the tables and the own
    maximum; `hall` the meetings that the organiser's tables can hold in all.
    """

    slot_session: NDArray[np.int64]
    buyer_open: NDArray[np.bool_]
    supplier_open: NDArray[np.bool_]
    need: NDArray[np.int64]
    rounds: NDArray[np.int64]
    tables: NDArray[np.int64]
    most: NDArray[np.int64]
    hall: int

    @property
    def attends(self) -> NDArray[np.bool_]:
        """Return [B, P]: the buyer is there for some round of the session."""
        return _any_per_session(
            self.buyer_open, self.slot_session, self.rounds.shape[1]
        )

    def in_one_session(self) -> Presence:
        """Return the same presence with all rounds in one long session.

        Whatever could meet still can, so what is short here is short.
        """
        return replace(
            self,
            slot_session=np.zeros_like(self.slot_session),
            rounds=self.rounds.sum(axis=1, keepdims=True),
        )

    def shared(
        self, buyer: NDArray[np.int64], supplier: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Return [n, P]: the pair of positions shares a round of that session."""
        both = self.buyer_open[buyer] & self.supplier_open[supplier]
        return _any_per_session(both, self.slot_session, self.rounds.shape[1])


def build_presence(problem: Problem) -> Presence:
    """Read the presence of every party off the facts."""
    fair, slots = problem.fair, problem.fair.slots
    session_at = {session.id: p for p, session in enumerate(fair.sessions)}
    slot_session = np.array([session_at[slot.session] for slot in slots], np.int64)
    buyer_open = _grid(
        [[b.can_attend(t) for t in slots] for b in problem.buyers], slots
    )
    supplier_open = _grid(
        [[s.can_attend(t) for t in slots] for s in problem.suppliers], slots
    )
    sessions = len(fair.sessions)
    hours = _sum_per_session(buyer_open, slot_session, sessions)
    best = np.sort(hours, axis=1)[:, ::-1][:, : fair.sessions_per_buyer].sum(axis=1)
    teams = np.array([buyer.teams for buyer in problem.buyers], np.int64)
    wanted = min(fair.min_meetings, fair.max_meetings)
    return Presence(
        slot_session=slot_session,
        buyer_open=buyer_open,
        supplier_open=supplier_open,
        need=np.minimum(wanted, best * teams),
        rounds=_sum_per_session(supplier_open, slot_session, sessions),
        tables=np.array([s.tables for s in problem.suppliers], np.int64),
        most=np.array(
            [
                UNLIMITED if s.max_meetings is None else s.max_meetings
                for s in problem.suppliers
            ],
            np.int64,
        ),
        hall=UNLIMITED if fair.tables is None else fair.tables * len(slots),
    )


def _grid(rows: list[list[bool]], slots: tuple[object, ...]) -> NDArray[np.bool_]:
    return np.array(rows, np.bool_).reshape(len(rows), len(slots))


def _sum_per_session(
    is_open: NDArray[np.bool_], slot_session: NDArray[np.int64], sessions: int
) -> NDArray[np.int64]:
    columns = [is_open[:, slot_session == p].sum(axis=1) for p in range(sessions)]
    return np.stack(columns, axis=1).astype(np.int64)


def _any_per_session(
    both: NDArray[np.bool_], slot_session: NDArray[np.int64], sessions: int
) -> NDArray[np.bool_]:
    columns = [both[:, slot_session == p].any(axis=1) for p in range(sessions)]
    return np.stack(columns, axis=1)
