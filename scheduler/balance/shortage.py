"""Who cannot all reach the minimum, whatever the schedule: a flow and its least cut.

    source -> buyer -> pair -> (supplier, session) -> supplier -> hall -> sink

A buyer brings the meetings it needs, a pair takes one, a supplier's session as many as
its tables have open rounds. Every schedule is a flow here, so what the greatest flow
leaves over no schedule can give (Ford and Fulkerson 1956). The cut on the side of the
source that is smallest names just the buyers who compete for too little, and the
suppliers they compete for: every one of them is needed to show the lack (Hall 1935).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import max_flow
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scheduler.balance.presence import Presence

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Pairs:
    """Pairs that could meet, as columns of positions [n], and where, [n, P]."""

    buyer: NDArray[np.int64]
    supplier: NDArray[np.int64]
    shared: NDArray[np.bool_]

    @classmethod
    def build(
        cls,
        presence: Presence,
        buyer: NDArray[np.int64],
        supplier: NDArray[np.int64],
    ) -> Pairs:
        """Build from positions; pairs that are never there together are left out."""
        shared = presence.shared(buyer, supplier)
        keep = shared.any(axis=1)
        return cls(buyer[keep], supplier[keep], shared[keep])


@dataclass(frozen=True)
class Group:
    """Positions of `buyers` who need `needed` meetings in all, while what they compete
    for, the `suppliers` that are full, and whatever else they have, gives `missing`
    fewer. A buyer with too few suppliers competes with nobody."""

    buyers: NDArray[np.int64]
    suppliers: NDArray[np.int64]
    needed: int
    missing: int


@dataclass(frozen=True)
class Lack:
    """The groups; and, for whoever would mend it, the buyers of all groups (`short`
    [B]) and the meetings of others at each supplier's session (`taken` [S, P])."""

    groups: tuple[Group, ...]
    short: NDArray[np.bool_]
    taken: NDArray[np.int64]

    @property
    def missing(self) -> int:
        """Return the meetings that no schedule can give."""
        return sum(group.missing for group in self.groups)


def find_lack(presence: Presence, pairs: Pairs) -> Lack:
    """Return who cannot all reach what they need."""
    flow = _Flow(presence, pairs)
    unmet = presence.need - flow.met
    if not unmet.any():
        nobody = np.zeros(len(presence.need), np.bool_)
        return Lack((), nobody, np.zeros_like(presence.rounds))
    short, full = flow.cut()
    return Lack(
        tuple(_groups(pairs, presence.need, unmet, short, full)),
        short,
        flow.taken(~short),
    )


class _Flow:
    """The greatest flow of meetings, solved once."""

    def __init__(self, presence: Presence, pairs: Pairs) -> None:
        self.pairs = pairs
        n_buyers, n_pairs = len(presence.need), len(pairs.buyer)
        n_suppliers, n_sessions = presence.rounds.shape
        self.first_pair = 2 + n_buyers
        self.first_table = self.first_pair + n_pairs
        self.first_supplier = self.first_table + n_suppliers * n_sessions
        hall = self.first_supplier + n_suppliers
        self.at, self.session = np.nonzero(pairs.shared)
        table = pairs.supplier[self.at] * n_sessions + self.session
        self.solver = max_flow.SimpleMaxFlow()
        add = self.solver.add_arcs_with_capacity
        buyers = np.arange(n_buyers)
        of_buyer = add(np.zeros(n_buyers, np.int64), 2 + buyers, presence.need)
        add(
            2 + pairs.buyer,
            self.first_pair + np.arange(n_pairs),
            np.ones(n_pairs, np.int64),
        )
        self.of_pair = add(
            self.first_pair + self.at,
            self.first_table + table,
            np.ones(len(self.at), np.int64),
        )
        tables = np.arange(n_suppliers * n_sessions)
        add(
            self.first_table + tables,
            self.first_supplier + tables // max(1, n_sessions),
            (presence.rounds * presence.tables[:, None]).ravel(),
        )
        suppliers = self.first_supplier + np.arange(n_suppliers)
        add(suppliers, np.full(n_suppliers, hall), presence.most)
        self.solver.add_arc_with_capacity(hall, 1, presence.hall)
        status = self.solver.solve(0, 1)
        if status != self.solver.OPTIMAL:
            raise RuntimeError(f"the flow ended with status {status}")
        self.met = np.asarray(self.solver.flows(of_buyer), np.int64)
        self.shape = presence.rounds.shape

    def cut(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return the buyers [B] and suppliers [S] on the source's side of the cut.

        A supplier is on it with any of its sessions.
        """
        side = np.zeros(self.first_supplier + self.shape[0] + 1, np.bool_)
        side[self.solver.get_source_side_min_cut()] = True
        short = side[2 : self.first_pair]
        tables = side[self.first_table : self.first_supplier].reshape(self.shape)
        return short, np.any(tables, axis=1)

    def taken(self, buyers: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return [S, P]: the meetings that `buyers` [B] hold in this flow."""
        taken = np.zeros(self.shape, np.int64)
        flows = np.asarray(self.solver.flows(self.of_pair), np.int64)
        flows *= buyers[self.pairs.buyer[self.at]]
        np.add.at(taken, (self.pairs.supplier[self.at], self.session), flows)
        return taken


def _groups(
    pairs: Pairs,
    need: NDArray[np.int64],
    unmet: NDArray[np.int64],
    short: NDArray[np.bool_],
    full: NDArray[np.bool_],
) -> list[Group]:
    """Return the short buyers, together where they compete for a full supplier."""
    n_buyers, n_suppliers = len(short), len(full)
    rival = short[pairs.buyer] & full[pairs.supplier]
    ends = (pairs.buyer[rival], n_buyers + pairs.supplier[rival])
    size = n_buyers + n_suppliers
    links = coo_array((np.ones(len(ends[0])), ends), shape=(size, size))
    _, part = connected_components(links, directed=False)
    of_buyer, of_supplier = part[:n_buyers], part[n_buyers:]
    groups = []
    for name in dict.fromkeys(of_buyer[short].tolist()):
        buyers = np.flatnonzero(short & (of_buyer == name))
        groups.append(
            Group(
                buyers=buyers,
                suppliers=np.flatnonzero(full & (of_supplier == name)),
                needed=int(need[buyers].sum()),
                missing=int(unmet[buyers].sum()),
            )
        )
    return groups
