"""The wishes about who meets whom, as linear terms of a model.

The model says in which of several ways each pair may meet (in a slot, or just at all);
here is what it is worth that it does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

    Ways = Sequence[cp_model.IntVar]

Term = cp_model.LinearExpr


@dataclass(frozen=True)
class Terms:
    """Of each pair, the variables of `ways` of which at most one is true; the pairs of
    `fixed` meet anyway."""

    instance: Instance
    model: cp_model.CpModel
    ways: Mapping[int, Ways]
    fixed: Collection[int]

    @property
    def variables(self) -> list[cp_model.IntVar]:
        """Return the variables of all ways."""
        return [way for ways in self.ways.values() for way in ways]

    @cached_property
    def musts(self) -> Term:
        """Return the musts that meet."""
        return self._sum(self.instance.pair_must.astype(np.int64))

    @cached_property
    def suggestions(self) -> Term:
        """Return preferred less avoided pairs that meet."""
        return self._sum(self.instance.pair_wish)

    @cached_property
    def fit(self) -> Term:
        """Return the sum of fit."""
        return self._sum(self.instance.pair_fit)

    @cached_property
    def met(self) -> Term:
        """Return the meetings up to each buyer's minimum."""
        return _total([step for steps in self._steps for step in steps])

    @cached_property
    def shared(self) -> Term:
        """Return how well those are shared out, as in `Standing`."""
        last = self.instance.problem.fair.min_meetings - 1
        return _total(
            [step for steps in self._steps for step in steps],
            [last - k for steps in self._steps for k in range(len(steps))],
        )

    @cached_property
    def lines(self) -> Term:
        """Return the demand lines served."""
        serving: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for pair in self._pairs:
            bits = int(self.instance.pair_lines[pair])
            for line in range(bits.bit_length()):
                if bits >> line & 1:
                    serving[int(self.instance.pair_buyer[pair]), line].append(pair)
        served = [self.model.new_bool_var("") for _ in serving]
        for line_served, pairs in zip(served, serving.values(), strict=True):
            self.model.add(line_served <= self._count(pairs))
        return _total(served)

    @cached_property
    def squares(self) -> Term:
        """Return the sum of squared loads: the meetings are dealt out on rising costs."""
        steps: list[cp_model.IntVar] = []
        costs: list[int] = []
        for pairs in self._by(self.instance.pair_supplier).values():
            own = [self.model.new_bool_var("") for _ in pairs]
            self.model.add(_total(own) == self._count(pairs))
            steps += own
            costs += [2 * k + 1 for k in range(len(own))]
        return _total(steps, costs)

    @cached_property
    def _steps(self) -> list[list[cp_model.IntVar]]:
        """Return for each buyer whether it has a first, a second, ... meeting."""
        found = []
        for pairs in self._by(self.instance.pair_buyer).values():
            minimum = self.instance.problem.fair.min_meetings
            steps = [self.model.new_bool_var("") for _ in range(minimum)]
            self.model.add(_total(steps) <= self._count(pairs))
            found.append(steps)
        return found

    @property
    def _pairs(self) -> list[int]:
        return [*self.ways, *self.fixed]

    def _by(self, party: NDArray[np.int64]) -> dict[int, list[int]]:
        """Return the pairs of each party."""
        of: defaultdict[int, list[int]] = defaultdict(list)
        for pair in self._pairs:
            of[int(party[pair])].append(pair)
        return of

    def _count(self, pairs: Sequence[int]) -> Term:
        """Return how many of `pairs` meet."""
        held = sum(pair in self.fixed for pair in pairs)
        return _total([way for p in pairs for way in self.ways.get(p, ())]) + held

    def _sum(self, weight: NDArray[np.int64]) -> Term:
        """Return the sum of the `weight` [n] of pairs that meet."""
        held = int(weight[list(self.fixed)].sum())
        pairs = [pair for pair in self.ways if weight[pair]]
        ways = [way for pair in pairs for way in self.ways[pair]]
        return (
            _total(ways, [int(weight[p]) for p in pairs for _ in self.ways[p]]) + held
        )


def _total(
    variables: Sequence[cp_model.IntVar], weights: Sequence[int] | None = None
) -> Term:
    """Return the sum of `variables`, each times its weight, 1 where there are none."""
    if weights is None:
        weights = [1] * len(variables)
    return cp_model.LinearExpr.weighted_sum(variables, weights)
