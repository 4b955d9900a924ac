"""A min-cost flow built from blocks of arcs, solved by OR-tools."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import min_cost_flow

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass
class Network:
    """Arcs collected block by block, then solved at once."""

    tails: list[NDArray[np.int64]] = field(default_factory=list)
    heads: list[NDArray[np.int64]] = field(default_factory=list)
    capacities: list[NDArray[np.int64]] = field(default_factory=list)
    costs: list[NDArray[np.int64]] = field(default_factory=list)
    nodes: int = 2  # 0 is the source, 1 the sink

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
        self.add_arcs(0, 1, supply, 0)
        solver = min_cost_flow.SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            np.concatenate(self.tails),
            np.concatenate(self.heads),
            np.concatenate(self.capacities),
            np.concatenate(self.costs),
        )
        solver.set_nodes_supplies(np.array([0, 1]), np.array([supply, -supply]))
        status = solver.solve()
        if status != solver.OPTIMAL:
            raise RuntimeError(f"the flow ended with status {status}")
        return np.asarray(solver.flows(arcs), np.int64)
