"""How one party's fair came about: what it has, what is missing, who came close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explain import Explainer
from scheduler.problem import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scheduler.candidates import Candidates
    from scheduler.problem import BuyerId, Problem, SupplierId
    from scheduler.reasons import Reason
    from scheduler.schedule import Meeting, Schedule

    Pair = tuple[BuyerId, SupplierId]


@dataclass(frozen=True, slots=True)
class NotMet:
    """A pair that does not meet, with its fit (None: no candidate) and why."""

    buyer: BuyerId
    supplier: SupplierId
    fit: int | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The meetings of one party and what stands behind them.

    `wanted` is the least number of meetings it should have (0 for a supplier), `most`
    what it may have, None without a limit. `suitable` counts the partners it may meet.
    `short` says why a buyer has too few. `musts` are the musts of the party that are
    not placed. `others` are the best fitting partners it does not meet.
    """

    meetings: tuple[Meeting, ...]
    wanted: int
    most: int | None
    suitable: int
    short: tuple[Reason, ...]
    musts: tuple[NotMet, ...]
    others: tuple[NotMet, ...]


def explain_buyer(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    buyer_id: BuyerId,
    limit: int = 3,
) -> Day:
    """Return how the buyer's fair came about; KeyError if unknown."""
    explainer = Explainer(problem, candidates, schedule)
    at = problem.buyers.index(problem.buyer_by_id[buyer_id])
    first, last = np.searchsorted(candidates.buyer, [at, at + 1]).tolist()
    pairs = _ranked(problem, candidates, range(first, last))
    meetings = schedule.by_buyer.get(buyer_id, ())
    fair, musts = problem.fair, problem.pairs(Strength.MUST)
    missing = len(meetings) < fair.min_meetings
    return Day(
        meetings,
        fair.min_meetings,
        fair.max_meetings,
        len(pairs),
        explainer.shortfall(buyer_id) if missing else (),
        *_not_met(
            explainer, schedule, pairs, {p for p in musts if p[0] == buyer_id}, limit
        ),
    )


def explain_supplier(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    supplier_id: SupplierId,
    limit: int = 3,
) -> Day:
    """Return how the supplier's fair came about; KeyError if unknown."""
    explainer = Explainer(problem, candidates, schedule)
    supplier, musts = problem.supplier_by_id[supplier_id], problem.pairs(Strength.MUST)
    at = problem.suppliers.index(supplier)
    rows = np.flatnonzero(candidates.supplier == at).tolist()
    pairs = _ranked(problem, candidates, rows)
    return Day(
        schedule.by_supplier.get(supplier_id, ()),
        0,
        supplier.max_meetings,
        len(pairs),
        (),
        *_not_met(
            explainer, schedule, pairs, {p for p in musts if p[1] == supplier_id}, limit
        ),
    )


def _ranked(
    problem: Problem, candidates: Candidates, rows: Iterable[int]
) -> list[Pair]:
    """Return the pairs of `rows` that may meet, the best fit first, then by id."""
    nevers = problem.pairs(Strength.NEVER)
    wanted = problem.pairs(Strength.MUST) | {
        (lock.buyer, lock.supplier) for lock in problem.locks
    }
    found = []
    for row in rows:
        buyer = problem.buyers[candidates.buyer[row]].id
        supplier = problem.suppliers[candidates.supplier[row]].id
        fit, pair = int(candidates.fit[row]), (buyer, supplier)
        if pair not in nevers and (fit >= problem.fair.min_fit or pair in wanted):
            found.append((-fit, pair))
    return [pair for _, pair in sorted(found)]


def _not_met(
    explainer: Explainer,
    schedule: Schedule,
    pairs: Sequence[Pair],
    musts: set[Pair],
    limit: int,
) -> tuple[tuple[NotMet, ...], tuple[NotMet, ...]]:
    """Return the musts of the party that are not placed, and the best of the others."""
    met = {(m.buyer, m.supplier) for m in schedule.meetings}
    others = [pair for pair in pairs if pair not in met | musts]

    def why(pair: Pair) -> NotMet:
        return NotMet(*pair, explainer.find_fit(*pair), explainer.pair(*pair))

    return (
        tuple(why(pair) for pair in sorted(musts - met)),
        tuple(why(pair) for pair in others[:limit]),
    )
