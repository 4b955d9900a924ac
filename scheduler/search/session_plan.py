"""Which pairs meet in which sessions, and how good that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from scheduler.search.worth import Standing


@dataclass(frozen=True)
class SessionPlan:
    """The session each pair would meet in, [n] (-1: cannot), and the pairs chosen, [n]."""

    session_of: NDArray[np.int64]
    chosen: NDArray[np.bool_]


@dataclass(frozen=True)
class Judged:
    """A plan with its windows [B, P], the prices of tables [S, P], and how good it is.

    Where nothing could be better the prices are 0: nobody is to be moved for them.
    """

    plan: SessionPlan
    windows: NDArray[np.bool_]
    price: NDArray[np.int64]
    standing: Standing
