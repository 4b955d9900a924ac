"""Demand and offer by category: who wants it, who sells it, how many pairs it makes.

A line counts in its first category alone, and there as high up in the tree as asked
for; a line without a category counts in none.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from scheduler.balance.facts import CategoryBalance
from scheduler.fit.codes import ancestors, normalise_category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from scheduler.candidates import Candidates
    from scheduler.problem import DemandLine, OfferLine, Problem


def line_key(line: DemandLine | OfferLine) -> str:
    """Return what a line asks for or offers, folded: its first category, or product."""
    return normalise_category(line.categories[0] if line.categories else line.product)


def group_of(line: DemandLine | OfferLine, level: int) -> str:
    """Return the category of a line at `level` of the tree, 1 being the top, or ""."""
    if not line.categories:
        return ""
    path = ancestors(line.categories[0])
    return path[min(level, len(path)) - 1] if path else ""


def count_categories(
    problem: Problem, candidates: Candidates, level: int
) -> tuple[CategoryBalance, ...]:
    """Return the balance of each category that is wanted or sold, most lines first."""
    wanted = _members([buyer.lines for buyer in problem.buyers], level)
    sold = _members([supplier.lines for supplier in problem.suppliers], level)
    names = _spellings(problem, level)
    groups = [
        CategoryBalance(
            category=names[key],
            buyers=len(wanted[key]),
            suppliers=len(sold[key]),
            demand_lines=sum(wanted[key].values()),
            offer_lines=sum(sold[key].values()),
            reachable=_reachable(candidates, wanted[key], sold[key]),
        )
        for key in sorted({*wanted, *sold} - {""})
    ]
    return tuple(sorted(groups, key=lambda g: (-g.demand_lines, -g.buyers)))


def count_fair(problem: Problem, candidates: Candidates) -> CategoryBalance:
    """Return the balance of the fair as a whole."""
    return CategoryBalance(
        category="",
        buyers=len(problem.buyers),
        suppliers=len(problem.suppliers),
        demand_lines=sum(len(buyer.lines) for buyer in problem.buyers),
        offer_lines=sum(len(supplier.lines) for supplier in problem.suppliers),
        reachable=int((candidates.fit >= problem.fair.min_fit).sum()),
    )


def _members(
    parties: Iterable[Iterable[DemandLine | OfferLine]], level: int
) -> defaultdict[str, dict[int, int]]:
    """Return, for each group, the lines of each party position that has any in it."""
    members: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for at, lines in enumerate(parties):
        for line in lines:
            group = members[group_of(line, level)]
            group[at] = group.get(at, 0) + 1
    return members


def _spellings(problem: Problem, level: int) -> dict[str, str]:
    """Return how each group is written on the sheets, the first in order of spelling.

    Only a whole category has a spelling; one above it is named by its folded form.
    """
    lines: list[DemandLine | OfferLine] = [
        line for buyer in problem.buyers for line in buyer.lines if line.categories
    ]
    lines += [line for s in problem.suppliers for line in s.lines if line.categories]
    names = {group_of(line, level): group_of(line, level) for line in lines}
    whole: dict[str, str] = {}
    for line in lines:
        key, written = group_of(line, level), line.categories[0].strip()
        if key == normalise_category(written):
            whole[key] = min(whole.get(key, written), written)
    return names | whole


def _reachable(
    candidates: Candidates, buyers: Mapping[int, int], suppliers: Mapping[int, int]
) -> int:
    wanting = np.isin(candidates.buyer, list(buyers))
    return int(np.isin(candidates.supplier[wanting], list(suppliers)).sum())
