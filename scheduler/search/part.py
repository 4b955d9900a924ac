"""A few meetings to be put into rounds exactly, so that parties have no break.

A party of one seat that meets d times without a break has begun by round r, and not
yet by round r - d, exactly when it meets in round r. One ladder of variables says where
its block begins, and every meeting needs the block to cover its round: with these
clauses a SAT solver finds in a second what takes minutes when breaks are only counted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise
from typing import TYPE_CHECKING

from scheduler.timetable.cnf import FALSE, TRUE, Formula

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Part:
    """Free meetings of one session among stays of both sides; K rounds.

    `ends` are the two stays of each meeting. By stay: `room` is how many more meetings
    each round can take, `held` which rounds have a meeting that stays; `whole` says
    that the stay must have no break, `single` that it has one seat. `hall` is how many
    of the meetings each round can take together, None where that is no matter.
    """

    ends: Sequence[tuple[int, int]]
    room: Sequence[Sequence[int]]
    held: Sequence[Sequence[bool]]
    whole: Sequence[bool]
    single: Sequence[bool]
    hall: Sequence[int] | None = None

    @property
    def rounds(self) -> int:
        """Return K."""
        return len(self.room[0])


def solve_part(part: Part, conflicts: int) -> list[int] | None:
    """Return the round of each meeting; None where there is no way or none was found."""
    from scheduler.timetable.sat import SatSolver  # noqa: PLC0415  (slow to load)

    formula, at = _encode(part)
    with SatSolver(formula) as solver:
        if not solver.search([], conflicts):
            return None
        model = solver.model()
    return [next(r for r, lit in place.items() if lit in model) for place in at]


def _encode(part: Part) -> tuple[Formula, list[dict[int, int]]]:
    """Return the clauses, and for each meeting the literals of the rounds it can take."""
    formula = Formula()
    at = [_one_round(formula, part, ends) for ends in part.ends]
    of_stay: defaultdict[int, list[dict[int, int]]] = defaultdict(list)
    for ends, place in zip(part.ends, at, strict=True):
        for stay in ends:
            of_stay[stay].append(place)
    for stay, places in sorted(of_stay.items()):
        _within_room(formula, part.room[stay], places)
        if part.whole[stay]:
            add = _one_block if part.single[stay] else _no_hole
            add(formula, part, stay, places)
    if part.hall is not None:
        _within_room(formula, part.hall, at)
    return formula, at


def _one_round(formula: Formula, part: Part, ends: tuple[int, int]) -> dict[int, int]:
    one, other = (part.room[stay] for stay in ends)
    place = {
        r: formula.new_variable() for r in range(part.rounds) if one[r] and other[r]
    }
    formula.add(*place.values())
    for here, there in combinations(place.values(), 2):
        formula.add(-here, -there)
    return place


def _within_room(
    formula: Formula, room: Sequence[int], places: Sequence[dict[int, int]]
) -> None:
    """No more of the meetings a round than it can take."""
    for r, most in enumerate(room):
        here = [place[r] for place in places if r in place]
        if most == 1:
            for one, other in combinations(here, 2):
                formula.add(-one, -other)
        elif most < len(here):
            formula.at_most(here, most)


def _one_block(
    formula: Formula, part: Part, stay: int, places: Sequence[dict[int, int]]
) -> None:
    """The stay of one seat meets in as many rounds on end as it has meetings."""
    held = part.held[stay]
    length, rounds = len(places) + sum(held), part.rounds
    ladder = [formula.new_variable() for _ in range(rounds - length)]
    for early, late in pairwise(ladder):
        formula.add(-early, late)
    begun = [FALSE] * length + ladder + [TRUE] * length
    for r in range(rounds):
        here = [place[r] for place in places if r in place]
        has_begun, is_over = begun[r + length], begun[r]
        for literal in (*here, *([TRUE] if held[r] else ())):
            formula.add(-literal, has_begun)
            formula.add(-literal, -is_over)
        if not held[r]:
            formula.add(-has_begun, is_over, *here)


def _no_hole(
    formula: Formula, part: Part, stay: int, places: Sequence[dict[int, int]]
) -> None:
    """The stay of several seats has no idle round between two of its meetings."""
    busy = [
        TRUE if held else formula.any_of(place[r] for place in places if r in place)
        for r, held in enumerate(part.held[stay])
    ]
    begun = list(accumulate(busy, lambda *pair: formula.any_of(pair)))
    left = list(accumulate(busy[::-1], lambda *pair: formula.any_of(pair)))[::-1]
    for r in range(1, part.rounds - 1):
        formula.add(-begun[r - 1], busy[r], -left[r + 1])
