"""The exact choice among what a repair may do: one wish after another, each proven.

The model is that of `scheduler.model` over the choices, beside the meetings that stay,
with one Boolean more for each party: whether its paper changes. Choosing few parties is
a covering problem, of which propagation sees little and the linear relaxation nearly
all: so the solver gets every row into its relaxation from the start.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from scheduler.model.constraints import add_constraints
from scheduler.model.variables import add_variables
from scheduler.repair import wishes
from scheduler.repair.changes import Mode
from scheduler.repair.part import Part, build_part
from scheduler.search.walks import Walks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.model.variables import Variables
    from scheduler.repair.amend import Amended
    from scheduler.repair.changes import Party, RepairSettings
    from scheduler.repair.choices import Choice, Choices

CURE_FIRST = ("musts", "shortfall", "agreed", "touched", "fit")
TOUCH_LEAST = ("touched", "musts", "shortfall", "agreed", "fit")


@dataclass(frozen=True)
class Found:
    """The slot of each choice that is taken, and each wish with a proven bound.

    All wishes are to be least: "musts" counts those placed as negative, and so "agreed"
    the prefers approved just now, with the avoids that stay; "touched" the parties
    besides the free ones. A wish that was not come to is missing.
    """

    slot_of: dict[Choice, int]
    values: dict[str, int]
    bounds: dict[str, int]

    @property
    def proven(self) -> bool:
        """Tell whether every wish reached its bound."""
        return len(self.values) == len(CURE_FIRST) and self.values == self.bounds


@dataclass
class _Model:
    v: Variables
    part: Part
    wishes: dict[str, wishes.Wish]
    answer: dict[tuple[int, int], bool] = field(default_factory=dict)


def search(
    amended: Amended,
    choices: Choices,
    free: frozenset[Party],
    settings: RepairSettings,
    begun: Found | None = None,
    names: Sequence[str] = (),
    least_touched: int = 0,
) -> Found | None:
    """Return the best choice; None where none was found within the effort.

    `free` are the parties whose paper changes anyway or is new. With `begun`, a choice
    among some of `choices`, only the wishes of `names` are asked, and what `begun`
    reached stays. No choice touches fewer than `least_touched`.
    """
    model = _build(amended, choices, free)
    values: dict[str, int] = {}
    bounds: dict[str, int] = {}
    if begun is not None:
        _go_on(model, begun)
        values, bounds = dict(begun.values), dict(begun.bounds)
    if not isinstance(model.wishes["touched"], int):
        model.v.model.add(model.wishes["touched"] >= least_touched)
    for name in names or order_of(settings):
        solved = _optimise(model, name, settings)
        if solved is None:
            break
        values[name], bounds[name] = solved
    if not values:
        return None
    slots = {pair: slot for (pair, slot), meets in model.answer.items() if meets}
    taken = {
        choice: slots[pair]
        for choice, pair in model.part.pair_of.items()
        if pair in slots
    }
    return Found(taken, values, bounds)


def _go_on(model: _Model, begun: Found) -> None:
    """Keep what `begun` reached, and begin with its choice."""
    for name, value in begun.values.items():
        if not isinstance(model.wishes[name], int):
            model.v.model.add(model.wishes[name] <= value)
    taken = {model.part.pair_of[c]: slot for c, slot in begun.slot_of.items()}
    model.answer = {key: taken.get(key[0]) == key[1] for key in model.v.meets}


def order_of(settings: RepairSettings) -> tuple[str, ...]:
    """Return the wishes, the first before all others; nothing is cured by cancelling."""
    cure = settings.cure_first and settings.mode is not Mode.CANCEL
    return CURE_FIRST if cure else TOUCH_LEAST


def _build(amended: Amended, choices: Choices, free: frozenset[Party]) -> _Model:
    part = build_part(amended, choices)
    domain = {pair: choice.slots for choice, pair in part.pair_of.items()}
    v = add_variables(part.instance, Walks(part.instance), domain, part.fixed)
    add_constraints(v)
    wishes.add_held(v, part)
    wishes.add_room(v, part, choices, amended.to_place)
    if v.walks.overlapping:
        wishes.add_booth_tables(v, part, choices)
    return _Model(
        v,
        part,
        {
            "musts": wishes.wish_musts(v, part),
            "shortfall": wishes.wish_shortfall(v, part),
            "agreed": wishes.wish_agreed(v, part, amended.agreed),
            "touched": wishes.wish_touched(v, part, free),
            "fit": wishes.wish_fit(v, part, choices),
        },
    )


def _optimise(
    model: _Model, name: str, settings: RepairSettings
) -> tuple[int, int] | None:
    """Make the wish least and keep it so; return its value and a bound from below."""
    v, now, wish = model.v, model.part.now, model.wishes[name]
    if isinstance(wish, int):
        return wish, wish
    v.model.clear_hints()  # type: ignore[no-untyped-call]  # of ortools
    for key, meets in v.meets.items():
        v.model.add_hint(meets, model.answer.get(key, now.get(key[0]) == key[1]))
    v.model.minimize(wish)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = settings.seed
    solver.parameters.max_deterministic_time = settings.effort
    solver.parameters.linearization_level = 2
    solver.parameters.add_lp_constraints_lazily = False
    if name == "fit":  # its relaxation is tight: cuts cost more than they give
        solver.parameters.cut_level = 0
    status = solver.solve(v.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    model.answer = {key: solver.boolean_value(m) for key, m in v.meets.items()}
    best = round(solver.objective_value)
    v.model.add(wish <= best)
    return best, math.ceil(solver.best_objective_bound - 1e-6)
