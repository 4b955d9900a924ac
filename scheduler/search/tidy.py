"""Put each session's meetings into a good order: no idle rounds, short walks.

Exchanging two rounds along an alternating path keeps every meeting in its session and
every party in one place at a time, so it is tried wherever it could help and kept when
the idle rounds of all parties on the path become fewer, or as many with shorter walks.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise, takewhile
from typing import TYPE_CHECKING

from scheduler.search.interpreting import Duties
from scheduler.search.orders import order_meetings, shortest_walk
from scheduler.search.rounds import Colouring, alternating_path, fix, nodes_of, swap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from scheduler.search.instance import Instance
    from scheduler.search.rounds import Node
    from scheduler.search.walks import Walks

PASSES = 3
"""Times each party is looked at."""

PATH_PAIRS = 40
"""Meetings a path may move; longer ones seldom gain and cost time."""


def tidy_rounds(
    instance: Instance,
    walks: Walks,
    slot_of: Mapping[int, int],
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return the placement in a better order; `go_on` may end the search at any party.

    First each buyer's own order, then exchanges along paths; these are left out where
    walks can forbid a meeting, since a path would move people whose way was not
    looked at.
    """
    ordered = order_meetings(instance, walks, slot_of, go_on)
    if walks.binding:
        return ordered
    tidied: dict[int, int] = {}
    for slots in instance.session_slots:
        inside = set(slots.tolist())
        here = {pair: t for pair, t in ordered.items() if t in inside}
        tidied |= _Tidy(instance, walks, here, sorted(inside)).run(go_on)
    return tidied


class _Tidy:
    """One session's rounds while they are put in order."""

    def __init__(
        self,
        instance: Instance,
        walks: Walks,
        slot_of: Mapping[int, int],
        slots: list[int],
    ) -> None:
        self.walks = walks
        self.duties = Duties(instance, slot_of)
        self.colouring = Colouring(instance, slots)
        for pair, slot in sorted(slot_of.items()):
            fix(self.colouring, pair, slot)
        self.colouring.fixed = set(slot_of) & set(instance.locked)

    def run(self, go_on: Callable[[], bool]) -> dict[int, int]:
        """Exchange rounds while that helps; return pair -> slot."""
        walkers = sorted(n for n in self.colouring.cell if self._counts(n))
        for _ in range(PASSES):
            moving = takewhile(lambda _: go_on(), walkers)
            gains = [self._improve(node) for node in moving]
            if not any(gains):
                break
        return self.colouring.slot_of

    def _counts(self, node: Node) -> bool:
        """Tell whether the order matters to `node`: buyers wait, walkers walk."""
        return not node[0] or self.walks.suppliers_walk

    def _improve(self, node: Node) -> bool:
        gained = False
        if self._cost([node]) <= (0, self._least(node)):
            return gained
        for t, u in combinations(self.colouring.slots, 2):
            for first, second in ((t, u), (u, t)):
                gained |= self._try(node, first, second)
        return gained

    def _least(self, node: Node) -> int:
        """Return the minutes that `node` cannot help walking, or fewer."""
        if not self._walks(node):
            return 0
        return shortest_walk(self.walks, sorted(self.colouring.cell[node].values()))

    def _try(self, node: Node, first: int, second: int) -> bool:
        path = self._whole_path(node, first, second)
        if not path or len(path) > PATH_PAIRS:
            return False
        touched = sorted(filter(self._counts, nodes_of(self.colouring, path)))
        before = self._cost(touched)
        self._swap(path, first, second)
        if self._cost(touched) < before and self._suffices(first, second):
            return True
        self._swap(path, first, second)
        return False

    def _swap(self, path: list[int], first: int, second: int) -> None:
        for pair in path:
            self.duties.take(pair, self.colouring.slot_of[pair])
        swap(self.colouring, path, first, second)
        for pair in path:
            self.duties.put(pair, self.colouring.slot_of[pair])

    def _whole_path(self, node: Node, first: int, second: int) -> list[int] | None:
        """Return all pairs linked to `node` through the two slots; None if they stay.

        From a node that is busy in both slots the links go two ways, or in a ring.
        """
        cell = self.colouring.cell[node]
        if first not in cell or not self.colouring.is_open(node, second):
            return None
        ahead = alternating_path(self.colouring, node, first, second)
        if ahead is None or second not in cell or cell[second] in ahead:
            return ahead
        behind = alternating_path(self.colouring, node, second, first)
        return None if behind is None else ahead + behind

    def _cost(self, nodes: Iterable[Node]) -> tuple[int, int]:
        """Return idle rounds (of buyers) and minutes walked by `nodes`."""
        idle, minutes = 0, 0
        for node in nodes:
            taken = sorted(self.colouring.cell[node])
            if not node[0]:
                idle += idle_rounds(taken)
            if not self._walks(node):
                continue
            for t, u in pairwise(taken):
                pairs = self.colouring.cell[node][t], self.colouring.cell[node][u]
                minutes += self.walks.whole_minutes(*pairs)
        return idle, minutes

    def _suffices(self, *slots: int) -> bool:
        """Tell whether there are tables and interpreters enough in `slots`."""
        if not self.duties.suffice(slots):
            return False
        tables = self.colouring.instance.problem.fair.tables
        if tables is None:
            return True
        count = Counter(self.colouring.slot_of.values())
        return all(count[slot] <= tables for slot in slots)

    def _walks(self, node: Node) -> bool:
        return self.walks.suppliers_walk if node[0] else self.walks.buyers_walk


def idle_rounds(taken: list[int]) -> int:
    """Return the rounds without a meeting between the first and the last one."""
    return taken[-1] - taken[0] + 1 - len(taken) if taken else 0
