"""What else there is to say of a pair: the parts beside its lines, in words.

How badly a former dealing went, and that a rep would rather not see the two together,
is for the rep alone: it counts, and `explain` shows it, but it is not printed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from scheduler.fit.circumstances import fold
from scheduler.fit.terms import TERM_UNIT, Term
from scheduler.languages import name_languages
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from scheduler.fit.of_pairs import BestOffer
    from scheduler.problem import DemandLine, OfferLine, Supplier

NAMED_CERTIFICATES = 3


class Served(NamedTuple):
    """A demand line and the offer that serves it."""

    best: BestOffer
    demand: DemandLine
    offered: OfferLine


def line_notes(served: Sequence[Served], supplier: Supplier) -> list[Wording]:
    """Return a note for each part of lines that is not content, on its worst line."""
    notes = []
    for term, note in _LINE_NOTES.items():
        least = min((one.best.worth.get(term, 1.0) for one in served), default=1.0)
        if least < 1.0:
            worst = [one for one in served if one.best.worth.get(term) == least]
            one = min(worst, key=_told_apart) if worst[1:] else worst[0]
            notes.append(note(one, supplier))
    return notes


def _told_apart(one: Served) -> str:
    """Return what decides between lines alike, so that their order does not."""
    return repr((replace(one.demand, id=""), replace(one.offered, id="")))


def pair_notes(values: Mapping[Term, int], supplier: Supplier) -> list[Wording]:
    """Return notes on the parts (in millionths) that do not depend on lines."""
    notes = []
    if values.get(Term.HISTORY, 0) >= TERM_UNIT:
        notes.append(Wording(en="you have done business before", zh="双方曾有成交"))
    elif values.get(Term.HISTORY, 0) > 0:
        notes.append(Wording(en="you have been in contact before", zh="双方曾有意向"))
    if values.get(Term.SUGGESTED, 0) > 0:
        notes.append(Wording(en="recommended", zh="经推荐"))
    if values.get(Term.LANGUAGE, TERM_UNIT) == 0:
        spoken = name_languages(supplier.languages)
        notes.append(Wording(en=f"speaks {spoken.en}", zh=f"对方语言：{spoken.zh}"))
    if values.get(Term.REGION, 0) == TERM_UNIT:
        notes.append(Wording(en="same region", zh="同一地区"))
    return notes


def _quantity(one: Served, _: Supplier) -> Wording:
    demand, offered = one.demand, one.offered
    wanted = f"{demand.quantity:g}{_unit(demand.unit)}"
    if one.best.too_little:
        least = f"{offered.minimum_order:g}{_unit(offered.minimum_unit)}"
        return Wording(
            en=f"minimum order {least}, you want {wanted}",
            zh=f"起订量 {least}，您需 {wanted}",
        )
    most = f"{offered.capacity_quantity:g}{_unit(offered.capacity_unit)}"
    return Wording(
        en=f"can supply {most}, you want {wanted}",
        zh=f"供货能力 {most}，您需 {wanted}",
    )


def _budget(one: Served, _: Supplier) -> Wording:
    demand, offered = one.demand, one.offered
    price = f"{offered.price_low:g} {offered.currency}".rstrip()
    budget = f"{demand.budget:g} {demand.currency}".rstrip()
    if demand.quantity is None:
        return Wording(
            en=f"prices from {price}, budget {budget}",
            zh=f"价格 {price} 起，预算 {budget}",
        )
    count = f"{demand.quantity:g}{_unit(demand.unit)}"
    return Wording(
        en=f"prices from {price} each, budget {budget} for {count}",
        zh=f"单价 {price} 起，{count}的预算为 {budget}",
    )


def _certificates(one: Served, supplier: Supplier) -> Wording:
    held = {fold(c) for line in supplier.lines for c in line.certificates}
    missing = [
        name
        for name in one.demand.certificates
        if not any(key.startswith(fold(name)) for key in held)
    ]
    names = ", ".join(missing[:NAMED_CERTIFICATES])
    if held:
        return Wording(en=f"lacks {names}", zh=f"缺少认证 {names}")
    return Wording(en=f"ask for {names}", zh=f"请核实认证 {names}")


def _unit(unit: str) -> str:
    return f" {unit}" if unit else ""


_LINE_NOTES: dict[Term, Callable[[Served, Supplier], Wording]] = {
    Term.CERTIFICATES: _certificates,
    Term.QUANTITY: _quantity,
    Term.BUDGET: _budget,
}
"""What is said of each part, the weightiest first."""
