"""Clauses over numbered variables, with the small circuits that timetables need.

A literal is a variable's number, or its negative for "not". Variable 1 is true, so
constants need no case of their own: every circuit folds them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

TRUE = 1
FALSE = -TRUE
FEW = 8
"""Up to this many alternatives "at most one" is said pair by pair."""


class Formula:
    """A growing conjunction of clauses; `variables` is the highest number in use."""

    def __init__(self) -> None:
        """Start with the constant alone."""
        self.variables = TRUE
        self.clauses: list[list[int]] = [[TRUE]]

    def copy(self) -> Formula:
        """Return the same clauses, to grow apart from these."""
        other = Formula()
        other.variables, other.clauses = self.variables, list(self.clauses)
        return other

    def new_variable(self) -> int:
        """Return a variable that nothing uses yet."""
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        """Demand that one of `literals` holds; none at all is a contradiction."""
        if TRUE not in literals:
            clause = [literal for literal in literals if literal != FALSE]
            self.clauses.append(clause or [FALSE])

    def any_of(self, literals: Iterable[int]) -> int:
        """Return a literal that holds exactly when one of `literals` does."""
        wanted = [literal for literal in literals if literal != FALSE]
        if TRUE in wanted:
            return TRUE
        if len(wanted) < 2:
            return wanted[0] if wanted else FALSE
        either = self.new_variable()
        self.add(-either, *wanted)
        for literal in wanted:
            self.add(either, -literal)
        return either

    def all_of(self, literals: Iterable[int]) -> int:
        """Return a literal that holds exactly when all of `literals` do."""
        return -self.any_of([-literal for literal in literals])

    def odd(self, literals: Iterable[int]) -> int:
        """Return a literal that holds exactly when an odd number of `literals` does.

        A chain: each step says it of the literals so far.
        """
        odd = FALSE
        for literal in literals:
            odd = self._either(odd, literal)
        return odd

    def at_most_one(self, literals: Sequence[int]) -> int:
        """Demand that at most one of `literals` holds; return whether one does.

        A few are forbidden pair by pair. More climb a ladder (Sinz 2005): each step says
        whether one of those before holds, and forbids another one.
        """
        if len(literals) <= FEW:
            for one, other in combinations(literals, 2):
                self.add(-one, -other)
            return self.any_of(literals)
        held = FALSE
        for literal in literals:
            self.add(-held, -literal)
            held = self.any_of((held, literal))
        return held

    def count(
        self, literals: Sequence[int], most: int, *, exact: bool = True
    ) -> list[int]:
        """Return unary outputs: the i-th (from 0) holds exactly when i + 1 inputs do.

        A totalizer (Bailleux and Boufkhad 2003), cut off after `most` outputs; what
        is beyond the last output is not told apart. Without outputs, none can hold.
        Unless it is `exact`, an output may also hold when fewer inputs do.
        """
        sure = literals.count(TRUE)
        free = [literal for literal in literals if literal not in (TRUE, FALSE)]
        return ([TRUE] * sure + self._tree(free, max(0, most - sure), exact))[:most]

    def at_most(self, literals: Sequence[int], most: int) -> None:
        """Demand that at most `most` of `literals` hold.

        A totalizer of which only one half is said, how inputs make outputs: half the
        clauses of a count.
        """
        if most < len(literals):
            outputs = self.count(literals, most + 1, exact=False)
            self.forbid_more(outputs, most)

    def between(self, literals: Sequence[int], least: int, most: int) -> None:
        """Demand that from `least` to `most` of `literals` hold."""
        if least > 0:
            outputs = self.count(literals, most + 1)
            self.forbid_more(outputs, most)
            self.add(*outputs[least - 1 : least])
        else:
            self.at_most(literals, most)

    def forbid_more(self, outputs: Sequence[int], most: int) -> None:
        """Demand that a unary number is at most `most`; it must reach that far."""
        if most < len(outputs):
            self.add(-outputs[most])

    def _either(self, one: int, other: int) -> int:
        """Return a literal that holds exactly when one of two does, and not both."""
        for constant, literal in ((one, other), (other, one)):
            if constant in (TRUE, FALSE):
                return -literal if constant == TRUE else literal
        either = self.new_variable()
        self.add(-either, one, other)
        self.add(-either, -one, -other)
        self.add(either, -one, other)
        self.add(either, one, -other)
        return either

    def _tree(self, literals: list[int], most: int, exact: bool) -> list[int]:
        if len(literals) <= 1:
            return literals[:most]
        half = len(literals) // 2
        first = self._tree(literals[:half], most, exact)
        second = self._tree(literals[half:], most, exact)
        total = [
            self.new_variable() for _ in range(min(len(first) + len(second), most))
        ]
        self._reach(first, second, total)
        if exact:
            self._limit(first, second, total)
        return total

    def _reach(self, first: list[int], second: list[int], total: list[int]) -> None:
        """Say that i of one and j of the other make at least i + j."""
        for i in range(len(first) + 1):
            for j in range(min(len(second), len(total) - i) + 1):
                if i + j:
                    reached = (*first[:i][-1:], *second[:j][-1:])
                    self.add(total[i + j - 1], *(-literal for literal in reached))

    def _limit(self, first: list[int], second: list[int], total: list[int]) -> None:
        """Say that i of one and j of the other, and no more, make at most i + j."""
        for i in range(min(len(first), len(total)) + 1):
            for j in range(min(len(second), len(total) - i - 1) + 1):
                self.add(-total[i + j], *first[i : i + 1], *second[j : j + 1])
        for lower, higher in pairwise(total):
            self.add(lower, -higher)
