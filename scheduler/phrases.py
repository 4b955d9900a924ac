"""How parties, slots and places are named in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.fair import Place, Slot
    from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId


def party_text(party: Buyer | Supplier) -> str:
    """Return the name, with the id where that says more."""
    return party.name if party.name == party.id else f"{party.name} ({party.id})"


def buyer_text(problem: Problem, buyer_id: BuyerId) -> str:
    """Return the buyer's name, or the bare id of one that is not known."""
    buyer = problem.buyer_by_id.get(buyer_id)
    return party_text(buyer) if buyer else buyer_id


def supplier_text(problem: Problem, supplier_id: SupplierId) -> str:
    """Return the supplier's name, or the bare id of one that is not known."""
    supplier = problem.supplier_by_id.get(supplier_id)
    return party_text(supplier) if supplier else supplier_id


def pair_wording(problem: Problem, buyer: BuyerId, supplier: SupplierId) -> Wording:
    """Return both names as one phrase."""
    one, other = buyer_text(problem, buyer), supplier_text(problem, supplier)
    return Wording(en=f"{one} and {other}", zh=f"{one}与{other}")


def slot_wording(slot: Slot) -> Wording:
    """Return the slot as people read it: rounds count from 1."""
    number = slot.round_index + 1
    return Wording(
        en=f"session {slot.session} round {number}",
        zh=f"场次 {slot.session} 第 {number} 轮",
    )


def place_text(place: Place) -> str:
    """Return hall and booth in one, a dash where neither is known."""
    return " ".join(part for part in place if part) or "-"
