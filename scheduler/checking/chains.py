"""How few people can hold a party's meetings: chains of meetings, one a person.

Used by the checker and by the explanations, never where schedules are made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def least_chains(count: int, can_follow: Callable[[int, int], bool]) -> int:
    """Return the fewest chains that cover meetings 0..count-1, sorted by start.

    `can_follow(i, j)`, asked for i < j only, tells whether one person can hold i and
    then j. Chains share no meeting, so the fewest is the count less the most links,
    and the most links are a maximum matching of meetings with their successors.
    """
    links = _Links(count, can_follow)
    return count - sum(links.add_from(i) for i in range(count))


class _Links:
    """A matching of meetings with successors, grown one augmenting path at a time."""

    def __init__(self, count: int, can_follow: Callable[[int, int], bool]) -> None:
        self._follows = [
            [j for j in range(i + 1, count) if can_follow(i, j)] for i in range(count)
        ]
        self._after: dict[int, int] = {}
        self._before: dict[int, int] = {}

    def add_from(self, root: int) -> bool:
        """Give `root` a successor, moving others to another one where that is needed.

        Breadth first, so that a long diary needs no deep recursion.
        """
        came_from: dict[int, int] = {}
        queue = [root]
        for meeting in queue:
            for successor in self._follows[meeting]:
                if successor in came_from:
                    continue
                came_from[successor] = meeting
                if successor not in self._before:
                    self._relink(successor, came_from)
                    return True
                queue.append(self._before[successor])
        return False

    def _relink(self, successor: int, came_from: dict[int, int]) -> None:
        """Turn the links along the path that ends in the free `successor`."""
        free: int | None = successor
        while free is not None:
            taker = came_from[free]
            given_up = self._after.get(taker)
            self._after[taker], self._before[free] = free, taker
            free = given_up
