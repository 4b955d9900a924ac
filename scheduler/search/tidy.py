"""Put the meetings of each session into a good order.

Wanted are, in this order: no idle rounds of buyers, short walks, no idle rounds of
suppliers. Who meets whom, and in which session, stays. Rounds are exchanged along
chains as long as that helps; then by annealing, which also takes what does not help
while the heat lasts (Kirkpatrick and others 1983); what breaks remain are closed by
exact search in small parts of a session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fair import MeetAt
from scheduler.measure import measure_order
from scheduler.schedule import Schedule
from scheduler.search.breaks import close_breaks
from scheduler.search.extract import extract_meetings
from scheduler.search.grid import MOST_ROUNDS, build_grid
from scheduler.search.kempe import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.kempe import Change
    from scheduler.search.walks import Walks


SWEEPS = 10
"""Times all couples of rounds are exchanged where that helps, at most ..."""

WORTH_A_SWEEP = 1_000
"""... and while one chain in so many meetings helps: large fairs need not be perfect."""

NEAR_LEAST = 1.02
"""Walks, or idle rounds of suppliers, this near to the least there can be are not annealed."""

MOST_STEPS = 100
"""Exchanges of two rounds while annealing, at most and at most one a meeting ..."""

EFFORT = 2_000_000
"""... and at most this many meetings looked at, all steps together."""

CROWDED = 0.6
"""Share of the suppliers' rounds with a meeting, from which a fair is crowded."""

FEW_WAIT = 0.04
"""Share of the stays that wait, up to which these are the last breaks."""

WAIT_MIN = 25
"""Minutes of walking that an idle round of a buyer weighs as much as."""


def tidy_rounds(
    instance: Instance,
    walks: Walks,
    slot_of: Mapping[int, int],
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Return the placement in a better order, or the same; `go_on` may end the search."""
    if not slot_of or not _can_exchange(instance, walks):
        return dict(slot_of)
    exchange = Exchange(build_grid(instance, slot_of), walks)
    descend(exchange, go_on)
    if exchange.ways.walks.any():
        if _walks_far(exchange):
            anneal(exchange, WALKS, go_on)
        if _has_holes(exchange):
            anneal(exchange, HOLES, go_on)
    else:
        crowded = _is_crowded(exchange)
        anneal(exchange, CROWDED_BREAKS if crowded else BREAKS, go_on)
        close_breaks(exchange, go_on)
        if crowded and exchange.waits().mean() <= FEW_WAIT:
            anneal(exchange, LAST_BREAKS, go_on)
    found = exchange.slot_of()
    return dict(slot_of) if _walks_more(instance, slot_of, found) else found


def _walks_more(
    instance: Instance, before: Mapping[int, int], after: Mapping[int, int]
) -> bool:
    """Tell whether the order became worse by the tables that parties change.

    The organiser's tables are given out only when every round is known, so the ways
    between them are measured, not searched.
    """
    fair = instance.problem.fair
    if fair.meet_at is not MeetAt.TABLES or not fair.walk.same_hall_min:
        return False
    old, new = (
        measure_order(instance.problem, Schedule(extract_meetings(instance, slots)))
        for slots in (before, after)
    )
    return new > old


def _can_exchange(instance: Instance, walks: Walks) -> bool:
    """Tell whether the rules that an exchange could break are all looked at."""
    both_walk = walks.buyers_walk and walks.suppliers_walk
    tables = instance.problem.fair.tables is not None
    rounds = max(len(slots) for slots in instance.session_slots)
    return rounds <= MOST_ROUNDS and not (
        (both_walk and walks.binding) or (tables and walks.overlapping)
    )


def descend(exchange: Exchange, go_on: Callable[[], bool]) -> None:
    """Exchange rounds while any exchange helps."""
    couples = list(combinations(range(exchange.grid.rounds), 2))
    for _ in range(SWEEPS):
        taken = sum(exchange.step(*two, _better) for two in couples if go_on())
        if not taken or taken * WORTH_A_SWEEP < len(exchange.grid.pair):
            break


def _better(change: Change) -> NDArray[np.bool_]:
    return change.is_better()


@dataclass(frozen=True)
class Annealing:
    """Heat at the beginning and at the end; what a change weighs (more is worse).

    `effort` is how many times `MOST_STEPS` and `EFFORT` it may take.
    """

    first: float
    last: float
    weigh: Callable[[Change], NDArray[np.floating]]
    effort: int = 1

    def heat(self, done: float) -> float:
        """Return the heat when this share is done."""
        return float(self.first * (self.last / self.first) ** done)


def _weigh_walks(change: Change) -> NDArray[np.float64]:
    return WAIT_MIN * change.idle + change.minutes + 0.2 * change.holes


def _weigh_holes(change: Change) -> NDArray[np.float64]:
    """Return holes, where no tier above them loses."""
    loses = (change.idle > 0) | (change.minutes > 0)
    return np.where(loses, np.inf, change.holes)


def _weigh_breaks(change: Change) -> NDArray[np.float64]:
    return np.asarray(2.0 * change.idle + change.holes)


def _weigh_all(change: Change) -> NDArray[np.float64]:
    return np.asarray(change.idle + change.holes)


WALKS = Annealing(1.0, 0.15, _weigh_walks)
HOLES = Annealing(0.4, 0.1, _weigh_holes)
BREAKS = Annealing(0.4, 0.1, _weigh_breaks, effort=3)
CROWDED_BREAKS = replace(BREAKS, effort=15)
LAST_BREAKS = Annealing(0.22, 0.1, _weigh_all, effort=240)


def anneal(exchange: Exchange, plan: Annealing, go_on: Callable[[], bool]) -> None:
    """Exchange rounds at falling heat; go back if nothing was gained.

    A change that weighs w is taken with chance exp(-w / heat).
    """
    before, cells = exchange.value(), exchange.cell.copy()
    couples = list(combinations(range(exchange.grid.rounds), 2))
    meetings = len(exchange.grid.pair)
    steps = plan.effort * min(meetings, MOST_STEPS, EFFORT // meetings)
    rng = np.random.default_rng(0)
    for i in range(steps):
        if not go_on() or (plan is not WALKS and not exchange.waits().any()):
            break
        heat = plan.heat(i / steps)

        def accept(change: Change, heat: float = heat) -> NDArray[np.bool_]:
            luck = -heat * np.log1p(-rng.random(len(change.idle)))
            return np.asarray(plan.weigh(change) <= luck)

        exchange.step(*couples[rng.integers(len(couples))], accept)
    descend(exchange, go_on)
    if exchange.value() >= before:
        exchange.restore(cells)


def _is_crowded(exchange: Exchange) -> bool:
    """Tell whether suppliers are busy in most rounds, so that little can be moved."""
    busy = exchange.cell[exchange.grid.buyer_seats :] >= 0
    return float(busy.mean()) >= CROWDED


def _walks_far(exchange: Exchange) -> bool:
    """Tell whether buyers wait, or walk much more than their shortest orders."""
    idle, minutes, _ = exchange.value()
    least = int(exchange.ways.least[exchange.ways.walks].sum())
    return idle > 0 or minutes > NEAR_LEAST * least


def _has_holes(exchange: Exchange) -> bool:
    """Tell whether suppliers have many more idle rounds than closed ones force on them."""
    _, _, holes = exchange.value()
    return holes > NEAR_LEAST * int(exchange.least[exchange.grid.buyer_stays :].sum())
