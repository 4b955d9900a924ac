"""Sessions afresh: where they are small, who meets whom there and when, exactly.

First each session by itself in which somebody got less than when sessions were no
matter, then such sessions together with another one, so that buyers change places.
A session or two hold few enough pairs for an answer within a tenth of a second, where
buyers picked from the whole fair leave the exact model too many ways.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.around import around_sessions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from scheduler.search.around import Around
    from scheduler.search.instance import Instance

MOST_WAYS = 1_200
"""Pairs times slots of two average sessions up to which sessions are small."""

ABREAST = 2
"""Couples solved at a time; not the number of workers, on which no answer may depend."""


def are_small(instance: Instance) -> bool:
    """Tell whether two sessions of the fair can be asked for together."""
    sessions = max(1, instance.n_sessions)
    two = min(2, sessions) / sessions
    windows = min(1.0, instance.problem.fair.sessions_per_buyer * two)
    return instance.n_pairs * windows * instance.n_slots * two <= MOST_WAYS


class SessionsAfresh:
    """Chooses sessions to be asked for afresh; it remembers those that were."""

    patience = 2
    """Turns in a row that may win back next to nothing: sessions alone often do."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.tried: set[tuple[int, ...]] = set()

    def next_turn(
        self, slot_of: Mapping[int, int], lost: NDArray[np.int64]
    ) -> list[Around]:
        """Return the neighbourhoods to try next; `lost` [B] is what buyers could gain.

        Who may attend one session more, and could gain, comes to each of them.
        """
        inst, attends = self.instance, self._attends(slot_of)
        room = attends.sum(axis=1) < inst.problem.fair.sessions_per_buyer
        attends[room & (lost > 0)] = True
        missing = np.maximum(lost, 0) @ attends
        groups = list(self._groups(missing))
        self.tried.update(groups)
        return [
            around_sessions(inst, slot_of, group, np.asarray(come.any(axis=1)))
            for group, come in ((one, attends[:, one]) for one in groups)
        ]

    def _attends(self, slot_of: Mapping[int, int]) -> NDArray[np.bool_]:
        """Return [B, P]: the buyer has a meeting in the session."""
        inst = self.instance
        attends = np.zeros((inst.n_buyers, inst.n_sessions), np.bool_)
        session = inst.slot_session[list(slot_of.values())]
        attends[inst.pair_buyer[list(slot_of)], session] = True
        return attends

    def _groups(self, missing: NDArray[np.int64]) -> Iterator[tuple[int, ...]]:
        """Yield all sessions alone that miss something, at first; then a few couples."""
        sessions = [p for p, lost in enumerate(missing.tolist()) if lost]
        if not self.tried:
            yield from ((p,) for p in sessions)
            return
        couples = [
            couple
            for couple in combinations(range(len(missing)), 2)
            if couple not in self.tried and missing[list(couple)].any()
        ]
        couples.sort(key=lambda couple: (-missing[list(couple)].sum(), couple))
        busy: set[int] = set()
        for couple in couples:
            if len(busy) < 2 * ABREAST and not busy & set(couple):
                busy |= set(couple)
                yield couple
