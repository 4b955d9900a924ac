"""Lines and loads weighed by an exact model: what they are worth, then what is proven."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scheduler.model.stages import Stages
    from scheduler.search.worth import Standing
    from scheduler.settings import SolveSettings


class Least(NamedTuple):
    """Lines that no choice serves more of, squared loads that none goes below."""

    lines: int
    squares: int


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
