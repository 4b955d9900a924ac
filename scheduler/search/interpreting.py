"""Interpreters while a schedule is made: whether there is room for who needs one.

Where the fair lists no interpreters every question is answered at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import max_flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.kinds import Group


def interpreter_pools(instance: Instance) -> NDArray[np.int64]:
    """Return [G, P]: meetings that interpreters could serve in a session; empty if none."""
    sessions = instance.problem.fair.sessions
    rounds = [len(slots) for slots in instance.session_slots]
    return np.array(
        [
            [
                people * count * one.is_there(session.id, "")
                for session, count in zip(sessions, rounds, strict=True)
            ]
            for one, people in zip(
                instance.problem.fair.interpreters,
                instance.interpreting.people,
                strict=True,
            )
        ],
        np.int64,
    ).reshape(-1, instance.n_sessions)


def pool_of(instance: Instance) -> NDArray[np.int64]:
    """Return [n]: the first interpreter who could serve a pair, G where it needs nobody."""
    nobody = len(instance.interpreting.people)
    first = [
        min((one for group in kind for one in group), default=nobody)
        for kind in instance.interpreting.able
    ]
    return np.array([*first, nobody], np.int64)[instance.pair_kind]


class Duties:
    """The interpreters' duties in a placement that changes.

    A moment is the start of a slot; there the meetings of all slots that are on then
    share the interpreters.
    """

    def __init__(self, instance: Instance, slot_of: Mapping[int, int]) -> None:
        self._kind = instance.pair_kind
        self._interpreting = instance.interpreting
        self._session = instance.slot_session
        self._moments = instance.moments
        self._needs: defaultdict[int, Counter[Group]] = defaultdict(Counter)
        if self._interpreting.able:
            for pair, slot in slot_of.items():
                self.put(pair, slot)

    def has_room(self, pair: int, slot: int) -> bool:
        """Tell whether `pair` could be served in `slot` beside the others."""
        kind = int(self._kind[pair])
        if kind < 0:
            return True
        group = self._interpreting.able[kind][self._session[slot]]
        people = self._interpreting.people
        return all(
            can_serve(_as_key(self._needs[t], group), people)
            for t in self._moments[slot]
        )

    def put(self, pair: int, slot: int) -> None:
        """Let `pair` meet in `slot`."""
        self._count(pair, slot, 1)

    def take(self, pair: int, slot: int) -> None:
        """Take `pair` out of `slot`."""
        self._count(pair, slot, -1)

    def suffice(self, slots: Iterable[int]) -> bool:
        """Tell whether all meetings can be served while `slots` are on."""
        people = self._interpreting.people
        return not self._interpreting.able or all(
            can_serve(_as_key(self._needs[t]), people)
            for slot in slots
            for t in self._moments[slot]
        )

    def _count(self, pair: int, slot: int, change: int) -> None:
        kind = int(self._kind[pair])
        if kind < 0:
            return
        group = self._interpreting.able[kind][self._session[slot]]
        for t in self._moments[slot]:
            self._needs[t][group] += change


def serve_best(
    instance: Instance,
    slot_of: Mapping[int, int],
    others: Mapping[int, int],
    worth: NDArray[np.int64],
) -> list[int]:
    """Return the pairs of `slot_of` that must go, so that the rest can be served.

    `others` stay, and so do locks. Of greatest worth are those kept one slot at a time:
    meetings that can be served together are a transversal matroid, in which taking the
    dearest first is best (Edmonds 1971).
    """
    if not instance.interpreting.able:
        return []
    duties = Duties(instance, others)
    needy = [pair for pair in slot_of if instance.pair_kind[pair] >= 0]
    order = sorted(
        needy, key=lambda pair: (pair not in instance.locked, -int(worth[pair]), pair)
    )
    gone = []
    for pair in order:
        if pair in instance.locked or duties.has_room(pair, slot_of[pair]):
            duties.put(pair, slot_of[pair])
        else:
            gone.append(pair)
    return gone


def _as_key(needs: Counter[Group], *more: Group) -> tuple[tuple[Group, int], ...]:
    return tuple(sorted((needs + Counter(more)).items()))


@lru_cache(maxsize=100_000)
def can_serve(needs: tuple[tuple[Group, int], ...], people: tuple[int, ...]) -> bool:
    """Tell whether the interpreters can serve so many meetings of each group at once.

    They can when as much flows from the meetings through those who could serve them
    as there are meetings.
    """
    total = sum(count for _, count in needs)
    if total <= min(people, default=0) and all(group for group, _ in needs):
        return True
    return bool(_serve(needs, people).optimal_flow() == total)


def overrun(
    needs: tuple[tuple[Group, int], ...], people: tuple[int, ...]
) -> frozenset[int]:
    """Return interpreters who alone are asked for more meetings than they can serve.

    Nobody where all can be served; else those on the source's side of a least cut.
    """
    flow = _serve(needs, people)
    if flow.optimal_flow() == sum(count for _, count in needs):
        return frozenset()
    side = {node - 2 for node in flow.get_source_side_min_cut()}
    return frozenset(one for one in range(len(people)) if one in side)


def _serve(
    needs: tuple[tuple[Group, int], ...], people: tuple[int, ...]
) -> max_flow.SimpleMaxFlow:
    """Return the solved flow: source 0, sink 1, interpreters from 2, then the groups."""
    flow = max_flow.SimpleMaxFlow()
    first = 2 + len(people)
    for place, (group, count) in enumerate(needs):
        flow.add_arc_with_capacity(0, first + place, count)
        for one in group:
            flow.add_arc_with_capacity(first + place, 2 + one, count)
    for one, most in enumerate(people):
        flow.add_arc_with_capacity(2 + one, 1, most)
    flow.solve(0, 1)
    return flow
