"""Serve more demand lines where swapping single meetings is stuck.

Where tables are scarce a supplier has no free table to swap to. Then the pairs are
chosen anew in the same windows, by a flow that pays for each line served, and placed
anew. What that gives is kept when it is no worse in the tiers above fit, costs no more
fit than is allowed, and is worth more with its lines counted. What each buyer alone
would take at good prices says before whether that is worth trying.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.pairs import choose_pairs
from scheduler.search.place import place_pairs
from scheduler.search.rematch import rematch_rounds
from scheduler.search.served import served_lines
from scheduler.search.session_plan import SessionPlan
from scheduler.search.swaps import swap_for_lines
from scheduler.search.worth import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from scheduler.executor.protocol import Executor
    from scheduler.search.at_prices import AtPrices
    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks
    from scheduler.settings import SolveSettings

WORTHWHILE = 0.002
"""What more lines must be worth, as a share of the fit, for pairs to be placed anew."""

LACKING = 2e-4
"""The share of a session's pairs without a place from which it is matched afresh."""


def serve_lines(
    instance: Instance,
    walks: Walks,
    session_of: NDArray[np.int64],
    asked: AtPrices,
    slot_of: dict[int, int],
    fit_reached: int,
    settings: SolveSettings,
    go_on: Callable[[], bool],
    executor: Executor | None = None,
) -> dict[int, int]:
    """Return `slot_of`, or a placement that serves more lines for little fit.

    `session_of` [n] are the sessions planned, `asked` is what each buyer alone would
    take; `executor` does what splits by session. `fit_reached` is the fit before any was given up for lines; for loads none was yet.
    """
    if not settings.line_worth or not settings.fit_tolerance or not go_on():
        return slot_of
    pairs = np.array(list(slot_of), np.int64)
    lines = _lines(instance, pairs) + WORTHWHILE * fit_reached / settings.line_worth
    wanted = asked.found
    if _lines(instance, np.flatnonzero(wanted.chosen)) <= lines:
        return slot_of
    chosen = choose_pairs(
        instance,
        session_of,
        instance.locked,
        wanted.price,
        asked.ideal.prices,
        settings.line_worth,
        executor,
    ).chosen
    chosen[list(instance.locked)] = True
    if _lines(instance, np.flatnonzero(chosen)) <= lines:
        return slot_of
    plan = SessionPlan(session_of, chosen)
    placed = place_pairs(instance, walks, plan, settings.seed, executor)
    serving = chosen & (instance.open_lines.main >= 0)
    bonus = np.where(serving, settings.line_worth, 0)
    lacking = _lacking(instance, plan, placed)
    placed = rematch_rounds(
        instance, walks, placed, go_on, wanted.price, bonus, lacking
    )
    placed = swap_for_lines(instance, walks, placed, settings, go_on)
    now = _value(instance, pairs, settings.line_worth)
    found = _value(instance, np.array(list(placed), np.int64), settings.line_worth)
    fit = int(instance.pair_fit[list(placed)].sum())
    allowed = fit_reached * (1 - settings.fit_tolerance)
    return placed if found > now and fit >= allowed else slot_of


def _lacking(
    instance: Instance, plan: SessionPlan, placed: Mapping[int, int]
) -> list[int]:
    """Return the sessions that could hold more of the chosen pairs than they do.

    One in which all of them but a few have their place is as good as can be; but with
    several sessions a buyer, another one may be so too.
    """
    missing = np.setdiff1d(np.flatnonzero(plan.chosen), list(placed))
    without, wanted = (
        np.bincount(plan.session_of[rows], minlength=instance.n_sessions)
        for rows in (missing, np.flatnonzero(plan.chosen))
    )
    here: list[int] = np.flatnonzero(without > LACKING * wanted).tolist()
    alone = instance.problem.fair.sessions_per_buyer == 1 or not here
    return here if alone else list(range(instance.n_sessions))


def _value(
    instance: Instance, pairs: NDArray[np.int64], line_worth: int
) -> tuple[int, ...]:
    """Return the tiers above fit, then fit and lines together."""
    chosen = np.zeros(instance.n_pairs, np.bool_)
    chosen[pairs] = True
    stands = standing(instance, chosen)
    lines = _lines(instance, pairs)
    return (*stands[:-1], stands.fit + line_worth * lines)


def _lines(instance: Instance, pairs: NDArray[np.int64]) -> int:
    return int(np.bitwise_count(served_lines(instance, pairs)).sum())
