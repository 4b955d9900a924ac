"""Who meets whom when sessions are no matter, as a linear programme.

The limits are those of the flow of `search.relaxed`, which every schedule obeys, so what
is proven here holds for every schedule. A flow cannot count a line once that several
pairs of a buyer serve; here a line is a column of its own that counts once. Loads are
dealt out on columns of rising costs. All but the lines is a flow, so the best answer is
nearly always one of whole pairs; where it is not, the few pairs in doubt are asked for
once more as whole ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from scheduler.model.columns import Columns, Floor, build_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance

SCALE = 1 << 20
"""Prices of rows are rounded to this part of a unit before they prove anything."""

STEPS = 100_000
"""Steps of the simplex method at most."""

NODES = 60
"""Branches that the search for whole pairs looks at at most."""

IN_DOUBT = (10, 100)
"""What a column is worth beside its price, in units, up to which it is in doubt: first
those that are so near, then, if no choice of these is one, those that are less so."""

FEW_PAIRS = 3_000
"""Pairs up to which all are in doubt."""

WHOLE = 1e-6
"""By how much a column may miss the whole number that is meant ..."""

ROUNDING = 1e-3
"""... and a bound of what is counted in whole numbers."""


@dataclass(frozen=True)
class Weights:
    """What a fit point and a demand line weigh, and what a unit of squared loads costs."""

    fit: int = 0
    line: int = 0
    load: int = 0


@dataclass(frozen=True)
class Answer:
    """A weight that no choice exceeds, and the pairs [n] of the best choice found, None
    where none of whole pairs was."""

    total: int
    chosen: NDArray[np.bool_] | None


@dataclass(frozen=True)
class _Relaxed:
    """The `columns`, a weight that no choice exceeds, and what each column gains beyond
    its price, scaled."""

    columns: NDArray[np.float64]
    total: int
    rest: NDArray[np.int64]


@dataclass(frozen=True)
class Choice:
    """All choices of pairs that have what `floor` says.

    `apart` meetings of a supplier cost ever more, all further ones as much as the next
    one: no squares are counted for more than they are.
    """

    instance: Instance
    floor: Floor
    apart: int

    @cached_property
    def columns(self) -> Columns:
        """Return the columns and the rows that limit them."""
        return build_columns(self.instance, self.floor, self.apart)

    def most(self, weights: Weights) -> int | None:
        """Return a weight that no choice exceeds, None where none was proven.

        At larger fairs pairs may be halved for it, so no choice need weigh as much.
        """
        if self.instance.n_pairs <= FEW_PAIRS:
            answer = self.best(weights)
            return answer.total if answer else None
        relaxed = self._relaxed(self._gain(weights))
        return relaxed.total if relaxed else None

    def best(self, weights: Weights) -> Answer | None:
        """Return the choice of greatest weight, None where no answer was found."""
        gain = self._gain(weights)
        relaxed = self._relaxed(gain)
        if relaxed is None:
            return None
        n = self.instance.n_pairs
        nearest = np.rint(relaxed.columns).astype(np.int64)
        if np.abs(relaxed.columns[:n] - nearest[:n]).max(initial=0) <= WHOLE:
            return Answer(relaxed.total, np.asarray(nearest[:n] > 0))
        return self._whole(gain, nearest, relaxed.rest, relaxed.total)

    def _gain(self, weights: Weights) -> NDArray[np.int64]:
        """Return what one of each column weighs."""
        return self.columns.gain(weights.fit, weights.line, weights.load)

    def _relaxed(self, gain: NDArray[np.int64]) -> _Relaxed | None:
        """Return the answer in which pairs may be halved."""
        columns = self.columns
        found = linprog(  # type: ignore[call-overload]  # its stub knows no sparse rows
            -gain.astype(np.float64),
            A_ub=columns.rows,
            b_ub=columns.most,
            bounds=np.stack([columns.low, columns.high], axis=1),
            method="highs-ds",
            options={"maxiter": STEPS, "presolve": False},
        )
        if found.x is None or found.status:
            return None
        return _Relaxed(found.x, *self._proven(gain, -found.ineqlin.marginals))

    def _proven(
        self, gain: NDArray[np.int64], price: NDArray[np.float64]
    ) -> tuple[int, NDArray[np.int64]]:
        """Return a weight that no choice exceeds, and what each column gains, scaled.

        At any prices of rows of zero or more, no choice weighs more than the rows' room
        at these prices and, of each column, what it gains beyond them (weak duality).
        All of it is summed in whole numbers, so no rounding of a solver is trusted.
        """
        columns = self.columns
        whole = np.maximum(0, np.rint(price * SCALE)).astype(np.int64)
        rest = gain * SCALE - columns.rows.T @ whole
        room = int(whole @ columns.most)
        most = int(np.where(rest > 0, rest * columns.high, rest * columns.low).sum())
        return (room + most) // SCALE, rest

    def _whole(
        self,
        gain: NDArray[np.int64],
        nearest: NDArray[np.int64],
        rest: NDArray[np.int64],
        total: int,
    ) -> Answer:
        """Return the best choice of whole pairs, some having been halved.

        At larger fairs columns that gain or lose much at the prices found stay as they
        are; then what is found bounds no other choice.
        """
        answer = Answer(total, None)
        for near in IN_DOUBT:
            if answer.chosen is None:
                doubt = np.abs(rest) <= near * SCALE
                answer = self._among(gain, nearest, doubt, answer.total)
        return answer

    def _among(
        self,
        gain: NDArray[np.int64],
        nearest: NDArray[np.int64],
        doubt: NDArray[np.bool_],
        total: int,
    ) -> Answer:
        """Return the best choice in which pairs that are not in `doubt` are as `nearest`."""
        n, columns = self.instance.n_pairs, self.columns
        doubt = doubt | (n <= FEW_PAIRS)
        doubt[n:] = True
        settled = np.where(doubt, 0, nearest)
        at = np.flatnonzero(doubt)
        found = milp(
            -gain[at].astype(np.float64),
            constraints=LinearConstraint(
                columns.rows[:, at], ub=columns.most - columns.rows @ settled
            ),
            bounds=Bounds(columns.low[at], columns.high[at]),
            integrality=(at < n).astype(np.int64),
            options={"node_limit": NODES, "mip_rel_gap": 0.0},
        )
        if len(at) == len(doubt) and found.mip_dual_bound is not None:
            total = min(total, math.floor(-found.mip_dual_bound + ROUNDING))
        if found.x is None:
            return Answer(total, None)
        settled[at] = np.rint(found.x)
        return Answer(total, np.asarray(settled[:n] > 0))
