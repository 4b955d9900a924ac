"""Lines and loads of fairs that sessions do not bind: the best choice, then its place.

Where as good a choice as without sessions was placed, there is nearly always a place for
another one. So the pairs are chosen once more, sessions being no matter, by the linear
programme of `model.choice`: all lines that the tolerance of fit pays for, then what
even loads are worth. If all of them find a place, that is the answer, with its proof.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from scheduler.model.choice import Choice, Weights
from scheduler.model.columns import Floor
from scheduler.search.bounds import lines_apart
from scheduler.search.improve import standing_of
from scheduler.search.levels import Settled
from scheduler.search.only import place_only
from scheduler.search.served import served_lines
from scheduler.search.worth import is_shared_one_way

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.levels import Start
    from scheduler.settings import SolveSettings

MOST_PAIRS = 30_000
"""Pairs up to which is asked who meets whom."""

LINE = 1_000
"""Fit points that one more line outweighs: more than any few meetings lose for it."""


def choose_lower(
    start: Start, fit_reached: int, settings: SolveSettings, go_on: Callable[[], bool]
) -> Settled | None:
    """Return a placement of the best choice for lines and loads, None where there is none.

    Nothing is lost of the tiers above but fit, within the tolerances; `fit_reached` is
    the fit before.
    """
    instance = start.instance
    if instance.n_pairs > MOST_PAIRS or not start.slot_of or not go_on():
        return None
    weights = _weights(settings)
    above = standing_of(instance, start.slot_of)
    choice = Choice(
        instance,
        Floor(above, fit_reached - _allowed(weights, settings, fit_reached)),
        most_load(instance, np.array(list(start.slot_of), np.int64)),
    )
    answer = choice.best(weights)
    if answer is None or answer.chosen is None:
        return None
    pairs = np.flatnonzero(answer.chosen)
    placed = place_only(instance, pairs, start.seed, go_on)
    if placed is None:
        return None
    if not is_shared_one_way(instance, above):
        return Settled(placed, {})
    return Settled(placed, _proven(choice, answer.total, pairs, weights))


def _weights(settings: SolveSettings) -> Weights:
    """Return what is weighed, in the unit in which both loads and fit are whole."""
    worth = settings.load_worth if settings.balance_tolerance else 0
    unit = Fraction(str(worth)) / 2
    line = LINE if settings.line_worth and settings.fit_tolerance else 0
    return Weights(unit.denominator, unit.denominator * line, unit.numerator)


def _allowed(weights: Weights, settings: SolveSettings, fit: int) -> int:
    """Return what lines and loads may cost together."""
    share = settings.fit_tolerance * bool(weights.line)
    return int((share + settings.balance_tolerance * bool(weights.load)) * fit)


def most_load(instance: Instance, pairs: NDArray[np.int64]) -> int:
    """Return the meetings of the supplier that has most."""
    return int(np.bincount(instance.pair_supplier[pairs]).max(initial=0))


def _proven(
    choice: Choice, total: int, pairs: NDArray[np.int64], weights: Weights
) -> dict[str, int]:
    """Return what no schedule goes beyond that is as good in the tiers above each.

    No choice weighs more than `total`. So one of no less fit than that of `pairs`, and
    no fewer lines, costs so much in loads at least (Everett 1963, as in
    `search.worth`). Where that is less than these cost it is asked for by itself.
    """
    instance = choice.instance
    fit = int(instance.pair_fit[pairs].sum())
    lines = int(np.bitwise_count(served_lines(instance, pairs)).sum())
    proven = {}
    if weights.load:
        squares = int((np.bincount(instance.pair_supplier[pairs]) ** 2).sum())
        known = weights.fit * fit + weights.line * lines
        least = -((total - known) // weights.load)
        if least < squares:
            as_many = replace(choice, floor=replace(choice.floor, lines=lines))
            most = as_many.most(replace(weights, line=0))
            if most is not None:
                least = max(least, -((most - weights.fit * fit) // weights.load))
        proven["balance"] = least
    if weights.line:
        proven["coverage"] = _most_lines(choice, fit, lines)
    return proven


def _most_lines(choice: Choice, fit: int, lines: int) -> int:
    """Return lines that no choice of so much fit serves more of, `lines` if that is it.

    As in `search.bounds.coverage_bound`, at a price of a line above all the fit that
    was given up for loads.
    """
    apart = lines_apart(choice.instance)
    if apart == lines:
        return apart
    price = max(LINE, fit)
    most = choice.most(Weights(fit=1, line=price))
    return apart if most is None else min(apart, (most - fit) // price)
