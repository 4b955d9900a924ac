"""The best order of small fairs: all sessions exactly, each for itself.

Who meets whom in which session is decided; which round each meeting takes is asked of
`model.orders`, session by session, since nothing links them where no way is longer than
the pause between rounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.fair import MeetAt
from scheduler.model.orders import Cost, Order, Stay, find_order
from scheduler.search.levels import Settled
from scheduler.search.shortest import leg_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

MOST_MEETINGS = 2_500
"""Meetings up to which the order is asked for."""

MOST_ROUNDS = 6
"""Rounds of a session up to which a buyer's orders are listed: 720 of them."""


def find_orders(
    instance: Instance,
    walks: Walks,
    slot_of: Mapping[int, int],
    go_on: Callable[[], bool],
) -> Settled | None:
    """Return the same meetings in their best order, None where it is not asked for or
    not found; with what is proven of idle rounds, minutes walked and holes."""
    pairs = np.array(sorted(slot_of), np.int64)
    if not _can_order(instance, walks, pairs):
        return None
    slot = np.array([slot_of[pair] for pair in pairs.tolist()], np.int64)
    found: list[Order] = []
    for slots in instance.session_slots:
        here = np.flatnonzero(np.isin(slot, slots))
        order = _order(instance, walks, slots, pairs[here]) if go_on() else None
        if order is None:
            return None
        slot[here] = slots[order.round_at]
        found.append(order)
    placed = dict(zip(pairs.tolist(), slot.tolist(), strict=True))
    return Settled(placed, _proven(found))


def _can_order(instance: Instance, walks: Walks, pairs: NDArray[np.int64]) -> bool:
    """Tell whether buyers walk, everybody is one, and no rule links what takes place."""
    fair = instance.problem.fair
    return bool(
        len(pairs) <= MOST_MEETINGS
        and fair.meet_at is MeetAt.SUPPLIER_BOOTH
        and fair.tables is None
        and max(len(slots) for slots in instance.session_slots) <= MOST_ROUNDS
        and not (walks.binding or walks.overlapping or instance.interpreting.able)
        and (instance.buyer_teams[instance.pair_buyer[pairs]] == 1).all()
        and (instance.supplier_tables[instance.pair_supplier[pairs]] == 1).all()
    )


def _order(
    instance: Instance,
    walks: Walks,
    slots: NDArray[np.int64],
    pairs: NDArray[np.int64],
) -> Order | None:
    """Return the order of the `pairs` of one session."""
    if not len(pairs):
        return Order(pairs, Cost(0, 0, 0), Cost(0, 0, 0))
    buyer, supplier = instance.pair_buyer[pairs], instance.pair_supplier[pairs]
    is_open = instance.buyer_open[buyer][:, slots]
    is_open = is_open & instance.supplier_open[supplier][:, slots]
    for meeting, pair in enumerate(pairs.tolist()):
        if pair in instance.locked:
            is_open[meeting] = slots == instance.locked[pair]
    own = np.split(np.arange(len(pairs)), np.flatnonzero(np.diff(buyer)) + 1)
    stays = [
        Stay(meetings, leg_table(walks, pairs[None, meetings])[0]) for meetings in own
    ]
    return find_order(stays, supplier, is_open)


def _proven(orders: Sequence[Order]) -> dict[str, int]:
    """Return what no order goes below that is as good in the tiers before each.

    As good in all sessions together is as good in each of them where none can be better.
    """
    proven = {}
    for tier, name in enumerate(("idle", "walks", "holes")):
        proven[name] = sum(order.least[tier] for order in orders)
        if proven[name] < sum(order.cost[tier] for order in orders):
            break
    return proven
