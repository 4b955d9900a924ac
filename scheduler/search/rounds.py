"""Which round: edge colouring of a session's pairs, with rounds as colours.

A bipartite graph whose nodes have at most K edges each can be coloured with K colours
(König 1916), and an alternating path finds the colour of one more edge. Each table of
a supplier and each team of a buyer is a node of its own. Where somebody is away for
some rounds, or a lock holds a meeting, paths that would move a meeting to a closed
slot or move a lock are not taken; what then finds no round is left to the exact model.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scheduler.search.instance import Instance

Node = tuple[bool, int, int]
"""(is a supplier, number of the party, table or team)."""


@dataclass
class Colouring:
    """The rounds of one session while they are being found.

    `cell` leads from a node and a slot to the pair that meets there; `slot_of` from a
    pair to its slot; `ends` from a pair to its two nodes.
    """

    instance: Instance
    slots: Sequence[int]
    cell: dict[Node, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    slot_of: dict[int, int] = field(default_factory=dict)
    ends: dict[int, tuple[Node, Node]] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)

    def is_open(self, node: Node, slot: int) -> bool:
        """Tell whether the party of `node` is there in `slot`."""
        is_supplier, party, _ = node
        table = self.instance.supplier_open if is_supplier else self.instance.buyer_open
        return bool(table[party, slot])

    def free_slots(self, node: Node) -> list[int]:
        """Return the slots in which `node` is there and has no meeting."""
        return [
            t for t in self.slots if t not in self.cell[node] and self.is_open(node, t)
        ]

    def put(self, pair: int, slot: int, buyer: Node, supplier: Node) -> None:
        """Let `pair` meet in `slot`."""
        self.cell[buyer][slot] = pair
        self.cell[supplier][slot] = pair
        self.slot_of[pair] = slot
        self.ends[pair] = (buyer, supplier)

    def nodes(self, pair: int) -> tuple[list[Node], list[Node]]:
        """Return the teams and the tables `pair` could use, emptiest last.

        Filling one table before the next keeps a supplier's copies apart as little as
        possible and leaves whole rounds free at the others.
        """
        b = int(self.instance.pair_buyer[pair])
        s = int(self.instance.pair_supplier[pair])
        teams = [(False, b, i) for i in range(int(self.instance.buyer_teams[b]))]
        tables = [(True, s, i) for i in range(int(self.instance.supplier_tables[s]))]
        return teams, tables


def colour_session(
    instance: Instance,
    session: int,
    pairs: Iterable[int],
    fixed: dict[int, int],
) -> tuple[dict[int, int], list[int]]:
    """Return the slot of each pair placed in `session`, and the pairs that found none.

    `fixed` are this session's meetings that stay (pair -> slot); they are part of the
    answer.
    """
    colouring = Colouring(instance, instance.session_slots[session].tolist())
    for pair, slot in sorted(fixed.items()):
        fix(colouring, pair, slot)
    left = [
        pair
        for pair in _hardest_first(instance, colouring, pairs)
        if not _place(colouring, pair)
    ]
    return colouring.slot_of, left


def fix(colouring: Colouring, pair: int, slot: int) -> None:
    """Let `pair` meet in `slot` for good, with any team and table free then."""
    teams, tables = colouring.nodes(pair)
    team = next(node for node in teams if slot not in colouring.cell[node])
    table = next(node for node in tables if slot not in colouring.cell[node])
    colouring.put(pair, slot, team, table)
    colouring.fixed.add(pair)


def _hardest_first(
    instance: Instance, colouring: Colouring, pairs: Iterable[int]
) -> list[int]:
    """Return the pairs, those with the fewest common slots first."""
    slots = colouring.slots

    def common(pair: int) -> int:
        b, s = instance.pair_buyer[pair], instance.pair_supplier[pair]
        both = instance.buyer_open[b, slots] & instance.supplier_open[s, slots]
        return int(both.sum())

    return sorted(
        (p for p in pairs if p not in colouring.fixed), key=lambda p: (common(p), p)
    )


def _place(colouring: Colouring, pair: int) -> bool:
    teams, tables = colouring.nodes(pair)
    room = [(t, colouring.free_slots(t)) for t in teams]
    booths = [(t, colouring.free_slots(t)) for t in tables]
    for team, team_free in room:
        for table, table_free in booths:
            shared = set(team_free) & set(table_free)
            if shared:
                slot = _most_compact(colouring, team, shared)
                colouring.put(pair, slot, team, table)
                return True
    for team, team_free in room:
        for table, table_free in booths:
            if _place_by_path(colouring, pair, team, team_free, table, table_free):
                return True
    return False


def _most_compact(colouring: Colouring, team: Node, shared: set[int]) -> int:
    """Return the slot nearest to the buyer's other meetings; the first without any."""
    taken = colouring.cell[team]
    if not taken:
        return min(shared)
    return min(shared, key=lambda t: (min(abs(t - u) for u in taken), t))


def _place_by_path(
    colouring: Colouring,
    pair: int,
    team: Node,
    team_free: list[int],
    table: Node,
    table_free: list[int],
) -> bool:
    """Free a slot of the table by an alternating path, then place `pair` there."""
    for mine in team_free:
        for theirs in table_free:
            if not colouring.is_open(table, mine):
                continue
            path = alternating_path(colouring, table, mine, theirs)
            if path is not None and team not in nodes_of(colouring, path):
                swap(colouring, path, mine, theirs)
                colouring.put(pair, mine, team, table)
                return True
    return False


def nodes_of(colouring: Colouring, path: list[int]) -> set[Node]:
    """Return the teams and tables that the pairs of `path` use."""
    return {node for pair in path for node in colouring.ends[pair]}


def alternating_path(
    colouring: Colouring, start: Node, first: int, second: int
) -> list[int] | None:
    """Return the pairs met alternately in `first`, `second`, ... from `start`.

    None when exchanging the two slots along it would move a fixed meeting or put one
    into a closed slot. A ring ends where it began.
    """
    path: list[int] = []
    node, slot, other = start, first, second
    while True:
        pair = colouring.cell[node].get(slot)
        if pair is None or (path and node == start):
            return path
        ends = colouring.ends[pair]
        if pair in colouring.fixed or not all(
            colouring.is_open(end, other) for end in ends
        ):
            return None
        path.append(pair)
        node = ends[1] if ends[0] == node else ends[0]
        slot, other = other, slot


def swap(colouring: Colouring, path: list[int], first: int, second: int) -> None:
    """Exchange the two slots along `path`."""
    moved = [
        (pair, second if colouring.slot_of[pair] == first else first) for pair in path
    ]
    for pair, _ in moved:
        for node in colouring.ends[pair]:
            del colouring.cell[node][colouring.slot_of[pair]]
    for pair, slot in moved:
        colouring.put(pair, slot, *colouring.ends[pair])
