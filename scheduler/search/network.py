"""A min-cost flow built from blocks of arcs, solved by OR-tools, with its prices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import min_cost_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray


SOURCE, SINK = 0, 1

UNREACHED = 1 << 50
"""The price of a node without a way to the sink; above all sums of costs."""


@dataclass
class Network:
    """Arcs collected block by block, then solved at once."""

    tails: list[NDArray[np.int64]] = field(default_factory=list)
    heads: list[NDArray[np.int64]] = field(default_factory=list)
    capacities: list[NDArray[np.int64]] = field(default_factory=list)
    costs: list[NDArray[np.int64]] = field(default_factory=list)
    nodes: int = 2  # the source and the sink

    def add_nodes(self, count: int) -> int:
        """Return the first of `count` new nodes."""
        first = self.nodes
        self.nodes += count
        return first

    def add_arcs(
        self,
        tails: NDArray[np.int64] | int,
        heads: NDArray[np.int64] | int,
        capacities: NDArray[np.int64] | int,
        costs: NDArray[np.int64] | int,
    ) -> None:
        """Add arcs; a single number stands for all of them."""
        columns = np.broadcast_arrays(
            *(np.asarray(c, np.int64) for c in (tails, heads, capacities, costs))
        )
        blocks = (self.tails, self.heads, self.capacities, self.costs)
        for block, column in zip(blocks, columns, strict=True):
            block.append(np.atleast_1d(column))

    def solve(self, supply: int) -> NDArray[np.int64]:
        """Return the flow of each arc at least cost; unused supply is free."""
        self.add_arcs(SOURCE, SINK, supply, 0)
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            np.concatenate(self.tails),
            np.concatenate(self.heads),
            np.concatenate(self.capacities),
            np.concatenate(self.costs),
        )
        solver.set_nodes_supplies(np.array([SOURCE, SINK]), np.array([supply, -supply]))
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise RuntimeError(f"the flow ended with status {status}")
        return np.asarray(solver.flows(arcs), np.int64)

    def prices(self, flows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return for each node what one unit more there would cost, under a best flow.

        It is the shortest way from the node to the sink in the residual network, and
        `UNREACHED` at most. An arc from u to v that costs c + price[v] - price[u] is
        at least 0 wherever there is room and at most 0 wherever there is flow; such
        prices exist because a flow of least cost leaves no cycle of negative cost, and
        any further arc that costs 0 or more in these terms leaves the flow a best one
        (Ahuja, Magnanti and Orlin, Network Flows, 1993, theorem 9.3).
        """
        tails, heads, costs = (
            np.concatenate(column) for column in (self.tails, self.heads, self.costs)
        )
        forth = flows < np.concatenate(self.capacities)
        back = flows > 0
        return shortest_ways(
            np.concatenate([tails[forth], heads[back]]),
            np.concatenate([heads[forth], tails[back]]),
            np.concatenate([costs[forth], -costs[back]]),
            self.nodes,
        )


def shortest_ways(
    tails: NDArray[np.int64],
    heads: NDArray[np.int64],
    lengths: NDArray[np.int64],
    nodes: int,
) -> NDArray[np.int64]:
    """Return the length of each node's shortest way to the sink, `UNREACHED` at most.

    Bellman and Ford's method, all arcs at once; there must be no negative cycle.
    """
    order = np.argsort(tails, kind="stable")
    tails, heads, lengths = tails[order], heads[order], lengths[order]
    starts = np.flatnonzero(np.diff(tails, prepend=-1))
    origins = tails[starts]
    way = np.full(nodes, UNREACHED)
    way[SINK] = 0
    while True:
        best = np.minimum.reduceat(lengths + way[heads], starts)
        shorter = best < way[origins]
        if not shorter.any():
            return way
        way[origins[shorter]] = best[shorter]
