"""A part of a fair as a fair of its own, so that a repair looks only at what it may touch."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId


def cut_out(
    problem: Problem,
    candidates: Candidates,
    buyers: Collection[BuyerId],
    suppliers: Collection[SupplierId],
) -> tuple[Problem, Candidates]:
    """Return the fair of these parties alone, with the pairs, wishes and locks of both.

    The parties keep their order, so the candidates stay sorted.
    """
    some_buyers = tuple(b for b in problem.buyers if b.id in buyers)
    some_suppliers = tuple(s for s in problem.suppliers if s.id in suppliers)
    part = replace(
        problem,
        buyers=some_buyers,
        suppliers=some_suppliers,
        suggestions=tuple(
            wish
            for wish in problem.suggestions
            if wish.buyer in buyers and wish.supplier in suppliers
        ),
        locks=tuple(
            lock
            for lock in problem.locks
            if lock.buyer in buyers and lock.supplier in suppliers
        ),
    )
    buyer_at = _places(problem.buyers, buyers)
    supplier_at = _places(problem.suppliers, suppliers)
    at_buyer, at_supplier = buyer_at[candidates.buyer], supplier_at[candidates.supplier]
    rows = np.flatnonzero((at_buyer >= 0) & (at_supplier >= 0))
    return part, Candidates(
        buyer=at_buyer[rows],
        supplier=at_supplier[rows],
        fit=candidates.fit[rows],
        lines=candidates.lines[rows],
    )


def _places(
    parties: Sequence[Buyer] | Sequence[Supplier], wanted: Collection[str]
) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """Return the place of each party among the wanted ones, -1 for the others."""
    chosen = np.array([party.id in wanted for party in parties], np.bool_)
    places = np.full(len(parties), -1, np.int32)
    places[chosen] = np.arange(int(chosen.sum()), dtype=np.int32)
    return places
