"""Locks are kept whatever they cost, so those that contradict the fair are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import Candidates
from scheduler.check import check_schedule
from scheduler.errors import ProblemError
from scheduler.rules import Rule
from scheduler.schedule import Schedule
from scheduler.search.extract import extract_meetings
from scheduler.search.instance import build_instance
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId

LATER_RULES = frozenset(
    {Rule.SHORTFALL_LIST, Rule.REASONS_MISSING, Rule.MUST, Rule.MUST_LIST}
)
"""Rules about lists that are written only when all meetings are known."""


def refuse_impossible_locks(problem: Problem, candidates: Candidates) -> None:
    """Raise ProblemError with every rule that the locks break by themselves.

    The checker judges a schedule of nothing but the locks, at a fair of nobody else.
    """
    if not problem.locks:
        return
    part = _locked_parties(problem)
    pairs = _locked_only(problem, part, candidates)
    instance = build_instance(replace(part, suggestions=()), pairs)
    schedule = Schedule(extract_meetings(instance, instance.locked))
    broken = [
        violation.wording
        for violation in check_schedule(part, pairs, schedule)
        if violation.rule not in LATER_RULES
    ]
    if broken:
        raise ProblemError(
            "locks-contradict",
            Wording(
                en="The locks contradict the fair. " + " ".join(w.en for w in broken),
                zh="锁定的洽谈与展会规则冲突。" + "".join(w.zh for w in broken),
            ),
            Wording(
                en="Change or remove the locks that are named, then schedule again.",
                zh="请修改或删除上述锁定，然后重新排期。",
            ),
        )


def _locked_parties(problem: Problem) -> Problem:
    """Return the fair with no parties but those of locks."""
    buyers = {lock.buyer for lock in problem.locks}
    suppliers = {lock.supplier for lock in problem.locks}
    return replace(
        problem,
        buyers=tuple(b for b in problem.buyers if b.id in buyers),
        suppliers=tuple(s for s in problem.suppliers if s.id in suppliers),
        suggestions=tuple(
            s
            for s in problem.suggestions
            if s.buyer in buyers and s.supplier in suppliers
        ),
        history=(),
    )


def _locked_only(problem: Problem, part: Problem, candidates: Candidates) -> Candidates:
    """Return the candidates that are locked, by the positions of their parties in `part`."""
    pairs = sorted({(lock.buyer, lock.supplier) for lock in problem.locks})
    rows = candidates.find_rows(*_positions(problem.buyers, problem.suppliers, pairs))
    buyer, supplier = _positions(part.buyers, part.suppliers, pairs)
    known = np.flatnonzero(rows >= 0)
    order = known[np.lexsort((supplier[known], buyer[known]))]
    rows = rows[order]
    return Candidates(
        buyer[order].astype(candidates.buyer.dtype),
        supplier[order].astype(candidates.supplier.dtype),
        candidates.fit[rows],
        candidates.lines[rows],
    )


def _positions(
    buyers: Sequence[Buyer],
    suppliers: Sequence[Supplier],
    pairs: Sequence[tuple[BuyerId, SupplierId]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where both parties of each pair stand among these."""
    buyer_at = {buyer.id: i for i, buyer in enumerate(buyers)}
    supplier_at = {supplier.id: i for i, supplier in enumerate(suppliers)}
    return (
        np.array([buyer_at[b] for b, _ in pairs], np.int64),
        np.array([supplier_at[s] for _, s in pairs], np.int64),
    )
