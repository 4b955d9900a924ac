"""Suggestions, locks and absences, and what buyers say whom they want to meet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from data.absences import Absences, read_absences
from data.columns import Kind
from data.locks import LockFacts, nevers_of, read_locks
from data.names import PartyIndex
from data.suggestions import merge_suggestions, read_suggestions
from data.wants import read_wants
from scheduler.fair import Fair
from scheduler.problem import Buyer, Lock, Suggestion, Supplier

if TYPE_CHECKING:
    from data.buyers import ReadBuyer
    from data.faults import Findings
    from data.sources import Sources
    from data.suppliers import ReadSupplier


@dataclass(frozen=True)
class Wishes:
    """The parties with their absences, and the pairs."""

    buyers: tuple[Buyer, ...]
    suppliers: tuple[Supplier, ...]
    suggestions: tuple[Suggestion, ...] = ()
    locks: tuple[Lock, ...] = ()


def read_wishes(
    sources: Sources,
    fair: Fair | None,
    buyers: list[ReadBuyer],
    suppliers: list[ReadSupplier],
    findings: Findings,
) -> Wishes:
    """Read the further sheets; locks and absences need the `fair`."""
    buyer_index = PartyIndex((one.buyer.id, one.buyer.name) for one in buyers)
    supplier_index = PartyIndex((s.supplier.id, s.supplier.name) for s in suppliers)
    wanted = read_wants(buyers, supplier_index, findings)
    records = sources.rows(Kind.SUGGESTIONS, findings)
    suggested = read_suggestions(records, buyer_index, supplier_index, findings)
    placed = merge_suggestions([*suggested, *wanted], findings)
    lock_records = sources.rows(Kind.LOCKS, findings)
    absence_records = sources.rows(Kind.ABSENCES, findings)
    absences = Absences()
    if fair is not None:
        absences = read_absences(
            absence_records, fair, buyer_index, supplier_index, findings
        )
    new_buyers = tuple(_buyer_with(one.buyer, absences) for one in buyers)
    new_suppliers = tuple(_supplier_with(one.supplier, absences) for one in suppliers)
    locks: tuple[Lock, ...] = ()
    if fair is not None:
        facts = LockFacts(
            fair,
            {buyer.id: buyer for buyer in new_buyers},
            {supplier.id: supplier for supplier in new_suppliers},
            nevers_of(placed),
            absences,
        )
        locks = read_locks(lock_records, facts, buyer_index, supplier_index, findings)
    suggestions = tuple(one.suggestion for one in placed)
    return Wishes(new_buyers, new_suppliers, suggestions, locks)


def _buyer_with(buyer: Buyer, absences: Absences) -> Buyer:
    slots = absences.buyers.get(buyer.id)
    moved = absences.buyer_moves.get(buyer.id)
    if slots:
        buyer = replace(buyer, absent=buyer.absent | slots.keys())
    if moved:
        buyer = replace(buyer, hall=moved.hall or buyer.hall, booth=moved.booth)
    return buyer


def _supplier_with(supplier: Supplier, absences: Absences) -> Supplier:
    slots = absences.suppliers.get(supplier.id)
    moved = absences.supplier_moves.get(supplier.id)
    if slots:
        supplier = replace(supplier, absent=supplier.absent | slots.keys())
    if moved:
        hall = moved.hall or supplier.hall
        supplier = replace(supplier, hall=hall, booth=moved.booth)
    return supplier
