"""Which two hours: a window of sessions for each buyer, and one session for each pair.

Buyers who compete for the same suppliers are spread first (`windows`); then those who
would gain at the prices of the tables are moved (`gainers`), a batch at a time, and
every batch is judged by the flow of `pairs`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.gainers import move_gainers
from scheduler.search.pairs import Before, Choice, choose_pairs
from scheduler.search.room import free_room
from scheduler.search.session_plan import Judged, SessionPlan
from scheduler.search.windows import designate, open_windows
from scheduler.search.worth import (
    STEEP,
    marginal_worth,
    minimum_steps,
    pair_worth,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.executor.protocol import Executor
    from scheduler.search.bounds import Ideal
    from scheduler.search.instance import Instance

BATCHES = 12
"""Batches of moves tried at most; each costs one flow ..."""

BATCH_EFFORT = 24_000_000
"""... and so many that their flows look at no more pairs together, one at least."""

FIRST_SHARE = 0.1
"""The share of the buyers who would gain that the first batch moves; less after a loss."""

NEARLY_ALL = 0.1
"""The share of the fit that may be missing up to which ideal pairs without a seat are left
out rather than a flow asked for others."""

PATIENCE = 2
"""Batches without gain before the search ends; one where some fit may be missing."""


def plan_sessions(
    instance: Instance,
    ideal: Ideal,
    gap_target: float,
    go_on: Callable[[], bool],
    executor: Executor | None = None,
) -> SessionPlan:
    """Return the best plan found; `ideal` is the best choice without sessions.

    It ends early where nothing is lost against that choice but `gap_target` of its fit.
    Where more is lost and moving buyers does not help, steep prices are tried.
    `executor` solves flows of sessions, here where it is None.
    """

    def judge(windows: NDArray[np.bool_], before: Before | None = None) -> Judged:
        return _judge(instance, windows, ideal, go_on, executor, before, gap_target)

    goal = standing(instance, ideal.relaxed.chosen)
    best = judge(open_windows(instance, ideal.relaxed, go_on))
    share, idle = FIRST_SHARE, 0
    patience = PATIENCE if gap_target == 0 else 1
    for _ in range(min(BATCHES, 1 + BATCH_EFFORT // max(1, instance.n_pairs))):
        if best.standing.is_near(goal, gap_target) or not go_on():
            break
        has_fit = best.standing.fit >= (1 - gap_target) * goal.fit
        too_modest = best.standing[:-1] < goal[:-1] and ideal.prices != STEEP
        if idle >= patience and not too_modest:
            break
        stuck = too_modest and idle
        part = 0.0 if has_fit else share
        moved = None if stuck else move_gainers(instance, best, ideal, part)
        if moved is not None:
            tried = judge(moved, Before(best))
            better = tried.standing > best.standing
            best = tried if better else best
            share, idle = (share, 0) if better else (share / 4, idle + 1)
        elif too_modest:
            missing = _missing(instance, best, ideal)
            ideal, idle = replace(ideal, prices=STEEP), 0
            best = judge(best.windows, Before(best, missing))
        else:
            break
    return best.plan


def _judge(
    instance: Instance,
    windows: NDArray[np.bool_],
    ideal: Ideal,
    go_on: Callable[[], bool],
    executor: Executor | None,
    before: Before | None,
    gap_target: float,
) -> Judged:
    session_of = designate(instance, windows, ideal.relaxed, go_on)
    seated = _seated(instance, session_of, ideal)
    goal = standing(instance, ideal.relaxed.chosen)
    if standing(instance, seated).is_near(goal, gap_target * NEARLY_ALL):
        choice = Choice(seated, np.zeros_like(instance.supplier_capacity))
    else:
        choice = choose_pairs(
            instance,
            session_of,
            instance.locked,
            ideal.relaxed.price,
            ideal.prices,
            executor=executor,
            before=before,
        )
        choice.chosen[list(instance.locked)] = True
    plan = SessionPlan(session_of, choice.chosen)
    return Judged(plan, windows, choice.price, standing(instance, choice.chosen))


def _missing(instance: Instance, now: Judged, ideal: Ideal) -> NDArray[np.int64]:
    """Return the sessions of those who have less above fit than in the `ideal` choice."""
    wanted, held = ideal.relaxed.chosen, now.plan.chosen
    lost = wanted & ~held & (instance.pair_must | (instance.pair_wish > 0))
    degree, less = (
        np.bincount(instance.pair_buyer[chosen], minlength=instance.n_buyers)
        for chosen in (wanted, held)
    )
    short = less < np.minimum(degree, instance.problem.fair.min_meetings)
    attended = np.flatnonzero(now.windows[short].any(axis=0))
    return np.setdiff1d(np.append(now.plan.session_of[lost], attended), [-1])


def _seated(
    instance: Instance, session_of: NDArray[np.int64], ideal: Ideal
) -> NDArray[np.bool_]:
    """Return [n]: which pairs of the `ideal` choice have a seat in their sessions.

    Where a party has too few seats the pairs that add most to their buyers have them.
    """
    room, chosen = free_room(instance, instance.locked), ideal.relaxed.chosen.copy()
    rows = np.flatnonzero(chosen)
    rows = rows[~np.isin(rows, list(instance.locked))]
    worth = pair_worth(instance, ideal.prices)
    steps = minimum_steps(instance.problem.fair.min_meetings, ideal.prices)
    added = marginal_worth(instance, rows, worth, steps)
    rows = rows[np.argsort(-added, kind="stable")]
    chosen[rows[session_of[rows] < 0]] = False
    for party, seats in (
        (instance.pair_buyer, room.buyer_session),
        (instance.pair_supplier, room.supplier_session),
    ):
        rows = rows[chosen[rows]]
        cell = party[rows] * instance.n_sessions + session_of[rows]
        order = np.argsort(cell, kind="stable")
        cell = cell[order]
        rank = np.arange(len(cell)) - np.searchsorted(cell, cell)
        chosen[rows[order[rank >= seats.ravel()[cell]]]] = False
    return chosen
