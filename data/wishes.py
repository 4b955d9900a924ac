"""Suggestions, locks and absences, and what buyers say whom they want to meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.problem import Buyer, Fair, Lock, Suggestion, Supplier

if TYPE_CHECKING:
    from data.buyers import ReadBuyer
    from data.faults import Findings
    from data.suppliers import ReadSupplier


@dataclass(frozen=True)
class Wishes:
    """The parties with their absences, and the pairs."""

    buyers: tuple[Buyer, ...]
    suppliers: tuple[Supplier, ...]
    suggestions: tuple[Suggestion, ...] = ()
    locks: tuple[Lock, ...] = ()


def read_wishes(
    paths: object,
    fair: Fair | None,
    buyers: list[ReadBuyer],
    suppliers: list[ReadSupplier],
    findings: Findings,
) -> Wishes:
    """Read the further sheets."""
    return Wishes(tuple(b.buyer for b in buyers), tuple(s.supplier for s in suppliers))
