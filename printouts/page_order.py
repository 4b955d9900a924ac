"""In which order the pages of parties and halls follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts.pages import name_order, natural_key, place_order

if TYPE_CHECKING:
    from scheduler.fair import SessionId
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
    from scheduler.schedule import Schedule


def order_buyers(problem: Problem) -> list[BuyerId]:
    """Return the buyers in the order of their pages."""
    return [buyer.id for buyer in sorted(problem.buyers, key=_name_order)]


def order_suppliers(problem: Problem) -> list[SupplierId]:
    """Return the suppliers in the order of their pages."""
    ordered = sorted(
        problem.suppliers, key=lambda one: (*place_order(one.place), *_name_order(one))
    )
    return [supplier.id for supplier in ordered]


def order_halls(problem: Problem, schedule: Schedule) -> list[tuple[SessionId, str]]:
    """Return each session with each hall in which somebody meets then, in order."""
    return [
        (session.id, hall)
        for session in problem.fair.sessions
        for hall in sorted(
            {meeting.hall for meeting in schedule.by_session.get(session.id, ())},
            key=natural_key,
        )
    ]


def _name_order(party: Buyer | Supplier) -> tuple[object, ...]:
    return name_order(party.name, party.id)
