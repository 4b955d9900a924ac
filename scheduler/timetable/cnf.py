"""Clauses over numbered variables, with the small circuits that timetables need.

A literal is a variable's number, or its negative for "not". Variable 1 is true, so
constants need no case of their own: every circuit folds them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

TRUE = 1
FALSE = -TRUE


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

    def count(self, literals: Sequence[int], most: int) -> list[int]:
        """Return unary outputs: the i-th (from 0) holds exactly when i + 1 inputs do.

        A totalizer (Bailleux and Boufkhad 2003), cut off after `most` outputs; what
        is beyond the last output is not told apart. Without outputs, none can hold.
        """
        sure = literals.count(TRUE)
        free = [literal for literal in literals if literal not in (TRUE, FALSE)]
        return ([TRUE] * sure + self._tree(free, max(0, most - sure)))[:most]

    def merge(self, first: list[int], second: list[int], most: int) -> list[int]:
        """Return the unary sum of two unary numbers, cut off after `most` outputs."""
        size = min(len(first) + len(second), most)
        total = [self.new_variable() for _ in range(size)]
        for i in range(len(first) + 1):
            for j in range(len(second) + 1):
                self._link(first, second, total, i, j)
        for lower, higher in pairwise(total):
            self.add(lower, -higher)
        return total

    def forbid_more(self, outputs: Sequence[int], most: int) -> None:
        """Demand that a unary number is at most `most`; it must reach that far."""
        if most < len(outputs):
            self.add(-outputs[most])

    def demand(self, outputs: Sequence[int], least: int) -> None:
        """Demand that a unary number is at least `least`."""
        if least > 0:
            self.add(*outputs[least - 1 : least])

    def _tree(self, literals: list[int], most: int) -> list[int]:
        if len(literals) <= 1:
            return literals[:most]
        half = len(literals) // 2
        first = self._tree(literals[:half], most)
        return self.merge(first, self._tree(literals[half:], most), most)

    def _link(
        self, first: list[int], second: list[int], total: list[int], i: int, j: int
    ) -> None:
        """Say that i of one and j of the other make i + j: at least, and at most."""
        reached = [-literal for literal in (*first[:i][-1:], *second[:j][-1:])]
        if reached and total:
            self.add(total[min(i + j, len(total)) - 1], *reached)
        if i + j < len(total):
            self.add(-total[i + j], *first[i : i + 1], *second[j : j + 1])
