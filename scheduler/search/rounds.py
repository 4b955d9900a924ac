"""Rounds pair by pair: who meets whom in which round, and paths of exchanges.

The alternating path of two rounds from one team or table says which meetings have to
change places when one does (König 1916). Whole sessions are coloured by `colouring`;
this is for putting single parties into a better order.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def fix(colouring: Colouring, pair: int, slot: int) -> None:
    """Let `pair` meet in `slot` for good, with any team and table free then."""
    teams, tables = colouring.nodes(pair)
    team = next(node for node in teams if slot not in colouring.cell[node])
    table = next(node for node in tables if slot not in colouring.cell[node])
    colouring.put(pair, slot, team, table)
    colouring.fixed.add(pair)


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
