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
    from scheduler.problem import Problem

LATER_RULES = frozenset(
    {Rule.SHORTFALL_LIST, Rule.REASONS_MISSING, Rule.MUST, Rule.MUST_LIST}
)
"""Rules about lists that are written only when all meetings are known."""


def refuse_impossible_locks(problem: Problem, candidates: Candidates) -> None:
    """Raise ProblemError with every rule that the locks break by themselves.

    The checker judges a schedule of nothing but the locks.
    """
    if not problem.locks:
        return
    bare = replace(problem, suggestions=())
    instance = build_instance(bare, _locked_only(problem, candidates))
    schedule = Schedule(extract_meetings(instance, instance.locked))
    broken = [
        violation.wording
        for violation in check_schedule(problem, candidates, schedule)
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


def _locked_only(problem: Problem, candidates: Candidates) -> Candidates:
    """Return the candidates that are locked."""
    buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
    supplier_at = {supplier.id: i for i, supplier in enumerate(problem.suppliers)}
    rows = candidates.find_rows(
        np.array([buyer_at[lock.buyer] for lock in problem.locks], np.int64),
        np.array([supplier_at[lock.supplier] for lock in problem.locks], np.int64),
    )
    rows = np.unique(rows[rows >= 0])
    return Candidates(
        candidates.buyer[rows],
        candidates.supplier[rows],
        candidates.fit[rows],
        candidates.lines[rows],
    )
