"""Who meets whom in a session, and what lies around one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.grid import Grid


class Neighbours:
    """The stays of a grid, linked by their meetings."""

    def __init__(self, grid: Grid) -> None:
        """Sort the meetings by stay."""
        seats = np.stack([grid.buyer_seat, grid.supplier_seat])
        self._ends = grid.seat_stay[seats]
        stay = self._ends.ravel()
        order = np.argsort(stay, kind="stable")
        self._meeting = order % self._ends.shape[1]
        stays = np.arange(len(grid.stay_party) + 1)
        self._first = np.searchsorted(stay[order], stays)

    def meetings_around(self, stay: int, size: int) -> NDArray[np.int64]:
        """Return the meetings among `size` stays: this one, whom it meets, and so on."""
        found, at = [stay], 0
        seen = {stay}
        while at < len(found) < size:
            mine = self._meeting[self._first[found[at]] : self._first[found[at] + 1]]
            met = dict.fromkeys(self._ends[:, mine].ravel().tolist())
            found += [one for one in met if one not in seen]
            seen.update(met)
            at += 1
        near = np.array(sorted(found[:size]), np.int64)
        mine = np.unique(
            np.concatenate(
                [self._meeting[self._first[i] : self._first[i + 1]] for i in near]
            )
        )
        return mine[np.isin(self._ends[:, mine], near).all(axis=0)]
