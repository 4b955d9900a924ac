"""Who meets whom when sessions are no matter, exactly: lines counted once, loads squared.

The limits are those of the flow of `search.relaxed`, which every schedule obeys,
so what is proven here holds for every schedule. A flow cannot count a line once that
several pairs of a buyer serve; this model can, and is still small, since it asks only
whether a pair meets at all.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model.terms import Terms
from scheduler.search.interpreting import interpreter_pools
from scheduler.search.pairs import free_room
from scheduler.search.relaxed import best_window, hall_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.model.stages import Stages
    from scheduler.search.instance import Instance
    from scheduler.search.worth import Standing
    from scheduler.settings import SolveSettings


class Least(NamedTuple):
    """Lines that no choice serves more of, squared loads that none goes below."""

    lines: int
    squares: int


def build_choice(instance: Instance) -> Terms:
    """Return a model of the pairs that could meet, one variable each."""
    model = cp_model.CpModel()
    free = instance.pair_meetable.copy()
    free[list(instance.locked)] = False
    ways = {p: [model.new_bool_var("")] for p in np.flatnonzero(free).tolist()}
    room = free_room(instance, instance.locked)
    buyer = np.minimum(room.buyer, best_window(instance, room))
    supplier = np.minimum(room.supplier, room.supplier_session.sum(axis=1))
    for party, most in (
        (instance.pair_buyer, buyer),
        (instance.pair_supplier, supplier),
    ):
        of: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for pair, (way,) in ways.items():
            of[int(party[pair])].append(way)
        for one, some in of.items():
            _at_most(model, some, int(most[one]))
    _at_most(model, [way for (way,) in ways.values()], hall_room(instance))
    _add_interpreters(instance, model, ways)
    return Terms(instance, model, ways, instance.locked)


def _at_most(
    model: cp_model.CpModel, ways: Sequence[cp_model.IntVar], most: int
) -> None:
    if len(ways) > most:
        model.add(sum(ways) <= most)


def _add_interpreters(
    instance: Instance,
    model: cp_model.CpModel,
    ways: dict[int, list[cp_model.IntVar]],
) -> None:
    """Let interpreters serve, over the fair, all who need one: a flow by kinds."""
    pools = interpreter_pools(instance)
    of_kind: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
    for pair, (way,) in ways.items():
        if instance.pair_kind[pair] >= 0:
            of_kind[int(instance.pair_kind[pair])].append(way)
    shares: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
    for kind, needy in of_kind.items():
        groups = instance.interpreting.able[kind]
        served = []
        for one, pool in enumerate(pools):
            room = _pool(pool, [one in group for group in groups])
            served.append(model.new_int_var(0, room, ""))
            shares[one].append(served[-1])
        model.add(sum(needy) <= sum(served))
    for one, given in shares.items():
        model.add(sum(given) <= int(pools[one].sum()))


def _pool(pool: NDArray[np.int64], able: list[bool]) -> int:
    return int(pool[np.array(able, np.bool_)].sum())


def weigh(stages: Stages, above: Standing, settings: SolveSettings) -> Least | None:
    """Look for the choice that serves lines and evens loads best for the fit they cost.

    First what a line is worth decides how much fit goes for lines, then what even loads
    are worth how much more for these, no line lost. With that much fit, as many lines as
    can be, and then the evenest loads, are the answer that `stages` has in the end.
    Nothing is lost of `above` but fit, within the tolerances. None: no answer was found.
    """
    terms = stages.terms
    keep_above(stages, above)
    stages.keep(terms.fit, above.fit - int(settings.fit_tolerance * above.fit))
    first = stages.greatest(terms.fit + settings.line_worth * terms.lines)
    if first is None:
        return None
    lines, fit = stages.value(terms.lines), stages.value(terms.fit)
    stages.keep(terms.lines, lines)
    stages.keep(terms.fit, fit - int(settings.balance_tolerance * above.fit))
    unit = Fraction(str(settings.load_worth)) / 2
    second = stages.greatest(
        unit.denominator * terms.fit - unit.numerator * terms.squares
    )
    if second is None:
        return None
    return bound_lower(stages, stages.value(terms.fit))


def keep_above(stages: Stages, above: Standing) -> None:
    """Keep what was reached in the tiers above fit."""
    terms = stages.terms
    for term, reached in zip(
        (terms.musts, terms.met, terms.shared, terms.suggestions),
        above[:-1],
        strict=True,
    ):
        stages.keep(term, reached)


def bound_lower(stages: Stages, fit: int, reached: int | None = None) -> Least | None:
    """Return the most lines for so much `fit`, then the evenest loads for as many.

    Or for as many lines as were `reached`. The answer that `stages` has in the end has
    as many lines, as even loads, and the most fit.
    """
    terms = stages.terms
    stages.keep(terms.fit, fit)
    lines = stages.greatest(terms.lines)
    if lines is None:
        return None
    stages.keep(terms.lines, lines.value if reached is None else reached)
    squares = stages.least(terms.squares)
    if squares is None:
        return None
    stages.keep(-terms.squares, -squares.value)
    stages.greatest(terms.fit)
    return Least(lines.bound, squares.bound)
