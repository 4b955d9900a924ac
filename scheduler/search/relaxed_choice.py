"""What is found when sessions are no matter, by a flow or at given prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Relaxed:
    """The best pairs [n] when sessions are no matter, a worth that no choice exceeds,
    and the price [S] of a meeting with each supplier; what each pair pays for an
    interpreter, [n], None where there are enough of them."""

    chosen: NDArray[np.bool_]
    total: int
    price: NDArray[np.int64]
    dues: NDArray[np.int64] | None = None
